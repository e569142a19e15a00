"""What is due: in whose list, by what day, explained by whom, put off by what; and that rows follow the rules."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Member, Organization
from candidates import actions, obligations
from candidates.actions import clock
from candidates.clock import explained_by
from candidates.models import Candidate, ClassNomination, Explanation, Holiday, Obligation
from candidates.rulebook import changed, work_calendar
from candidates.rules.calendar import month_later
from tests.candidates.desk_cases import submitted, taken_over
from tests.candidates.pages import browser_of, send
from tests.factories import days_ago, make_candidate, make_person, today

pytestmark = pytest.mark.django_db


def due_page(user, **query):
    return browser_of(user).get(reverse("candidates:due"), query)


def written(day):
    return f"({day:%d/%m/%Y})"


def certified(candidate, on):
    ClassNomination.objects.create(
        candidate=candidate, kind="awareness", nominated_on=on, result="completed", certificate_number="7",
        certificate_on=on,
    )  # fmt: skip
    obligations.sync(Candidate.objects.get(pk=candidate.pk), today())


@pytest.fixture
def three(cast):
    """A certificate near its 60 months, a ceremony near its last day, a recognition past its window: person -> day."""
    ending = make_candidate(cast.A1, "listed", person=make_person("Hoàng Thị Chứng"))
    certified(ending, month_later(today() + timedelta(days=20), -60))
    certificate = month_later(month_later(today() + timedelta(days=20), -60), 60)
    decided, calendar = days_ago(38), work_calendar()
    taken_over(cast, "decided", "Lý Văn Lễ", ("decide", decided))
    joined = days_ago(480)
    taken_over(cast, "probationary", "Đỗ Thị Muộn", ("decide", days_ago(500)), ("admit", joined))
    return {
        "Hoàng Thị Chứng": certificate,
        "Lý Văn Lễ": calendar.add_working_days(decided, 30).day,
        "Đỗ Thị Muộn": calendar.add_working_days(month_later(joined, 12), 30).day,
    }


def test_what_is_near_or_past_its_day_stands_in_the_list_of_the_secretary_and_of_the_staff_above(cast, three):
    for user in ("sec_A1", "staff_A"):
        page = due_page(cast[user]).text
        for who, day in three.items():
            assert who in page
            assert written(day) in page, (user, who)
    first = browser_of(cast["sec_A1"]).get("/").text
    assert first.index("Quá hạn") < first.index("Đỗ Thị Muộn") < first.index("Lý Văn Lễ")
    assert written(three["Đỗ Thị Muộn"]) in first
    assert "Đỗ Thị Muộn" not in due_page(cast["sec_A2"]).text


def test_a_cells_own_list_says_whose_turn_it_is_where_it_is_not_its_own(cast):
    submitted(cast, days_ago(60), "Lò Thị Gửi")
    page = due_page(cast["sec_A1"]).text
    assert "Đến lượt: Đảng ủy cơ sở A" in page
    assert 'scope="col">Đến lượt' not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "overdue"}, {"Đỗ Thị Muộn"}),
        ({"state": "soon", "kind": "certificate"}, {"Hoàng Thị Chứng"}),
        ({"kind": "ceremony"}, {"Lý Văn Lễ"}),
        ({"state": "explained"}, set()),
        ({"state": "nonsense", "kind": "nonsense", "unit": "x"}, {"Hoàng Thị Chứng", "Lý Văn Lễ", "Đỗ Thị Muộn"}),
        ({"within": "7", "kind": "recognition"}, set()),
    ],
)
def test_the_list_is_narrowed_and_ignores_what_it_does_not_know(cast, three, query, shown):
    page = due_page(cast["staff_A"], **query).text
    assert {who for who in three if who in page} == shown


def test_the_list_asks_the_database_as_often_for_many(cast, three):
    def queries():
        client = browser_of(cast["staff_A"])
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("candidates:due")).status_code == 200
        return len(captured)

    few = queries()
    for number in range(6):
        taken_over(cast, "decided", f"Thêm {number}", ("decide", days_ago(20)), cell=cast.A2)
        make_candidate(cast.A1, "listed")
    assert queries() == few


# What is overdue is explained first


def late_case(cast, days):
    """A recognition of cell A1 that was due so many days ago."""
    case = taken_over(cast, "probationary", "Vi Văn Trễ", ("decide", days_ago(430)), ("admit", days_ago(420)))
    Obligation.objects.filter(candidate=case, kind="recognition").update(due_on=days_ago(days))
    Obligation.objects.filter(candidate=case).exclude(kind="recognition").delete()
    return case.obligations.get()


def above(cast):
    """What the base committee's staff and leader read of what is overdue."""
    return (
        due_page(cast["staff_A"], state="overdue").text
        + browser_of(cast["lead_A"]).get(reverse("reports:overdue")).text
    )


