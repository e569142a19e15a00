"""Who may vote at a cell's meeting, by name, and who attended one that has voted."""

from dataclasses import dataclass, replace

from django.db.models import Sum

from branches.models import Member, MemberEvent, Position
from candidates.models import StageEvent, VoteRoster, VoterSnapshot
from candidates.rulebook import rule_set
from candidates.rules.ballots import EXEMPT, Roster, Voter, may_leave_out

CHAIRS = ("secretary", "deputy_secretary")


def roster_of(cell, on, *, without=None):
    """The `Roster` of `cell` on the day `on`, as a meeting begins: all are there but those who are exempt.

    From the same facts as the cell's number of full members (`gather.Units`), member by member. `without`
    is the id of the member whom the vote is about, who is not on it.
    """
    sums = sums_of(cell, on)
    ids = [pk for pk, (full, _, _) in sums.items() if full > 0 and pk != without]
    members = Member.objects.filter(pk__in=ids).select_related("person").order_by("person__sort_key", "pk")
    leaves_out = may_leave_out(rule_set(on))
    voters = []
    for member in members:
        exempt = sums[member.pk][2] > 0
        absence = EXEMPT if exempt and leaves_out else ""
        voters.append(Voter(member.pk, member.person.full_name, is_exempt=exempt, absence=absence))
    probationary = sum(number > 0 for _, number, _ in sums.values())
    return Roster(tuple(voters), probationary, probationary, chair=_chair(cell, on, ids))


def sums_of(cell, on):
    """member's id -> what the facts up to `on` add up to in `cell`: [full, probationary, exempt]."""
    sums = {}
    for model, key, columns in (
        (MemberEvent, "member", ("full_delta", "probationary_delta", "exempt_delta")),
        (StageEvent, "candidate__member", ("full_delta", "probationary_delta")),
    ):
        facts = model.objects.under(cell).filter(on__lte=on, **{f"{key}__isnull": False}).order_by()
        for pk, *changes in facts.values_list(key).annotate(*map(Sum, columns)):
            held = sums.setdefault(pk, [0, 0, 0])
            for place, change in enumerate(changes):
                held[place] += change
    return sums


def _chair(cell, on, ids):
    """The name of the cell's secretary, else deputy secretary, of that day; "" where nobody is entered."""
    posts = Position.objects.held_on(on).filter(organization=cell, title__in=CHAIRS, member__in=ids)
    held = sorted(
        posts.select_related("member__person"),
        key=lambda post: (CHAIRS.index(post.title), -post.starts_on.toordinal()),
    )
    return held[0].member.person.full_name if held else ""


def keep(vote, roster):
    """Write the list from which `vote` was counted; in the order of names, which tells nothing of the voting."""
    kept = VoteRoster.objects.create(
        vote=vote,
        probationary=roster.probationary,
        probationary_present=roster.probationary_present,
        chair=roster.chair,
        minutes_by=roster.minutes_by,
    )
    VoterSnapshot.objects.bulk_create(
        VoterSnapshot(roster=kept, member_id=each.key, full_name=each.name, absence=each.absence, reason=each.reason)
        for each in roster.voters
    )
    return kept


@dataclass(frozen=True)
class Away:
    """Someone who was not there: `words` say why."""

    name: str
    words: str
    is_left_out: bool


@dataclass(frozen=True)
class Attendance:
    """Who attended the meeting that took a vote, as papers tell it.

    `eligible` are those counted for the vote. Without a roster (`is_by_name` false) only `eligible` and
    `present` are known: `full` is `eligible` then, the probationers are None and `away` is empty.
    """

    eligible: int
    full: int
    present: int
    probationary: int | None = None
    probationary_present: int | None = None
    away: tuple = ()
    is_by_name: bool = False
    chair: str = ""
    minutes_by: str = ""

    @property
    def absent(self):
        """How many full members were not there, with those left out."""
        return self.full - self.present

    @property
    def left_out(self):
        return tuple(each for each in self.away if each.is_left_out)

    @property
    def total(self):
        """All members of the cell; None where the probationers are not known."""
        return None if self.probationary is None else self.full + self.probationary

    @property
    def probationary_absent(self):
        return None if self.probationary is None else self.probationary - self.probationary_present


def attendance_of(vote):
    """The `Attendance` of the meeting that took `vote`: from its roster where it has one, else from its totals."""
    roster = VoteRoster.objects.filter(vote=vote).first()
    if roster is None:
        return Attendance(vote.eligible, vote.eligible, vote.present)
    voters = list(roster.voters.all())
    return Attendance(
        eligible=sum(not each.is_left_out for each in voters),
        full=len(voters),
        present=sum(each.is_present for each in voters),
        probationary=roster.probationary,
        probationary_present=roster.probationary_present,
        away=tuple(Away(each.full_name, why_away(each), each.is_left_out) for each in voters if not each.is_present),
        is_by_name=True,
        chair=roster.chair,
        minutes_by=roster.minutes_by,
    )


def why_away(voter):
    """Why a voter was away: what was written, beside the kind where it is more than "with a reason"."""
    kind = _KINDS[voter.absence]
    return f"{kind}: {voter.reason}" if voter.reason and voter.absence != "excused" else voter.reason or kind


_KINDS = {
    VoterSnapshot.Absence.EXCUSED: "có lý do",
    VoterSnapshot.Absence.UNEXCUSED: "không có lý do",
    VoterSnapshot.Absence.EXEMPT: "được miễn sinh hoạt đảng",
    VoterSnapshot.Absence.ELSEWHERE: "sinh hoạt tạm thời nơi khác",
}


def attended(listed, absences, reasons, **fields):
    """The `Roster` `listed` with what was said of each: id of a member -> absence ("" : there), reason."""
    voters = tuple(
        replace(each, absence=(away := absences[each.key]), reason=reasons.get(each.key, "") if away else "")
        for each in listed.voters
    )
    return replace(listed, voters=voters, **fields)
