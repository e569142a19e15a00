"""The tree of Party organizations, their people and members."""

from branches.models.authority import DecidingAuthority, OrganizationUnion
from branches.models.member import Member, MemberEvent
from branches.models.organization import Organization, OrganizationState, Position
from branches.models.person import Person, PersonFacts, PersonGroup
from branches.models.target import Target

__all__ = [
    "DecidingAuthority",
    "Member",
    "MemberEvent",
    "Organization",
    "OrganizationState",
    "OrganizationUnion",
    "Person",
    "PersonFacts",
    "PersonGroup",
    "Position",
    "Target",
]
