"""The same person twice: who is known already under a name and a birth date, as far as a user may know.

What the rosters tell is here; what cases tell stands above, in `candidates.twins`.
"""

from dataclasses import dataclass

from branches.models import Member, Person
from branches.permissions import Permission

# Who goes elsewhere has not left the Party, and is not re-admitted.
LEFT_THE_PARTY = (Member.Left.EXPELLED, Member.Left.STRUCK_OFF, Member.Left.RESIGNED)


@dataclass(frozen=True)
class Twin:
    """Someone of the same name and birth date inside the user's scope.

    `usable`: their data can serve anew; `left_party_on` then makes a new case a re-admission.
    """

    person: Person
    place: str
    state: str
    url: str = ""
    usable: bool = False
    left_party_on: object = None


def memberships(person):
    """All memberships of `person` anywhere, the newest first."""
    return list(Member.objects.filter(person=person).select_related("organization").order_by("-pk"))


def left_party_on(members):
    """When the person left the Party; None for who never did, or came back since."""
    newest = members[0] if members else None
    return newest.left_on if newest and newest.left_by in LEFT_THE_PARTY else None


def as_member(user, person, members, usable):
    """The `Twin` that the rosters in the user's scope tell of; None where they tell nothing."""
    known = next((member for member in members if user.can(Permission.MEMBER_VIEW, member)), None)
    return known and Twin(
        person, known.organization.name, _state(known), usable=usable, left_party_on=left_party_on(members)
    )


def on_rosters(user, full_name, birth_date):
    """The `Twin`s of a name and a birth date on the rosters that `user` sees; nobody else is told of.

    Usable are those who have left and are alive: they may come back.
    """
    if not full_name or not birth_date:
        return []
    found = []
    for person in Person.objects.same_as(full_name, birth_date):
        members = memberships(person)
        gone = all(member.left_on and member.left_by != Member.Left.DECEASED for member in members)
        if twin := as_member(user, person, members, usable=gone):
            found.append(twin)
    return found


def _state(member):
    if member.left_on is None:
        return member.get_status_display()
    if member.left_by == Member.Left.TRANSFERRED:
        return f"đã chuyển sinh hoạt đảng đi ngày {member.left_on:%d/%m/%Y}"
    return "đã ra khỏi danh sách đảng viên"
