"""Who helps a person: load, period of remarks, tasks in the remark, one endorsement, what is owed, who is gone."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import actions as account_actions
from accounts.models import User
from branches import actions as branch_actions
from branches.models import Member
from candidates import actions, monthly, obligations
from candidates.models import AgendaItem, Candidate, CellMeeting, MonthlyRemark, Obligation
from candidates.rules.rhythm import is_asked, months_between
from candidates.urging import meetings_without_content, people_without_remarks
from partydev.dates import add_months
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.candidates.desk_cases import submitted
from tests.candidates.pages import browser_of, case_url, send
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_person, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def month(back=0):
    return add_months(today().replace(day=1), -back)


def helped(cast, since, name="Lò Thị Pán", mentor=None):
    candidate = make_candidate(cast.A1, "listed", person=make_person(name))
    mentor = mentor or cast.mentor_member
    actions.assign_mentor(candidate=candidate, mentor=mentor, by=None, on=since, resolution_number="02-NQ/CB")
    return candidate


def remark(candidate, back, words="Tích cực"):
    return actions.write_remark(
        candidate=candidate, month=month(back), by=None, strengths=words, shortcomings="", version=0
    )


def remark_url(candidate, back=0):
    return reverse("candidates:remark", args=[candidate.pk, month(back)])


def conclude_url(cast):
    return reverse("candidates:conclude", args=[cast.A1.pk, month()])


# Assigning, and who is gone


def test_the_list_says_how_many_each_member_helps(cast, secretary):
    helped(cast, days_ago(30))
    page = secretary.get(case_url("assign_mentor", make_candidate(cast.A1, "listed"))).text
    assert "đang giúp đỡ 1 người" in page
    assert "chưa giúp đỡ ai" in page


def test_who_is_exempt_from_meetings_comes_last_and_says_so(cast, secretary):
    exempt = Member.objects.filter(organization=cast.A1).exclude(pk=cast.mentor_member.pk).order_by("pk").first()
    Member.objects.filter(pk=exempt.pk).update(exempt_from=days_ago(30))
    page = secretary.get(case_url("assign_mentor", make_candidate(cast.A1, "listed")))
    names = [words for _, words in page.context["form"].fields["mentor"].choices]
    assert names[-1].startswith(f"{exempt} – Chi bộ A1 (được miễn công tác, sinh hoạt)")
    assert "được miễn" not in " ".join(map(str, names[:-1]))


@pytest.mark.parametrize("way", ["transfer_out", "transfer", "deceased"])
def test_help_ends_when_the_mentor_leaves_the_cell_and_another_is_asked_for(cast, secretary, way):
    candidate, mentor = helped(cast, days_ago(60)), cast.mentor_member
    assert not candidate.obligations.open().filter(kind="mentor").exists()
    if way == "transfer_out":
        branch_actions.transfer_out(by=None, member=mentor, on=days_ago(2), other_place="Nơi khác")
    elif way == "transfer":
        branch_actions.transfer_member(by=None, member=mentor, to=cast.A2, on=days_ago(2))
    else:
        branch_actions.record_departure(by=None, member=mentor, kind="deceased", on=days_ago(2))
    ended = candidate.mentors.get()
    expected = {"transfer_out": "transferred", "transfer": "moved", "deceased": "deceased"}[way]
    assert (ended.ends_on, ended.ended_because) == (days_ago(2), expected)
    assert candidate.obligations.open().filter(kind="mentor", acts_at=cast.A1).exists()
    page = secretary.get(reverse("candidates:remarks")).text
    assert "Phân công người khác" in page
    assert f"đồng chí {mentor} thôi giúp đỡ" in page
    assert ended.get_ended_because_display().lower() in page


def test_who_is_in_another_cell_meanwhile_is_assigned_nobody(cast):
    """The numbers of the cell that was left are held, those of the new one are not."""
    candidate = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    mentor = Member.objects.filter(organization=cast.A2).first()
    Candidate.objects.filter(pk=candidate.pk).update(organization=cast.A2)
    with pytest.raises(Conflict, match="chuyển sang đơn vị khác"):
        actions.assign_mentor(candidate=candidate, mentor=mentor, by=None, on=today(), resolution_number="9-NQ/CB")


def test_help_goes_on_when_somebody_else_leaves(cast):
    candidate = helped(cast, days_ago(60))
    other = Member.objects.filter(organization=cast.A1).last()
    branch_actions.transfer_out(by=None, member=other, on=days_ago(2), other_place="Nơi khác")
    assert candidate.mentors.get().ends_on is None


# The period of remarks


@pytest.mark.once
def test_the_nearest_unit_says_how_often_and_since_when():
    above, own = ((date(2026, 1, 1), 3),), ((date(2026, 6, 1), 2), (date(2026, 6, 1), 6))
    assert months_between((), date(2026, 1, 1)) == 1
    assert months_between((above,), date(2025, 12, 1)) == 1
    assert months_between((own, above), date(2026, 5, 1)) == 3
    assert months_between((own, above), date(2026, 6, 1)) == 6  # the later word on a month stands
    asked = [number for number in range(1, 13) if is_asked((above,), date(2026, number, 1))]
    assert asked == [3, 6, 9, 12]


def test_what_is_due_follows_the_period_from_its_month_on(cast):
    candidate = helped(cast, month(2))
    before = Obligation.objects.open().filter(candidate=candidate, kind="remark")
    assert before.count() == 3
    actions.set_rhythm(organization=cast.A, by=cast["staff_A"], months=6, valid_from=month(), basis="Quy chế 05")
    left = sorted(before.values_list("key", flat=True))
    asked = [month(2), month(1), *([month()] if month().month % 6 == 0 else [])]
    assert left == [f"{each:%Y-%m}" for each in asked]
    [row] = [row for row in monthly.person_rows(cast.A1, [month()], {}, today()) if row.candidate == candidate]
    assert row.months[0].key == (monthly.DUE if month().month % 6 == 0 else monthly.BETWEEN)


def test_the_committee_sets_the_period_and_not_who_owes(cast):
    url = reverse("candidates:rhythm", args=[cast.A1.code])
    staff = browser_of(cast["staff_A"])
    assert reverse("candidates:rhythm", args=[cast.A.code]) in staff.get(reverse("candidates:due")).text
    assert "hiện nay: hằng tháng" in staff.get(url).text
    refused = send(staff, url, months="3", valid_from=f"{month(1):%Y-%m-%d}", basis="")
    assert refused.status_code == 422
    assert send(staff, url, months="3", valid_from=f"{month():%Y-%m-%d}", basis="Quy chế số 05").status_code == 302
    assert "Mỗi quý một lần từ tháng" in staff.get(url).text
    assert browser_of(cast["sec_A1"]).get(url).status_code == 403
    with pytest.raises(NotAllowed):
        actions.set_rhythm(organization=cast.A1, by=cast["sec_A1"], months=6, valid_from=month(), basis="x")
    with pytest.raises(Invalid):
        actions.set_rhythm(organization=cast.A1, by=None, months=6, valid_from=month(1), basis="x")


# Tasks in the remark


def test_a_remark_tells_of_tasks_given_and_done(cast, secretary):
    candidate = helped(cast, days_ago(90))
    task = actions.give_task(candidate=candidate, by=None, title="Vận động hiến đất", given_on=days_ago(40))
    page = secretary.get(remark_url(candidate)).text
    assert "Đã xong: Vận động hiến đất" in page
    sent = {"strengths": "Chăm", "shortcomings": "", "version": 0, "said_by": ""}
    refused = send(secretary, remark_url(candidate), **sent, **{f"done_{task.pk}": "on", f"result_{task.pk}": ""})
    assert refused.status_code == 422
    assert "Ghi kết quả của nhiệm vụ đã xong." in refused.text
    assert not MonthlyRemark.objects.exists()
    done = {f"done_{task.pk}": "on", f"result_{task.pk}": "Ba hộ đồng ý", "new_task": "Dạy hè cho học sinh"}
    assert send(secretary, remark_url(candidate), **sent, **done).status_code == 302
    task.refresh_from_db()
    assert (task.done_on, task.result) == (today(), "Ba hộ đồng ý")
    assert candidate.tasks.get(title="Dạy hè cho học sinh").given_on == today()


def test_what_was_typed_of_a_task_closed_meanwhile_is_not_dropped_silently(cast, secretary):
    candidate = helped(cast, days_ago(90))
    task = actions.give_task(candidate=candidate, by=None, title="Vận động hiến đất", given_on=days_ago(40))
    actions.complete_task(task=task, by=None, done_on=today(), result="Hai hộ")
    sent = {"strengths": "Chăm", "shortcomings": "", "version": 0, "said_by": "", f"done_{task.pk}": "on"}
    told = send(secretary, remark_url(candidate), **sent, **{f"result_{task.pk}": "Ba hộ đồng ý"})
    assert told.status_code == 422
    assert "Nhiệm vụ vừa được người khác ghi kết quả" in told.text
    assert "Ba hộ đồng ý" in told.text
    assert not MonthlyRemark.objects.exists()


def test_tasks_of_an_earlier_month_are_read_only(cast, secretary):
    candidate = helped(cast, month(2))
    actions.give_task(candidate=candidate, by=None, title="Vận động hiến đất", given_on=month(1))
    assert "new_task" not in secretary.get(remark_url(candidate, 1)).text
    assert "Vận động hiến đất" in secretary.get(remark_url(candidate)).text  # beside, as of last month


# One endorsement for the month


def test_the_cell_endorses_a_month_in_one_act_with_exceptions_singled_out(cast, secretary):
    people = [helped(cast, days_ago(90), name) for name in ("Lò Thị An", "Lò Thị Bình", "Lò Thị Cúc")]
    for each in people:
        remark(each, 0)
    silent = helped(cast, days_ago(90), "Lò Thị Dung")
    actions.hold_meeting(organization=cast.A1, month=month(), by=None, held_on=today())
    page = secretary.get(conclude_url(cast)).text
    assert "Ghi một lần cho 3 người" in page
    sent = {"together": "Chi bộ nhất trí.", f"version_{silent.pk}": 0}
    sent |= {f"version_{each.pk}": 1 for each in people}
    sent |= {f"conclusion_{people[1].pk}": "Giao thêm việc", f"later_{people[2].pk}": "on"}
    assert send(secretary, conclude_url(cast), **sent).status_code == 302
    stored = dict(MonthlyRemark.objects.values_list("candidate", "conclusion"))
    assert stored == {people[0].pk: "Chi bộ nhất trí.", people[1].pk: "Giao thêm việc", people[2].pk: ""}
    meeting = CellMeeting.objects.get()
    assert meeting.remarks.exclude(conclusion="").count() == 2


# What is owed: inside the cell; above only how many


def test_what_mentors_owe_is_seen_in_the_cell_and_not_above(cast, secretary):
    helped(cast, month(2))
    own = secretary.get(reverse("candidates:remarks")).text
    assert "Đảng viên giúp đỡ còn thiếu nhận xét" in own
    assert f"tháng {month(1):%m/%Y}" in own
    assert f"Giúp đỡ: {cast.mentor_member}" in own
    above = browser_of(cast["head_A"]).get(reverse("candidates:remarks"), {"chi_bo": cast.A1.pk}).text
    assert "Còn thiếu" in above  # the hole is seen, not whose it is
    assert "Đảng viên giúp đỡ còn thiếu nhận xét" not in above
    assert str(cast.mentor_member) not in above


def test_assigning_another_mentor_wipes_out_no_hole(cast, secretary):
    candidate, gone = helped(cast, month(4)), cast.mentor_member
    actions.end_mentor(assignment=candidate.mentors.get(), by=None, on=month(1))
    other = make_member(cast.A1, "Người Giúp Sau")
    actions.assign_mentor(candidate=candidate, mentor=other, by=None, on=month(1), resolution_number="3")
    months = [month(back) for back in (4, 3, 2, 1, 0)]
    duties = Obligation.objects.open().filter(candidate=candidate, kind="remark")
    assert sorted(duties.values_list("key", flat=True)) == [f"{each:%Y-%m}" for each in months]
    rows = monthly.person_rows(cast.A1, months, {}, today())
    [row] = [row for row in rows if row.candidate == candidate]
    assert [each.key for each in row.months] == [monthly.MISSING] * 4 + [monthly.DUE]
    assert monthly.owed_by_mentor([row]) == sorted(
        [(gone, [(candidate, months[:3])]), (other, [(candidate, months[3:4])])],
        key=lambda each: each[0].person.sort_key,
    )
    remark(candidate, 3)  # the cell writes what was left
    assert f"{month(3):%Y-%m}" not in duties.values_list("key", flat=True)
    # Another cell is not asked for what this one left unwritten.
    actions.move_cell(candidate=candidate, to=cast.B1, by=None, on=today())
    assert not duties.exists()


def test_p5_one_month_goes_to_the_secretary_and_two_to_the_committee(cast, secretary):
    candidate = helped(cast, month(2))
    remark(candidate, 2)
    obligations.sync(candidate, today())
    home = secretary.get("/").text
    assert home.index("Quá hạn") < home.index(f"Nhận xét tháng {month(1):%m/%Y}")
    leader = browser_of(cast["lead_A"])
    cause = "01 người được giúp đỡ chưa có nhận xét từ 02 kỳ trở lên."
    assert not people_without_remarks(cast.A, today()).exists()
    assert cause not in leader.get(reverse("reports:dashboard")).text
    MonthlyRemark.objects.all().delete()
    obligations.sync(candidate, today())
    assert list(people_without_remarks(cast.A, today())) == [candidate]
    page = leader.get(reverse("reports:dashboard")).text
    assert cause in page
    assert str(cast.mentor_member) not in page  # a cause of the unit, never a name


def test_p5_a_month_without_a_meeting_is_explained(cast):
    helped(cast, month(2))
    assert people_without_remarks(cast.A, today()).exists()
    actions.skip_meeting(organization=cast.A1, month=month(1), by=None, because="Mưa lũ")
    assert not people_without_remarks(cast.A, today()).exists()


@pytest.mark.parametrize("content", [None, "item", "other", "remark", "mentor"])
def test_p8_a_meeting_without_content_is_shown(cast, content):
    candidate = helped(cast, month(1))
    actions.hold_meeting(organization=cast.A1, month=month(), by=None, held_on=today())
    if content == "other":  # matters that are none of this work
        actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Thu, nộp đảng phí")
    elif content == "item":
        AgendaItem(month=month(), kind="explain", order=1).place(cast.A1).save()
    elif content == "mentor":
        candidate.mentors.update(resolution_on=today())
    elif content == "remark":
        remark(candidate, 0)
        actions.conclude_month(candidate=candidate, month=month(), by=None, conclusion="Nhất trí")
    empty = content in (None, "other")
    assert meetings_without_content(cast.A, today()).exists() == empty
    page = browser_of(cast["lead_A"]).get(reverse("reports:dashboard")).text
    assert ("01 buổi họp chi bộ chưa ghi nội dung phát triển đảng viên." in page) == empty


def test_queries_of_the_cells_page_do_not_grow_with_who_is_owed(cast, secretary, django_assert_max_num_queries):
    helped(cast, month(2))
    mentors = [make_member(cast.A1) for _ in range(5)]
    for number, mentor in enumerate(mentors):
        helped(cast, month(2), f"Lò Thị {number}", mentor)
    with django_assert_max_num_queries(40):
        assert secretary.get(reverse("candidates:remarks")).status_code == 200


def test_who_helps_a_person_gets_no_letter_of_the_desk_through_a_role_elsewhere(cast):
    """The dossier is opened as its mentor; dossiers are read as a leader of another committee only."""
    case = submitted(cast, days_ago(60))
    helping = {"candidate": case, "mentor": cast.mentor_member, "by": None}
    if not case.mentors.filter(mentor=cast.mentor_member, ends_on=None).exists():
        actions.assign_mentor(**helping, on=days_ago(30), resolution_number="9-NQ/CB")
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(20), points=[("37", "Thiếu ngày")])
    account_actions.appoint(by=None, user=cast["helper_A1"], organization=cast.B, role="leader", starts_on=days_ago(9))
    mentor = User.objects.get(pk=cast["helper_A1"].pk)
    letter = reverse("desk:completion_letter", args=[case.pk, case.requests.get().pk])
    assert Candidate.objects.visible_to(mentor).filter(pk=case.pk).exists()
    assert browser_of(cast["sec_A1"]).get(letter).status_code == 200
    assert browser_of(mentor).get(letter).status_code == 403
