"""People move: before and after each body has spoken, in probation, from and to elsewhere; no clock starts anew."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import DecidingAuthority, Member
from candidates import actions
from candidates.models import Candidate
from candidates.rulebook import rule_set
from candidates.rules.calendar import month_later
from partydev.refusals import Conflict, Invalid, NotAllowed, Refused
from reports.figures import figures
from reports.quarterly import period_of
from tests.candidates.desk_cases import appraised, step, submitted, vote
from tests.candidates.pages import browser_of, case_url, day, send
from tests.factories import days_ago, make_candidate, make_person, today

pytestmark = pytest.mark.django_db
HAPPENED = {"reason": "Đã làm như vậy", "as_happened": True}


def fresh(case):
    return Candidate.objects.get(pk=case.pk)


def move(case, to, on, number="12-CV/ĐU", by=None):
    return actions.move_cell(candidate=case, to=to, by=by, on=on, paper_number=number)


def this_year(organization):
    return figures(organization, period_of(organization, str(today().year)))


def decided(cast, on):
    """Decided on `on` by the committee above."""
    case = make_candidate(cast.A1, "pending_decision")
    step(case, "decide", cast["head_X"], on, "15-QĐ/ĐU", ballot=vote(5, 5))
    return fresh(case)


# Before and after each body has spoken


@pytest.mark.parametrize(
    ("stage", "letter", "code"),
    [
        ("listed", "Giấy chứng nhận đang được giúp đỡ, xem xét", "53"),
        ("opinions_collected", "Giấy chứng nhận đang được giúp đỡ, xem xét", "53"),
        ("cell_resolved", "Công văn giới thiệu người đã được chi bộ đề nghị kết nạp", "92"),
        ("appraised", "Công văn giới thiệu người đã được chi bộ đề nghị kết nạp", "92"),
        ("committee_resolved", "Công văn giới thiệu người đã được cấp ủy đề nghị kết nạp", "93"),
        ("pending_decision", "Công văn giới thiệu người đã được cấp ủy đề nghị kết nạp", "93"),
        ("decided", "Công văn giới thiệu người đã có quyết định kết nạp", "94"),
        ("probationary", "Giấy giới thiệu sinh hoạt đảng", "59"),
    ],
)
def test_the_paper_that_goes_along_follows_from_how_far_the_case_had_come(cast, stage, letter, code):
    case = make_candidate(cast.A1, stage)
    head, url = browser_of(cast["head_A"]), case_url("move", case)
    page = head.get(url).text
    assert letter in page
    assert "ghi trước khi ghi chuyển" in page
    assert send(head, url, to=cast.A2.pk, on=days_ago(0), paper_number="12-CV/ĐU").status_code == 302
    case = fresh(case)
    assert (case.organization, case.stage) == (cast.A2, stage)
    assert case.papers.get(code=code).number == "12-CV/ĐU"
    assert letter in head.get(case_url("detail", case)).text
    call_command("integrity")


def test_before_the_cells_vote_the_new_cell_names_a_helper_and_goes_on(cast):
    case = make_candidate(cast.A1, "verified")
    helper = Member.objects.filter(organization=cast.A1).first()
    actions.assign_mentor(candidate=case, mentor=helper, by=None, on=days_ago(60), resolution_number="2-NQ/CB")
    move(case, cast.B1, days_ago(30))
    assert case.mentors.get().ends_on == days_ago(30)
    assert case.obligations.open().filter(kind="mentor", acts_at=cast.B1).exists()
    assert browser_of(cast["sec_A1"]).get(case_url("detail", case)).status_code == 404
    other = Member.objects.filter(organization=cast.B1).first()
    actions.assign_mentor(
        candidate=fresh(case), mentor=other, by=cast["sec_B1"], on=days_ago(29), resolution_number="3-NQ/CB"
    )
    step(case, "collect_opinions", cast["sec_B1"], days_ago(28), **HAPPENED)
    assert fresh(case).stage == "opinions_collected"
    call_command("integrity")


@pytest.mark.parametrize(("number", "found"), [("", True), ("92-CV/ĐU", False)])
def test_after_the_cells_vote_the_next_body_is_told_when_the_letter_is_missing(cast, number, found):
    case = appraised(cast, days_ago(100))
    move(case, cast.A2, days_ago(60), number)
    if found:
        with pytest.raises(Refused, match="chưa ghi số công văn giới thiệu") as refusal:
            step(case, "committee_vote", cast["rec_A"], days_ago(50), "45-NQ/ĐU", ballot=vote(9, 9))
        assert not refusal.value.findings[0].blocks
    passed = {"reason": "Công văn đến sau"} if found else {}
    event = step(case, "committee_vote", cast["rec_A"], days_ago(50), "45-NQ/ĐU", ballot=vote(9, 9), **passed)
    assert not event.irregular
    call_command("integrity")


@pytest.mark.parametrize(("after", "late"), [(-1, False), (0, False), (1, True)])
def test_after_the_decision_the_new_cell_holds_the_ceremony_within_the_same_days(cast, after, late):
    on = days_ago(90)
    case = decided(cast, on)
    move(case, cast.B1, on + timedelta(days=20), "94-CV/ĐU")
    last = rule_set(on).calendar.add_working_days(on, 30).day
    ceremony = last + timedelta(days=after)
    if late:
        with pytest.raises(Refused, match="sau thời hạn 30 ngày"):
            step(case, "admit", cast["sec_B1"], ceremony)
    with pytest.raises(NotAllowed):
        step(case, "admit", cast["sec_A1"], ceremony)
    step(case, "admit", cast["sec_B1"], ceremony, **({"reason": "Chờ hội trường"} if late else {}))
    member = fresh(case).member
    assert (member.organization, member.joined_on, member.decided_on) == (cast.B1, ceremony, on)
    assert (this_year(cast.B1)["admitted"], this_year(cast.A1)["admitted"]) == (1, 0)
    call_command("integrity")


def test_a_body_that_does_not_decide_for_the_new_cell_is_a_finding_and_has_its_remedy(cast):
    """Put on the agenda before moving to B, where B's own standing committee decides."""
    case = make_candidate(cast.A1, "pending_decision")
    meeting = actions.plan_meeting(
        by=cast["head_X"], organization=cast.X, body="standing", held_on=days_ago(20), eligible=5
    )
    item = actions.add_case(meeting=meeting, candidate=case, by=cast["head_X"])
    actions.record_attendance(meeting=meeting, by=cast["head_X"], present=5)
    DecidingAuthority.objects.create(
        organization=cast.B, decided_by=cast.B, body="standing", valid_from="2010-01-01", needs_base_resolution=False
    )
    move(case, cast.B1, days_ago(30), "93-CV/ĐU")
    votes = {"present": 5, "votes_for": 5, "votes_against": 0, "votes_other": 0}
    sent = {"case": item, "by": cast["head_X"], "votes": votes, "paper": actions.Paper("15-QĐ/ĐU")}
    with pytest.raises(Refused, match="quyết định"):
        actions.record_result(**sent, decided_on=days_ago(20))
    event = actions.record_result(**sent, decided_on=days_ago(20), **HAPPENED)
    assert event.irregular
    actions.record_remedy(
        event=event,
        kind="annulled",
        by=cast["head_X"],
        on=days_ago(10),
        number="11-QĐ/ĐU",
        text="Sai thẩm quyền",
    )
    assert fresh(case).stage == "annulled"
    call_command("integrity")


