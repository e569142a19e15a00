"""A district with a year of everything that the statistical forms have rows for."""

from datetime import date

from branches import actions as branch_actions
from branches.models import PersonGroup
from candidates import actions
from candidates.actions.entry import Milestone
from reports.official.making import make
from reports.quarterly import period_of
from tests.factories import make_member, make_organization, make_person, make_user


def admit(cell, on, decided_on=None, **fields):
    fields.setdefault("occupation", "08")
    person = make_person(**fields)
    milestones = [Milestone("decide", decided_on or on), Milestone("admit", on)]
    return actions.take_over(by=None, organization=cell, person=person, stage="probationary",
                             entered_on=date(2024, 1, 5), milestones=milestones)  # fmt: skip


def build():
    """A district over a base committee of two cells, and a base cell, with a year of everything that Biểu 1 has."""
    top = make_organization("Đảng bộ huyện mẫu", "superior", code="huyen")
    base = make_organization("Đảng bộ xã mẫu", "grassroots_committee", top, code="xa", base_unit_type="1")
    one, two = (make_organization(f"Chi bộ thôn {n}", "cell", base, code=f"thon-{n}") for n in (1, 2))
    other = make_organization("Chi bộ Công ty mẫu", "base_cell", top, code="cong-ty", base_unit_type="9b1")
    members = [make_member(one, on=date(2020, 1, 1), joined_on=date(1974, 5, 1)) for _ in range(8)]
    for cell in (two, other):
        for _ in range(4):
            make_member(cell, on=date(2020, 1, 1), joined_on=date(2001, 5, 1))
    admit(one, date(2024, 5, 19), ethnicity="12")
    woman = admit(one, date(2025, 3, 3), ethnicity="11", religion="08", professional_level="bachelor")
    PersonGroup.objects.create(person=woman.person, group="foreign_spouse")
    admit(two, date(2025, 6, 30), sex="male", birth_date=date(1990, 6, 30), occupation="07b")
    admit(other, date(2025, 7, 1), sex="male", birth_date=date(1990, 7, 2), occupation="12")
    depart = branch_actions.record_departure
    day = {"by": None, "on": date(2025, 4, 1)}
    for member, kind in zip(members, ("deceased", "expelled", "struck_off", "resigned"), strict=False):
        depart(member=member, kind=kind, **day)
    branch_actions.restore_member(by=None, member=members[1], on=date(2025, 9, 1))
    branch_actions.transfer_member(by=None, member=members[4], to=two, on=date(2025, 5, 1))
    branch_actions.transfer_member(by=None, member=members[5], to=other, on=date(2025, 5, 2))
    branch_actions.transfer_out(
        by=None, member=members[6], on=date(2025, 5, 3), other_place="Nơi khác", other_province=True
    )
    branch_actions.transfer_in(by=None, person=make_person(occupation="13", birth_date=date(1950, 1, 1)),
                               organization=two, status="full", on=date(2025, 5, 4), joined_on=date(1980, 2, 3),
                               other_place="Nơi khác", other_province=False)  # fmt: skip
    struck = admit(two, date(2025, 8, 1), occupation="08")
    actions.advance(candidate=struck, transition="strike_off", by=None, on=date(2025, 11, 1),
                    paper=actions.Paper("12-QĐ/ĐU"), reason="Vi phạm tư cách.", as_happened=True)  # fmt: skip
    reader = make_user("xem", ("leader", top))
    return {each.code: each for each in (top, base, one, two, other)} | {"reader": reader}


def made(code, unit, key="2025"):
    return make(code, unit, period_of(unit, key))
