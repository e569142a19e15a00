"""A probationer who is not recognized: votes on striking off, three in vain, the committee above decides."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches.models import DecidingAuthority, Member
from candidates import actions
from candidates.models import Candidate, Vote
from partydev.refusals import Conflict, NotAllowed, Refused
from reports.figures import figures
from reports.quarterly import period_of
from tests.candidates.desk_cases import step, vote
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.factories import days_ago, make_candidate, today

pytestmark = pytest.mark.django_db
HAPPENED = {"reason": "Đã làm như vậy", "as_happened": True}
NO = ""


def fresh(case):
    return Candidate.objects.get(pk=case.pk)


@pytest.fixture
def case(cast):
    """Joined 430 days ago, so that probation is over."""
    return make_candidate(cast.A1, "recognition_prepared")


def cell(case, cast, days, votes, purpose="strike_off", **kwargs):
    """The cell A1, five full members, votes; four are needed."""
    number = "9-NQ/CB" if votes >= 4 else NO
    return step(case, f"{purpose}_cell_vote", cast["sec_A1"], days_ago(days), number, ballot=vote(votes, 5), **kwargs)


def committee(case, cast, days, votes, purpose="strike_off", **kwargs):
    """The base committee A, nine members, votes; six are needed."""
    number, key = "9-NQ/ĐU" if votes >= 6 else NO, f"{purpose}_committee_vote"
    return step(case, key, cast["rec_A"], days_ago(days), number, ballot=vote(votes, 9), **kwargs)


def this_year(organization):
    return figures(organization, period_of(organization, str(today().year)))


@pytest.mark.parametrize(("votes", "stage"), [(3, "recognition_prepared"), (4, "strike_off_cell_resolved")])
def test_two_thirds_of_all_full_members_propose_striking_off(cast, case, votes, stage):
    event = cell(case, cast, 30, votes, reason="Xét muộn")
    assert (fresh(case).stage, event.vote.needed, event.vote.purpose) == (stage, 4, "strike_off")
    assert (event.kind == "strike_off_cell_vote") is (votes == 4)
    call_command("integrity")


def test_cell_committee_decision_and_every_figure_is_right(cast, case):
    before = this_year(cast.X)
    cell(case, cast, 30, 4)
    assert fresh(case).waits_at == cast.A
    with pytest.raises(Refused, match="đảng ủy cơ sở"):
        step(case, "strike_off", cast["head_X"], days_ago(25), "08-QĐ/ĐU")
    committee(case, cast, 25, 6)
    assert fresh(case).waits_at == cast.X
    event = step(case, "strike_off", cast["head_X"], days_ago(20), "08-QĐ/ĐU")
    after, member = this_year(cast.X), fresh(case).member
    assert (fresh(case).stage, event.irregular, member.left_by) == ("struck_off", False, Member.Left.STRUCK_OFF)
    assert after["struck_off"] - before["struck_off"] == 1
    assert after["probationary_members"] - before["probationary_members"] == -1
    call_command("integrity")


def test_where_no_base_committee_resolves_the_cells_vote_is_enough(cast, case):
    DecidingAuthority.objects.all().delete()
    DecidingAuthority.objects.create(
        organization=cast.A, decided_by=cast.A, body="standing", valid_from="2010-01-01", needs_base_resolution=False
    )
    cell(case, cast, 30, 4)
    assert fresh(case).waits_at == cast.A
    assert not step(case, "strike_off", cast["head_A"], days_ago(20), "08-QĐ/ĐU").irregular


def test_striking_off_without_a_vote_is_recorded_as_it_happened_and_marked(cast, case):
    with pytest.raises(Refused) as refusal:
        step(case, "strike_off", cast["head_X"], days_ago(20), "08-QĐ/ĐU")
    assert [found.rule for found in refusal.value.findings] == ["strike_off_was_voted"]
    assert refusal.value.can_record
    event = step(case, "strike_off", cast["head_X"], days_ago(20), "08-QĐ/ĐU", **HAPPENED)
    assert (event.irregular, fresh(case).stage) == (True, "struck_off")
    call_command("integrity")


def test_after_two_votes_the_cell_votes_a_third_time_and_then_no_more(cast, case):
    cell(case, cast, 40, 3, purpose="recognition")
    assert "report_upward" not in step_names(case, cast)
    cell(case, cast, 35, 3, purpose="recognition")
    with pytest.raises(Refused, match="Mới ghi 2 lần"):
        step(case, "report_upward", cast["sec_A1"], days_ago(30), NO)
    third = cell(case, cast, 30, 2)
    assert (third.vote.attempt, third.irregular) == (3, False)
    with pytest.raises(Refused, match="đã biểu quyết 3 lần"):
        cell(case, cast, 28, 4)
    assert cell(case, cast, 28, 3, **HAPPENED).irregular
    call_command("integrity")


def step_names(case, cast):
    page = browser_of(cast["sec_A1"]).get(case_url("detail", case)).text
    return page.split('id="next"')[1].split("Việc khác")[0]


@pytest.mark.parametrize("outcome", ["recognize", "strike_off"])
def test_after_three_votes_the_committee_above_decides_either_way(cast, case, outcome):
    for days in (40, 35, 30):
        cell(case, cast, days, 3, purpose="recognition" if days > 30 else "strike_off")
    assert "Báo cáo cấp trên" in step_names(case, cast)
    assert case.obligations.open().filter(kind="next_step", text__startswith="Báo cáo cấp trên").exists()
    step(case, "report_upward", cast["sec_A1"], days_ago(28), "12-BC/CB")
    assert (fresh(case).stage, fresh(case).waits_at) == ("reported_upward", cast.X)
    ballot = {"ballot": vote(3, 5)} if outcome == "recognize" else {}
    event = step(case, outcome, cast["head_X"], days_ago(20), "15-QĐ/ĐU", **ballot)
    assert not event.irregular
    assert fresh(case).stage == {"recognize": "recognized", "strike_off": "struck_off"}[outcome]
    call_command("integrity")


def test_three_votes_of_the_committee_in_vain_are_reported_as_well(cast, case):
    cell(case, cast, 40, 4, purpose="recognition")
    for days in (38, 36, 34):
        assert committee(case, cast, days, 5, purpose="recognition").kind.endswith("_failed")
    with pytest.raises(Refused, match="đã biểu quyết 3 lần"):
        committee(case, cast, 30, 6, purpose="recognition")
    step(case, "report_upward", cast["sec_A1"], days_ago(28), NO)
    assert fresh(case).stage == "reported_upward"


def test_attempts_of_an_earlier_probation_do_not_count(cast, case):
    """Restored after a wrong striking-off, the cell votes for the first time."""
    from branches import actions as branch_actions

    for days in (40, 35):
        cell(case, cast, days, 3)
    step(case, "strike_off", cast["head_X"], days_ago(30), "08-QĐ/ĐU", **HAPPENED)
    branch_actions.restore_member(by=None, member=fresh(case).member, on=days_ago(20), paper_number="1-QĐ")
    again = cell(case, cast, 10, 3)
    assert again.vote.attempt == 1
    call_command("integrity")


def test_a_vote_taken_back_is_no_attempt(cast, case):
    wrong = cell(case, cast, 40, 3)
    actions.take_back(candidate=case, event=wrong, by=cast["sec_A1"], reason="Nhầm số phiếu")
    assert cell(case, cast, 39, 3).vote.attempt == 1
    assert Vote.objects.get(candidate=case).corrects == wrong.vote


def test_a_vote_in_vain_does_not_move_the_day_beside_the_stage(cast, case):
    since = case.stage_on
    wrong = cell(case, cast, 40, 3)
    assert fresh(case).stage_on == since
    page = browser_of(cast["sec_A1"]).get(case_url("detail", case)).text
    assert f"{fresh(case).stage_label} từ ngày {since:%d/%m/%Y}" in page
    # What comes next follows that vote all the same, with its name in the sentence.
    with pytest.raises(Refused, match="không đủ số phiếu") as refused:
        cell(case, cast, 41, 4)
    assert refused.value.findings[0].rule == "follows_the_step_before"
    assert cell(case, cast, 41, 4, **HAPPENED).irregular
    assert fresh(case).stage_on == days_ago(41)
    actions.take_back(candidate=case, event=case.events.order_by("pk").last(), by=cast["sec_A1"], reason="Nhầm")
    actions.take_back(candidate=case, event=wrong, by=cast["sec_A1"], reason="Nhầm số phiếu")
    assert fresh(case).stage_on == since
    call_command("integrity")


def test_who_entered_the_cells_vote_does_not_record_the_decision(cast, case):
    step(case, "strike_off_cell_vote", cast["head_A"], days_ago(30), "9-NQ/CB", ballot=vote(4, 5))
    with pytest.raises(NotAllowed):
        step(case, "strike_off", cast["head_A"], days_ago(20), "08-QĐ/ĐU", **HAPPENED)


def test_in_the_browser_from_the_cells_vote_to_the_committees_queue(cast, case):
    secretary = browser_of(cast["sec_A1"])
    page = secretary.get(case_url("detail", case)).text
    assert "Ghi chi bộ biểu quyết đề nghị xóa tên" in page
    counts = {"eligible": "5", "present": "5", "votes_for": "4", "votes_against": "1", "votes_other": "0"}
    sent = send(secretary, step_url(case, "strike_off_cell_vote"), on=days_ago(30), paper_number="9-NQ/CB", **counts)
    assert sent.status_code == 302
    assert "Đảng ủy cơ sở biểu quyết đề nghị xóa tên" in secretary.get(case_url("detail", case)).text
    queue = browser_of(cast["staff_A"]).get(reverse("desk:queue"), {"tab": "meeting"}).text
    assert case.person.full_name in queue
    assert send(secretary, step_url(case, "strike_off"), on=today(), paper_number="1").status_code == 403


def deciding_part(case, user):
    """The next step as `user` reads it on the person's page, and the page's context."""
    page = browser_of(user).get(case_url("detail", case))
    return page.text.split('id="next-heading"')[1].split("<h3>")[0].split("Việc khác")[0], page.context


def labels(context):
    return [each["label"] for each in context["steps"]]


def test_what_follows_the_committees_proposal_is_the_decision_to_strike_off(cast, case):
    cell(case, cast, 30, 4)
    committee(case, cast, 25, 6)
    text, context = deciding_part(fresh(case), cast["head_X"])
    assert "Xóa tên trong danh sách đảng viên dự bị" in text
    assert "Ghi quyết định xóa tên đảng viên dự bị" in text
    assert "Báo cáo cấp trên" not in text
    assert "Không còn nội dung nào thiếu" in text
    assert (context["at"], context["total"]) == (len(labels(context)) - 1, len(labels(context)))
    assert labels(context)[-3:] == [
        "Chi bộ đề nghị xóa tên đảng viên dự bị",
        "Đảng ủy cơ sở đề nghị xóa tên đảng viên dự bị",
        "Xóa tên trong danh sách đảng viên dự bị",
    ]
    assert "Đảng viên chính thức" not in labels(context)


def test_where_no_base_committee_resolves_the_decision_follows_the_cells_vote(cast, case):
    DecidingAuthority.objects.all().delete()
    DecidingAuthority.objects.create(
        organization=cast.A, decided_by=cast.A, body="standing", valid_from="2010-01-01", needs_base_resolution=False
    )
    cell(case, cast, 30, 4)
    text, context = deciding_part(fresh(case), cast["head_A"])
    assert "Ghi quyết định xóa tên đảng viên dự bị" in text
    assert "Báo cáo cấp trên" not in text
    assert "Đảng ủy cơ sở" not in text
    assert labels(context)[-2:] == [
        "Chi bộ đề nghị xóa tên đảng viên dự bị",
        "Xóa tên trong danh sách đảng viên dự bị",
    ]


def test_the_way_of_who_was_reported_upward_ends_with_the_decision_above(cast, case):
    for days in (40, 35, 30):
        cell(case, cast, days, 3)
    step(case, "report_upward", cast["sec_A1"], days_ago(28), "12-BC/CB")
    _, context = deciding_part(fresh(case), cast["head_X"])
    assert labels(context)[-2:] == [
        "Đã báo cáo cấp trên xem xét, quyết định",
        "Cấp trên quyết định công nhận chính thức hoặc xóa tên",
    ]
    step(case, "strike_off", cast["head_X"], days_ago(20), "15-QĐ/ĐU")
    _, context = deciding_part(fresh(case), cast["head_X"])
    assert labels(context)[-1] == "Xóa tên trong danh sách đảng viên dự bị"
    assert context["at"] == context["total"]


def test_the_desks_queue_says_that_the_rules_name_no_day(cast, case):
    cell(case, cast, 30, 4)
    queue = browser_of(cast["staff_A"]).get(reverse("desk:queue"), {"tab": "meeting"}).text
    assert "Không quy định ngày" in queue
    assert "Chưa tính được" not in queue


def test_a_case_that_is_not_in_probation_cannot_be_struck_off(cast):
    with pytest.raises(Conflict):
        cell(make_candidate(cast.A1, "submitted"), cast, 30, 4)
