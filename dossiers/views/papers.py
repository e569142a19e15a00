"""The official forms of one case: the list, one form with its draft, the paper as PDF, all of them at once."""

import zipfile
from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates.models import Candidate
from candidates.opening import ask_first, log_opening
from candidates.overview.links import mending
from dossiers import actions
from dossiers.catalogue_table import PHASES
from dossiers.cv_clash import Clash
from dossiers.drafting import (
    blanks_of,
    blocks,
    fill,
    findings_of,
    gap_url,
    is_in_turn,
    may_type,
    read,
    sheet_of,
    sheets,
)
from dossiers.filling import Filling
from dossiers.forms.blanks import BlanksForm
from dossiers.gather import case_of
from dossiers.masking import masked
from partydev.dates import format_date
from partydev.decorators import requires
from partydev.downloads import download, gives_file
from partydev.papers.rendering import as_fragment, as_one_pdf, as_pdf
from partydev.refusals import Conflict
from partydev.submit import answer, lines

ALL = "all_forms"  # in the log: every form of the dossier at once
ELSEWHERE = "Ghi ở bước tương ứng của hồ sơ khi việc đó đến lượt."
UNCONFIRMED = "mẫu chưa được xác nhận"


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def forms(request, pk):
    """All forms of a case by phase, each with what it still lacks."""
    case = _case(request, pk)
    groups = {phase: [] for phase in PHASES}
    groups["admission"].append(_certificate_line(case, request.user))
    for sheet in sheets(case):
        groups[sheet.form.phase].append(_line(case, sheet, request.user))
    shown = [
        {
            "title": PHASES[phase],
            "items": items,
            "done": sum(item["state"] == "done" for item in items),
            "total": len(items) if phase != "other" else 0,
        }
        for phase, items in groups.items()
        if items
    ]
    return render(request, "dossiers/forms.html", {"candidate": case.candidate, "groups": shown})


def _line(case, sheet, user):
    """A form as a line of the list: whole, how many things it lacks, or prepared by others."""
    filled = fill(case, sheet)
    url = _url("form", case.candidate, sheet)
    item = {"label": sheet.label, "hint": _hint(sheet.form), "url": url}
    if not is_in_turn(case.candidate, sheet.form):
        return item | {"state": "todo", "status": "Chưa đến lượt"}
    if sheet.form.guide:
        return item | {"state": "todo", "status": "Bản gợi ý để chép tay"}
    if filled.is_whole:
        if blocks(findings_of(case, sheet.form)):
            return item | {"state": "problem", "status": "Chưa đúng quy định"}
        return item | {"state": "done", "status": "Đủ để in"}
    if sheet.form.phase == "other" and sheet.text is None:
        return item | {"state": "todo", "status": "Dùng khi cần"}
    missing = f"thiếu {len(filled.gaps)} nội dung"
    if not may_type(user, case.candidate, sheet.form):
        return item | {"state": "todo", "status": f"Cấp khác chuẩn bị, {missing}"}
    return item | {"state": "doing", "status": f"Còn {missing}"}


def _certificate_line(case, user):
    """The certificate of the awareness class: whether it was issued, and its place in the register for who reads it.

    It is the class's paper, no form of the dossier: it is printed from the register alone.
    """
    item = {"label": "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng", "hint": "CN-NTVĐ, nơi mở lớp cấp và in"}
    held = case.certificate
    if held is None:
        return item | {"state": "todo", "status": "Chưa được cấp"}
    number, issued_on, line = held.certificate_number, held.certificate_on, held.certificates.order_by("turn").last()
    if line:
        number, issued_on = line.number, line.issued_on
        if user.can(Permission.CLASS_VIEW, held.training_class):
            item["url"] = reverse("classes:certificate_pdf", args=[line.pk])
    number = f"số {number}, " if number else ""
    return item | {"state": "done", "status": f"Đã cấp {number}ngày {format_date(issued_on)}"}


