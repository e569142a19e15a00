"""The cell's meeting of a month: agenda, attendance, what came of it, minutes and resolution to print."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.log import client_address, record_each
from accounts.models import AccessRecord
from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.cell_meetings import agenda, papers, series
from candidates.cell_meetings.attendance import counts, everyone
from candidates.cell_meetings.missing import missing
from candidates.forms.cell_meetings import AgendaForm, CellAttendanceForm, CloseForm, ItemForm, OutcomeForm
from candidates.models import AgendaItem, CellMeeting
from candidates.voters import roster_of
from partydev.dates import add_months
from partydev.decorators import requires
from partydev.forms import Form
from partydev.once import new_token
from partydev.papers import rendering
from partydev.refusals import Invalid
from partydev.submit import answer

FORM = ["GET", "POST"]
FOLDER = "candidates/cell_meeting"


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def cell_meeting(request, cell, month):
    """The meeting's own page: what to consider, what is done, and what comes next."""
    cell, held = _room(request, cell, month)
    return render(
        request,
        f"{FOLDER}/page.html",
        _page(request.user, cell, month, held) | {"form_token": new_token(request.user)},
    )


def _page(user, cell, month, held):
    lines = agenda.lines(cell, month, held, agenda.items_of(cell, month))
    is_closed = bool(held and held.closed_at)
    return _context(cell, month, held) | {
        "rows": [(line, new_token(user)) for line in lines],
        "due": [] if is_closed else [each for each in _due(cell, month) if each.presses],
        "who": counts(held),
        "is_closed": is_closed,
        "skipped": held if held and not held.held_on else None,
        "meets": held if held and held.held_on else None,
        "earlier": add_months(month, -1),
        "later": add_months(month, 1) if month < timezone.localdate().replace(day=1) else None,
    }


def _due(cell, month):
    return agenda.due_items(cell, month, timezone.localdate())


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def cell_agenda(request, cell, month):
    """Put what is due, and what the cell adds, onto the agenda."""
    cell, held = _room(request, cell, month)
    due = _due(cell, month)
    empty = not AgendaItem.objects.filter(organization=cell, month=month).exists()
    initial = {"due": [each.key for each in due if each.presses] if empty else []}
    form = AgendaForm(request.POST or None, due=due, initial=initial)

    def act(data):
        keys, text = data.get("due", []), data["text"]
        number = actions.fill_agenda(organization=cell, month=month, by=request.user, keys=keys, text=text)
        messages.success(request, f"Đã đưa {number} nội dung vào chương trình họp.")
        return _url(cell, month)

    return answer(request, form, act, f"{FOLDER}/agenda.html", _context(cell, month, held))


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def cell_item(request, cell, month, item):
    """One item of the agenda in other words."""
    cell, held = _room(request, cell, month)
    item = _item(cell, month, item)
    form = ItemForm(request.POST or None, initial={"text": item.text})

    def act(data):
        actions.change_item(item=item, by=request.user, text=data["text"])
        messages.success(request, "Đã sửa nội dung trong chương trình họp.")
        return _url(cell, month)

    context = _context(cell, month, held) | {"item": item, "other_token": new_token(request.user)}
    return answer(request, form, act, f"{FOLDER}/item.html", context)


@require_POST
@requires(Permission.CANDIDATE_ADVANCE)
def cell_item_move(request, cell, month, item, way):
    """Put an item one place earlier ("len"), or take it off ("bo")."""
    if way not in ("len", "bo"):
        raise Http404
    cell, held = _room(request, cell, month)
    item = _item(cell, month, item)

    def act(data):
        if way == "len":
            actions.raise_item(item=item, by=request.user)
        else:
            actions.remove_item(item=item, by=request.user)
            messages.success(request, "Đã bỏ nội dung ra khỏi chương trình họp.")
        return _url(cell, month)

    context = _context(cell, month, held) | {"item": item, "other_token": new_token(request.user)}
    return answer(request, _Press(request.POST), act, f"{FOLDER}/item.html", context)


