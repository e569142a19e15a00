"""R16: the list of days off, what it moves and what it leaves; dates over Tết, substitute days, Saturdays worked."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.models import AccessRecord
from candidates import actions, obligations
from candidates.models import Holiday, Obligation, RulebookStamp
from candidates.rulebook import changed, one_book, rule_set, work_calendar
from candidates.rules.calendar import month_later
from tests.candidates.pages import browser_of, day, send
from tests.factories import days_ago, make_cast, make_person, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


# The table of R16: from a day, so many working days by the list of the installation


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Friday before Tết; Monday after it
        (date(2026, 2, 10), 30, date(2026, 3, 31)),  # over Tết
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # Giỗ Tổ on a Sunday, Monday off in its place
        (date(2026, 4, 29), 1, date(2026, 5, 4)),  # 30/4 and 1/5 into a weekend
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a Saturday worked …
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # … for Monday 31/8, then the National Day
        (date(2026, 1, 9), 1, date(2026, 1, 10)),  # a Saturday worked for 2/1
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # the new day off on 24/11
        (date(2024, 2, 28), 2, date(2024, 3, 1)),  # 29/2 is a working day
    ],
)
def test_working_days_by_the_list(start, days, due):
    deadline = work_calendar().add_working_days(start, days)
    assert (deadline.day, deadline.unsure) == (due, False)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_calendar_months(start, months, end):
    assert month_later(start, months) == end


def test_a_few_days_do_not_make_a_year_known(cast):
    year = today().year + 2
    Holiday.objects.filter(day__year=year).delete()
    add(browser_of(cast["head_X"]), date(year, 1, 3))
    assert Holiday.objects.filter(day__year=year).exists()
    assert work_calendar().add_working_days(date(year, 5, 2), 3).unsure


# Adding, changing, removing


def a_workday(after):
    calendar, found = work_calendar(), after + timedelta(days=1)
    while not calendar.is_working(found):
        found += timedelta(days=1)
    return found


def add(client, on, **changes):
    data = {"day": day(on), "kind": "holiday", "name": "Ngày nghỉ thử", "source": "Thông báo 01/TB", **changes}
    return recorded(client, reverse("rulebook:holiday_add"), **data)


def recorded(client, url, **data):
    """The second press, after looking over what would move."""
    return send(client, url, **data, confirmed="1")


def decided(cast):
    case = actions.take_over(
        by=None,
        organization=cast.A1,
        person=make_person("Lò Thị Hạn"),
        stage="decided",
        entered_on=days_ago(300),
        milestones=[actions.Milestone("decide", days_ago(3))],
    )
    obligations.refresh(today())
    return Obligation.objects.open().get(candidate=case, kind="ceremony")


def test_a_day_off_moves_open_deadlines_only_and_says_so(cast):
    client, duty = browser_of(cast["head_X"]), decided(cast)
    done = Obligation(
        candidate=duty.candidate,
        kind="certificate",
        text="Đã xong",
        opens_on=days_ago(20),
        due_on=duty.due_on,
        done_on=days_ago(1),
        acts_at=cast.A1,
    ).place(cast.A1)
    done.save()
    response = add(client, a_workday(today()))
    text = client.get(response["Location"]).content.decode()
    moved = Obligation.objects.get(pk=duty.pk)
    assert moved.due_on > duty.due_on
    assert Obligation.objects.get(pk=done.pk).due_on == duty.due_on
    assert "hạn còn mở được dời; việc đã xong giữ nguyên." in text
    assert "Thêm ngày" in text
    about = AccessRecord.objects.filter(kind="rulebook_changed").values_list("about", flat=True)
    assert any(each.startswith("Lịch nghỉ: ngày ") for each in about)
    assert any(each.startswith("Đã tính lại hạn: ") for each in about)
    row = Holiday.objects.get(name="Ngày nghỉ thử")
    url = reverse("rulebook:holiday_remove", args=[row.pk])
    recorded(client, url, reason="Ghi nhầm", seen=shown(client, url))
    assert Obligation.objects.get(pk=duty.pk).due_on == duty.due_on
    kept = client.get(reverse("rulebook:holidays"), {"nam": row.day.year}).content.decode()
    assert "Ghi nhầm" in kept
    assert str(cast["head_X"]) in kept


def all_rows():
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def test_before_anything_is_recorded_the_page_tells_how_many_and_which_deadlines_would_move(cast):
    client, duty, on = browser_of(cast["head_X"]), decided(cast), a_workday(today())
    before = all_rows()
    data = {"day": day(on), "kind": "holiday", "name": "Ngày nghỉ thử", "source": "Thông báo 01/TB"}
    looked = send(client, reverse("rulebook:holiday_add"), **data)
    assert looked.status_code == 200
    assert all_rows() == before
    for words in (
        "Chưa ghi gì.",
        "<strong>1 hạn còn mở</strong> sẽ dời",
        str(duty.candidate),
        f"hiện nay hạn {day(duty.due_on)}; sau khi ghi hạn ",
        "Ngày nghỉ thử",
    ):
        assert words in looked.text, words
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', looked.text))
    hidden.pop("csrfmiddlewaretoken", None)
    assert {name: hidden[name] for name in data} == data
    back = client.post(reverse("rulebook:holiday_add"), {**hidden, "back": "1"})
    assert back.status_code == 200
    assert "Thông báo 01/TB" in back.text
    done = client.post(reverse("rulebook:holiday_add"), {**hidden, "confirmed": "1"})
    assert "1 hạn còn mở được dời" in client.get(done["Location"]).text
    moved = Obligation.objects.get(pk=duty.pk).due_on
    assert f"sau khi ghi hạn {day(moved)}, lùi " in looked.text


def test_taking_a_day_off_the_list_is_tried_first_too(cast):
    client, duty, on = browser_of(cast["head_X"]), decided(cast), a_workday(today())
    add(client, on)
    url, later = reverse("rulebook:holiday_remove", args=[Holiday.objects.get(day=on).pk]), all_rows()
    looked = send(client, url, reason="Ghi nhầm", seen=shown(client, url))
    assert f"sau khi ghi hạn {day(duty.due_on)}, sớm hơn " in looked.text
    assert "<strong>1</strong> hạn đến sớm hơn" in looked.text
    assert all_rows() == later


def test_a_day_that_moves_nothing_says_so(cast):
    client = browser_of(cast["head_X"])
    data = {"day": "04/03/2026", "kind": "holiday", "name": "Ngày nghỉ thử", "source": "Thông báo 01/TB"}
    assert "không hồ sơ nào thay đổi" in send(client, reverse("rulebook:holiday_add"), **data).text
    done = add(client, date(2026, 3, 4))
    assert "Không hạn nào còn mở phải dời." in client.get(done["Location"]).text


def test_changing_a_day_keeps_its_history(cast):
    client = browser_of(cast["sysadmin"])
    on = a_workday(today())
    add(client, on)
    row = Holiday.objects.get(day=on)
    data = {"kind": "compensation", "name": "Nghỉ bù thử", "source": "Thông báo 02/TB"}
    url = reverse("rulebook:holiday_change", args=[row.pk])
    assert recorded(client, url, **data, seen=shown(client, url)).status_code == 302
    text = client.get(reverse("rulebook:holidays"), {"nam": on.year}).content.decode()
    assert "Nghỉ bù thử" in text
    assert "Thông báo 01/TB" in text
    assert [each.history_type for each in Holiday.history.filter(id=row.pk).order_by("history_id")] == ["+", "~"]


def shown(client, url):
    """The state of the day that the form at `url` carries."""
    return client.get(url).context["form"]["seen"].value()


@pytest.mark.parametrize("name", ["change", "remove"])
def test_who_saw_the_day_as_it_was_does_not_overwrite_what_another_made_of_it(cast, name):
    first, second = browser_of(cast["sysadmin"]), browser_of(cast["head_X"])
    on = a_workday(today())
    add(first, on)
    pk = Holiday.objects.get(day=on).pk
    url, change = reverse(f"rulebook:holiday_{name}", args=[pk]), reverse("rulebook:holiday_change", args=[pk])
    data = {"kind": "holiday", "source": "Thông báo 02/TB"}
    seen, shown_before = shown(first, change), shown(second, url)
    assert recorded(first, change, **data, name="Lần một", seen=seen).status_code == 302
    late = recorded(second, url, **data, name="Lần hai", reason="Ghi nhầm", seen=shown_before)
    assert late.status_code == 409
    assert "người khác đã sửa ngày này" in late.text
    assert Holiday.objects.get(pk=pk).name == "Lần một"
    assert recorded(second, url, **data, name="Lần hai", reason="Ghi nhầm").status_code == 409
    assert recorded(second, url, **data, name="Lần hai", reason="Ghi nhầm", seen=shown(second, url)).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": ""}, "Hãy điền “Ngày”."),
        ({"day": "31/02/2026"}, "Không có ngày 31"),
        ({"day": "01/01/1999"}, "Ghi ngày trong các năm từ 2016"),
        ({"day": "01/01/2026"}, "Ngày này đã có trong lịch: Tết Dương lịch"),
        ({"source": ""}, "Hãy điền “Căn cứ”."),
        ({"name": ""}, "Hãy điền “Tên”."),
        ({"kind": "makeup", "day": "04/03/2026"}, "Ngày làm bù phải là thứ bảy hoặc chủ nhật."),
        ({"kind": "compensation", "day": "07/03/2026"}, "vốn đã nghỉ"),
        ({"kind": "feast"}, "không còn trong danh sách"),
    ],
)
def test_what_cannot_be_a_day_off(cast, changes, words):
    before = Holiday.objects.count()
    response = add(browser_of(cast["head_X"]), date(2026, 3, 4), **changes)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "Thông báo 01/TB" in text or "source" in changes
    assert Holiday.objects.count() == before


@pytest.mark.parametrize("name", ["sec_A1", "head_A", "lead_X"])
def test_only_the_top_changes_the_list(cast, name):
    client, row = browser_of(cast[name]), Holiday.objects.first()
    assert add(client, date(2026, 3, 4)).status_code == 403
    for each in ("holiday_change", "holiday_remove"):
        assert client.get(reverse(f"rulebook:{each}", args=[row.pk])).status_code == 403


def test_a_years_page_shows_made_up_saturdays_and_which_years_are_missing(cast):
    client = browser_of(cast["sec_A1"])
    text = client.get(reverse("rulebook:holidays"), {"nam": "2026"}).content.decode()
    for words in ("22/08/2026", "Làm bù", "thứ bảy", "Quốc khánh", "Chưa có lịch nghỉ"):
        assert words in text, words
    assert "holidays 0.108" not in text
    assert "Thêm ngày" not in text
    for odd in ("abc", "1999", "99999999999999999999", "²"):
        assert client.get(reverse("rulebook:holidays"), {"nam": odd}).status_code == 200


def test_a_day_computed_without_a_missing_year_says_so_wherever_it_is_shown(cast):
    duty = decided(cast)
    secretary, staff = browser_of(cast["sec_A1"]), browser_of(cast["staff_A"])
    pages = {
        "list": lambda: secretary.get(reverse("candidates:due")).text,
        "person": lambda: secretary.get(reverse("candidates:detail", args=[duty.candidate.pk])).text,
        "home": lambda: secretary.get("/").text,
        "above": lambda: staff.get(reverse("candidates:due")).text,
    }
    words = f"chưa có lịch nghỉ lễ năm {today().year}, ngày này tính như không có ngày lễ"
    assert [name for name, shows in pages.items() if "chưa có lịch nghỉ lễ" in shows()] == []
    Holiday.objects.filter(day__year=today().year).delete()
    changed()
    assert obligations.refresh_moved(today()) in (0, 1)
    assert Obligation.objects.get(pk=duty.pk).unsure
    assert [name for name, shows in pages.items() if words not in shows()] == []


# Other processes


def test_another_process_reads_anew_by_the_stamp(cast):
    client, on = browser_of(cast["head_X"]), date(2026, 3, 4)
    assert work_calendar().is_working(on)
    add(client, on)
    first = RulebookStamp.objects.get().token
    with one_book():  # as another process does on its next request
        assert not work_calendar().is_working(on)
    url = reverse("rulebook:holiday_remove", args=[Holiday.objects.get(day=on).pk])
    recorded(client, url, reason="Ghi nhầm", seen=shown(client, url))
    assert RulebookStamp.objects.get().token != first
    assert work_calendar().is_working(on)
    assert rule_set(on).calendar.is_working(on)


def test_where_there_are_many_cases_the_worker_moves_their_deadlines(cast, monkeypatch):
    monkeypatch.setattr("candidates.actions.rulebook.AT_ONCE", 0)
    duty, client = decided(cast), browser_of(cast["head_X"])
    response = add(client, a_workday(today()))
    assert (
        "1 hạn còn mở đang được dời; số hạn đã dời sẽ ghi vào nhật ký."
        in client.get(response["Location"]).content.decode()
    )
    assert Obligation.objects.get(pk=duty.pk).due_on > duty.due_on  # the tests' worker is at it at once
    log = AccessRecord.objects.filter(about__startswith="Đã tính lại hạn: ", user=None)
    assert log.exists()
