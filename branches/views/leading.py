"""Leading the work of a unit: papers to cite, what committees took up, inspections, courses; grades of new members."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches import actions
from branches.forms.leading import DocumentForm, GradesForm, LeadingForm
from branches.models import LeadingRecord, Member, ReferenceDocument, YearGrade
from branches.permissions import Permission
from branches.views._common import crumbs_to, form_page, members_url, organization_for
from partydev.decorators import requires
from partydev.numbers import row_id
from partydev.submit import answer

CHANGE = Permission.TARGET_CHANGE
KINDS = {
    "hop-cap-uy": LeadingRecord.Kind.AGENDA,
    "kiem-tra": LeadingRecord.Kind.INSPECTION,
    "tap-huan": LeadingRecord.Kind.COURSE,
}
LEADS = {
    "hop-cap-uy": "Nội dung lãnh đạo công tác phát triển đảng viên đã bàn ở cấp ủy. "
    "Việc của từng người ghi ở phiên họp xét.",
    "kiem-tra": "Kiểm tra công tác phát triển đảng viên của đơn vị; không ghi về từng người.",
    "tap-huan": "Lớp tập huấn nghiệp vụ cho cấp ủy viên, bí thư chi bộ, cán bộ làm công tác đảng viên.",
}
PAGE = 50
GRADED_YEARS = 3  # how many years a new member counts as new


@requires(Permission.REPORT_VIEW)
@require_GET
def leading(request, code):
    """Everything light that is kept of leading the work in one unit, the newest first."""
    unit = organization_for(request, code, Permission.REPORT_VIEW)
    kind = KINDS.get(request.GET.get("loai"))
    rows = LeadingRecord.objects.visible_to(request.user).filter(organization=unit).select_related("about")
    page = Paginator(rows.filter(kind=kind) if kind else rows, PAGE).get_page(request.GET.get("page"))
    tabs = [{"label": "Tất cả", "url": "?", "current": kind is None, "count": None}]
    tabs += [
        {"label": value.label, "url": f"?loai={slug}", "current": value == kind, "count": None}
        for slug, value in KINDS.items()
    ]
    may_write = request.user.can(CHANGE, unit)
    context = {
        "organization": unit,
        "page": page,
        "tabs": tabs,
        "documents": documents_for(request.user, unit)[:PAGE],
        "adds": [(label.label, _url("leading_add", unit, slug)) for slug, label in KINDS.items()] if may_write else [],
        "document_url": _url("document_add", unit) if may_write else "",
        "crumbs_line": crumbs_to(request, unit),
    }
    return render(request, "branches/leading.html", context)


def documents_for(user, unit):
    """The papers that `unit` can cite: its own and those kept above it, as far as `user` sees them."""
    places = [pk for pk in unit.ancestors() if pk]
    return ReferenceDocument.objects.visible_to(user).filter(organization__in=places).select_related("organization")


def _url(name, unit, *more):
    return reverse(f"branches:{name}", args=[unit.code, *more])


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def leading_add(request, code, kind):
    if kind not in KINDS:
        raise Http404
    unit = organization_for(request, code, CHANGE)
    of_unit = {"kind": KINDS[kind], "organization": unit, "scope": request.user.scope(CHANGE)}
    form = LeadingForm(request.POST or None, initial={"on": timezone.localdate()}, **of_unit)

    def act(data):
        done = actions.record_leading(by=request.user, organization=unit, kind=KINDS[kind], **data)
        messages.success(request, f"Đã ghi: {done.title}.")
        return _url("leading", unit)

    title = KINDS[kind].label
    page = {"title": title, "submit": "Ghi lại", "back": _url("leading", unit), "crumbs": crumbs_to(request, unit)}
    return form_page(request, form, act, lead=LEADS[kind], **page)


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def document_add(request, code):
    unit = organization_for(request, code, CHANGE)
    form = DocumentForm(request.POST or None)

    def act(data):
        done = actions.keep_document(by=request.user, organization=unit, **data)
        words = "Đơn vị này và các đơn vị trực thuộc viện dẫn được."
        messages.success(request, f"Đã thêm văn bản số {done.number}. {words}")
        return _url("leading", unit)

    lead = "Văn bản chỉ đạo để kế hoạch, báo cáo viện dẫn; chỉ ghi số, ngày, nơi ban hành, không lưu nội dung."
    page = {"title": "Thêm văn bản", "submit": "Thêm văn bản", "back": _url("leading", unit)}
    return form_page(request, form, act, lead=lead, crumbs=crumbs_to(request, unit), **page)


@requires(Permission.MEMBER_CHANGE)
@require_http_methods(["GET", "POST"])
def grades(request, code):
    """The yearly grades of a cell's members who were admitted within three years; `nam` names the year."""
    unit = organization_for(request, code, Permission.MEMBER_CHANGE)
    if not unit.is_cell:
        raise Http404
    this_year = timezone.localdate().year
    asked = row_id(request.GET.get("nam") or "")
    year = asked if asked in range(1990, this_year + 1) else this_year
    since, until = date(year - GRADED_YEARS + 1, 1, 1), date(year, 12, 31)
    members = list(
        Member.objects.present()
        .filter(organization=unit, joined_on__range=(since, until))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    known = YearGrade.objects.filter(member__in=members, year=year)
    initial = {f"member_{row.member_id}": row.grade for row in known}
    papers = {row.member_id: row.paper for row in known}
    form = GradesForm(request.POST or None, members=members, papers=papers, initial=initial)

    def act(data):
        values = {"grades": form.grades(), "paper": data["paper"]}
        changed = actions.record_grades(by=request.user, organization=unit, year=year, **values)
        messages.success(request, f"Đã ghi xếp loại của {changed} đảng viên." if changed else "Không có gì thay đổi.")
        return f"{_url('grades', unit)}?nam={year}"

    context = {
        "organization": unit,
        "year": year,
        "years": list(range(this_year - GRADED_YEARS, this_year + 1)),
        "members": members,
        "back": members_url(unit),
        "action": f"{_url('grades', unit)}?nam={year}",
        "crumbs_line": crumbs_to(request, unit),
    }
    return answer(request, form, act, "branches/grades.html", context)