def _hint(form):
    """The form's code, and whether its text could be compared with the official one."""
    code = form.code if form.code != form.title else ""
    return ", ".join(filter(None, [code, UNCONFIRMED if form.unconfirmed else ""]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CANDIDATE_VIEW)
def form(request, pk, form, part):
    """One form: what is typed into it, what it lacks and where that is entered, what the rules say, its draft."""
    case = _case(request, pk)
    sheet = _sheet(request, case, form, part)
    can_type = may_type(request.user, case.candidate, sheet.form)
    if request.method == "POST" and not can_type:
        raise PermissionDenied
    filled = fill(case, sheet)
    typed = BlanksForm(request.POST or None, case=case, sheet=sheet, values=filled.filling.typed)
    page = _form_page(request, case, filled, can_type)
    if request.method != "POST":
        _log(request, AccessRecord.Kind.DOSSIER_READ, case)

    def act(data):
        try:
            actions.save_form_text(
                candidate=case.candidate,
                form=sheet.form.slug,
                part=sheet.part,
                values=typed.values,
                version=data["version"],
                by=request.user,
            )
        except Conflict:
            clash = page["clash"] = _clash(case, sheet, data["version"], typed.values)
            if clash is None:
                raise
            # Saving again lies on top of what the page now shows.
            typed.data = typed.data.copy()
            typed.data["version"] = str(clash.version)
            raise Conflict(clash.words) from None
        _tell(request, case, sheet, typed)
        return _url("form", case.candidate, sheet)

    return answer(request, typed, act, "dossiers/form.html", page)


def _clash(case, sheet, version, typed):
    """What the form's blanks said when the page was opened, what they say now, and what was typed here.

    None where nothing was saved yet: the version that was sent is none of ours.
    """
    blanks = blanks_of(case, sheet.form)

    def words(values):
        filling = Filling(typed=values)
        return {blank.label: filling.typed_text(blank) if filling.has(blank) else "" for blank in blanks}

    texts = case.candidate.form_texts.filter(attempt=case.attempt.after, form=sheet.form.slug, part=sheet.part)
    row = texts.first()
    return row and Clash(row, version, lambda held: words(read(sheet.form, held.values)), words(typed))


def _form_page(request, case, filled, can_type, form_url=""):
    """What the form's page shows; `form_url` leads there from another page."""
    sheet, candidate = filled.sheet, case.candidate
    findings = [] if sheet.form.guide else findings_of(case, sheet.form)
    ready = filled.is_whole and not blocks(findings) and not sheet.form.guide
    return {
        "candidate": candidate,
        "sheet": sheet,
        "can_type": can_type,
        "gaps": [_gap(case, gap, request.user, form_url) for gap in filled.gaps],
        "findings_of_step": lines(findings, mending(candidate)),
        "blocked": bool(blocks(findings)),
        "shown": masked(as_fragment(filled.draft, linked=False), candidate),
        "draft_url": _url("draft_pdf", candidate, sheet),
        "signed_url": _url("signed_pdf", candidate, sheet) if ready else "",
        "clash": None,
    }


def _gap(case, gap, user, form_url):
    """Where `user` closes a gap, or whose it is to close."""
    of_unit = gap.page.startswith("organization:")
    hint = "Ghi ở trang của đơn vị; nhờ người quản lý đơn vị." if of_unit else ELSEWHERE
    return {"label": gap.label, "url": gap_url(case, gap, user, form_url), "hint": hint}


def _tell(request, case, sheet, typed):
    """What was saved, and what is still missing before it can be signed."""
    left = len(fill(case, sheet, typed.values).gaps)
    rest = f"Còn thiếu {left} nội dung." if left else "Biểu mẫu đã đủ nội dung."
    messages.success(request, " ".join([f"Đã lưu nội dung của {sheet.form.code}.", rest, *typed.mend_notes]))


# PDF


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def draft_pdf(request, pk, form, part):
    """The draft, with its turn under the number and the small mark of form and edition."""
    case = _case(request, pk)
    sheet = _sheet(request, case, form, part)
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, case, sheet.form.slug)
    suffix = "goi-y" if sheet.form.guide else "du-thao"
    return download(as_pdf(fill(case, sheet).draft), f"{_name(case, sheet)}-{suffix}.pdf")


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def signed_pdf(request, pk, form, part):
    """The paper to be signed; while something is missing or the rules forbid it, a page that says what."""
    case = _case(request, pk)
    sheet = _sheet(request, case, form, part)
    if sheet.form.guide:
        raise Http404
    filled = fill(case, sheet)
    findings = blocks(findings_of(case, sheet.form))
    if filled.gaps or findings:
        page = _form_page(request, case, filled, can_type=False, form_url=_url("form", case.candidate, sheet))
        page["findings_of_step"] = lines(findings, mending(case.candidate))
        return render(request, "dossiers/not_whole.html", page, status=422)
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, case, sheet.form.slug)
    return download(as_pdf(filled.for_signing), f"{_name(case, sheet)}.pdf")


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def bundle_pdf(request, pk):
    """All forms of the dossier in one PDF: those that are whole as they are signed, the others as drafts."""
    case = _case(request, pk)
    papers = [document for _, document, _ in _bundle(request, case)]
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, case, ALL)
    return download(as_one_pdf(papers), f"bieu-mau-{case.candidate.code.lower()}.pdf")


