"""Whether cells' meetings agree with their numbers, their lists and their votes; asked by `candidates.integrity`."""

from collections import defaultdict
from itertools import combinations

from django.db.models import Count, F, OuterRef, Q, Subquery

from branches.models import Organization
from candidates.cell_meetings.series import MINUTES, RESOLUTION, RESOLVED
from candidates.models import CellMeeting, MonthlyRemark, StageEvent
from candidates.models.vote import Vote
from candidates.series import in_one_term, same, serial, was_given_again

WORDS = {MINUTES: "biên bản", RESOLUTION: "nghị quyết"}


def cell_meetings():
    """Minutes that are done have people, no vote had more than they name, and none was recorded later; a number
    stands once in a term; a conclusion is of its meeting's month.
    """
    done = CellMeeting.objects.filter(closed_at__isnull=False).annotate(people=Count("attendance"))
    for each in done.filter(people=0).order_by("pk"):
        yield f"Buổi họp chi bộ số {each.pk}: biên bản đã xong mà không có người dự."
    yield from _votes()
    yield from _afterwards()
    yield from _numbers()
    wrong = MonthlyRemark.objects.filter(meeting__isnull=False).exclude(meeting__month=F("month"))
    for each in wrong.order_by("pk"):
        yield f"Nhận xét số {each.pk}: kết luận gắn với buổi họp của tháng khác."


def _votes():
    """As closing asks: no vote that minutes tell of had more full members present than were at the meeting."""
    here = Count("attendance", filter=Q(attendance__is_full=True, attendance__absence=""))
    meeting = CellMeeting.objects.filter(
        organization=OuterRef("organization"), held_on=OuterRef("met_on"), closed_at__isnull=False
    )
    people = meeting.annotate(here=here).order_by("pk")
    votes = Vote.objects.filter(body=Vote.Body.CELL).annotate(
        meeting=Subquery(people.values("pk")[:1]), here=Subquery(people.values("here")[:1])
    )
    for vote in votes.filter(present__gt=F("here")).select_related("candidate").order_by("pk"):
        yield (
            f"Buổi họp chi bộ số {vote.meeting}: danh sách có {vote.here} đảng viên chính thức có mặt, "
            f"biểu quyết về hồ sơ {vote.candidate.code} ghi {vote.present}."
        )


def _afterwards():
    """Minutes that are done tell of every vote of their day: none was recorded later."""
    done = CellMeeting.objects.filter(
        organization=OuterRef("organization"), held_on=OuterRef("met_on"), closed_at__lt=OuterRef("recorded_at")
    )
    votes = Vote.objects.filter(body=Vote.Body.CELL).annotate(meeting=Subquery(done.order_by("pk").values("pk")[:1]))
    for vote in votes.filter(meeting__isnull=False).select_related("candidate").order_by("pk"):
        yield (
            f"Buổi họp chi bộ số {vote.meeting}: biểu quyết về hồ sơ {vote.candidate.code} được ghi sau khi biên bản "
            "đã xong."
        )


def _numbers():
    """A number stands once in a cell's term; what is of one day may share that of one resolution."""
    series = defaultdict(list)
    for unit, kind, number, days, name in (*_of_meetings(), *_of_resolutions()):
        series[unit, kind, serial(number)].append((number, days, name))
    crowded = {key: rows for key, rows in series.items() if len(rows) > 1}
    units = Organization.objects.in_bulk({unit for unit, _, _ in crowded})
    for (unit, kind, _), rows in sorted(crowded.items(), key=lambda each: each[0]):
        for (number, days, name), (other, others, its_name) in combinations(rows, 2):
            shared = kind == RESOLUTION and days & others
            if shared or not same(number, other) or not in_one_term(units[unit], max(days), max(others)):
                continue
            yield f"{units[unit].code}: số {number} của {WORDS[kind]} chi bộ đứng ở cả {name} và {its_name}."


def _of_meetings():
    """(cell, kind, number, its days, name) of the papers of cells' meetings."""
    held = CellMeeting.objects.filter(held_on__isnull=False).order_by("pk")
    for kind in WORDS:
        rows = held.exclude(**{kind: ""}).values_list("pk", "organization", kind, "held_on")
        for pk, unit, number, on in rows:
            yield unit, kind, number, {on}, f"buổi họp số {pk} ngày {on:%d/%m/%Y}"


def _of_resolutions():
    """The same of what bears a resolution's number beside the meetings; not what was taken over from old papers."""
    rows = StageEvent.objects.filter(kind__in=RESOLVED, taken_over=False).exclude(paper_number="").order_by("pk")
    fields = ("organization", "paper_number", "on", "paper_on", "findings", "candidate__code")
    for unit, number, on, signed, found, code in rows.values_list(*fields):
        if was_given_again(found):
            continue
        yield unit, RESOLUTION, number, {on, signed or on}, f"hồ sơ {code} ngày {on:%d/%m/%Y}"
