"""What happened can be recorded in the order in which it happened; no number of any day falls below none."""

import pytest
from django.core.management import call_command

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.models import Candidate
from candidates.pipeline import STAGES
from partydev.refusals import Invalid, Refused
from reports.figures import figures
from reports.quarterly import period_of
from tests.candidates.desk_cases import appraised, step, vote
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.factories import days_ago, make_candidate, today

pytestmark = pytest.mark.django_db
HAPPENED = {"reason": "Giấy tờ đã ký", "as_happened": True}


def number(organization, key, on):
    return figures(organization, period_of(organization, f"{on}..{on}"))[key]


def listed(cast):
    case = cast.candidates["a1"]
    step(case, "list", cast["sec_A1"], days_ago(30))
    return Candidate.objects.get(pk=case.pk)


def test_an_earlier_day_is_recorded_as_it_happened(cast):
    case, client = listed(cast), browser_of(cast["sec_A1"])
    data = {"on": days_ago(40), "paper_number": "5-NQ/CB"}
    refused = send(client, step_url(case, "open_dossier"), **data)
    assert refused.status_code == 422
    assert "trước việc liền trước" in refused.text
    assert "Chi bộ đưa vào danh sách bồi dưỡng" in refused.text
    assert "5-NQ/CB" in refused.text
    passed = send(client, step_url(case, "open_dossier"), **data, as_happened="on", reason="Nghị quyết đã ký")
    assert passed.status_code == 302
    case.refresh_from_db()
    event = case.events.get(kind="open_dossier")
    assert (event.irregular, event.on, case.stage, case.stage_on) == (
        True,
        days_ago(40),
        "dossier_opened",
        days_ago(40),
    )
    assert "follows_the_step_before" in [finding["rule"] for finding in event.findings]
    call_command("integrity")


def test_a_step_that_rests_on_no_clause_cites_none(cast):
    case = listed(cast)
    with pytest.raises(Refused) as refused:
        step(case, "defer", cast["sec_A1"], days_ago(40))
    assert refused.value.can_record
    assert refused.value.findings[0].citation == ""


def test_before_the_pool_is_no_day_at_all(cast):
    with pytest.raises(Invalid, match="trước ngày đưa vào nguồn"):
        step(cast.candidates["a1"], "list", cast["sec_A1"], days_ago(900), **HAPPENED)


def test_what_only_proposes_follows_what_it_rests_on(cast):
    case = make_candidate(cast.A1, "cell_resolved")
    Candidate.objects.filter(pk=case.pk).update(stage_on=days_ago(10))
    with pytest.raises(Invalid, match="trước việc đã ghi gần nhất"):
        step(case, "submit", cast["sec_A1"], days_ago(20), **HAPPENED)


def pending(cast):
    case = appraised(cast, days_ago(300))
    step(case, "committee_vote", cast["rec_A"], days_ago(270), ballot=vote(8, 9))
    step(case, "forward", cast["staff_A"], days_ago(260))
    return Candidate.objects.get(pk=case.pk)


def test_no_decision_before_the_dossier_was_before_the_deciding_body(cast):
    case = pending(cast)
    with pytest.raises(Invalid, match="Trình cấp có thẩm quyền quyết định"):
        step(case, "decide", cast["head_X"], days_ago(265), ballot=vote(5, 5), **HAPPENED)


@pytest.mark.parametrize("counted_by", ["ceremony", "decision"])
def test_a_ceremony_before_the_decision_is_irregular_and_every_figure_holds(cast, counted_by):
    case = pending(cast)
    for unit in (cast.A, cast.A1):
        type(unit).objects.filter(pk=unit.pk).update(counted_by=counted_by)
        unit.refresh_from_db()
    step(case, "decide", cast["head_X"], days_ago(200), ballot=vote(5, 5))
    with pytest.raises(Refused):
        step(case, "admit", cast["sec_A1"], days_ago(210))
    event = step(case, "admit", cast["sec_A1"], days_ago(210), **HAPPENED)
    member = Member.objects.get(candidate=case)
    assert event.irregular
    assert (member.joined_on, member.decided_on) == (days_ago(210), days_ago(200))
    for days in (259, 211, 209, 201, 199):
        for key in ("in_pool", "dossiers_pending", "probationary_members"):
            assert number(cast.A1, key, days_ago(days)) >= 0
    assert number(cast.A1, "probationary_members", today()) == 1
    assert number(cast.A1, "dossiers_pending", today()) == 0
    call_command("integrity")


def test_nobody_is_struck_off_before_the_ceremony(cast):
    case = make_candidate(cast.A1, "probationary")
    with pytest.raises(Invalid):
        step(case, "strike_off", cast["head_X"], days_ago(440), **HAPPENED)
    assert STAGES[Candidate.objects.get(pk=case.pk).stage].phase == 4


