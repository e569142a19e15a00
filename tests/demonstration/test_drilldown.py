"""Every number opens as many rows as it says, and every control of the tables holds."""

import pytest

from branches.models import Organization
from candidates.models import StageEvent
from reports import lists
from reports.catalogue import INDICATORS, STOCK, UNION_PARTITION
from reports.figures import figures, overdue_recognitions, pool_by_unit, probation_by_unit
from reports.quarterly import period_of
from reports.tables import TABLES
from reports.tree import TreeOn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]

ASKED = [
    ("lao-cai", "2018-9M"),
    ("lao-cai-3", "2018"),
    ("lam-ha", "2016"),
    ("loc-ninh", "2023"),
    ("loc-ninh", "TERM-2023"),
    ("loc-ninh-thpt", "2023"),
    ("khoi-tinh", "2020-01-01..2024-05-31"),
    ("attp", "2018-05-14..2020-02-05"),
    ("s10", "2022"),
    ("s13", "2023"),
    ("s13-x", "2023"),
    ("s14", "2023-Q3"),
]


def asked(code, key):
    organization = Organization.objects.get(code=code)
    return organization, period_of(organization, key)


def length(key, organization, period):
    return len(lists.facts_behind(key, organization, period))


@pytest.mark.parametrize(("code", "period"), ASKED)
@pytest.mark.parametrize("counted_by", ["ceremony", "decision"])
def test_every_figure_opens_as_many_rows(code, period, counted_by):
    organization, period = asked(code, period)
    organization.counted_by = counted_by
    now = figures(organization, period)
    assert {key: length(key, organization, period) for key in INDICATORS} == {key: now[key] for key in INDICATORS}


@pytest.mark.parametrize(("code", "period"), ASKED)
def test_further_lists_match_their_columns(code, period):
    organization, period = asked(code, period)
    states = pool_by_unit(organization, period.end).values()
    for key in lists.every_key():
        if key.startswith("pool_") and key not in INDICATORS:
            column = key.removeprefix("pool_")
            assert length(key, organization, period) == sum(getattr(state, column) for state in states)
    assert length("overdue", organization, period) == len(overdue_recognitions(organization, period.end))


@pytest.mark.parametrize(("code", "period"), ASKED)
def test_controls_hold(code, period):
    organization, period = asked(code, period)
    now = figures(organization, period)
    assert now["members"] == now["full_members"] + now["probationary_members"]
    assert sum(now[key] for key in UNION_PARTITION) == now["admitted"]
    units = probation_by_unit(organization, period)
    assert all(row.holds for row in units.values())
    assert sum(row.at_end for row in units.values()) == now["probationary_members"]
    for field in ("admitted", "recognized", "struck_off"):
        assert sum(getattr(row, field) for row in units.values()) == now[field]


@pytest.mark.parametrize(("code", "period"), [("lao-cai", "2018-9M"), ("s13", "2023"), ("s10", "2022")])
def test_children_add_up_to_their_parent(code, period):
    organization, period = asked(code, period)
    whole = figures(organization, period)
    parts = [figures(unit, period) for unit in TreeOn(organization, period.end).units()]
    for key, row in INDICATORS.items():
        if key not in ("transferred_in", "transferred_out"):  # what moves inside cancels above
            assert sum(part[key] for part in parts) == whole[key], (key, row.kind == STOCK)


@pytest.mark.parametrize(("code", "period"), [("lao-cai", "2018-9M"), ("attp", "2018-05-14..2020-02-05")])
def test_printed_numbers_lead_to_lists_of_their_length(code, period):
    organization, period = asked(code, period)
    seen = []

    def link(key, unit, when):
        return f"{key}|{unit.code}|{when.key}"

    for make in TABLES.values():
        for row in make(organization, period, link).all_rows:
            seen += [(cell.text, *cell.href.split("|")) for cell in row.cells if cell.href]
    assert len(seen) > 30
    for text, key, unit, when in set(seen):
        assert length(key, *asked(unit, when)) == int(text.replace(".", "")), (key, unit, when)


def test_the_days_of_a_list_follow_the_units_way_of_counting():
    """Who counts from the decision finds the day of the decision beside each probationer, not the ceremony's."""
    case = StageEvent.objects.filter(kind="admit", counted=True).select_related("candidate__person").first()
    decided = StageEvent.objects.filter(candidate=case.candidate_id, kind="decide", counted=True, on__lt=case.on).get()
    organization = case.organization
    period = period_of(organization, f"{decided.on}..{case.on}")
    found = {}
    for basis in ("ceremony", "decision"):
        organization.counted_by = basis
        facts = lists.facts_behind("probationary_members", organization, period)
        found[basis] = {
            fact.person_id: fact.on
            for fact in lists._with_days("probationary_members", facts, organization, period.end)
        }
    person = case.candidate.person_id
    assert (found["ceremony"][person], found["decision"][person]) == (case.on, decided.on)