class _Press(Form):
    """A button without fields of its own; shows the item's where the answer is a refusal."""


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def cell_attendance(request, cell, month):
    """Who was there: the cell's list of the meeting's day, with the reasons of who was away."""
    cell, held = _held(request, cell, month)
    people = everyone(held)
    chair = held.chair or roster_of(cell, held.held_on).chair
    known = {"people": people, "chair": chair, "minutes_by": held.minutes_by, "initial": {"version": held.version}}
    form = CellAttendanceForm(request.POST or None, **known)

    def act(data):
        actions.record_cell_attendance(
            meeting=held,
            by=request.user,
            people=form.attended,
            chair=form.official("chair"),
            minutes_by=form.official("minutes_by"),
            version=data["version"],
        )
        away = sum(1 for absence, _ in form.attended.values() if absence)
        messages.success(request, f"Đã ghi {len(people) - away} đồng chí có mặt, {away} đồng chí vắng mặt.")
        return _url(cell, month)

    return answer(request, form, act, f"{FOLDER}/attendance.html", _context(cell, month, held))


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def cell_outcome(request, cell, month):
    """What came of each item, and the meeting's conclusion."""
    cell, held = _held(request, cell, month)
    items = agenda.items_of(cell, month)
    initial = {name: getattr(held, name) for name in ("venue", "began_at", "ended_at", "conclusion", "version")}
    form = OutcomeForm(request.POST or None, items=items, initial=initial)

    def act(data):
        kept = {name: data[name] for name in initial}
        actions.record_outcome(meeting=held, by=request.user, outcomes=form.outcomes, **kept)
        messages.success(request, "Đã ghi ý kiến, kết quả và kết luận. Việc tiếp theo: hoàn thành biên bản.")
        return _url(cell, month)

    return answer(request, form, act, f"{FOLDER}/outcome.html", _context(cell, month, held))


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def cell_close(request, cell, month):
    """The numbers of the minutes and the resolution; with them the minutes are done."""
    cell, held = _held(request, cell, month)
    following = {kind: series.next_number(cell, kind, held.held_on, but=held) for kind in series.SYMBOLS}
    initial = {kind: getattr(held, kind) for kind in series.SYMBOLS}
    initial["minutes_number"] = initial["minutes_number"] or following["minutes_number"]
    form = CloseForm(request.POST or None, initial=initial)
    lacking = [(each, reverse(f"candidates:{each.page}", args=[cell.pk, month])) for each in missing(held)]

    def act(data):
        if lacking:  # named one by one on the page, each with its link
            raise Invalid(f"Chưa hoàn thành được: còn {len(lacking)} việc ghi trong danh sách ở trên.")
        actions.close_cell_meeting(meeting=held, by=request.user, **data)
        messages.success(request, f"Biên bản số {data['minutes_number']} đã xong, tải về để in và ký.")
        return _url(cell, month)

    context = _context(cell, month, held) | {"following": following, "lacking": lacking}
    return answer(request, form, act, f"{FOLDER}/close.html", context)


@require_POST
@requires(Permission.CANDIDATE_ADVANCE)
def cell_reopen(request, cell, month):
    """Let the minutes be mended."""
    cell, held = _held(request, cell, month)

    def act(data):
        actions.reopen_cell_meeting(meeting=held, by=request.user)
        messages.success(request, "Đã mở lại buổi họp. Sửa xong, hoàn thành lại biên bản.")
        return _url(cell, month)

    return answer(request, _Press(request.POST), act, f"{FOLDER}/page.html", _page(request.user, cell, month, held))


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def cell_paper(request, cell, month, paper):
    """The minutes or the resolution as they stand."""
    cell, held = _held(request, cell, month)
    shown = rendering.as_fragment(_document(paper, held), linked=False)
    _log(request, AccessRecord.Kind.DOSSIER_READ, held)
    context = _context(cell, month, held) | {"paper": paper, "title": papers.PAPERS[paper], "shown": shown}
    return render(request, f"{FOLDER}/paper.html", context)


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def cell_paper_pdf(request, cell, month, paper):
    _, held = _held(request, cell, month)
    content = rendering.as_pdf(_document(paper, held))
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, held)
    name = papers.filename(paper, held)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _document(paper, held):
    if paper not in papers.PAPERS:
        raise Http404
    if paper == papers.RESOLUTION and held.closed_at and not held.resolution_number:
        raise Http404  # the meeting gave none
    return papers.build(paper, held)


def _log(request, kind, held):
    rows = [(held.organization, code) for code in papers.codes(held)]
    record_each(kind, request.user, rows, address=client_address(request))


def _room(request, cell, month):
    """The cell where the user records the cell's acts, and its meeting of the month (None: not recorded); else 404."""
    if month > timezone.localdate():
        raise Http404
    cells = Organization.objects.visible_to(request.user.scope(Permission.CANDIDATE_ADVANCE)).cells()
    cell = get_object_or_404(cells.select_related("parent"), pk=cell)
    return cell, CellMeeting.objects.filter(organization=cell, month=month).select_related("organization").first()


def _held(request, cell, month):
    """As `_room`, of a meeting that was held; there is no such page before."""
    cell, held = _room(request, cell, month)
    if held is None or not held.held_on:
        raise Http404
    held.organization = cell
    return cell, held


def _item(cell, month, item):
    return get_object_or_404(AgendaItem.objects.filter(organization=cell, month=month), pk=item)


def _url(cell, month):
    return reverse("candidates:cell_meeting", args=[cell.pk, month])


def _context(cell, month, held):
    return {"cell": cell, "month": month, "held": held, "room_url": _url(cell, month)}
