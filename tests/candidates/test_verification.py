"""The places asked about a CV: asked, sent, due by the rule, chased, answered, concluded; and who sees them."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates import actions, obligations
from candidates.judging import findings_for
from candidates.models import Candidate, VerificationRequest
from candidates.models.verification import NamesClosedError
from candidates.pipeline import TRANSITIONS
from candidates.rulebook import work_calendar
from candidates.rules.verification import Asked, waited
from partydev.refusals import Conflict, Invalid
from tests.candidates.desk_cases import taken_over
from tests.candidates.pages import browser_of, case_url, day, send
from tests.factories import days_ago, make_candidate, make_person, today

pytestmark = pytest.mark.django_db
ROW = {"relation": "father", "place": "home", "body": "Đảng ủy xã Bản Khoang", "method": "letter"}


@pytest.fixture
def case(cast):
    return make_candidate(cast.A1, "verifying", person=make_person("Lường Thị Ban"))


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def ask(case, **values):
    return actions.ask_about(candidate=case, by=None, **{**ROW, **values})


def write(row, **values):
    return actions.record_verification(request=row, by=None, version=row.version, **values)


def sent(case, on, **values):
    return write(ask(case, **values), sent_on=on, number="12-CV/ĐU")


def page_of(client, case):
    return client.get(case_url("verifications", case)).content.decode()


def due_today_at_the_earliest(number):
    """The first day of which the `number`th working day after is not before today, which may be a holiday."""
    on, calendar = today(), work_calendar()
    while calendar.add_working_days(on - timedelta(days=1), number).day >= today():
        on -= timedelta(days=1)
    return on


# Asking


def test_a_secretary_lists_a_place_and_sees_who_is_missing(secretary, case):
    assert "Chưa lập danh sách nơi thẩm tra" in page_of(secretary, case)
    answer = send(secretary, case_url("verification_add", case), ordinal=1, **ROW)
    assert answer.status_code == 302, answer.context["form"].errors
    page = page_of(secretary, case)
    assert "Cha đẻ" in page
    assert "Đảng ủy xã Bản Khoang" in page
    assert "Chưa có dòng nào về: người vào Đảng, mẹ đẻ." in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"relation": ""}, "relation", "Hãy chọn"),
        ({"body": ""}, "body", "Hãy điền"),
        ({"body": "Đảng ủy xã Mẫu"}, "body", "đã có trong danh sách"),
        ({"relation": "applicant", "method": "comparison"}, "method", "người vào Đảng thì phải thẩm tra"),
        ({"method": "comparison", "abroad": "on"}, "method", "không gửi đề nghị"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(secretary, case, changes, field, words):
    ask(case, body="Đảng ủy xã Mẫu")
    answer = send(secretary, case_url("verification_add", case), ordinal=1, **{**ROW, **changes})
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert VerificationRequest.objects.count() == 1


def test_a_relatives_name_is_kept_on_an_independent_lan_only(secretary, case, settings):
    url = case_url("verification_add", case)
    assert "full_name" not in secretary.get(url).context["form"].fields
    send(secretary, url, ordinal=1, full_name="Lường Văn Mẫu", **ROW)
    assert VerificationRequest.objects.get().full_name == ""
    with pytest.raises(Invalid, match="sổ theo dõi"):
        ask(case, body="Đảng ủy khác", full_name="Lường Văn Mẫu")
    with pytest.raises(NamesClosedError):
        VerificationRequest.objects.update(full_name="Lường Văn Mẫu")
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "independent-lan"}
    send(secretary, url, ordinal=1, full_name="Lường Văn Mẫu", **{**ROW, "relation": "mother"})
    assert "Lường Văn Mẫu" in page_of(secretary, case)


# The days


@pytest.mark.parametrize(("earlier", "late"), [(0, False), (1, True)], ids=["the last day", "the day after"])
def test_no_answer_after_the_days_of_the_rule_is_told_across_the_unit(cast, case, earlier, late):
    sent(case, due_today_at_the_earliest(30) - timedelta(days=earlier))
    page = browser_of(cast["sec_A1"]).get(reverse("candidates:verifications_unanswered"))
    assert page.context["late"] == late
    assert "Lường Thị Ban" in page.content.decode()
    only_late = browser_of(cast["sec_A1"]).get(reverse("candidates:verifications_unanswered"), {"state": "late"})
    assert ("Lường Thị Ban" in only_late.content.decode()) is late


def test_a_place_abroad_has_ninety_days_and_the_days_run_from_receipt(case):
    on = days_ago(60)
    for values, begins, number in (
        ({"relation": "father"}, on, 30),
        ({"relation": "mother", "abroad": True}, on, 90),
    ):
        row = sent(case, on, **values)
        duty = case.obligations.open().get(kind="verification_reply", key=str(row.pk))
        assert duty.due_on == work_calendar().add_working_days(begins, number).day
    received = days_ago(50)
    write(row, received_on=received, abroad=False)
    duty = case.obligations.open().get(kind="verification_reply", key=str(row.pk))
    assert duty.due_on == work_calendar().add_working_days(received, 30).day


def test_a_case_without_rows_that_waits_for_an_answer_from_abroad_stands_in_the_list(cast):
    """Its duty's key names no row."""
    case = taken_over(cast, "verifying", "Lường Thị Ngoại", ("start_verification", days_ago(9)))
    Candidate.objects.filter(pk=case.pk).update(foreign_tie=True)
    obligations.sync(Candidate.objects.get(pk=case.pk), today())
    assert {each.key for each in case.obligations.open().filter(kind="verification_reply")} == {"", "abroad"}
    page = browser_of(cast["sec_A1"]).get(reverse("candidates:verifications_unanswered"))
    assert page.status_code == 200
    assert page.content.decode().count("Lường Thị Ngoại") >= 2