# What happened at the old cell before the move


def test_a_ceremony_at_the_old_cell_before_a_recorded_move_is_recorded_after_taking_the_move_back(cast):
    case = decided(cast, days_ago(60))
    helper = Member.objects.filter(organization=cast.A1).first()
    moved = move(case, cast.B1, days_ago(30), "94-CV/ĐU")
    before = {unit: this_year(unit)["in_pool"] for unit in (cast.A1, cast.B1, cast.X)}
    with pytest.raises(Invalid, match="rút lại việc chuyển"):
        step(case, "admit", cast["sec_B1"], days_ago(40))
    arrival = moved.events.filter(kind="move_cell").order_by("pk").last()
    with pytest.raises(NotAllowed):
        actions.take_back(candidate=case, event=arrival, by=cast["sec_B1"], reason="Lễ ở chi bộ cũ")
    head, url = browser_of(cast["head_X"]), reverse("candidates:take_back", args=[case.pk, arrival.pk])
    assert send(head, url, reason="Lễ kết nạp đã tổ chức ở chi bộ cũ").status_code == 302
    case = fresh(case)
    assert (case.organization, case.stage, case.waits_at) == (cast.A1, "decided", cast.A1)
    assert not case.papers.filter(code="94").exists()
    after = {unit: this_year(unit)["in_pool"] for unit in before}
    assert after == {cast.A1: before[cast.A1] + 1, cast.B1: before[cast.B1] - 1, cast.X: before[cast.X]}
    call_command("integrity")

    step(case, "admit", cast["sec_A1"], days_ago(40))
    move(case, cast.B1, days_ago(30), "59-GT")
    assert fresh(case).member.joined_on == days_ago(40)
    assert (this_year(cast.A1)["admitted"], this_year(cast.B1)["admitted"]) == (1, 0)
    assert this_year(cast.B1)["probationary_members"] == 1
    assert helper.left_on is None
    call_command("integrity")


