"""Rows of the CV's lists: a job, a course, a stay abroad, an award, a discipline; relatives where they are kept."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from branches.permissions import Permission
from candidates.views._case import acting_case, say
from dossiers import cv_actions
from dossiers.cv.pages import PAGE_OF, PAGES
from dossiers.cv.profile import CLOSED, stores_relatives
from dossiers.cv.rows import KINDS
from dossiers.cv_clash import Clash, entry_words, relative_words
from dossiers.cv_forms import GROUP_TITLES, EntryForm, RelativeForm, group_of
from dossiers.cv_gather import as_entry, as_relative
from dossiers.models import CvEntry, Relative
from dossiers.views.cv import FORM, log_opening, page_url
from partydev.decorators import requires
from partydev.forms import Form
from partydev.once import new_token
from partydev.refusals import Conflict
from partydev.submit import answer
from partydev.text import uncapitalized

TEMPLATE = "dossiers/cv_row.html"


def _context(user, candidate, page, title, row=None, **more):
    return {
        "candidate": candidate,
        "page": page,
        "title": title,
        "row": row,
        "overview_url": page_url(candidate),
        "back_url": page_url(candidate, page),
        "remove_token": new_token(user),
        **more,
    }


def _held(model, candidate, pk, request):
    """The row of the candidate's CV, else 404; what was typed about a row taken out meanwhile is not lost."""
    held = model.objects.filter(pk=pk, cv__candidate=candidate).first()
    if held is None and request.method == "POST":
        last = model.history.filter(id=pk, cv__candidate=candidate).order_by("history_id").last()
        held = last and last.instance
    if held is None:
        raise Http404
    return held


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def add(request, pk, section):
    """Add a row to one of the lists."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    page = PAGES.get(section)
    kind = KINDS.get(page.parts[0]) if page else None
    if kind is None:
        raise Http404
    log_opening(request, candidate)
    form = EntryForm(request.POST or None, part=kind.part, on=timezone.localdate())
    context = _context(request.user, candidate, page, kind.add)
    return answer(request, form, lambda data: _write_entry(request, candidate, page, form), TEMPLATE, context)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def row(request, pk, row):
    """Change a row of a list."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    held = _held(CvEntry, candidate, row, request)
    page = PAGE_OF[held.part]
    log_opening(request, candidate)
    form = EntryForm(
        request.POST or None,
        part=held.part,
        on=timezone.localdate(),
        entry=as_entry(held),
        version=held.version,
    )
    context = _context(request.user, candidate, page, f"Sửa {held.get_part_display()}", held)

    def act(data):
        try:
            return _write_entry(request, candidate, page, form, held, data["version"])
        except Conflict as conflict:
            typed = dict(_typed_entry(form, held.part))
            raise _shown_clash(conflict, held, data["version"], entry_words, typed, form, context) from None

    return answer(request, form, act, TEMPLATE, context)


def _write_entry(request, candidate, page, form, held=None, version=0):
    cv_actions.write_entry(
        candidate=candidate, by=request.user, part=form.kind.part, values=form.values, entry=held, version=version
    )
    say(request, f"Đã lưu {form.kind.one}.", form)
    return page_url(candidate, page)


def _typed_entry(form, part):
    fresh = CvEntry(part=part)
    for name, value in cv_actions.entry_fields(part, form.values).items():
        setattr(fresh, name, value)
    return entry_words(fresh)


def _shown_clash(conflict, held, version, shown, typed, form, context):
    """The conflict in words, with both versions in `context`; a row that is gone has only what was typed."""
    if not type(held).objects.filter(pk=held.pk).exists():
        return conflict
    clash = Clash(held, version, shown, typed)
    context["clash"] = clash
    form.data = form.data.copy()
    form.data["version"] = str(clash.version)
    return Conflict(clash.words)


# Relatives


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def add_relative(request, pk, group):
    """Add a relative of one group; where the profile is closed the page says so and takes nothing."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    if group not in GROUP_TITLES:
        raise Http404
    log_opening(request, candidate)
    form = RelativeForm(request.POST or None, group=group, on=timezone.localdate())
    title = f"Thêm {uncapitalized(GROUP_TITLES[group])}"
    context = _context(request.user, candidate, PAGE_OF["family"], title, closed=_closed())
    return answer(request, form, lambda data: _write_relative(request, candidate, form), TEMPLATE, context)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def relative(request, pk, row):
    """Change a relative."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    if not stores_relatives():
        raise Http404
    held = _held(Relative, candidate, row, request)
    log_opening(request, candidate)
    form = RelativeForm(
        request.POST or None,
        group=group_of(held),
        on=timezone.localdate(),
        relative=as_relative(held),
        version=held.version,
    )
    context = _context(request.user, candidate, PAGE_OF["family"], "Sửa thông tin người thân", held, is_relative=True)

    def act(data):
        try:
            return _write_relative(request, candidate, form, held, data["version"])
        except Conflict as conflict:
            typed = _typed_relative(form)
            raise _shown_clash(conflict, held, data["version"], relative_words, typed, form, context) from None

    return answer(request, form, act, TEMPLATE, context)


def _closed():
    return "" if stores_relatives() else CLOSED


def _write_relative(request, candidate, form, held=None, version=0):
    kin, values = form.cleaned_data["kin"], form.values
    cv_actions.write_relative(
        candidate=candidate, by=request.user, kin=kin, values=values, relative=held, version=version
    )
    say(request, f"Đã lưu {values['full_name']} vào phần hoàn cảnh gia đình.", form)
    return page_url(candidate, PAGE_OF["family"])


def _typed_relative(form):
    fresh = Relative()
    for name, value in cv_actions.relative_fields(form.cleaned_data["kin"], form.values).items():
        setattr(fresh, name, value)
    return relative_words(fresh)


# Taking a row out


@require_POST
@requires(Permission.CANDIDATE_ENTER)
def remove_row(request, pk, row):
    """Take a row of a list out."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    held = get_object_or_404(CvEntry, pk=row, cv__candidate=candidate)
    return _remove(request, candidate, held, PAGE_OF[held.part], f"Bỏ {held.get_part_display()}")


@require_POST
@requires(Permission.CANDIDATE_ENTER)
def remove_relative(request, pk, row):
    """Take a relative out."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    held = get_object_or_404(Relative, pk=row, cv__candidate=candidate)
    return _remove(request, candidate, held, PAGE_OF["family"], "Bỏ người thân")


def _remove(request, candidate, held, page, title):
    form = Form(request.POST)

    def act(data):
        cv_actions.remove_cv_row(candidate=candidate, by=request.user, row=held)
        say(request, f"Đã bỏ một dòng khỏi phần “{page.title}”. Lịch sử thay đổi vẫn giữ lại.")
        return page_url(candidate, page)

    return answer(request, form, act, TEMPLATE, _context(request.user, candidate, page, title))
