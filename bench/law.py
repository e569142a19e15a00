"""How long the law takes: the rules for one person, and the deadlines of a base organization with 2,000 open cases.

    .venv/bin/python bench/law.py [--runs 20] [--cases 2000]

Each figure stands beside a floor measured in the same run: as many calls of an empty function as there are
rules, and the recompute's own reading SQL run bare on the same connection. Prints medians in milliseconds, their
ratio, and the median of the processor time, which other work on the machine disturbs less. The cases are made
in a transaction that is undone: the database of the settings stays as it is.
"""

import argparse
import os
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partydev.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from timing import medians  # noqa: E402

from branches import actions as branch_actions  # noqa: E402
from branches.models import Organization, Person  # noqa: E402
from candidates import obligations  # noqa: E402
from candidates.clock import Clock  # noqa: E402
from candidates.gather import Units, facts_for, load  # noqa: E402
from candidates.models import (  # noqa: E402
    Candidate,
    ClassNomination,
    DossierItem,
    MentorAssignment,
    MonthlyRemark,
    StageEvent,
)
from candidates.pipeline import MAIN_WAY  # noqa: E402
from candidates.rulebook import one_book  # noqa: E402
from candidates.rules import RULES, check  # noqa: E402
from candidates.rules.duties import duties  # noqa: E402

ON, CELLS = date(2026, 8, 20), 40
STAGES = ("listed", "applied", "verifying", "opinions_collected", "submitted", "pending_decision", "decided")
# The steps of a case with the days they lie back, as far as its stage has come.
STEPS = (
    ("list", "listed", 300),
    ("open_dossier", "dossier_opened", 250),
    ("apply", "applied", 240),
    ("declare_cv", "cv_declared", 230),
    ("start_verification", "verifying", 220),
    ("complete_verification", "verified", 150),
    ("collect_opinions", "opinions_collected", 100),
    ("cell_vote", "cell_resolved", 60),
    ("submit", "submitted", 50),
    ("appraise", "appraised", 40),
    ("forward", "pending_decision", 30),
    ("decide", "decided", 10),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--cases", type=int, default=2000)
    args = parser.parse_args()
    with transaction.atomic():
        base = fill(args.cases)
        print(f"{'what':52} {'ms':>9} {'floor ms':>9} {'ratio':>7} {'cpu ms':>9}")
        line("every rule and duty for one person", *one_person(args.runs * 10))
        line(f"obligations of {args.cases} open cases, recomputed", *recompute(base, min(args.runs, 5)))
        line(f"what is due in the base, any day ({args.cases} cases)", *due_any_day(base, min(args.runs, 5)))
        transaction.set_rollback(True)


def line(label, measured, floor):
    (value, processor), (least, _) = measured, floor
    print(f"{label:52} {value:9.3f} {least:9.3f} {value / least:7.1f} {processor:9.3f}")


def one_person(runs):
    """Without the database: the facts are gathered beforehand."""
    candidate = Candidate.objects.select_related("person", "organization", "member").last()
    load([candidate], "remarks")
    units, clock = Units([candidate.organization], ON), Clock([candidate], ON)
    facts, law = facts_for(candidate, ON, units=units), units.law
    told, names = clock.facts_of(candidate, frozenset()), list(RULES)

    def judge():
        check(names, facts, law, passed=True)
        duties(facts, law, told)

    def nothing():
        for _ in names:
            empty(facts, law)

    return medians(judge, runs), medians(nothing, runs)


def empty(facts, law):
    return None


def recompute(base, runs):
    """As after a day was added to the list of holidays: every open case of the base, in batches."""
    ids = list(Candidate.objects.under(base).order_by("pk").values_list("pk", flat=True))

    def sync():
        with one_book():
            for start in range(0, len(ids), obligations.AT_ONCE):
                some = Candidate.objects.filter(pk__in=ids[start : start + obligations.AT_ONCE])
                obligations.sync_all(list(some.select_related("person", "organization", "member")), ON)

    sync()
    return medians(sync, runs), medians(bare(sync), runs)


def due_any_day(base, runs):
    def read():
        return obligations.due_in(base, ON)

    return medians(read, runs), medians(bare(read), runs)


def bare(act):
    """The SQL that `act` reads with, as a function that only runs it."""
    with CaptureQueriesContext(connection) as captured:
        act()
    queries = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]

    def run():
        with connection.cursor() as cursor:
            for sql in queries:
                cursor.execute(sql)
                cursor.fetchall()

    return run