def test_a_move_taken_back_lets_the_helper_help_on_and_ends_the_new_one(cast):
    case = submitted(cast, days_ago(100))
    helper = case.mentors.get()
    move(case, cast.A2, days_ago(30), "92-CV")
    arrival = case.events.filter(kind="move_cell").order_by("pk").last()
    actions.take_back(candidate=case, event=arrival, by=cast["head_A"], reason="Nhầm người")
    helper.refresh_from_db()
    assert (helper.ends_on, fresh(case).organization) == (None, cast.A1)
    call_command("integrity")


def test_a_probationers_move_is_not_taken_back_but_recorded_back(cast):
    case = make_candidate(cast.A1, "probationary")
    move(case, cast.B1, days_ago(30), "59-GT")
    arrival = case.events.filter(kind="move_cell").order_by("pk").last()
    with pytest.raises(Conflict, match="ghi chuyển trở lại"):
        actions.take_back(candidate=case, event=arrival, by=cast["head_X"], reason="Nhầm")
    move(fresh(case), cast.A1, days_ago(30), "60-GT")
    assert fresh(case).member.organization == cast.A1
    call_command("integrity")


# In probation


def recognition_vote(case, cast, on):
    return step(case, "recognition_cell_vote", cast["sec_B1"], on, "13-NQ/CB", ballot=vote(5, 5))


@pytest.mark.parametrize("how", ["moved", "from elsewhere"])
@pytest.mark.parametrize(("after", "over"), [(-1, False), (0, True), (1, True)])
def test_probation_goes_on_from_the_ceremony_wherever_it_was(cast, how, after, over):
    joined = days_ago(400)
    ends = month_later(joined, 12)
    days = [actions.Milestone("decide", joined - timedelta(days=10)), actions.Milestone("admit", joined)]
    if how == "moved":
        case = actions.take_over(
            by=None,
            organization=cast.A1,
            person=make_person(),
            stage="recognition_prepared",
            entered_on=days_ago(700),
            milestones=days,
        )
        move(case, cast.B1, days_ago(200), "59-GT")
    else:
        person = make_person()
        branch_actions.transfer_in(
            by=None,
            person=person,
            organization=cast.B1,
            status=Member.Status.PROBATIONARY,
            on=days_ago(200),
            other_place="Đảng bộ xã bên",
            joined_on=joined,
            decided_on=joined - timedelta(days=10),
        )
        case = actions.take_over(
            by=None,
            organization=cast.B1,
            person=person,
            stage="recognition_prepared",
            entered_on=joined - timedelta(days=300),
            milestones=days,
        )
    assert (fresh(case).member.joined_on, fresh(case).member.organization) == (joined, cast.B1)
    assert this_year(cast.B1)["admitted"] == 0
    on = ends + timedelta(days=after)
    if not over:
        with pytest.raises(Refused, match="Chưa hết 12 tháng dự bị"):
            recognition_vote(case, cast, on)
    else:
        assert not recognition_vote(case, cast, on).irregular
    call_command("integrity")


