"""The same person twice: who is known already under a name and a birth date, as far as a user may know."""

from dataclasses import dataclass

from branches.models import Person
from branches.permissions import Permission
from branches.twins import Twin, as_member, left_party_on, memberships
from candidates.models import Candidate
from candidates.overview.links import link


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
    members = memberships(person)
    busy = any(run.is_open for run in runs) or any(member.left_on is None for member in members)
    seen = next((run for run in runs if user.can(Permission.CANDIDATE_VIEW, run)), None)
    if seen:
        url = link("candidates:detail", pk=seen.pk)
        return Twin(person, seen.organization.name, seen.stage_label, url, not busy, left_party_on(members))
    return as_member(user, person, members, usable=not busy)