def test_a_case_taken_over_before_the_decider_never_counts_less_than_none(cast):
    case = make_candidate(cast.A1, "pending_decision")
    step(case, "decide", cast["head_X"], days_ago(5), ballot=vote(5, 5), **HAPPENED)
    assert number(cast.A1, "dossiers_pending", days_ago(4)) == 0
    assert number(cast.A1, "dossiers_pending", days_ago(6)) == 1
    call_command("integrity")


def test_a_move_is_not_before_what_the_old_cell_counted(cast):
    case = listed(cast)
    with pytest.raises(Invalid, match="Chi bộ đưa vào danh sách"):
        actions.move_cell(candidate=case, to=cast.A2, by=cast["head_A"], on=days_ago(31))
    actions.move_cell(candidate=case, to=cast.A2, by=cast["head_A"], on=days_ago(20))
    case = Candidate.objects.get(pk=case.pk)
    with pytest.raises(Refused, match="Chuyển sang chi bộ khác"):
        step(case, "open_dossier", cast["sec_A2"], days_ago(25))
    with pytest.raises(Invalid, match="Chuyển sang chi bộ khác"):
        step(case, "withdraw", cast["sec_A2"], days_ago(25), **HAPPENED)
    call_command("integrity")


def test_who_is_out_of_order_stands_in_the_pool_where_the_case_stands(cast):
    from reports.figures import pool_by_unit

    case = make_candidate(cast.A1, "cv_declared", entered_on=days_ago(100))
    step(case, "start_verification", cast["sec_A1"], days_ago(30))
    case = Candidate.objects.get(pk=case.pk)
    step(case, "complete_verification", cast["sec_A1"], days_ago(35), **HAPPENED)
    assert sum(state.verifying for state in pool_by_unit(cast.A1, today()).values()) == 0


def moved(cast, stage):
    """A case that stood at `stage` in A1, and came to A2 forty days ago."""
    case = make_candidate(cast.A1, stage)
    actions.move_cell(candidate=case, to=cast.A2, by=None, on=days_ago(40))
    return Candidate.objects.get(pk=case.pk)


def test_what_is_caught_up_counts_nobody_out_of_a_cell_before_they_came_there(cast):
    case, client = moved(cast, "opinions_collected"), browser_of(cast["head_X"])
    data = {"stage": "probationary", "note": "Ghi sổ tay", "decide_on": days_ago(60), "version": case.version}
    refused = send(client, case_url("catch_up", case), **data, admit_on=days_ago(50))
    assert refused.status_code == 422
    assert refused.context["form"].errors.keys() == {"admit_on"}
    assert "trước việc “Chuyển sang chi bộ khác”" in refused.text
    assert not case.events.filter(kind="decide").exists()
    assert send(client, case_url("catch_up", case), **data, admit_on=days_ago(30)).status_code == 302
    for days in (61, 55, 41, 40, 35, 29):
        for key in ("in_pool", "probationary_members"):
            assert number(cast.A2, key, days_ago(days)) >= 0
    assert number(cast.A2, "probationary_members", today()) == 1
    call_command("integrity")


def test_what_catching_up_itself_counts_it_counts_since_the_move(cast):
    case = moved(cast, "opinions_collected")
    actions.catch_up(by=None, candidate=case, stage="pending_decision", note="Ghi sổ tay")
    assert case.events.get(kind="take_over", to_stage="pending_decision").on == days_ago(40)
    assert [number(cast.A2, "dossiers_pending", days_ago(days)) for days in (41, 39)] == [0, 1]


def test_a_past_day_that_was_added_later_leads_nowhere(cast):
    from reports.figures import pool_by_unit

    case = make_candidate(cast.A1, "verifying")
    milestone = actions.Milestone("declare_cv", days_ago(100))
    actions.catch_up(by=None, candidate=case, stage="verifying", milestones=[milestone], note="Tìm thấy lý lịch")
    verifying = [sum(state.verifying for state in pool_by_unit(cast.A1, days_ago(days)).values()) for days in (50, 0)]
    assert verifying == [0, 1]


def test_what_is_done_beside_the_way_is_not_the_step_before(cast):
    case = listed(cast)
    actions.nominate(candidate=case, kind="awareness", by=cast["sec_A1"], on=days_ago(30))
    with pytest.raises(Refused, match="Chi bộ đưa vào danh sách bồi dưỡng"):
        step(case, "open_dossier", cast["sec_A1"], days_ago(40))


def test_who_was_restored_is_not_counted_out_before_that_day(cast):
    case = make_candidate(cast.A1, "probationary")
    step(case, "strike_off", cast["head_X"], days_ago(60), **HAPPENED)
    case.refresh_from_db()
    branch_actions.restore_member(by=None, member=case.member, on=days_ago(20))
    with pytest.raises(Invalid, match="Phục hồi đảng viên dự bị"):
        step(case, "strike_off", cast["head_X"], days_ago(30), **HAPPENED)
    step(case, "strike_off", cast["head_X"], days_ago(20), **HAPPENED)
    assert [number(cast.A1, "probationary_members", days_ago(days)) for days in (61, 30, 0)] == [1, 0, 0]