def test_what_was_asked_in_a_former_attempt_stays_as_it_was_recorded(cast, case):
    row = sent(case, days_ago(30))
    advance = {"candidate": case, "by": cast["sec_A1"], "paper": actions.Paper("9-NQ/CB")}
    actions.advance(transition="withdraw", on=days_ago(20), **advance)
    actions.advance(transition="reconsider", on=days_ago(10), **advance)
    with pytest.raises(Conflict, match="thuộc lần xem xét trước, chỉ còn để xem"):
        write(row, replied_on=days_ago(5))
    with pytest.raises(Conflict, match="chỉ còn để xem"):
        actions.chase(request=row, by=None, kind="phone", on=days_ago(5), spoke_with="Ai đó")
    row.refresh_from_db()
    assert row.replied_on is None
    assert not row.chases.exists()


def test_one_duty_a_letter_in_place_of_that_of_the_case(cast):
    case = make_candidate(cast.A1, "verifying")
    assert [each.key for each in case.obligations.open().filter(kind="verification_reply")] == [""]
    rows = [sent(case, days_ago(9)), sent(case, days_ago(9), relation="mother")]
    keys = {each.key for each in case.obligations.open().filter(kind="verification_reply")}
    assert keys == {str(row.pk) for row in rows}
    write(rows[0], replied_on=days_ago(1))
    assert [each.key for each in case.obligations.open().filter(kind="verification_reply")] == [str(rows[1].pk)]


@pytest.mark.once
def test_the_time_waited_outside_is_counted_apart():
    calendar = work_calendar()
    monday = date(2026, 3, 2)
    rows = [
        Asked("1", "", sent_on=monday + timedelta(days=2), replied_on=monday + timedelta(days=4)),
        Asked("2", "", sent_on=monday + timedelta(days=3), replied_on=monday + timedelta(days=7)),
    ]
    # Monday 2 to Wednesday 11 March: seven working days; Thursday, Friday and Monday some place was awaited.
    assert waited(rows, monday, monday + timedelta(days=9), calendar) == (3, 4)


# What came of it


