"""The tree of Party organizations, their people and members."""

from branches.models.authority import DecidingAuthority, OrganizationUnion
from branches.models.leading import LeadingRecord, ReferenceDocument, YearGrade
from branches.models.member import Member, MemberEvent
from branches.models.organization import Organization, OrganizationState, Position
from branches.models.person import Person, PersonFacts, PersonGroup
from branches.models.plan import TargetRegistration, UnitPlan
from branches.models.target import Target

__all__ = [
    "DecidingAuthority",
    "LeadingRecord",
    "Member",
    "MemberEvent",
    "Organization",
    "OrganizationState",
    "OrganizationUnion",
    "Person",
    "PersonFacts",
    "PersonGroup",
    "Position",
    "ReferenceDocument",
    "Target",
    "TargetRegistration",
    "UnitPlan",
    "YearGrade",
]