def test_the_cell_sees_at_once_what_is_overdue_the_level_above_after_its_days_to_explain(cast):
    duty = late_case(cast, 1)
    assert "Vi Văn Trễ" in due_page(cast["sec_A1"], state="overdue").text
    assert "Vi Văn Trễ" not in above(cast)
    last = explained_by(today())
    Obligation.objects.filter(pk=duty.pk).update(due_on=last)
    assert "Vi Văn Trễ" not in above(cast)
    Obligation.objects.filter(pk=duty.pk).update(due_on=last - timedelta(days=1))
    page = above(cast)
    assert page.count("Vi Văn Trễ") >= 2
    assert "Chưa giải trình" in page


def test_the_days_to_explain_are_working_days(cast):
    calendar, first = work_calendar(), explained_by(today())
    assert calendar.add_working_days(first, 5).day >= today()
    assert calendar.add_working_days(first - timedelta(days=1), 5).day < today()


def test_an_explanation_is_told_above_and_stays_when_the_list_is_made_anew(cast):
    case = taken_over(cast, "probationary", "Lường Văn Chậm", ("decide", days_ago(500)), ("admit", days_ago(480)))
    duty = case.obligations.get(kind="recognition")
    url = reverse("candidates:explain", kwargs={"pk": duty.pk})
    assert url in browser_of(cast["sec_A1"]).get("/").text
    answer = send(
        browser_of(cast["sec_A1"]), url, reason="Bí thư đi học.", remedy="Họp ngay tuần sau.",
        promised_on=today() + timedelta(days=7),
    )  # fmt: skip
    assert answer.status_code == 302
    obligations.refresh(today())
    duty.refresh_from_db()
    assert duty.explanation == Explanation.objects.get()
    page = above(cast)
    assert page.count("Bí thư đi học.") == 2
    assert "Bổ sung giải trình" in due_page(cast["sec_A1"]).text
    assert url not in browser_of(cast["sec_A1"]).get("/").text


def test_what_was_explained_is_shown_the_second_time_and_added_to_in_whole_sentences(cast):
    case = taken_over(cast, "probationary", "Lường Văn Chậm", ("decide", days_ago(500)), ("admit", days_ago(480)))
    url = reverse("candidates:explain", kwargs={"pk": case.obligations.get(kind="recognition").pk})
    client, soon = browser_of(cast["sec_A1"]), today() + timedelta(days=7)
    assert "Đã giải trình" not in client.get(url).text
    assert send(client, url, reason="Bí thư đi học", remedy="Họp ngay;", promised_on=soon).status_code == 302
    words = f"Bí thư đi học. Sẽ làm: Họp ngay. Xong trước ngày {soon:%d/%m/%Y}."
    page = client.get(url).text
    assert words in page
    assert "Ghi bổ sung giải trình" in page
    assert str(cast["sec_A1"]) in page
    assert send(client, url, reason="Mưa lũ", remedy="Họp bù", promised_on=soon).status_code == 302
    page = client.get(url).text
    assert page.index("Mưa lũ. Sẽ làm: Họp bù.") < page.index("Bí thư đi học.")
    assert "Mưa lũ. Sẽ làm: Họp bù." in due_page(cast["sec_A1"]).text
    assert "Mưa lũ. Sẽ làm: Họp bù." in client.get(reverse("candidates:detail", kwargs={"pk": case.pk})).text


# The remarks that a unit owes stand together


def owing_remarks(cast, number, cell=None):
    """So many people of a cell who have been helped for three months without a remark."""
    cell = cell or cast.A1
    for _ in range(number):
        case = make_candidate(cell, "listed")
        mentor = Member.objects.filter(organization=cell).first()
        since = month_later(today().replace(day=1), -2)
        actions.assign_mentor(candidate=case, mentor=mentor, by=None, on=since, resolution_number="1")


