"""The same person twice: who is known already under a name and a birth date, as far as a user may know."""

from dataclasses import dataclass

from branches.models import Member, Person
from branches.permissions import Permission
from candidates.models import Candidate
from candidates.overview.links import link

# Who goes elsewhere has not left the Party, and is not re-admitted.
LEFT_THE_PARTY = (Member.Left.EXPELLED, Member.Left.STRUCK_OFF, Member.Left.RESIGNED)


@dataclass(frozen=True)
class Twin:
    """Someone of the same name and birth date inside the user's scope.

    `usable`: their data can serve for a new run; `left_party_on` then makes it a re-admission.
    """

    person: Person
    place: str
    state: str
    url: str = ""
    usable: bool = False
    left_party_on: object = None


@dataclass(frozen=True)
class Twins:
    """`inside` may be named to the user; `outside` says only that there are others."""

    inside: list
    outside: bool

    def __bool__(self):
        return bool(self.inside) or self.outside


def find(user, full_name, birth_date):
    """The `Twins` of a name and a birth date; empty where one of them is missing."""
    if not full_name or not birth_date:
        return Twins([], False)
    people = list(Person.objects.same_as(full_name, birth_date))
    inside = [twin for person in people if (twin := _inside(user, person))]
    return Twins(inside, outside=len(inside) < len(people))


def _inside(user, person):
    runs = list(Candidate.objects.filter(person=person).select_related("organization").order_by("-pk"))
    members = list(Member.objects.filter(person=person).select_related("organization").order_by("-pk"))
    busy = any(run.is_open for run in runs) or any(member.left_on is None for member in members)
    seen = next((run for run in runs if user.can(Permission.CANDIDATE_VIEW, run)), None)
    if seen:
        left = next((member.left_on for member in members if member.left_by in LEFT_THE_PARTY), None)
        url = link("candidates:detail", pk=seen.pk)
        return Twin(person, seen.organization.name, seen.stage_label, url, not busy, left)
    known = next((member for member in members if user.can(Permission.MEMBER_VIEW, member)), None)
    if known:
        state = known.get_status_display() if known.left_on is None else "đã ra khỏi danh sách đảng viên"
        return Twin(person, known.organization.name, state, usable=not busy, left_party_on=known.left_on)
    return None