@require_GET
@requires(Permission.CANDIDATE_VIEW)
@gives_file
def bundle_zip(request, pk):
    """The same as a ZIP, one file a form, in the order of the dossier."""
    case = _case(request, pk)
    packed, slugs = BytesIO(), []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (sheet, document, suffix) in enumerate(_bundle(request, case), 1):
            # Without the time of packing the same dossier gives the same bytes.
            entry = zipfile.ZipInfo(f"{place:02}-{sheet.form.slug}{suffix}.pdf")
            archive.writestr(entry, as_pdf(document), zipfile.ZIP_DEFLATED)
            slugs.append(sheet.form.slug)
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, case, *slugs)
    name = f"bieu-mau-{case.candidate.code.lower()}.zip"
    return download(packed.getvalue(), name, "application/zip")


def _bundle(request, case):
    """(sheet, document, what its file's name ends in) of the forms whose turn has come; others only once typed."""
    for sheet in sheets(case):
        unused = sheet.form.phase == "other" and sheet.text is None
        if unused or not is_in_turn(case.candidate, sheet.form):
            continue
        filled = fill(case, sheet)
        if sheet.form.guide:
            yield sheet, filled.draft, "-goi-y"
        elif filled.is_whole and not blocks(findings_of(case, sheet.form)):
            yield sheet, filled.for_signing, ""
        else:
            yield sheet, filled.draft, "-du-thao"


# What they share


def _case(request, pk):
    """The case if the user may open the dossier; a helper, who sees the person only by assignment, may not."""
    candidate = get_object_or_404(
        Candidate.objects.visible_to(request.user).select_related(
            "person", "organization", "member__person", "waits_at"
        ),
        pk=pk,
    )
    if not request.user.can(Permission.CANDIDATE_VIEW, candidate):
        raise PermissionDenied
    ask_first(request, candidate)
    return case_of(candidate, timezone.localdate())


def _sheet(request, case, slug, part):
    sheet = sheet_of(case, slug, part)
    if sheet is None:
        raise Http404
    return sheet


def _url(name, candidate, sheet):
    return reverse(f"dossiers:{name}", kwargs={"pk": candidate.pk, "form": sheet.form.slug, "part": sheet.part})


def _name(case, sheet):
    """Which form of which case, and nobody's name."""
    several = f"-{sheet.part}" if sheet.part else ""
    return f"{sheet.form.slug}-{case.candidate.code.lower()}{several}"


def _log(request, kind, case, *forms):
    """Reading and printing leave a row for each form: whose dossier, by its code, and which form."""
    log_opening(request, case.candidate, kind, *forms)
