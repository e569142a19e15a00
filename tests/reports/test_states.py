"""How things stand, as it is kept for large installations: what the rows say, whatever is written."""

from datetime import date
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from branches import actions as branch_actions
from branches.models import Member
from candidates import rulebook
from candidates.models import Candidate, ClassNomination, MentorAssignment
from reports.figures import pool_by_unit
from reports.figures.classes import class_results
from reports.integrity import kept_states
from reports.models import KeptState, KeptStates, Touch
from reports.periods import dates
from reports.states import held, keeping
from reports.tally import folding
from tests.at_once import at_once
from tests.factories import make_candidate, make_organization
from tests.reports.folded import plant
from tests.reports.helping import help_and_remark, teach
from tests.reports.states import COMMITTED, a_class, alone, compare, count_beforehand, two_communes
from tests.reports.test_tally import live

pytestmark = COMMITTED


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    alone(monkeypatch)


@pytest.fixture
def counted():
    return two_communes()


def teach_and_help(chance):
    """Classes and helpers, begun, ended and mended, of any case."""
    cases, mentors = list(Candidate.objects.order_by("pk")), list(Member.objects.filter(status="full").order_by("pk"))
    for case in chance.sample(cases, min(4, len(cases))):
        day = date(2024, chance.randint(1, 12), chance.randint(1, 28))
        row = case.nominations.exclude(result="absent").filter(kind="awareness").order_by("pk").first()
        row = row or ClassNomination(candidate=case, kind="awareness")
        row.nominated_on, row.result, row.completed_on, row.certificate_on = day, "completed", day, day
        row.save()
        MentorAssignment.objects.filter(candidate=case, ends_on=None, starts_on__lt=day).update(ends_on=day)
        MentorAssignment.objects.create(
            candidate=case, mentor=chance.choice(mentors), phase="candidate", starts_on=day, ends_on=day,
            resolution_number="1", resolution_on=day,
        )  # fmt: skip
        MentorAssignment.objects.get_or_create(
            candidate=case, mentor=mentors[0], phase="candidate", ends_on=None,
            defaults={"starts_on": day, "resolution_number": "2", "resolution_on": day},
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_and_what_was_touched_since_come_to_what_the_rows_say(seed):
    chance, seen = Random(seed), set()  # noqa: S311 - repeatable, not secret
    _, _, _, cells = plant()
    live(chance, cells, 25)
    make_candidate(chance.choice(cells), "recognized")
    count_beforehand()
    for _ in range(3):
        seen |= compare()
        live(chance, cells, 6)
        teach_and_help(chance)
        help_and_remark(chance)
        teach(chance, times=12)
        seen |= compare()
        assert keeping.refresh() == []
    while not live(chance, cells, 1, moving=True):
        pass
    compare(are_kept=False)
    count_beforehand()
    seen |= compare()
    assert seen == {question.key for question in keeping.QUESTIONS}
    assert not list(kept_states())


def test_only_what_was_touched_is_counted_when_it_is_asked(counted):
    top, bases, cells = counted
    today = timezone.localdate()
    damage()
    assert {pk: row.in_pool for pk, row in pool_by_unit(bases[0].parent, today).items()} == {
        base.pk: 100 for base in bases
    }
    make_candidate(cells[0], "pool")
    assert {pk: row.in_pool for pk, row in pool_by_unit(bases[0].parent, today).items()} == {
        bases[0].pk: 2, bases[1].pk: 100
    }  # fmt: skip
    assert [row.in_pool for row in pool_by_unit(top, today).values()] == [102]
    damaged = KeptStates.objects.filter(states__numbers__has_key="pool").distinct()
    assert len(list(kept_states())) == 2 * damaged.count() > 0


def test_of_the_root_each_child_is_read_whole_unless_anything_below_it_was_touched(counted):
    top, bases, cells = counted
    KeptState.objects.filter(unit_id=bases[1].pk).update(numbers={})

    def in_pool():
        return [row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()]

    assert in_pool() == [2]
    for _ in range(2):
        make_candidate(cells[0], "pool")
    assert in_pool() == [3]
    assert keeping.refresh() == []  # adds up again what is kept below the child, and of that one unit was spoiled
    assert in_pool() == [3]


def test_classes_of_a_quarter_are_read_and_those_of_a_longer_time_counted(counted):
    top, _, cells = counted
    a_class(cells[0]).save()
    assert keeping.refresh() == []
    for state in KeptState.objects.filter(numbers__has_key="classes"):
        state.numbers["classes"] = [[2, "awareness", None, 70, 7]]  # from 1 February on, of what is kept with 31 March
        state.save()

    def sent_and_completed(start, end=date(2024, 3, 31)):
        return [(row.sent, row.completed) for row in class_results(top, dates(start, end))]

    assert sent_and_completed(date(2024, 1, 1)) == sent_and_completed(date(2024, 2, 1)) == [(70, 7)]
    assert sent_and_completed(date(2024, 2, 15)) == []
    assert sent_and_completed(date(2023, 12, 15)) == [(1, 1)]
    assert sent_and_completed(date(2024, 1, 2)) == [(1, 1)]
    assert sent_and_completed(date(2024, 1, 1), date(2024, 3, 30)) == [(1, 1)]


def damage():
    """What is kept gives itself away where it is read."""
    for state in KeptState.objects.filter(numbers__has_key="pool"):
        state.numbers["pool"] = [100] * 6
        state.save()


@pytest.mark.parametrize("change", ["rules", "database", "questions", "loaded"])
def test_what_holds_no_more_is_not_read_but_counted_anew(counted, change, tmp_path):
    top, _, _ = counted
    damage()
    if change == "rules":
        rulebook.changed()
    elif change == "database":
        KeptStates.objects.update(definition="1::elsewhere")
    elif change == "loaded":
        call_command("dumpdata", "reports.keptstates", output=tmp_path / "kept.json")
        call_command("loaddata", tmp_path / "kept.json", verbosity=0)
    else:
        KeptStates.objects.update(names=["another question"])
    assert [row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()] == [2]
    assert keeping.refresh() == []
    assert compare()


def test_who_asks_while_all_is_counted_anew_reads_nothing_of_either(counted, monkeypatch):
    """Within a transaction each statement sees what was committed by then."""
    top, _, cells = counted
    make_candidate(cells[0], "pool")
    asked = held.touched_since

    def and_counting_anew(*args):
        found = asked(*args)
        at_once(lambda: (damage(), KeptStates.objects.update(definition="another")))
        return found

    with transaction.atomic():
        monkeypatch.setattr(held, "touched_since", and_counting_anew)
        assert [row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()] == [3]


def test_a_move_forgets_what_is_kept_even_while_it_is_being_counted(counted, monkeypatch):
    top, bases, _ = counted
    other = make_organization("Đảng bộ khu vực hai", "superior", top)
    counting = keeping._counted

    def and_moving(*args):
        found = counting(*args)
        monkeypatch.setattr(keeping, "_counted", counting)
        at_once(lambda: branch_actions.move(by=None, organization=bases[1], parent=other, on=timezone.localdate()))
        return found

    KeptStates.objects.all().delete()
    monkeypatch.setattr(keeping, "_counted", and_moving)
    monkeypatch.setattr(keeping, "days", lambda today: [today])
    keeping.refresh()
    assert not KeptStates.objects.exists()
    count_beforehand()
    compare()
    assert {pk for pk, row in pool_by_unit(top, timezone.localdate()).items() if row.in_pool} == {
        bases[0].parent_id, other.pk
    }  # fmt: skip


def test_a_unit_founded_since_is_counted_with_the_others(counted):
    top, bases, _ = counted
    cell = make_organization(
        "Chi bộ mới", "cell", make_organization("Đảng bộ mới", "grassroots_committee", bases[0].parent)
    )
    make_candidate(cell, "pool")
    assert sum(row.in_pool for row in pool_by_unit(top, timezone.localdate()).values()) == 3
    assert compare()


def test_one_installation_that_cannot_be_counted_does_not_keep_the_other_waiting(counted, monkeypatch, caplog):
    other = make_organization("Đảng bộ tỉnh hai", "central_level")
    folding.fold(least=0)
    KeptStates.objects.all().delete()
    top = counted[0]
    counting = keeping._counted

    def failing(root, *args):
        if root == top:
            raise ValueError("broken")
        return counting(root, *args)

    monkeypatch.setattr(keeping, "_counted", failing)
    assert keeping.refresh() == [top]
    assert set(KeptStates.objects.values_list("root", flat=True)) == {other.pk}
    assert "were not counted" in caplog.text


def test_small_installations_keep_nothing_and_forget_what_was_touched():
    make_candidate(make_organization("Chi bộ", "base_cell"), "pool")
    assert Touch.objects.exists()
    folding.fold()
    assert keeping.refresh() == []
    assert not KeptStates.objects.exists()
    assert not Touch.objects.exists()


def test_of_many_units_no_more_is_asked(counted):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            pool_by_unit(counted[0], timezone.localdate())
        return len(queries)

    before = asked()
    for number in range(3):
        base = make_organization(f"Đảng bộ xã thêm {number}", "grassroots_committee", counted[1][0].parent)
        make_candidate(make_organization(f"Chi bộ thêm {number}", "cell", base), "pool")
    count_beforehand()
    assert asked() == before


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        (date(2026, 11, 23), [date(2026, 10, 31), date(2026, 11, 14), date(2026, 11, 23)]),
        (date(2026, 11, 15), [date(2026, 10, 31), date(2026, 11, 14), date(2026, 11, 15)]),
        (date(2026, 11, 14), [date(2026, 10, 14), date(2026, 10, 31), date(2026, 11, 14)]),
        (date(2026, 3, 1), [date(2026, 2, 14), date(2026, 2, 28), date(2026, 3, 1)]),
        (date(2026, 1, 5), [date(2025, 12, 14), date(2025, 12, 31), date(2026, 1, 5)]),
    ],
)
def test_today_and_the_ends_of_the_last_months_are_kept(today, kept, monkeypatch):
    monkeypatch.undo()
    assert keeping.days(today) == kept