def test_the_remarks_that_a_unit_owes_are_one_line_with_each_person_below(cast):
    owing_remarks(cast, 3)
    duties = Obligation.objects.open().filter(kind="remark", organization=cast.A1)
    late, coming = duties.filter(due_on__lt=today()), duties.filter(due_on__gte=today())
    assert (late.count(), coming.count()) == (6, 3)
    page = due_page(cast["sec_A1"])
    remarks = [each for each in page.context["lines"] if "Nhận xét" in each["what"]]
    assert [each["what"] for each in remarks] == [
        "Nhận xét hằng tháng còn thiếu: 6 bản của 3 người",
        f"Nhận xét tháng {today():%m/%Y}: còn 3 người",
    ]
    assert "trong đó 6 việc quá hạn" in page.text
    assert [each["on"] for each in remarks] == sorted(each["on"] for each in remarks)
    for duty in duties.select_related("candidate__person"):
        assert duty.candidate.person.full_name in page.text
        assert (
            reverse("candidates:remark", args=[duty.candidate_id, date.fromisoformat(f"{duty.key}-01")]) in page.text
        )
    for duty in late:
        assert reverse("candidates:explain", args=[duty.pk]) in page.text
    assert f"?chi_bo={cast.A1.pk}" in page.text
    assert "chi_bo=" not in "".join(each["url"] for each in due_page(cast["lead_A"]).context["lines"])
    done = due_page(cast["sec_A1"], state="done")
    assert all("people" not in each for each in done.context["lines"])


def test_other_units_remarks_stand_apart_and_more_of_them_ask_nothing_more(cast):
    def asked():
        client = browser_of(cast["staff_A"])
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("candidates:due"), {"kind": "remark"})
        return len(captured), [(each["where"], len(each["people"])) for each in page.context["lines"]]

    owing_remarks(cast, 2)
    few, units = asked()
    assert units == [("Chi bộ A1", 2)] * 2  # what is overdue, and this month's
    owing_remarks(cast, 3)
    owing_remarks(cast, 4, cast.A2)
    Obligation.objects.filter(kind="remark", due_on__lt=today()).update(due_on=days_ago(40))
    many, units = asked()
    assert many == few
    assert sorted(units) == [("Chi bộ A1", 5), ("Chi bộ A1", 5), ("Chi bộ A2", 4), ("Chi bộ A2", 4)]


@pytest.mark.parametrize(("user", "status"), [("staff_B", 404), ("sec_A2", 404), ("lead_A", 403), ("rec_A", 403)])
def test_who_does_not_act_for_the_unit_does_not_explain(cast, user, status):
    url = reverse("candidates:explain", kwargs={"pk": late_case(cast, 3).pk})
    assert browser_of(cast[user]).get(url).status_code == status


def test_an_explanation_needs_words_and_a_day_to_come(cast):
    duty = late_case(cast, 3)
    url = reverse("candidates:explain", kwargs={"pk": duty.pk})
    answer = send(browser_of(cast["sec_A1"]), url, reason="Ốm dài ngày.", remedy="", promised_on=days_ago(1))
    assert answer.status_code == 422
    assert "Hãy điền “Sẽ làm gì”." in answer.text
    assert "Ốm dài ngày." in answer.text
    answer = send(browser_of(cast["sec_A1"]), url, reason="Ốm.", remedy="Họp.", promised_on=days_ago(1))
    assert (answer.status_code, "từ hôm nay trở đi" in answer.text) == (422, True)
    assert not Explanation.objects.exists()


def test_what_is_not_overdue_is_not_explained(cast):
    duty = late_case(cast, -3)
    url = reverse("candidates:explain", kwargs={"pk": duty.pk})
    answer = send(browser_of(cast["sec_A1"]), url, reason="Ốm.", remedy="Họp.", promised_on=today())
    assert answer.status_code == 409


# What units check, and when they are reminded


def test_a_units_check_is_asked_again_after_its_months(cast):
    url = reverse("candidates:checks", kwargs={"code": cast.A1.code})
    assert "Chưa ghi" in browser_of(cast["sec_A1"]).get(url).text
    on = month_later(today(), -13)
    assert send(browser_of(cast["sec_A1"]), url, kind="reconciliation", on=on).status_code == 302
    duty = Obligation.objects.open().get(candidate=None)
    assert (duty.acts_at, duty.due_on) == (cast.A1, month_later(on, 12))
    for page in (due_page(cast["sec_A1"]).text, browser_of(cast["sec_A1"]).get("/").text):
        assert "Đối khớp hồ sơ đảng viên" in page
    assert send(browser_of(cast["sec_A1"]), url, kind="reconciliation", on=today()).status_code == 302
    assert Obligation.objects.open().get(candidate=None).due_on == month_later(today(), 12)
    explained = Obligation.objects.open().filter(candidate=None)
    assert explained.count() == 1


