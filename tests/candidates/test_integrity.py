"""`manage.py integrity`: silent on what the actions wrote, a line for each kind of damage."""

from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from branches import actions as branch_actions
from branches.models import Member, Organization
from candidates import actions, integrity
from candidates.desk.faults import numbers
from tests.access.world import with_relatives as with_scans
from tests.candidates.damage import AS_HAPPENED, DAMAGES, WHERE_SCANS_ARE_KEPT
from tests.candidates.desk_cases import appraised, step, submitted, vote
from tests.factories import days_ago, make_candidate, make_member
from tests.reports.damage import ONLY_ON_POSTGRESQL

pytestmark = pytest.mark.django_db


def check(capsys):
    """The lines of the command; None when it finds nothing."""
    try:
        call_command("integrity")
    except CommandError:
        return capsys.readouterr().out
    return None


def test_what_the_actions_write_is_whole(cast, capsys):
    case = appraised(cast, days_ago(200))
    step(case, "committee_vote", cast["rec_A"], days_ago(150), ballot=vote(8, 9))
    returned = submitted(cast, days_ago(100))
    actions.request_completion(
        candidate=returned, by=cast["staff_A"], on=days_ago(50), points=[("37", "Thiếu chữ ký")]
    )
    actions.move_cell(candidate=returned, to=cast.A2, by=cast["head_A"], on=days_ago(40))
    for case, answer in ((cast.candidates["a1"], None), (make_candidate(cast.A2), "withdraw")):
        made = actions.offer_transfer(candidate=case, to=cast.B1, by=None, on=days_ago(9), reason="Chuyển công tác")
        if answer:
            step(case, answer, None, days_ago(2))
            made.refresh_from_db()
            assert made.state == "taken_back"
    step(returned, "defer", cast["sec_A2"], days_ago(30))
    for stage in ("applied", "pending_decision", "decided", "probationary", "recognized"):
        make_candidate(cast.A1, stage)
    probationer = make_member(cast.A2, status=Member.Status.PROBATIONARY, joined_on=days_ago(400))
    actions.take_over(
        by=None,
        organization=cast.A2,
        person=probationer.person,
        stage="probationary",
        entered_on=days_ago(900),
        milestones=[actions.Milestone("decide", days_ago(420)), actions.Milestone("admit", days_ago(400))],
    )
    branch_actions.transfer_member(by=None, member=make_member(cast.A1), to=cast.B1, on=days_ago(3))
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=days_ago(1))
    assert check(capsys) is None


@pytest.mark.parametrize(("name", "damage", "words"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_damage_is_named_by_its_check(cast, capsys, settings, tmp_path, name, damage, words):
    if name in ONLY_ON_POSTGRESQL and connection.vendor != "postgresql":
        pytest.skip("nothing of it is kept on SQLite")
    settings.VAR_DIR = tmp_path
    check_of = {each.__name__: each for each in integrity.CHECKS}[name]
    with with_scans() if name in WHERE_SCANS_ARE_KEPT else nullcontext():
        assert list(check_of()) == []
        damage(cast)
        assert words in "\n".join(check_of())
        assert words in (check(capsys) or "nothing found")


@pytest.mark.once
def test_every_check_that_is_registered_has_its_damage():
    names = [each.__name__ for each in integrity.CHECKS]
    assert len(names) == len(set(names))
    assert set(names) - {name for name, _, _ in DAMAGES} == set()


def test_people_of_one_meeting_may_share_a_number(cast, capsys):
    """A resolution on several people, all of the same meeting and day; the series of the next term begins anew."""
    step_ = {"by": cast["rec_A"], "number": "05-NQ/ĐU", "ballot": vote(8, 9), **AS_HAPPENED}
    for again in (False, True):
        case = appraised(cast, days_ago(210))
        step(case, "committee_vote", on=days_ago(150), **step_, number_again=again)
    assert list(numbers()) == []
    later = appraised(cast, days_ago(100))
    cast.A.term_starts_on = days_ago(45)
    cast.A.save()
    step(later, "committee_vote", on=days_ago(40), **step_)
    assert list(numbers()) == []
    Organization.objects.filter(pk=cast.A.pk).update(term_starts_on=None)
    assert len(list(numbers())) == 2


def test_the_questions_do_not_grow_with_the_data(cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        assert list(integrity.faults()) == []
    for _ in range(5):
        make_candidate(cast.A1, "applied")
    with django_assert_num_queries(len(few)):
        assert list(integrity.faults()) == []
