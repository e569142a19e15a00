"""The month of a cell: its meeting, the mentors' remarks, the cell's conclusions."""

import re
from datetime import date
from functools import cache

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions, monthly
from candidates.clock import rhythm_of
from candidates.forms.remarks import (
    CellFilter,
    ConclusionsForm,
    MeetingForm,
    NoMeetingForm,
    RemarkForm,
    day_within,
)
from candidates.models import Candidate, CellMeeting
from candidates.opening import ask_first
from candidates.pipeline import SIDE_ACTS
from candidates.rules.rhythm import months_between
from partydev.dates import add_months
from partydev.decorators import requires
from partydev.numbers import row_id
from partydev.refusals import Invalid
from partydev.submit import answer
from partydev.text import fold

WINDOW = 6  # months beside one another in the matrix
PER_PAGE = 50


@requires(Permission.CANDIDATE_ADVANCE)
@require_GET
def remarks(request):
    """The month of the cell; where the user has several cells, the list to choose from."""
    cells = cells_of(request.user)
    chosen = request.GET.get("chi_bo", "")
    if chosen:
        return _cell_page(request, get_object_or_404(cells, pk=row_id(chosen)), several=True)
    first_two = list(cells[:2])
    if len(first_two) == 1:
        return _cell_page(request, first_two[0], several=False)
    return _cells_page(request, cells)


def cells_of(user):
    scope = user.scope(Permission.CANDIDATE_ADVANCE)
    return Organization.objects.visible_to(scope).cells().existing(timezone.localdate())


def _cells_page(request, cells):
    today, (form, words, found) = timezone.localdate(), cells_asked(request, cells)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = monthly.cell_rows(page, [cell.pk for cell in page], today)
    context = {"filters": form, "words": words, "page": page, "rows": rows, "month": today}
    return render(request, "candidates/remarks/cells.html", context)