# Invented people


def fill(number):
    """A base organization with `number` open cases at all stages, each with what a real one has; returns it."""
    root = Organization.objects.filter(parent=None).first()
    if root is None:
        root = branch_actions.found(by=None, code="do-goc", name="Đảng bộ thử", kind="superior", parent=None)
    details = {"committee_size": 15, "standing_size": 5, "founded_on": date(2015, 1, 1)}
    base = branch_actions.found(
        by=None, code="do-co-so", name="Đảng bộ đo", kind="grassroots_committee", parent=root, **details
    )
    cells = [
        branch_actions.found(
            by=None, code=f"do-{n}", name=f"Chi bộ đo {n}", kind="cell", parent=base, founded_on=date(2016, 1, 1)
        )
        for n in range(CELLS)
    ]
    helpers = [_helper(cell, number) for number, cell in enumerate(cells)]
    people = Person.objects.bulk_create(
        Person(full_name=f"Người Đo {n}", birth_date=date(1998, 5, 17), sex="female", education="upper_secondary")
        for n in range(number)
    )
    cases = Candidate.objects.bulk_create(_case(person, n, cells) for n, person in enumerate(people))
    StageEvent.objects.bulk_create(event for case in cases for event in _events(case))
    DossierItem.objects.bulk_create(
        DossierItem(candidate=case, code=code, issued_on=ON - timedelta(days=200), issuer="Nơi cấp")
        for case in cases
        for code in ("37", "01", "39", "40", "42")
    )
    ClassNomination.objects.bulk_create(
        ClassNomination(
            candidate=case,
            kind="awareness",
            nominated_on=ON - timedelta(days=400),
            result="completed",
            certificate_number="1",
            certificate_on=ON - timedelta(days=380),
        )
        for case in cases
    )
    MentorAssignment.objects.bulk_create(_helped(case, n, helpers) for n, case in enumerate(cases))
    MonthlyRemark.objects.bulk_create(
        MonthlyRemark(candidate=case, month=date(2026, month, 1), strengths="Tốt")
        for case in cases
        for month in (5, 6)
    )
    return base


def _helper(cell, number):
    person = Person.objects.create(full_name=f"Đảng viên đo {number}", birth_date=date(1970, 3, 2), sex="male")
    return branch_actions.record_roster(by=None, person=person, organization=cell, status="full", on=date(2016, 1, 1))


def _helped(case, number, helpers):
    since = ON - timedelta(days=120)
    return MentorAssignment(
        candidate=case,
        mentor=helpers[number % CELLS],
        phase="candidate",
        starts_on=since,
        resolution_number="1",
        resolution_on=since,
    )


def _case(person, number, cells):
    cell, entered = cells[number % CELLS], ON - timedelta(days=400)
    case = Candidate(
        code=f"do-{number}",
        person=person,
        stage=STAGES[number % len(STAGES)],
        stage_on=ON - timedelta(days=10),
        source="cell",
        entered_on=entered,
        waits_at=cell,
    )
    return case.place(cell)


def _events(case):
    reached = MAIN_WAY.index(case.stage)
    for kind, target, days in STEPS:
        if MAIN_WAY.index(target) <= reached:
            on = ON - timedelta(days=days)
            event = StageEvent(candidate=case, kind=kind, on=on, from_stage="", to_stage=target)
            yield event.copy_facts(case.person, case.organization, on).place(case.organization)


if __name__ == "__main__":
    main()
