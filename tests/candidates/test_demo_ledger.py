"""What the ledger writes at once is row for row what the actions write one by one."""

from datetime import date, timedelta

import pytest
from django.db import models

from branches import actions as branch_actions
from branches.models import DecidingAuthority, Member, Person, PersonGroup
from candidates import actions
from candidates.demo.bulk import Hands, Ledger
from candidates.demo.maker import UNION_COMMITTEE, YOUTH_COMMITTEE
from candidates.demo.way import Way, days, tell
from candidates.demo.writing import ORDER
from candidates.gather import needs_base_resolution, voting_base
from candidates.models import Candidate
from candidates.pipeline import TRANSITIONS
from tests.factories import make_cast, make_organization, make_user

pytestmark = pytest.mark.django_db

START, CEREMONY = date(2017, 1, 1), date(2022, 5, 19)
# When a row was written, and its own and its code's key, are the only differences.
APART = {"id", "code", "recorded_at", "written_at", "checked_at", "next_due"}


class Acting:
    """The ledger's verbs by the actions themselves, with their rules, permissions and locks."""

    def __init__(self, hands):
        self.hands = hands

    def roster(self, organization, person, on, **dates):
        person.save()
        return branch_actions.record_roster(
            by=self.hands.cell, person=person, organization=organization, status=Member.Status.FULL, on=on, **dates
        )

    def transfer_in(self, organization, person, on, other_place, number, **dates):
        person.save()
        return branch_actions.transfer_in(
            by=self.hands.cell,
            person=person,
            organization=organization,
            status=Member.Status.FULL,
            on=on,
            other_place=other_place,
            paper_number=number,
            paper_on=on,
            **dates,
        )

    def groups(self, person, *names):
        person.save()
        PersonGroup.objects.bulk_create(PersonGroup(person=person, group=name) for name in names)

    def full_members(self, cell, on):
        return list(Member.objects.filter(organization=cell, status="full").order_by("pk"))

    def needs_base_resolution(self, cell, on):
        return needs_base_resolution(Candidate.objects.get(organization=cell), on)

    def enter_pool(self, cell, person, on, **details):
        if person.pk is None:
            person.save()
        return actions.enter_pool(by=self.hands.cell, organization=cell, person=person, on=on, **details)

    def advance(self, candidate, key, on, *, number="", against=0, card_number="", note=""):
        step = TRANSITIONS[key]
        ballot = None
        by = self.hands.cell
        if step.ballot:
            base = voting_base(Candidate.objects.get(pk=candidate.pk), step.ballot.body, on)
            ballot = {"eligible": base, "present": base, "votes_for": base - against}
            ballot |= {"votes_against": against, "votes_other": 0}
            by = by if step.ballot.body == "cell" else self.hands.decider
        elif step.permission == "dossier_check":
            by = self.hands.officer
        actions.advance(
            candidate=candidate,
            transition=key,
            by=by,
            on=on,
            paper=actions.Paper(number),
            ballot=ballot,
            card_number=card_number,
            note=note,
        )

    def assign_mentor(self, candidate, mentor, on, number):
        actions.assign_mentor(candidate=candidate, mentor=mentor, by=self.hands.cell, on=on, resolution_number=number)

    def nominate(self, candidate, kind, on, number):
        return actions.nominate(candidate=candidate, kind=kind, by=self.hands.cell, on=on, paper_number=number)

    def complete_class(self, nomination, on, certificate_number):
        actions.complete_class(
            nomination=nomination, by=self.hands.centre, on=on, certificate_number=certificate_number
        )

    def introduce(self, candidate, on, *, member=None, union="", union_name="", number="", since_together=None):
        actions.introduce(
            candidate=candidate,
            by=self.hands.cell,
            on=on,
            member=member,
            union=union,
            union_name=union_name,
            paper_number=number,
            since_together=since_together,
        )

    def enter_paper(self, candidate, code, on, number, *, ordinal=1):
        actions.enter_paper(
            candidate=candidate, by=self.hands.cell, code=code, issued_on=on, number=number, ordinal=ordinal
        )

    def accept_papers(self, candidate):
        for paper in candidate.papers.all():
            actions.check_paper(paper=paper, by=self.hands.officer, accepted=True)

    def hold_meeting(self, cell, month, held_on, number):
        return actions.hold_meeting(
            organization=cell, month=month, by=self.hands.cell, held_on=held_on, minutes_number=number
        )

    def remark(self, candidate, month, strengths, shortcomings, *, by, meeting=None, conclusion=""):
        case = {"candidate": candidate, "month": month}
        actions.write_remark(**case, by=by, strengths=strengths, shortcomings=shortcomings)
        if meeting:
            actions.conclude_month(**case, by=self.hands.cell, conclusion=conclusion)

    def write(self):
        pass