def cells_asked(request, cells):
    """(form, the words searched for, those of `cells` that they leave)."""
    form = CellFilter(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    return form, words, cells.filter(search__contains=fold(words)).select_related("parent").order_by("path")


def _cell_page(request, cell, *, several):
    today, months = timezone.localdate(), months_asked(request)
    now, last = today.replace(day=1), months[-1]
    asked = months if last == now else [*months, now]
    meetings = monthly.meetings_of(cell, asked)
    everyone = monthly.person_rows(cell, asked, meetings, today)
    followed = [row for row in everyone if row.is_followed]
    summaries = [
        monthly.month_summary(everyone, index, month, meetings.get(month)) for index, month in enumerate(asked)
    ]
    page = Paginator(followed, PER_PAGE).get_page(request.GET.get("page"))
    helped = SIDE_ACTS["assign_mentor"].stages  # neither who is not listed yet nor a full member is given one
    unassigned = [row.candidate for row in everyone if not row.mentors and row.candidate.stage in helped]
    gone = monthly.why_nobody_helps(unassigned)
    # What each mentor owes is for the cell itself, not for whoever stands above it: there the matrix names nobody.
    own = is_own(request.user, cell)
    context = {
        "cell": cell,
        "several": several,
        "owed": monthly.owed_by_mentor(everyone) if own else [],
        "every": months_between(rhythm_of(cell), now),
        "now": summaries[-1],
        "behind": [each for each in reversed(summaries[:-1]) if each.is_open],
        "labels": [f"T{month.month}/{month.year}" for month in months],
        "rows": [_matrix_row(row, len(months), named=own) for row in page],
        "page": page,
        "unassigned": [(candidate, gone.get(candidate.pk)) for candidate in unassigned],
        "earlier": add_months(last, -WINDOW),
        "later": min(add_months(last, WINDOW), now) if last < now else None,
        "first_to_write": next((row for row in followed if row.months[-1].key == monthly.DUE), None),
    }
    return render(request, "candidates/remarks/cell.html", context)


def months_asked(request):
    """The months beside one another in the matrix, the last one as the address asks."""
    last = _month(request.GET.get("den", ""), timezone.localdate().replace(day=1))
    return [add_months(last, -back) for back in reversed(range(WINDOW))]


def is_own(user, cell):
    """Whether `user` acts for the cell itself and not for whoever stands above it."""
    return cell.pk in {pk for pk, _, _ in user.scope(Permission.CANDIDATE_ADVANCE).tops}


def _month(text, now):
    """The month that a list ends with, from its address: never a later one than `now`."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text, re.ASCII):
        return now
    return min(date.fromisoformat(f"{text}-01"), now)


def _matrix_row(row, shown, *, named):
    candidate = row.candidate
    helping = f"Giúp đỡ: {', '.join(row.mentors)}" if named else "Đã phân công đảng viên giúp đỡ"
    entered = candidate.entered_on.replace(day=1)
    cells = []
    for each in row.months[:shown]:
        state, text = monthly.SHOWN[each.key]
        if named and len(row.mentors) > 1 and state == "done" and each.remark.author:
            text = f"{text}: {each.remark.author}"  # of several who help, whose remark it is
        opens = each.month >= entered and (each.remark or each.key not in monthly.QUIET)
        url = reverse("candidates:remark", args=[candidate.pk, each.month]) if opens else ""
        cells.append({"state": state, "text": text, "url": url})
    return {
        "name": str(candidate),
        "url": reverse("candidates:detail", args=[candidate.pk]),
        "note": helping if row.mentors else "Chưa phân công đảng viên giúp đỡ",
        "cells": cells,
    }


def _cell_and_month(request, cell, month):
    """The cell where the user records the cell's acts, in a month that has begun: else 404."""
    if month > timezone.localdate():
        raise Http404
    return get_object_or_404(
        Organization.objects.visible_to(request.user.scope(Permission.CANDIDATE_ADVANCE)).cells(), pk=cell
    )


def _back_to(cell):
    return f"{reverse('candidates:remarks')}?chi_bo={cell.pk}"


@requires(Permission.CANDIDATE_ADVANCE)
@require_http_methods(["GET", "POST"])
def meeting(request, cell, month):
    """Record that the cell held its meeting of the month."""
    cell = _cell_and_month(request, cell, month)
    known = CellMeeting.objects.filter(organization=cell, month=month).first()
    initial = {
        "held_on": (known and known.held_on) or day_within(month),
        "minutes_number": known.minutes_number if known else "",
    }

    def act(data):
        actions.hold_meeting(organization=cell, month=month, by=request.user, **data)
        moved = known and known.held_on and known.held_on != data["held_on"]
        anew = " Ngày họp đã đổi nên danh sách người dự phải ghi lại." if moved else ""
        if "hop" in request.GET:
            messages.success(request, f"Đã ghi {cell} họp ngày {data['held_on']:%d/%m/%Y}.{anew}")
            return reverse("candidates:cell_meeting", args=[cell.pk, month])
        waiting = _waiting(cell, month)
        then = f"Việc tiếp theo: kết luận nhận xét của {waiting} người." if waiting else ""
        messages.success(request, f"Đã ghi {cell} họp ngày {data['held_on']:%d/%m/%Y}.{anew} {then}".strip())
        return reverse("candidates:conclude", args=[cell.pk, month]) if waiting else _back_to(cell)

    form = MeetingForm(request.POST or None, initial=initial)
    room_url = reverse("candidates:cell_meeting", args=[cell.pk, month])
    context = {"cell": cell, "month": month, "known": known, "back_url": _back_to(cell), "room_url": room_url}
    context["return_url"] = room_url if "hop" in request.GET else _back_to(cell)
    return answer(request, form, act, "candidates/remarks/meeting.html", context)


def _waiting(cell, month):
    rows = monthly.person_rows(cell, [month], monthly.meetings_of(cell, [month]), timezone.localdate())
    return sum(row.months[0].key == monthly.REMARKED for row in rows)


@requires(Permission.CANDIDATE_ADVANCE)
@require_http_methods(["GET", "POST"])
def no_meeting(request, cell, month):
    """Record why the cell held no meeting in the month."""
    cell = _cell_and_month(request, cell, month)
    known = CellMeeting.objects.filter(organization=cell, month=month).first()

    def act(data):
        actions.skip_meeting(organization=cell, month=month, by=request.user, because=data["not_held_because"])
        messages.success(request, f"Đã ghi lý do {cell} không họp tháng {month:%m/%Y}.")
        return _back_to(cell)

    form = NoMeetingForm(request.POST or None, initial={"not_held_because": known.not_held_because if known else ""})
    context = {"cell": cell, "month": month, "known": known, "back_url": _back_to(cell)}
    return answer(request, form, act, "candidates/remarks/no_meeting.html", context)


@requires(Permission.CANDIDATE_ADVANCE)
@require_http_methods(["GET", "POST"])
def conclude(request, cell, month):
    """What the cell concluded on each person in its meeting of the month, recorded in one act."""
    cell = _cell_and_month(request, cell, month)
    held = CellMeeting.objects.filter(organization=cell, month=month, held_on__isnull=False).first()
    rows, in_meeting = _to_conclude(cell, month), "hop" in request.GET
    form = ConclusionsForm(request.POST or None, people=[(row.candidate, row.months[0].remark) for row in rows])

    def act(data):
        count = _record_conclusions(request.user, cell, month, form)
        messages.success(request, f"Đã ghi kết luận của chi bộ về {count} người trong tháng {month:%m/%Y}.")
        return reverse("candidates:cell_meeting", args=[cell.pk, month]) if in_meeting else _back_to(cell)

    @cache
    def people():
        # After a conflict the page shows what stands now, and the next sending starts from there.
        anew = not form.is_bound or form.is_valid()
        current = {row.candidate.pk: row for row in _to_conclude(cell, month)} if form.is_bound else {}
        return [_box(form, current.get(row.candidate.pk, row), anew) for row in rows]

    def silent():
        return sum(not each["is_told"] for each in people())

    def silent_open():
        unseen = [each["field"] for each in people() if not each["is_told"]]
        return len(unseen) == len(people()) or any(field.errors or field.value() for field in unseen)

    context = {"cell": cell, "month": month, "meeting": held, "people": people, "back_url": _back_to(cell)}
    context |= {"silent": silent, "silent_open": silent_open}
    return answer(request, form, act, "candidates/remarks/conclude.html", context)


def _to_conclude(cell, month):
    rows = monthly.person_rows(cell, [month], monthly.meetings_of(cell, [month]), timezone.localdate())
    return [row for row in rows if row.months[0].key not in monthly.QUIET]


def _box(form, row, anew):
    field = form[f"conclusion_{row.candidate.pk}"]
    remark = row.months[0].remark
    standing = remark.conclusion if remark else ""
    return {
        "row": row,
        "remark": remark,
        "field": field,
        "later": form[f"later_{row.candidate.pk}"] if f"later_{row.candidate.pk}" in form.fields else None,
        "version_name": f"version_{row.candidate.pk}",
        "version": (remark.version if remark else 0) if anew else form[f"version_{row.candidate.pk}"].value(),
        "is_told": bool(remark and (remark.strengths or remark.shortcomings or standing)),
        "standing": standing if standing and standing != (field.value() or "") else "",
    }


def _record_conclusions(user, cell, month, form):
    conclusions = form.conclusions()
    if not conclusions:
        raise Invalid("Chưa có kết luận mới nào để ghi. Hãy viết kết luận cho ít nhất một người.")
    try:
        return actions.conclude_together(organization=cell, month=month, by=user, conclusions=conclusions)
    except Invalid as invalid:
        raise Invalid({f"conclusion_{key}": text for key, text in invalid.errors.items()}) from invalid


@requires(Permission.REMARK_WRITE, Permission.CANDIDATE_VIEW)
@require_http_methods(["GET", "POST"])
def remark(request, pk, month):
    """One person's remark of one month: written by who may, read by who may open the dossier."""
    visible = Candidate.objects.visible_to(request.user).select_related("person", "organization")
    candidate = get_object_or_404(visible, pk=pk)
    if month > timezone.localdate() or month < candidate.entered_on.replace(day=1):
        raise Http404
    if request.user.can(Permission.CANDIDATE_VIEW, candidate):  # a helper, who sees no dossier, is not asked
        ask_first(request, candidate)
    standing = candidate.remarks.select_related("written_by", "meeting").filter(month=month).first()
    writes = actions.may_remark(request.user, candidate)
    context = _remark_context(request.user, candidate, month, standing)
    if not writes or (request.method == "GET" and standing and standing.conclusion):
        if request.method == "POST":
            raise PermissionDenied
        return render(request, "candidates/remarks/remark.html", context)
    following = context["following"]

    def act(data):
        actions.write_remark(candidate=candidate, month=month, by=request.user, **form.said)
        onward = following if "next" in request.POST else None
        then = f" Tiếp theo: {onward}." if onward else ""
        messages.success(request, f"Đã ghi nhận xét tháng {month:%m/%Y} của {candidate}.{then}")
        return reverse("candidates:remark", args=[onward.pk, month]) if onward else context["back_url"]

    speakers = [] if actions.is_mentor(request.user, candidate) else _speakers(context["mentors"], standing)
    form = RemarkForm(
        request.POST or None,
        speakers=speakers,
        tasks=_open_tasks(candidate, month),
        initial=_remark_initial(standing, speakers),
    )
    # Asked only after a conflict: what the other wrote meanwhile.
    context["theirs"] = cache(lambda: candidate.remarks.select_related("written_by").filter(month=month).first())
    return answer(request, form, act, "candidates/remarks/remark.html", context)


def _open_tasks(candidate, month):
    """The tasks still open, where the remark is of the running month: what is ticked there is done today."""
    if month != timezone.localdate().replace(day=1):
        return None
    return list(candidate.tasks.filter(done_on__isnull=True).order_by("given_on", "pk"))


def _tasks_of(candidate, month):
    """The tasks that were given or done in the month, for reading."""
    until = add_months(month, 1)
    given, done = ({f"{name}__gte": month, f"{name}__lt": until} for name in ("given_on", "done_on"))
    return list(candidate.tasks.filter(Q(**given) | Q(**done)).order_by("given_on", "pk"))


def _speakers(mentors, standing):
    """Whose words may be typed: those who help today, and who was named when the remark was recorded."""
    named = standing.said_by if standing else ""
    return [named, *mentors] if named and named not in mentors else mentors


def _remark_initial(standing, speakers):
    if standing is None:
        return {"version": 0, "said_by": speakers[0] if speakers else ""}
    return {
        "version": standing.version,
        "strengths": standing.strengths,
        "shortcomings": standing.shortcomings,
        "said_by": standing.said_by,
    }


def _remark_context(user, candidate, month, standing):
    before = add_months(month, -1)
    assignments = candidate.mentors.in_force(timezone.localdate()).select_related("mentor__person")
    back_url = reverse("home")
    if user.can(Permission.CANDIDATE_ADVANCE, candidate):
        back_url = _back_to(candidate.organization)
    reads = user.can(Permission.CANDIDATE_VIEW, candidate)
    return {
        "candidate": candidate,
        "month": month,
        "standing": standing,
        "mentors": [str(each.mentor) for each in assignments],
        "before": before,
        "tasks": _tasks_of(candidate, month),
        "tasks_before": _tasks_of(candidate, before),
        "last_month": candidate.remarks.select_related("written_by").filter(month=before).first(),
        "following": _following(user, candidate, month),
        "back_url": back_url,
        "changes": _changes(standing) if standing and reads else [],
    }


def _following(user, candidate, month):
    """Who is next without a remark of the month: of those the user helps, else of the cell; None after the last."""
    if actions.is_mentor(user, candidate):
        people = Candidate.objects.filter(pk__in=Candidate.objects.mentored_by(user))
    elif user.can(Permission.REMARK_WRITE, candidate):
        people = Candidate.objects.filter(organization=candidate.organization)
    else:
        return None
    waiting = [each for each in monthly.still_to_remark(people, month) if each.pk != candidate.pk]
    place = (candidate.person.sort_key, candidate.pk)
    after = [each for each in waiting if (each.person.sort_key, each.pk) > place]
    return next(iter(after + waiting), None)


TEXTS = (("strengths", "Ưu điểm"), ("shortcomings", "Hạn chế"), ("conclusion", "Kết luận của chi bộ"))


def _changes(standing):
    """Each time the remark was recorded, newest first: when, by whom, and what became of what."""
    versions = list(standing.history.select_related("history_user").order_by("history_date", "history_id"))
    lines = []
    for before, after in zip([None, *versions], versions, strict=False):
        notes = []
        for field, label in TEXTS:
            old, new = getattr(before, field, ""), getattr(after, field)
            if old != new:
                notes.append(f"{label}: “{new}”" + (f" (trước đó: “{old}”)" if old else ""))
        lines.append({"at": after.history_date, "actor": after.history_user, "said_by": after.said_by, "notes": notes})
    return lines[::-1]