def test_answer_and_conclusion_are_recorded_and_shown(secretary, case):
    row = sent(case, days_ago(30))
    url = case_url("verification", case, request_pk=row.pk)
    form = secretary.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"sent_on": days_ago(30), "replied_on": days_ago(5), "reply_number": "7-CV/ĐU"}
    data |= {"conclusion": "agrees", "concluded_on": days_ago(4), "conclusion_body": "Đảng ủy A"}
    answer = send(secretary, url, **data)
    assert answer.status_code == 302, answer.context["form"].errors
    page = page_of(secretary, case)
    assert "Khớp với lý lịch" in page
    assert "1/1 nơi đã có kết luận" in page
    again = send(secretary, url, **data)
    assert again.status_code == 409
    assert "đã sửa dòng này" in again.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"replied_on": days_ago(3)}, "sent_on"),
        ({"sent_on": days_ago(3), "replied_on": days_ago(9)}, "replied_on"),
        ({"sent_on": days_ago(-3)}, "sent_on"),
        ({"sent_on": days_ago(3), "conclusion": "agrees", "concluded_on": days_ago(1)}, "replied_on"),
        ({"sent_on": days_ago(3), "conclusion": "no_answer", "concluded_on": days_ago(1)}, "note"),
        ({"conclusion": "not_needed", "note": "Đã mất"}, "concluded_on"),
        ({"concluded_on": days_ago(1)}, "conclusion"),
    ],
)
def test_days_and_conclusions_that_cannot_be_are_refused(case, values, field):
    row = ask(case)
    with pytest.raises(Invalid) as refused:
        write(row, **values)
    assert field in refused.value.errors
    row.refresh_from_db()
    assert (row.sent_on, row.conclusion) == (None, "")


def test_the_database_itself_keeps_a_row_whole(case):
    row = ask(case)
    for values in ({"replied_on": today()}, {"conclusion": "agrees"}, {"method": "comparison", "number": "5"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            VerificationRequest.objects.filter(pk=row.pk).update(**values)


def test_a_place_is_chased_while_it_is_awaited(secretary, case):
    row = ask(case)
    url = case_url("verification_chase", case, request_pk=row.pk)
    assert send(secretary, url, kind="telephone", on=today()).status_code == 409
    write(row, sent_on=days_ago(20))
    row.refresh_from_db()
    early = send(secretary, url, kind="telephone", on=days_ago(25), note="Hẹn tuần sau")
    assert early.status_code == 422
    assert "Hẹn tuần sau" in early.content.decode()
    assert send(secretary, url, kind="telephone", on=days_ago(2), note="Hẹn tuần sau").status_code == 302
    assert f"{day(days_ago(2))}: Đôn đốc, gọi điện. Hẹn tuần sau" in page_of(secretary, case)
    chased = row.chases.get()
    with pytest.raises(TypeError):
        chased.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        type(chased).objects.filter(pk=chased.pk).update(note="")
    write(row, replied_on=days_ago(1))
    with pytest.raises(Conflict):
        actions.chase(request=row, by=None, kind="telephone", on=today())


def test_the_step_warns_while_a_place_is_open_and_not_once_all_are_concluded(case):
    step = TRANSITIONS["complete_verification"]

    def found():
        fresh = Candidate.objects.select_related("person", "organization", "member").get(pk=case.pk)
        return {each.rule: each for each in findings_for(fresh, step, today())}

    assert "every_place_is_concluded" not in found()
    row = ask(case, method="comparison")
    warning = found()["every_place_is_concluded"]
    assert not warning.blocks
    assert "cha đẻ, Đảng ủy xã Bản Khoang" in warning.text
    write(row, conclusion="agrees", concluded_on=today())
    assert "every_place_is_concluded" not in found()


def test_lists_ask_as_much_for_many_as_for_one(cast, case):
    client = browser_of(cast["staff_A"])
    sent(case, days_ago(10))

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = (reverse("candidates:verifications_unanswered"), case_url("verifications", case))
    before = [asked(url) for url in urls]
    for relation in ("mother", "spouse", "applicant"):
        sent(case, days_ago(10), relation=relation)
    other = make_candidate(cast.A2, "verifying")
    sent(other, days_ago(10))
    assert [asked(url) for url in urls] == before


def test_another_cell_finds_nothing(cast, case):
    row = sent(case, days_ago(3))
    client = browser_of(cast["sec_A2"])
    for url in (case_url("verifications", case), case_url("verification", case, request_pk=row.pk)):
        assert client.get(url).status_code == 404
    page = client.get(reverse("candidates:verifications_unanswered")).content.decode()
    assert "Lường Thị Ban" not in page
    assert not VerificationRequest.objects.visible_to(cast["sec_A2"]).exists()
    assert not VerificationRequest.objects.visible_to(cast["helper_A1"]).exists()
