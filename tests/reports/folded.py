"""A small tree whose units are all added up, and what shows whether an answer was read from the sums."""

from datetime import date, timedelta

from candidates import actions
from candidates.actions.entry import Milestone
from reports import periods
from reports.figures import admitted, figures
from reports.models import Tally
from reports.tally import folding
from tests.factories import make_member, make_organization, make_person, shipped_days_off

FIRST = date(2023, 11, 1)
QUARTER = periods.parse("2024-Q1")


def plant():
    """A province with two superior committees and a base committee; below them base committees and cells."""
    shipped_days_off()
    top = make_organization("Đảng bộ tỉnh mẫu", "central_level")
    upper = [make_organization(f"Đảng bộ cấp trên {number}", "superior", top) for number in (1, 2)]
    bases = [make_organization(f"Đảng bộ xã {place}", "grassroots_committee", up) for place, up in
             enumerate([top, upper[0], upper[0], upper[1]])]  # fmt: skip
    cells = [make_organization(f"Chi bộ {number}", "cell", bases[number % 4]) for number in range(7)]
    for cell in cells:
        person = make_person(occupation="13", birth_date=date(1960, 2, 29), sex="male")
        make_member(cell, person=person, on=FIRST - timedelta(days=200), joined_on=date(1990, 1, 1))
    return top, upper, bases, cells


def hold_ceremony(on, cell, other, facts):
    """An admission that can be taken back."""
    case = actions.take_over(by=None, organization=cell, person=make_person(**facts), stage="decided",
                             entered_on=on - timedelta(days=300),
                             milestones=[Milestone("decide", on - timedelta(days=20))])  # fmt: skip
    actions.advance(candidate=case, transition="admit", by=None, on=on, reason="Ghi theo sổ.", as_happened=True)


def folded_tree():
    """A tree with one admission in January 2024 at the first cell, all of it folded; (root, its child, the cell)."""
    top, upper, _, cells = plant()
    hold_ceremony(date(2024, 1, 20), cells[1], cells[1], {"sex": "female"})
    folding.fold(least=0)
    return top, upper[0], cells[1]


def admissions(unit):
    return figures(unit, QUARTER)["admitted_women"], admitted(unit, date(2024, 1, 1), date(2024, 3, 31))


def damage(unit):
    """What is folded of `unit` gives itself away where it is read."""
    Tally.objects.filter(unit_id=unit.pk, key__startswith="admitted").update(number=100)
