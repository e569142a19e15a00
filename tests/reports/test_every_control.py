"""Every control at every level, of every kind of period, on either calendar, in random trees and histories."""

from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from django.db import transaction

from branches.models import MemberEvent, Organization
from partydev.refusals import Conflict, Invalid, Refused
from reports import controls
from reports.figures import figures
from reports.figures.changes import changes_by_unit, changes_of_all
from reports.official.forms import forms_of
from reports.official.making import make
from reports.quarterly import period_of
from reports.reading import one_reading
from tests.factories import make_member, make_organization, make_person, shipped_days_off
from tests.reports.test_controls import DO, FIRST, admit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KINDS = ("2024-M02", "2024-Q1", "2024-H1", "2024-9M", "2024", "TERM-2024-M07", "2024-02-10..2024-05-03")
CALENDARS = ("calendar", "day_15")
LEVELS = ("central_level", "superior", "grassroots_committee", "base_cell", "cell")
TYPES = ("1", "2", "3", "6a")


def grow(chance):
    """A province of one to three districts; below each some base committees and base cells."""
    province = make_organization("Đảng bộ tỉnh ngẫu nhiên", "central_level")
    for number in range(chance.randint(1, 3)):
        above = make_organization(f"Đảng bộ huyện {number}", "superior", province)
        for place in range(chance.randint(1, 2)):
            base = make_organization(f"Đảng bộ xã {number}{place}", "grassroots_committee", above,
                                     base_unit_type=chance.choice(TYPES))  # fmt: skip
            for last in range(chance.randint(1, 3)):
                make_organization(f"Chi bộ {number}{place}{last}", "cell", base)
        make_organization(f"Chi bộ cơ sở {number}", "base_cell", above, base_unit_type=chance.choice(TYPES))
    starts = [date(2023, 12, 10), date(2024, 1, 15), date(2020, 8, 1)]
    Organization.objects.update(term_starts_on=chance.choice(starts))
    cells = list(Organization.objects.cells().order_by("pk"))
    for cell in cells:
        person = make_person(occupation="13", birth_date=date(1960, 2, 29), sex="male")
        make_member(cell, person=person, on=FIRST - timedelta(days=400), joined_on=date(1990, 1, 1))
    return cells


def of_somebody(chance):
    """Nothing of a person is left out, so that every partition of a form is whole."""
    return {
        "sex": chance.choice(["male", "female"]),
        "ethnicity": chance.choice(["01", "02", "11", "12", "55", "56"]),
        "religion": chance.choice(["00", "02", "08", "99"]),
        "occupation": chance.choice(["01", "07a", "07c", "12", "13"]),
        "education": chance.choice(["primary", "lower_secondary", "upper_secondary"]),
        "professional_level": chance.choice(["none", "college", "doctor"]),
        "birth_date": date(chance.randint(1950, 2004), chance.randint(1, 12), chance.randint(1, 28)),
        "youth_union_on": chance.choice([None, date(2020, 3, 26)]),
        "trade_union_on": chance.choice([None, date(2021, 3, 26)]),
    }


def live(chance, cells, acts):
    """So many acts, in the order of their days; what cannot be done is left out. Returns the kinds that were done."""
    done = []
    for day in sorted(chance.randrange(420) for _ in range(acts)):
        kind, (here, there) = chance.choice(sorted(DO)), (chance.choice(cells) for _ in range(2))
        here, there = (Organization.objects.get(pk=each.pk) for each in (here, there))
        try:
            with transaction.atomic():
                DO[kind](FIRST + timedelta(days=day), here, there, of_somebody(chance))
            done.append(kind)
        except (Conflict, Invalid, Refused):
            continue
    return done


def one_of_each_level(chance):
    """The province, and of each level below one unit, the busiest of a few."""
    for kind in LEVELS:
        units = list(Organization.objects.filter(kind=kind).order_by("pk"))
        yield max(chance.sample(units, min(3, len(units))), key=lambda unit: MemberEvent.objects.under(unit).count())


@one_reading
def broken(unit, code, forms=()):
    """What does not hold in the report and in these forms of the unit, in words."""
    period = period_of(unit, code)
    found = [each.notice for each in controls.broken(controls.of_report(figures(unit, period), unit, period))]
    for form in forms:
        # Who moved to or from where nobody said leaves a gap, and that is said.
        found += [each.text for each in make(form, unit, period).notices if "vì còn" not in each.text]
    by_unit = changes_by_unit(unit, period)
    whole = changes_of_all(unit, period, by_unit)
    found += [str(row) for row in (whole, *by_unit.values()) if not row.holds]
    return found


@pytest.mark.parametrize(("seed", "calendar"), list(enumerate(CALENDARS)))
def test_every_control_holds_at_every_level_in_every_kind_of_period(seed, calendar):
    chance = Random(seed)  # noqa: S311 - repeatable, not secret
    shipped_days_off()
    done = live(chance, grow(chance), 40)
    assert len(set(done)) >= 7, done
    asked, possible = set(), set()
    for turn, unit in enumerate(one_of_each_level(chance)):
        for place, code in enumerate(KINDS):
            unit.reporting_calendar, unit.counted_by = calendar, chance.choice(["ceremony", "decision"])
            # Two forms at a time, in turn.
            forms = [each for number, each in enumerate(forms_of(unit)) if (number + turn + place) % 3 == 0]
            assert broken(unit, code, forms) == [], (unit, code, calendar, unit.counted_by, forms)
            asked |= {(unit.kind, form) for form in forms}
        possible |= {(unit.kind, form) for form in forms_of(unit)}
    assert asked == possible


def test_one_damaged_fact_is_seen_at_every_level_above_it_in_every_kind_of_period():
    """What the test above says is no empty word: a card that adds a member breaks what holds from there up."""
    chance = Random(5)  # noqa: S311 - repeatable, not secret
    shipped_days_off()
    cell = next(each for each in grow(chance) if each.kind == "cell")
    admit(date(2024, 2, 12), cell, cell, of_somebody(chance))
    fact = MemberEvent.objects.filter(organization=cell).first()
    fact.pk, fact.kind, fact.on = None, MemberEvent.Kind.CARD, date(2024, 2, 12)
    super(MemberEvent, fact).save()
    for unit in (cell, *Organization.objects.filter(pk__in=cell.ancestors()[:3])):
        for code, calendar in product(KINDS, CALENDARS):
            unit.reporting_calendar = calendar
            assert broken(unit, code), (unit, code, calendar)
