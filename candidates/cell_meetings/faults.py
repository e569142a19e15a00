"""Whether cells' meetings agree with their numbers, their lists and their votes; asked by `candidates.integrity`."""

from collections import defaultdict

from django.db.models import Count, F, OuterRef, Q, Subquery

from candidates.cell_meetings.series import MINUTES, RESOLUTION, term_began
from candidates.models import CellMeeting, MonthlyRemark
from candidates.models.vote import Vote


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
    for kind, words in ((MINUTES, "biên bản"), (RESOLUTION, "nghị quyết")):
        again = CellMeeting.objects.exclude(**{kind: ""}).filter(held_on__isnull=False).order_by()
        again = again.values("organization", kind).annotate(times=Count("pk")).filter(times__gt=1)
        for row in again.order_by("organization", kind):
            same = CellMeeting.objects.filter(organization=row["organization"], **{kind: row[kind]})
            terms = defaultdict(list)
            for meeting in same.select_related("organization").order_by("pk"):
                terms[term_began(meeting.organization, meeting.held_on)].append(meeting)
            for meetings in terms.values():
                if len(meetings) > 1:
                    ids = ", ".join(str(each.pk) for each in meetings)
                    yield f"Buổi họp chi bộ số {ids}: cùng mang số {words} {row[kind]} trong một nhiệm kỳ."
