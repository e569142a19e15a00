"""What was recorded against the rules is reported upward, and remedied, kept or annulled by facts of their own."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.desk import irregular
from candidates.integrity import faults
from candidates.models import Candidate, Remedy
from partydev.refusals import Conflict, Invalid, NotAllowed
from reports.figures import figures
from reports.quarterly import period_of
from tests.candidates.desk_cases import step, vote
from tests.candidates.pages import browser_of, case_url, send
from tests.factories import days_ago, make_candidate, make_person, make_user, today

pytestmark = pytest.mark.django_db
HAPPENED = {"reason": "Đã ký quyết định như vậy", "as_happened": True}
LIST = reverse("desk:irregular")
Kind = Remedy.Kind


def fresh(case):
    return Candidate.objects.get(pk=case.pk)


def this_year(organization):
    return figures(organization, period_of(organization, str(today().year)))


def stock(organization):
    found = this_year(organization)
    return {key: found[key] for key in ("members", "full_members", "probationary_members", "in_pool")}


def counted(organization):
    """How many members the roster holds, one by one."""
    present = Member.objects.under(organization).present()
    return {"full_members": present.full().count(), "probationary_members": present.probationary().count()}


@pytest.fixture
def admitted(cast):
    """Admitted before the decision, which is against the rules: a case with one irregular step."""
    case = make_candidate(cast.A1, "pending_decision")
    step(case, "decide", cast["head_X"], days_ago(50), "15-QĐ/ĐU", ballot=vote(5, 5))
    step(case, "admit", cast["sec_A1"], days_ago(60), **HAPPENED)
    return fresh(case)


def wrong(case):
    return case.events.get(irregular=True)


def answer(event, kind, by, **fields):
    fields = {"on": days_ago(5), "number": "98-CV/ĐU", "text": "Chi bộ đã làm lại", **fields}
    return actions.record_remedy(event=event, kind=kind, by=by, **fields)


def recognized(cast):
    """Recognized by a vote one short of the rules, then given a card."""
    case = make_candidate(cast.A1, "recognition_cell_resolved")
    step(case, "recognize", cast["head_X"], days_ago(40), ballot=vote(5, 5), **HAPPENED)
    return fresh(case)


# The step after it


def test_the_next_step_says_why_the_vote_was_irregular_and_who_answers_it(cast):
    case = make_candidate(cast.A1, "opinions_collected")
    bad = step(case, "cell_vote", cast["sec_A1"], days_ago(40), "6-NQ/CB", ballot=vote(5, 5), **HAPPENED)
    reasons = [each for each in bad.findings if each["level"] == "block"]
    page = browser_of(cast["sec_A1"]).get(case_url("detail", case))
    told = next(line for line in page.context["missing"] if line.rule == "cell_vote_was_regular")
    assert reasons
    assert told.text.startswith("Nghị quyết chi bộ được ghi là chưa đúng quy định: ")
    for each in reasons:
        assert f"{each['text'].rstrip('.')} ({each['citation']}" in told.text
    assert (told.citation, told.doubt) == ("", "")
    assert told.url.endswith("#timeline")
    assert "Người thực hiện: Cấp ủy cấp trên, ghi cách khắc phục · Khi ghi cần nêu lý do" in page.text
    assert f'<a href="{told.url}">Xem ở phần Diễn biến</a>' in page.text
    answer(bad, Kind.REMEDIED, cast["staff_A"])
    page = browser_of(cast["sec_A1"]).get(case_url("detail", case))
    assert "cell_vote_was_regular" not in [line.rule for line in page.context["missing"]]


def test_the_same_matter_is_told_in_full_once_on_the_persons_page(cast):
    case = make_candidate(cast.A1, "opinions_collected")
    bad = step(case, "cell_vote", cast["sec_A1"], days_ago(40), "6-NQ/CB", ballot=vote(5, 5), **HAPPENED)
    for code, ordinal in [(code, 1) for code in ("38", "37", "01", "39", "42", "43")] + [("39", 2)]:
        actions.enter_paper(candidate=case, by=None, code=code, issued_on=days_ago(41), number="1", ordinal=ordinal)
    sent = step(case, "submit", cast["sec_A1"], days_ago(30), "2-DS/CB", reason="Đã báo cáo cấp trên")
    assert [each["rule"] for each in sent.findings] == ["cell_vote_was_regular"]
    page = browser_of(cast["sec_A1"]).get(case_url("detail", case)).text
    assert page.count("được ghi là chưa đúng quy định") == 0
    assert f"Đã lưu ý khi ghi: như ở việc “{bad.label}” ngày {bad.on:%d/%m/%Y}." in page
    for each in bad.findings:
        if each["level"] == "block":
            assert page.count(each["text"]) == 1


# The list of the committee


def test_who_checks_in_one_part_and_decides_in_another_follows_both(cast):
    user = make_user("two_parts", ("org_officer", cast.A), ("recorder", cast.B))
    units = set(irregular.recorded(user).values_list("organization", flat=True))
    assert {cast.A1.pk, cast.B1.pk} <= units


def test_the_committee_reads_what_which_clause_why_and_what_became_of_it(cast, admitted):
    page = browser_of(cast["staff_A"]).get(LIST).text
    for words in (
        admitted.person.full_name,
        admitted.code,
        "Lễ kết nạp",
        "trước việc liền trước",
        "Đã ký quyết định như vậy",
        "Chờ hướng dẫn",
        "Ghi cách khắc phục",
    ):
        assert words in page
    answer(wrong(admitted), Kind.REMEDIED, cast["staff_A"])
    assert admitted.code not in browser_of(cast["staff_A"]).get(LIST).text
    page = browser_of(cast["staff_A"]).get(LIST, {"tab": "mended"}).text
    assert admitted.code in page
    assert "văn bản số 98-CV/ĐU" in page


def test_counts_by_kind_narrow_the_list_and_unknown_words_are_ignored(cast, admitted):
    recognized(cast)
    client = browser_of(cast["staff_A"])
    counts = irregular.counts(irregular.recorded(cast["staff_A"]))
    assert counts == {"open": 2, "mended": 0, "annulled": 0, "passed": 0}
    assert irregular.by_kind(irregular.recorded(cast["staff_A"]), "open") == [
        ("admit", "Lễ kết nạp", 1),
        ("recognize", "Quyết định công nhận đảng viên chính thức", 1),
    ]
    assert client.get(LIST, {"viec": "admit"}).context["page"].paginator.count == 1
    assert client.get(LIST, {"viec": "khong-co", "tab": "x"}).context["page"].paginator.count == 2


def test_a_warning_passed_with_a_reason_is_counted_and_told(cast):
    case = make_candidate(cast.A1, "pending_decision")
    step(case, "decide", cast["head_X"], days_ago(80), "15-QĐ/ĐU", ballot=vote(5, 5))
    event = step(case, "admit", cast["sec_A1"], days_ago(10), reason="Chờ hội trường")
    assert (event.irregular, bool(event.findings)) == (False, True)
    client = browser_of(cast["staff_A"])
    assert irregular.counts(irregular.recorded(cast["staff_A"]))["passed"] == 1
    page = client.get(LIST, {"tab": "passed"}).text
    assert case.code in page
    assert "Chờ hội trường" in page


def test_who_may_open_the_dossier_reads_it_and_only_the_committee_answers(cast, admitted):
    for user in ("helper_A1", "youth_A", "centre_X", "auditor_X"):
        assert browser_of(cast[user]).get(LIST).status_code == 403
    for user in ("sec_A1", "lead_A", "lead_X"):
        page = browser_of(cast[user]).get(LIST).text
        assert admitted.code in page
        assert "Ghi cách khắc phục" not in page
    assert admitted.code not in browser_of(cast["sec_A2"]).get(LIST).text
    assert admitted.code not in browser_of(cast["staff_B"]).get(LIST).text
    assert admitted.code in browser_of(cast["head_X"]).get(LIST).text
    assert admitted.code in browser_of(cast["rec_A"]).get(LIST).text


def test_the_first_page_says_how_many_wait_and_the_cell_sees_its_own(cast, admitted):
    assert "1 việc chờ hướng dẫn khắc phục" in browser_of(cast["staff_A"]).get("/").text
    assert "chờ hướng dẫn khắc phục" not in browser_of(cast["sec_A1"]).get("/").text
    page = browser_of(cast["sec_A1"]).get(case_url("detail", admitted)).text
    assert "Chờ cấp trên hướng dẫn." in page
    assert "Ghi cách khắc phục hoặc hủy" not in page
    assert "Ghi cách khắc phục hoặc hủy" in browser_of(cast["staff_A"]).get(case_url("detail", admitted)).text


def test_a_leaders_first_page_says_how_many_stand_below_and_opens_the_list(cast, admitted):
    def number(user):
        page = browser_of(cast[user]).get("/")
        assert "chưa đúng quy định, chờ cấp ủy hướng dẫn" in page.text
        assert f'href="{LIST}"' in page.text
        return page.context["irregular"]["number"]

    elsewhere = make_candidate(cast.B1, "opinions_collected")
    step(elsewhere, "cell_vote", cast["sec_B1"], days_ago(40), "6-NQ/CB", ballot=vote(5, 5), **HAPPENED)
    assert (number("lead_A"), number("lead_X")) == (1, 2)
    answer(wrong(admitted), Kind.REMEDIED, cast["staff_A"])
    page = browser_of(cast["lead_A"]).get("/")
    assert page.context["irregular"]["number"] == 0
    assert f'href="{LIST}"' in page.text
    assert "irregular" not in browser_of(cast["sec_A1"]).get("/").context


def test_as_many_queries_for_many_as_for_one(cast, admitted):
    client = browser_of(cast["staff_A"])
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _ in range(4):
        recognized(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(one)


# Its answer


def test_a_remedy_names_the_step_that_was_done_anew(cast):
    case = make_candidate(cast.A1, "opinions_collected")
    bad = step(case, "cell_vote", cast["sec_A1"], days_ago(40), "6-NQ/CB", ballot=vote(2, 2), **HAPPENED)
    with pytest.raises(Invalid):
        answer(bad, Kind.REMEDIED, cast["staff_A"], later_event=bad)
    made = answer(bad, Kind.REMEDIED, cast["staff_A"], number="")
    assert (made.kind, made.number, fresh(case).stage) == ("remedied", "", "cell_resolved")
    call_command("integrity")


def test_what_an_answer_needs(cast, admitted):
    event, staff, head = wrong(admitted), cast["staff_A"], cast["head_X"]
    with pytest.raises(NotAllowed):
        answer(event, Kind.REMEDIED, cast["sec_A1"])
    for kind in (Kind.ANNULLED, Kind.ACCEPTED_AS_IS):
        with pytest.raises(NotAllowed):
            answer(event, kind, staff)
    with pytest.raises(Invalid, match="Ghi đã khắc phục"):
        answer(event, Kind.REMEDIED, staff, text=" ")
    with pytest.raises(Invalid, match="chưa đến"):
        answer(event, Kind.REMEDIED, staff, on=days_ago(-1))
    with pytest.raises(Invalid, match="trước ngày của việc"):
        answer(event, Kind.REMEDIED, staff, on=days_ago(61))
    with pytest.raises(Invalid, match="số văn bản"):
        answer(event, Kind.ACCEPTED_AS_IS, head, number="")
    regular = admitted.events.get(kind="decide")
    with pytest.raises(Conflict):
        answer(regular, Kind.REMEDIED, staff)
    assert answer(event, Kind.REMEDIED, staff, on=days_ago(60)).on == days_ago(60)
    assert answer(event, Kind.ACCEPTED_AS_IS, head).kind == "accepted"


def test_an_annulled_admission_ends_the_membership_and_every_figure_is_as_before_it(cast, admitted):
    with_member = stock(cast.X)
    made = answer(wrong(admitted), Kind.ANNULLED, cast["head_X"], number="11-QĐ/ĐU")
    case = fresh(admitted)
    assert (case.stage, case.member.left_by, case.member.left_on) == ("annulled", "annulled", days_ago(5))
    assert (made.later_event.kind, made.later_event.probationary_delta) == ("annul_admission", -1)
    after = stock(cast.X)
    assert after["probationary_members"] == with_member["probationary_members"] - 1
    for unit in (cast.A1, cast.A, cast.X):
        assert {key: stock(unit)[key] for key in counted(unit)} == counted(unit)
    assert wrong(admitted).note == admitted.events.get(kind="admit").note  # nothing old was changed
    with pytest.raises(Conflict):
        answer(wrong(admitted), Kind.REMEDIED, cast["staff_A"])
    call_command("integrity")


def test_an_annulment_before_the_ceremony_takes_out_of_the_pool(cast):
    case = make_candidate(cast.A1, "pending_decision")
    step(case, "decide", cast["head_X"], days_ago(50), "15-QĐ/ĐU", ballot=vote(5, 5))
    before = stock(cast.A1)
    step(case, "annul_admission", cast["head_X"], days_ago(20), "11-QĐ/ĐU")
    assert stock(cast.A1)["in_pool"] == before["in_pool"] - 1
    assert fresh(case).closed_on == days_ago(20)
    call_command("integrity")


def test_an_annulled_recognition_makes_a_probationer_again_and_can_be_done_anew(cast):
    case = recognized(cast)
    joined = case.member.joined_on
    branch_actions.issue_card(by=None, member=case.member, number="12345678", on=days_ago(30))
    assert fresh(case).stage == "card_issued"
    answer(wrong(case), Kind.ANNULLED, cast["head_X"], number="12-QĐ/ĐU")
    case = fresh(case)
    member = case.member
    assert (case.stage, case.is_open, member.status, member.card_number) == (
        "probationary",
        True,
        Member.Status.PROBATIONARY,
        "",
    )
    assert member.joined_on == joined
    for unit in (cast.A1, cast.X):
        assert {key: stock(unit)[key] for key in counted(unit)} == counted(unit)
    call_command("integrity")


def test_who_moved_as_a_full_member_is_a_probationer_where_they_are_today(cast):
    case = recognized(cast)
    branch_actions.transfer_member(by=None, member=case.member, to=cast.B1, on=days_ago(20))
    answer(wrong(case), Kind.ANNULLED, cast["head_X"], number="12-QĐ/ĐU")
    assert fresh(case).organization == cast.B1
    for unit in (cast.A1, cast.B1):
        assert {key: stock(unit)[key] for key in counted(unit)} == counted(unit)
    call_command("integrity")


@pytest.mark.parametrize("build", ["admission", "recognition"])
def test_an_annulment_recorded_by_mistake_is_taken_back_whole(cast, admitted, build):
    case = admitted if build == "admission" else recognized(cast)
    before, roster = stock(cast.X), list(Member.objects.order_by("pk").values())
    made = answer(wrong(case), Kind.ANNULLED, cast["head_X"], number="11-QĐ/ĐU")
    actions.take_back(candidate=case, event=made.later_event, by=cast["head_X"], reason="Nhầm người")
    assert (stock(cast.X), list(Member.objects.order_by("pk").values())) == (before, roster)
    assert not wrong(case).remedies.exists()
    assert irregular.waiting(cast["head_X"]) == 1 + (build == "recognition")
    again = answer(wrong(case), Kind.ANNULLED, cast["head_X"], number="11-QĐ/ĐU")
    assert again.later_event.kind.startswith("annul_")
    call_command("integrity")


def test_without_a_decision_there_is_nothing_to_annul(cast):
    case = make_candidate(cast.A1, "opinions_collected")
    bad = step(case, "cell_vote", cast["sec_A1"], days_ago(40), "6-NQ/CB", ballot=vote(2, 2), **HAPPENED)
    with pytest.raises(Conflict, match="Chưa có quyết định"):
        answer(bad, Kind.ANNULLED, cast["head_X"])
    page = browser_of(cast["head_X"]).get(reverse("candidates:remedy", args=[case.pk, bad.pk])).text
    assert "Đã hủy quyết định" not in page


def test_a_wrong_decision_that_nobody_had_marked_is_annulled_from_the_persons_page(cast):
    case = make_candidate(cast.A1, "probationary")
    head = browser_of(cast["head_X"])
    assert "Ghi quyết định hủy kết nạp" in head.get(case_url("detail", case)).text
    url = reverse("candidates:step", args=[case.pk, "annul_admission"])
    assert send(head, url, on=days_ago(3), paper_number="11-QĐ/ĐU", note="Sai thẩm quyền").status_code == 302
    assert fresh(case).member.left_by == Member.Left.ANNULLED
    assert browser_of(cast["sec_A1"]).get(url).status_code == 403
    # The person may be considered again, as a case of its own.
    actions.enter_pool(by=None, organization=cast.A1, person=case.person, on=days_ago(1), source="cell")
    call_command("integrity")


def test_the_page_records_the_answer_keeps_what_was_typed_and_says_what_is_missing(cast, admitted):
    client, url = browser_of(cast["head_X"]), reverse("candidates:remedy", args=[admitted.pk, wrong(admitted).pk])
    page = client.get(url).text
    assert "Đã làm lại, thực hiện đúng thủ tục" in page
    assert "Đã hủy quyết định" in page
    bad = send(client, url, kind="annulled", on=days_ago(3), text="Kết nạp khi chưa có quyết định", number="")
    assert bad.status_code == 422
    assert "Kết nạp khi chưa có quyết định" in bad.text
    assert "Nhập số văn bản của cấp ủy." in bad.text
    assert not Remedy.every.exists()
    sent = send(client, url, kind="annulled", on=days_ago(3), text="Sai thủ tục", number="11-QĐ/ĐU")
    assert sent.status_code == 302
    assert "Quyết định kết nạp đã bị hủy" in client.get(sent.url).text
    assert "đã bị hủy" in client.get(url).text


def test_the_page_of_an_answer_keeps_to_its_people(cast, admitted):
    url = reverse("candidates:remedy", args=[admitted.pk, wrong(admitted).pk])
    assert browser_of(cast["staff_B"]).get(url).status_code == 404
    assert browser_of(cast["sec_A1"]).get(url).status_code == 403
    regular = reverse("candidates:remedy", args=[admitted.pk, admitted.events.get(kind="decide").pk])
    assert browser_of(cast["staff_A"]).get(regular).status_code == 404
    assert "Đã hủy quyết định" not in browser_of(cast["staff_A"]).get(url).text


def test_an_answer_is_never_changed(cast, admitted):
    made = answer(wrong(admitted), Kind.REMEDIED, cast["staff_A"])
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Remedy.objects.update(number="khác")


def test_integrity_sees_an_answer_that_does_not_fit(cast, admitted):
    other = make_candidate(cast.B1, "listed", person=make_person())
    regular = other.events.first()
    Remedy(event=regular, kind="annulled", on=today(), text="x").save()
    Remedy(event=wrong(admitted), kind="remedied", on=today(), text="x", later_event=regular).save()
    found = "\n".join(faults())
    for words in ("không bị đánh dấu", "không khớp với việc kèm theo", "là của hồ sơ khác"):
        assert words in found
