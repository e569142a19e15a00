"""What touches many cases together: a number of statements that does not grow, and one order of locks."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.gather import full_members_on
from candidates.models import Candidate
from partydev.locks import under_lock
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_organization, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def statements(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def make_candidates(cell, number):
    return [make_candidate(cell, "submitted") for _ in range(number)]


@pytest.mark.once
def test_a_unit_with_many_cases_moves_in_as_many_statements_as_one_with_few(cast):
    few, many = make_candidates(cast.A1, 2), make_candidates(cast.A2, 12)
    counts = [
        statements(lambda cell=cell: branch_actions.move(by=None, organization=cell, parent=cast.B, on=today()))
        for cell in (cast.A1, cast.A2)
    ]
    assert counts[0] == counts[1]
    for candidate in [*few, *many]:
        candidate.refresh_from_db()
        assert candidate.waits_at == cast.B
        assert set(candidate.obligations.open().values_list("acts_at", flat=True)) <= {
            cast.B.pk,
            candidate.organization_id,
        }
        assert candidate.history.first().waits_at_id == cast.B.pk


@pytest.mark.once
def test_a_meeting_of_a_large_cell_takes_as_many_statements_as_of_a_small_one(cast):
    make_candidates(cast.A1, 2), make_candidates(cast.A2, 12)
    month = days_ago(31).replace(day=1)
    counts = [
        statements(lambda cell=cell: actions.skip_meeting(organization=cell, month=month, by=None, because="Mưa lũ"))
        for cell in (cast.A1, cast.A2)
    ]
    assert counts[0] == counts[1]


@pytest.fixture
def locks(monkeypatch):
    """The models whose rows are locked, in order."""
    found, lock = [], QuerySet.select_for_update

    def remember(self, *args, **kwargs):
        found.append(self.model)
        return lock(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", remember)
    return found


def from_the_members_page(cast, case):
    branch_actions.issue_card(by=None, member=case.member, number="12", on=days_ago(3))


def from_the_case(cast, case):
    actions.advance(
        candidate=case, transition="issue_card", by=None, on=days_ago(3), card_number="12", paper=actions.Paper("5")
    )


@pytest.mark.parametrize("act", [from_the_members_page, from_the_case])
def test_a_membership_is_locked_before_its_case_from_wherever_the_card_is_recorded(cast, locks, act):
    case = make_candidate(cast.A1, "recognized")
    locks.clear()
    act(cast, case)
    assert Candidate.objects.get(pk=case.pk).stage == "card_issued"
    assert list(dict.fromkeys(model for model in locks if model in (Member, Candidate))) == [Member, Candidate]


STRONGER = {"partydev/locks.py", "partydev/background.py", "branches/actions/organizations.py"}
# One folds at a time, and the next does not wait: nothing refers to what it holds.
STRONGER |= {"reports/tally/folding.py"}


@pytest.mark.once
def test_what_only_refers_to_a_locked_row_waits_for_nobody():
    assert under_lock(Candidate.objects).query.select_for_no_key_update
    places = [place for place in settings.BASE_DIR.glob("*/**/*.py") if ".venv" not in place.parts]
    own = {str(place.relative_to(settings.BASE_DIR)) for place in places if "select_for_update(" in place.read_text()}
    assert {place for place in own if not place.startswith("tests/")} == STRONGER


def test_members_are_counted_in_a_very_deep_tree(cast):
    unit = cast.X
    for _ in range(6):
        unit = make_organization(kind="superior", parent=unit)
    cell = make_organization(kind="base_cell", parent=unit)
    for _ in range(3):
        make_member(cell)
    assert (full_members_on(cell, today()), full_members_on(unit, today())) == (3, 3)
    assert full_members_on(cell, days_ago(365 * 30)) == 0