def test_the_units_are_locked_while_what_they_check_is_worked_out(cast, monkeypatch):
    clock.record_check(organization=cast.A1, by=None, kind="list_review", on=days_ago(90))
    duty, held, lock = Obligation.objects.open().get(candidate=None), [], QuerySet.select_for_update

    def locking(rows, *args, **kwargs):
        held.append(rows.model)
        return lock(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", locking)
    obligations.refresh(today())
    assert held.index(Organization) < held.index(Candidate)
    held.clear()
    clock.explain(obligation=duty, by=None, reason="Quên", remedy="Rà soát", promised_on=today())
    assert Organization in held


def test_a_units_overdue_check_is_explained_too(cast):
    clock.record_check(organization=cast.A1, by=None, kind="list_review", on=days_ago(90))
    duty = Obligation.objects.open().get(candidate=None)
    url = reverse("candidates:explain", kwargs={"pk": duty.pk})
    answer = send(browser_of(cast["sec_A1"]), url, reason="Quên.", remedy="Rà soát ngay.", promised_on=today())
    assert answer.status_code == 302
    duty.refresh_from_db()
    assert duty.explanation.reason == "Quên."


def test_reminders_come_on_the_units_own_days_else_on_those_from_above(cast):
    case = make_candidate(cast.A1, "listed", person=make_person("Hoàng Thị Chứng"))
    certified(case, month_later(today() + timedelta(days=45), -60))
    assert "nhắc lần" not in due_page(cast["sec_A1"]).text
    url = reverse("candidates:reminders", kwargs={"code": cast.A.code})
    assert send(browser_of(cast["staff_A"]), url, first="50", second="20", third="5").status_code == 302
    assert "nhắc lần 1" in due_page(cast["sec_A1"]).text
    own = reverse("candidates:reminders", kwargs={"code": cast.A1.code})
    assert send(browser_of(cast["sec_A1"]), own, first="60", second="50", third="5").status_code == 302
    assert "nhắc lần 2" in due_page(cast["sec_A1"]).text
    assert send(browser_of(cast["sec_A1"]), own, first="10", second="20", third="5").status_code == 422


# Rows follow the rules


def test_a_day_off_moves_open_obligations_only_and_says_how_many(cast, three):
    open_before = dict(Obligation.objects.open().values_list("pk", "due_on"))
    done = Obligation.objects.open().filter(kind="mentor").first()
    Obligation.objects.filter(kind="ceremony").update(done_on=None)
    day = today() + timedelta(days=1)
    while not work_calendar().is_working(day):
        day += timedelta(days=1)
    Holiday.objects.create(day=day, name="Nghỉ thêm", kind="holiday", source="Thông báo số 1")
    changed()
    moved = obligations.refresh_moved(today())
    now = dict(Obligation.objects.open().values_list("pk", "due_on"))
    assert moved == sum(now[pk] != due_on for pk, due_on in open_before.items())
    assert moved == 1  # the ceremony's last day lies behind it; a recognition whose day has passed stays
    assert done is None or done.pk in now
    assert obligations.refresh_moved(today()) == 0


def test_what_is_due_is_read_for_any_day_without_writing(cast, three):
    obligations.refresh(today())
    with CaptureQueriesContext(connection) as captured:
        rows = obligations.due_in(cast.X, today())
    assert all(query["sql"].startswith("SELECT") for query in captured)
    held = Obligation.objects.open().filter(opens_on__lte=today()).values_list("candidate", "kind", "key", "due_on")
    assert sorted((row.candidate.pk, row.duty.kind, row.duty.key, row.duty.due_on) for row in rows) == sorted(held)
    late = next(row for row in rows if row.duty.kind == "recognition")
    assert late.as_dict()["state"] == "overdue"
    before = {
        row.duty.kind for row in obligations.due_in(cast.A1, days_ago(470)) if str(row.candidate) == "Đỗ Thị Muộn"
    }
    assert "recognition" not in before
    assert "new_member_class" in before
