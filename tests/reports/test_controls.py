"""What must add up: in random small trees and histories it does, and where a fact was damaged the report says so."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branches import actions as branch_actions
from branches.models import Member, MemberEvent, Organization
from candidates import actions
from candidates.actions.entry import Milestone
from candidates.models import Candidate, StageEvent
from partydev.papers.rendering import as_text
from partydev.refusals import Conflict, Invalid, Refused
from reports import controls, lists
from reports.catalogue import EVERY, INDICATORS, dimensions_of
from reports.dimensions import key_for
from reports.figures import figures
from reports.figures.changes import FIELDS, changes_by_unit, changes_of_all
from reports.figures.keyed import numbers
from reports.official.forms import forms_of
from reports.official.making import make
from reports.quarterly import build, period_of
from reports.tables import TABLES
from tests.factories import make_member, make_organization, make_person

pytestmark = pytest.mark.django_db

FIRST = date(2023, 11, 1)
DEPARTURES = (MemberEvent.Kind.DECEASED, MemberEvent.Kind.EXPELLED, MemberEvent.Kind.RESIGNED)

# Nothing of a person is left out, so that every partition of a form is whole.
people = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["male", "female"]),
        "ethnicity": st.sampled_from(["01", "02", "11", "12", "55", "56"]),
        "religion": st.sampled_from(["00", "02", "08", "99"]),
        "occupation": st.sampled_from(["01", "07a", "07c", "12", "13"]),
        "education": st.sampled_from(["primary", "lower_secondary", "upper_secondary"]),
        "professional_level": st.sampled_from(["none", "college", "doctor"]),
        "birth_date": st.dates(date(1950, 1, 1), date(2005, 1, 1)),
        "youth_union_on": st.sampled_from([None, date(2020, 3, 26)]),
        "trade_union_on": st.sampled_from([None, date(2021, 3, 26)]),
    }
)


def plant():
    """Two base committees with two cells each, and a base cell, under one district."""
    top = make_organization("Đảng bộ huyện ngẫu nhiên", "superior")
    cells = []
    for number in (1, 2):
        base = make_organization(f"Đảng bộ xã {number}", "grassroots_committee", top, base_unit_type=str(number))
        cells += [make_organization(f"Chi bộ {number}{place}", "cell", base) for place in (1, 2)]
    cells.append(make_organization("Chi bộ cơ sở", "base_cell", top, base_unit_type="6a"))
    for cell in cells:
        person = make_person(occupation="13", birth_date=date(1960, 2, 29), sex="male")
        make_member(cell, person=person, on=FIRST - timedelta(days=400), joined_on=date(1990, 1, 1))
    return top, cells


def live(cells, history):
    """Whatever of the history can be done is done, in the order of its days."""
    for kind, day, one, two, facts in sorted(history, key=lambda act: act[1]):
        here, there = cells[one % len(cells)], cells[two % len(cells)]
        for cell in (here, there):
            cell.refresh_from_db()
        try:
            with transaction.atomic():
                DO[kind](FIRST + timedelta(days=day), here, there, facts)
        except (Conflict, Invalid, Refused):
            continue


def member_of(cell, status="full"):
    return Member.objects.filter(organization=cell, left_on__isnull=True, status=status).order_by("pk").last()


def admit(on, cell, other, facts):
    milestones = [Milestone("decide", on - timedelta(days=20)), Milestone("admit", on)]
    actions.take_over(by=None, organization=cell, person=make_person(**facts), stage="probationary",
                      entered_on=on - timedelta(days=300), milestones=milestones)  # fmt: skip


def enter_pool(on, cell, other, facts):
    actions.enter_pool(by=None, organization=cell, person=make_person(**facts), on=on, source="cell")


def enter_roster(on, cell, other, facts):
    make_member(cell, person=make_person(**facts), on=on, joined_on=date(1995, 1, 1))


def end_probation(step):
    def end(on, cell, other, facts):
        for case in Candidate.objects.filter(member=member_of(cell, "probationary"), member__isnull=False):
            actions.advance(candidate=case, transition=step, by=None, on=on, paper=actions.Paper("1-QĐ/ĐU"),
                            reason="Ghi theo sổ.", as_happened=True)  # fmt: skip

    return end


def transfer(on, cell, other, facts):
    for case in Candidate.objects.filter(member=member_of(cell, "probationary"), member__isnull=False):
        actions.move_cell(candidate=case, to=other, by=None, on=on)
        return
    if member := member_of(cell):
        branch_actions.transfer_member(by=None, member=member, to=other, on=on)


def send_out(on, cell, other, facts):
    if member := member_of(cell):
        province = (None, True, False)[on.day % 3]
        branch_actions.transfer_out(by=None, member=member, on=on, other_place="Xa", other_province=province)


def take_in(on, cell, other, facts):
    branch_actions.transfer_in(by=None, person=make_person(**facts), organization=cell, status="full", on=on,
                               joined_on=date(2000, 1, 1), other_place="Xa", other_province=True)  # fmt: skip


def depart(on, cell, other, facts):
    if member := member_of(cell):
        branch_actions.record_departure(by=None, member=member, kind=DEPARTURES[on.day % 3], on=on)


def restore(on, cell, other, facts):
    gone = Member.objects.filter(organization=cell, left_by__in=("expelled", "resigned", "struck_off"))
    for member in gone[:1]:
        branch_actions.restore_member(by=None, member=member, on=on)


def move_unit(on, cell, other, facts):
    if cell.kind == other.kind == "cell":
        branch_actions.move(by=None, organization=cell, parent=other.parent, on=on)


DO = {
    "admit": admit,
    "pool": enter_pool,
    "roster": enter_roster,
    "recognize": end_probation("recognize"),
    "strike_off": end_probation("strike_off"),
    "transfer": transfer,
    "out": send_out,
    "in": take_in,
    "depart": depart,
    "restore": restore,
    "move_unit": move_unit,
}


acts = st.lists(
    st.tuples(st.sampled_from(sorted(DO)), st.integers(0, 420), st.integers(0, 5), st.integers(0, 5), people),
    min_size=6,
    max_size=14,
)


def check(unit, key, counted_by):
    unit.counted_by = counted_by
    period = period_of(unit, key)
    for code in forms_of(unit):
        unexplained = [each.text for each in make(code, unit, period).notices if "vì còn" not in each.text]
        assert not unexplained, (unit, key, counted_by, code, unexplained)
    now = figures(unit, period)
    assert controls.broken(controls.of_report(now, unit, period)) == []
    by_unit = changes_by_unit(unit, period)
    whole = changes_of_all(unit, period, by_unit)
    assert all(row.holds for row in (whole, *by_unit.values())), (unit, key, counted_by, by_unit)
    assert {each: getattr(whole, each) for each in FIELDS} == numbers(FIELDS, unit, period)
    for each in Organization.objects.filter(pk__in=by_unit).exclude(pk=unit.pk):
        each.counted_by = counted_by
        of_row = {name: getattr(by_unit[each.pk], name) for name in FIELDS}
        assert of_row == numbers(FIELDS, each, period), (unit, key, counted_by, each)
    keys = [*EVERY]
    for base in ("admitted", "members"):
        for dimension in dimensions_of(base):
            parts = [key_for(base, **{dimension.key: code}) for code, _ in dimension.partition()]
            found = numbers([base, *parts], unit, period)
            if dimension.divides:
                assert sum(found[part] for part in parts) == found[base], (base, dimension.key)
            keys += [part for part in parts if found[part]][:2]
    found = numbers(keys, unit, period)
    assert {each: found[each] for each in INDICATORS} == {each: now[each] for each in INDICATORS}
    for each in [each for each in keys if found[each]]:
        assert len(lists.facts_behind(each, unit, period)) == found[each], (unit, key, counted_by, each)


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    acts,
    st.sampled_from(["2024-Q1", "2024-H1", "2024", "2024-02-01..2024-02-29"]),
    st.sampled_from(["ceremony", "decision"]),
)
def test_every_control_holds_in_random_histories(history, key, counted_by):
    with transaction.atomic():
        top, cells = plant()
        live(cells, history)
        for unit in Organization.objects.filter(pk__in=[top.pk, cells[0].parent_id, cells[1].pk]):
            check(unit, key, counted_by)
        transaction.set_rollback(True)


def test_who_moved_inside_came_from_outside_once_the_cell_they_left_belongs_elsewhere():
    """The roll-up is by the tree of the period's end; the move and the cell's own fall into one period."""
    top, cells = plant()
    transfer(date(2024, 2, 1), cells[0], cells[1], {})
    base, other = cells[1].parent, cells[2].parent
    assert numbers(["transferred_in", "transferred_out"], base, period_of(base, "2024")) == {
        "transferred_in": 0, "transferred_out": 0,
    }  # fmt: skip
    cells[0].refresh_from_db()
    move_unit(date(2024, 3, 1), cells[0], cells[2], {})
    for unit, flows in ((base, (1, 0)), (other, (0, 1)), (top, (0, 0))):
        unit.refresh_from_db()
        found = numbers(["transferred_in", "transferred_out"], unit, period_of(unit, "2024"))
        assert tuple(found.values()) == flows
        check(unit, "2024", "ceremony")


def test_the_probationers_at_the_start_are_listed_where_their_cell_belongs_at_the_end():
    top, cells = plant()
    admit(date(2023, 12, 5), cells[0], cells[0], {})
    move_unit(date(2024, 3, 1), cells[0], cells[2], {})
    for unit, rows in ((top, {"Đảng bộ xã 1": 0, "Đảng bộ xã 2": 1}), (cells[2].parent, {"Chi bộ 11": 1})):
        period = period_of(unit, "2024")
        table = TABLES["T5"](unit, period, lambda key, unit, when: (key, unit, when))
        for row in table.all_rows:
            if row.cells[1].href:
                assert len(lists.facts_behind(*row.cells[1].href)) == row.cells[1].value, row.cells[0].text
        found = {row.cells[0].text: row.cells[1].value for row in table.all_rows}
        assert {name: found[name] for name in rows} == rows


def test_a_damaged_recognition_breaks_the_identity_of_the_probationers():
    top, cells = plant()
    admit(date(2024, 1, 5), cells[0], cells[0], {})
    period = period_of(top, "2024")
    assert "Số liệu chưa khớp" not in as_text(build(top, period))
    fact = StageEvent.objects.filter(kind="admit").get()
    fact.pk, fact.kind, fact.on, fact.probationary_delta, fact.full_delta = None, "recognize", date(2024, 2, 5), 0, 1
    super(StageEvent, fact).save()
    words = " ".join(as_text(build(top, period)).split())
    assert "Đẳng thức đảng viên dự bị của Đảng bộ xã 1: cộng được 0, không bằng 1. Số liệu chưa khớp" in words


def test_a_damaged_fact_breaks_the_identity_of_gains_and_losses():
    """A card adds nobody to the members: the page says at its top that the sum is wrong, and of which unit."""
    top, cells = plant()
    period = period_of(top, "2024")
    fact = MemberEvent.objects.filter(organization=cells[0]).first()
    fact.pk, fact.kind, fact.on = None, MemberEvent.Kind.CARD, date(2024, 2, 5)
    super(MemberEvent, fact).save()
    words = " ".join(as_text(build(top, period)).split())
    assert "Đẳng thức tăng, giảm đảng viên của cả đơn vị: cộng được 5, không bằng 6. Số liệu chưa khớp" in words
    assert "Đẳng thức tăng, giảm đảng viên của Đảng bộ xã 1: cộng được 2, không bằng 3. Số liệu chưa khớp" in words


MENDED = "Số liệu chưa khớp, cần kiểm tra lại."


@pytest.mark.once
@pytest.mark.parametrize(
    ("left", "right", "facts", "words"),
    [
        (3, 3, {}, ""),
        (3, 5, {"unsaid": 2}, "Các dòng: cộng được 3, chưa đủ 5, vì còn 02 trường hợp chưa ghi nội dung này."),
        (3, 5, {"unsaid": 1}, f"Các dòng: cộng được 3, không bằng 5. {MENDED}"),
        (3, 5, {"at_most": True}, ""),
        (6, 5, {"at_most": True}, f"Các dòng: cộng được 6, nhiều hơn 5. {MENDED}"),
    ],
)
def test_what_is_said_of_a_control(left, right, facts, words):
    assert controls.Control("các dòng", left, right, **facts).notice == words
