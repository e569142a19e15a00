"""Who belongs to a committee's body on the day of its meeting, and what is recorded of them at it."""

from dataclasses import dataclass
from hashlib import sha256

from django.db.models import F

from branches.models import Position
from candidates.models import CommitteeAttendance, CommitteeMeeting, MeetingCase

BODIES = CommitteeMeeting.Body
LEADING = ("secretary", "standing_deputy_secretary", "deputy_secretary")
# The posts that make somebody a member of the body, the first of them first.
POSTS = {
    BODIES.PERMANENT: LEADING,
    BODIES.STANDING: (*LEADING, "standing_member"),
    BODIES.EXECUTIVE: (*LEADING, "standing_member", "committee_member"),
}
OUT = "out"  # said of a name that is proposed and is no member of the body


@dataclass(frozen=True)
class Person:
    """A member of the body, or a name proposed as one. `key` names the line in a form."""

    key: str
    name: str
    post: str = ""
    member: int | None = None
    absence: str = ""
    reason: str = ""


def everyone(meeting):
    """The body's members, as far as they are known by name: as recorded, else as proposed for the day.

    Proposed are who holds a post of the body on the day, whoever else was at its meeting before, and whose name
    was written for this one before its day was changed.
    What is proposed and not on the recorded list stands below it, as `OUT`.
    """
    if meeting.by_slips:
        return []
    kept = list(meeting.attendance.all())
    known = [_line(each) for each in kept]
    proposed = _of_posts(meeting)
    for written in (_of_former_day(meeting) if not kept else [], _of_last_meeting(meeting)):
        proposed += [each for each in written if each.key not in {one.key for one in proposed}]
    listed = {each.key for each in known}
    rest = [each for each in proposed if each.key not in listed]
    return known + [_out(each) for each in rest] if kept else rest


def typed(name):
    """Somebody of the body whose name was written on the page: there."""
    return Person(_key(None, name), name)


def _line(row, **said):
    said = said or {"absence": row.absence, "reason": row.reason}
    return Person(_key(row.member_id, row.full_name), row.full_name, row.post, row.member_id, **said)


def _out(each):
    return Person(each.key, each.name, each.post, each.member, absence=OUT)


def _key(member, name):
    return f"m{member}" if member else f"n{sha256(name.casefold().encode()).hexdigest()[:12]}"


def _of_posts(meeting):
    """Who holds a post of the body on the day, each once, in the order of posts and then of given names."""
    titles = POSTS[meeting.body]
    posts = Position.objects.held_on(meeting.held_on).filter(organization=meeting.organization_id, title__in=titles)
    posts = posts.select_related("member__person")
    held = [each for each in posts if not (left := each.member.left_on) or left > meeting.held_on]
    held.sort(key=lambda each: (titles.index(each.title), each.member.person.sort_key, each.pk))
    found = {}
    for each in held:
        name, post = each.member.person.full_name, each.get_title_display()
        post = "Ủy viên" if each.title == "committee_member" else post
        found.setdefault(each.member_id, Person(_key(each.member_id, ""), name, post, each.member_id))
    return list(found.values())


def _of_last_meeting(meeting):
    """Whom the body's meeting before counted without knowing them as a member here."""
    earlier = CommitteeMeeting.objects.filter(
        organization=meeting.organization_id, body=meeting.body, held_on__lte=meeting.held_on, attendance__isnull=False
    ).exclude(pk=meeting.pk)
    last = earlier.order_by("-held_on", "-pk").first()
    if last is None:
        return []
    rows = CommitteeAttendance.objects.filter(meeting=last, member__isnull=True)
    return [_line(each, absence="") for each in rows]


def _of_former_day(meeting):
    """Whose names were written for this meeting before its day was changed, without their being known as members."""
    history = CommitteeAttendance.history.filter(meeting_id=meeting.pk)
    recorded = history.filter(history_type="+").order_by("-history_id").first()
    if recorded is None:
        return []
    gone = history.filter(history_type="-", history_id__gt=recorded.history_id, member_id__isnull=True)
    return [_line(each, absence="") for each in gone.order_by("id")]


@dataclass(frozen=True)
class Counts:
    """`named` of the body are known by name, `here` of them were there; `away` are the rows of the others."""

    named: int
    here: int
    away: tuple
    there: tuple = ()

    def words(self):
        """ "vắng 01: Lò Văn A (ốm)": who was away and why; "" where nobody known was."""
        if not self.away:
            return ""
        return "; ".join(f"{each.full_name} ({why_away(each)})" for each in self.away)


def why_away(row):
    """The reason in words, as it was given."""
    without = row.absence == CommitteeAttendance.Absence.UNEXCUSED
    return row.reason or ("không có lý do" if without else "có lý do")


def counts(meeting):
    """The `Counts` of what is recorded of `meeting`; None where nobody is by name."""
    rows = list(meeting.attendance.all())
    if not rows:
        return None
    away = tuple(each for each in rows if each.absence)
    return Counts(len(rows), len(rows) - len(away), away, tuple(each for each in rows if not each.absence))


def attendance_faults():
    """Names agree with the meeting's numbers, and no vote counts more than were there; asked by `integrity`."""
    for meeting in CommitteeMeeting.objects.prefetch_related("attendance").order_by("pk"):
        found, name = counts(meeting), f"Phiên họp số {meeting.pk}"
        if found is None:
            continue
        others = meeting.eligible - found.named
        if others < 0:
            yield f"{name}: danh sách có {found.named} ủy viên, tổng số ghi {meeting.eligible}."
        elif meeting.present is None or not found.here <= meeting.present <= found.here + others:
            yield f"{name}: danh sách có {found.here} ủy viên có mặt, phiên họp ghi {meeting.present}."
    for case in _voted_by_more():
        yield f"Phiên họp số {case.meeting_id}: kết quả của hồ sơ {case.candidate.code} ghi nhiều người hơn số có mặt."


def _voted_by_more():
    wrong = MeetingCase.objects.filter(event__vote__present__gt=F("meeting__present"))
    return wrong.select_related("candidate").order_by("pk")


def unsigned(meeting):
    """Who is still to be named below the minutes, in words; slips are counted without a chair."""
    chair = meeting.chair or meeting.by_slips
    names = [] if chair else ["người chủ trì"]
    return ", ".join(names if meeting.minutes_by else [*names, "người ghi biên bản"])