def story(recorder, cell, union="youth_union", until="issue_card", plan=None, then=None):
    """The same cell of five and the same person, told to any recorder."""
    for number in range(4):
        person = Person(full_name=f"Trần Văn Mẫu {number}", birth_date=date(1970, 1, 2 + number), sex="male")
        recorder.roster(cell, person, START, joined_on=date(1995, 3, 1), recognized_on=date(1996, 3, 1))
    person = Person(full_name="Lê Thị Đến", birth_date=date(1980, 1, 2), sex="female")
    recorder.transfer_in(cell, person, date(2019, 2, 3), "Đảng bộ tỉnh bạn", "07-GGT", joined_on=date(2010, 1, 1))
    newcomer = Person(
        full_name="Phạm Thị Mới",
        birth_date=date(1996, 5, 17),
        sex="female",
        ethnicity="02",
        occupation="05",
        education="upper_secondary",
        youth_union_on=date(2012, 3, 26),
        trade_union_on=date(2020, 1, 1),
    )
    names = {"youth_union": YOUTH_COMMITTEE, "trade_union": UNION_COMMITTEE, "": ""}
    recorder.groups(newcomer, "young_staff", "ethnic_minority")
    plan = plan or days(CEREMONY)
    way = Way(cell, newcomer, plan, until, union, names[union], "Có thành tích.", serial=7)
    candidate = tell(recorder, way)
    month = date(2021, 9, 1)
    meeting = recorder.hold_meeting(cell, month, date(2021, 9, 5), "09-BB")
    recorder.remark(
        candidate, month, "Tích cực.", "Ít phát biểu.", by=recorder.hands.cell, meeting=meeting, conclusion="Tiếp tục."
    )
    if then:
        recorder.advance(candidate, then, plan[until] + timedelta(days=9), note="Có lý do.")
    recorder.write()


@pytest.fixture
def cells():
    """Two new cells of one base committee."""
    A = make_cast().A  # noqa: N806
    return [make_organization("Chi bộ mới", "cell", A, code=code) for code in ("moi-1", "moi-2")]


@pytest.fixture
def hands(cells):
    X = cells[0].parent.parent  # noqa: N806
    users = [make_user(role, (role, X)) for role in ("cell_secretary", "org_officer", "recorder", "political_centre")]
    return Hands(*users)


def rows_of(cell):
    """Everything that was written of a cell, with what differs by nature put aside; model -> rows."""
    people = Person.objects.filter(
        models.Q(memberships__organization=cell) | models.Q(candidates__organization=cell)
    ).distinct()
    names = dict(people.values_list("pk", "full_name"))
    found = {}
    for model in ORDER:
        found[model.__name__] = sorted(
            (_plain(row, cell) for row in model._base_manager.order_by("pk") if _is_of(row, cell, names)),
            key=str,
        )
    return found


def _is_of(row, cell, names):
    for path in ("organization_id", "candidate.organization_id", "member.organization_id"):
        value = row
        for part in path.split("."):
            value = getattr(value, part, None)
        if path == "organization_id" and value is not None and hasattr(row, "ancestor_0"):
            return value == cell.pk
        if path != "organization_id" and value is not None:
            return value == cell.pk
    return getattr(row, "person_id", row.pk) in names


def _plain(row, cell):
    found = {}
    for field in row._meta.concrete_fields:
        if field.name in APART:
            continue
        value = getattr(row, field.attname)
        if value == cell.pk and (field.name.startswith("ancestor") or field.name in ("organization", "waits_at")):
            value = "the cell"
        elif field.is_relation and value is not None:
            value = _named(field, getattr(row, field.name))
        found[field.name] = value
    return found


def _named(field, related):
    """A row pointed to, by what identifies it in the story."""
    if isinstance(related, Member | Candidate):
        return related.person.full_name
    if related._meta.model_name == "stageevent":
        return (related.kind, related.on, related.candidate.person.full_name)
    if related._meta.model_name == "cellmeeting":
        return related.month
    return str(related)


@pytest.mark.parametrize(
    ("union", "until", "then"),
    [
        ("youth_union", "issue_card", None),
        ("trade_union", "complete_class", "withdraw"),
        ("", "admit", None),
        ("youth_union", "collect_opinions", "transfer_out"),
        ("youth_union", "forward", None),
        ("youth_union", "recognition_committee_vote", None),
    ],
)
def test_the_ledger_writes_what_the_actions_write(cells, hands, union, until, then):
    story(Acting(hands), cells[0], union, until, then=then)
    story(Ledger(hands), cells[1], union, until, then=then)
    told, written = map(rows_of, cells)
    assert sum(map(len, told.values())) >= 30
    for model in told:
        assert written[model] == told[model], model
    for cell in cells:
        cell.refresh_from_db()
    assert cells[0].last_admission_on == cells[1].last_admission_on


def test_the_same_where_the_base_decides_itself(cells, hands):
    """The way is shorter by the base committee's vote."""
    DecidingAuthority.objects.create(
        organization=cells[0].parent,
        decided_by=cells[0].parent,
        body="executive",
        needs_base_resolution=False,
        valid_from=date(2015, 1, 1),
    )
    story(Acting(hands), cells[0])
    story(Ledger(hands), cells[1])
    told = rows_of(cells[0])
    assert rows_of(cells[1]) == told
    assert {vote["body"] for vote in told["Vote"]} == {"cell", "deciding"}


def test_every_row_written_has_its_row_of_history(cells, hands):
    story(Ledger(hands), cells[1])
    for model in ORDER:
        if hasattr(model, "history"):
            known = set(model.history.values_list("id", flat=True))
            assert known == set(model.objects.values_list("pk", flat=True)), model