def test_a_probationer_from_elsewhere_is_received_and_followed_in_the_browser(cast):
    joined = days_ago(300)
    head, secretary = browser_of(cast["head_A"]), browser_of(cast["sec_A1"])
    url = reverse("branches:transfer_in", args=[cast.A1.code])
    data = {
        "full_name": "Lò Văn Ngọc",
        "birth_date": "02/03/1999",
        "sex": "male",
        "ethnicity": "03",
        "religion": "00",
        "status": "probationary",
        "on": day(days_ago(20)),
        "other_place": "Đảng bộ xã bên",
        "decided_on": day(joined - timedelta(days=10)),
        "joined_on": day(joined),
    }
    response = send(head, url, **data)
    assert response.status_code == 302, response.context["form"].errors
    member = Member.objects.get(person__full_name="Lò Văn Ngọc")
    page = secretary.get(reverse("candidates:take_over"))
    assert "Lò Văn Ngọc" in page.text
    sent = send(
        secretary,
        reverse("candidates:take_over"),
        member=member.pk,
        stage="probationary",
        on=day(joined - timedelta(days=200)),
        source="other",
        decide_on=day(joined - timedelta(days=10)),
        admit_on=day(joined),
    )
    assert sent.status_code == 302, sent.context["form"].errors
    case = Candidate.objects.get(member=member)
    assert (case.stage, case.member.joined_on) == ("probationary", joined)
    figures_here = this_year(cast.A1)
    assert (figures_here["admitted"], figures_here["transferred_in"]) == (0, 1)
    call_command("integrity")


@pytest.mark.parametrize("stage", ["listed", "cell_resolved", "decided", "probationary"])
def test_leaving_for_elsewhere_ends_the_case_and_every_figure_is_right(cast, stage):
    case = make_candidate(cast.A1, stage)
    before, secretary = this_year(cast.X), browser_of(cast["sec_A1"])
    url = reverse("candidates:step", args=[case.pk, "transfer_out"])
    assert send(secretary, url, on=days_ago(3), note="Đảng bộ tỉnh bạn", paper_number="5-GT").status_code == 302
    after = this_year(cast.X)
    key = "probationary_members" if stage == "probationary" else "in_pool"
    assert before[key] - after[key] == 1
    assert fresh(case).closed_on == days_ago(3)
    call_command("integrity")


def test_who_has_one_cell_alone_is_told_who_records_the_move_and_where_a_leaving_is_recorded(cast):
    case = make_candidate(cast.A1, "listed")
    page = browser_of(cast["sec_A1"]).get(case_url("move", case)).content.decode()
    assert "Bạn chỉ phụ trách một chi bộ" in page
    assert reverse("candidates:step", args=[case.pk, "transfer_out"]) in page
    assert 'name="to"' not in page
    assert 'name="to"' in browser_of(cast["head_A"]).get(case_url("move", case)).content.decode()


def test_who_has_one_cell_alone_is_led_to_the_offer_at_once(cast):
    case = make_candidate(cast.A1, "listed")
    offer, move = case_url("offer_transfer", case), case_url("move", case)
    secretary, head = browser_of(cast["sec_A1"]), browser_of(cast["head_A"])
    own, above = (each.get(case_url("detail", case)).content.decode() for each in (secretary, head))
    assert f'href="{offer}"' in own
    assert f'href="{move}"' not in own
    assert f'href="{move}"' in above
    assert reverse("candidates:step", args=[case.pk, "transfer_out"]) in secretary.get(offer).content.decode()
