"""The rulebook's pages: what holds on a day, what differs, confirming and correcting a value with its source."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessRecord
from candidates.models import Obligation, RuleRevision
from candidates.rulebook import rule_set
from candidates.rules.keys import KEYS
from candidates.rules.reference import FOR_READING
from partydev.once import new_token
from tests.candidates.pages import browser_of, send
from tests.candidates.rulebook_answers import KEY, answers, page, revise
from tests.factories import days_ago, make_candidate, make_cast
from tests.kept import once_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]
made_cast = once_a_module(make_cast)


# Reading


def test_what_nothing_asks_for_is_marked_and_only_that(cast):
    asked = set()
    for folder in ("accounts", "branches", "candidates", "dossiers", "reports"):
        for path in Path(settings.BASE_DIR, folder).rglob("*.py"):
            if not {"migrations", "shipped"} & set(path.parts) and path.name not in (
                "keys.py",
                "key_words.py",
                "reference.py",
            ):
                asked |= set(re.findall(r'"([a-z_0-9]+)"', path.read_text()))
    assert {key for key in KEYS if key not in asked} == FOR_READING
    client = browser_of(cast["sec_A1"])
    text = page(client, "page", ngay="01/08/2026").text
    assert text.count("Chỉ để tra cứu") == sum(key in rule_set(date(2026, 8, 1)) for key in FOR_READING)
    assert "Mục này chỉ để tra cứu" in page(client, "value", "card_digits").text
    assert "Mục này chỉ để tra cứu" not in page(client, "value", KEY).text


def test_the_page_shows_values_with_clause_days_and_doubt(cast):
    text = page(browser_of(cast["sec_A1"]), "page", ngay="01/08/2026").content.decode()
    assert "Quy định áp dụng ngày 01/08/2026" in text
    for words in (
        "ít nhất 2/3",
        "trên 1/2",
        "60 tháng",
        "30 ngày làm việc",
        "18 tuổi",
        "12 chữ số",
        "ngày ký quyết định",
    ):
        assert words in text, words
    assert "khoản 3 Điều 4 Điều lệ Đảng" in text
    assert "Áp dụng từ ngày 26/07/2026" in text
    assert "Chưa được xác nhận" in text
    assert "Theo nguồn thứ cấp" in text
    assert "Ghi tại đây" not in text


def test_the_day_chooses_the_set(cast):
    client = browser_of(cast["sec_A1"])
    assert "ngày chi bộ nhận quyết định" in page(client, "page", ngay="25/07/2026").content.decode()
    later = page(client, "page", ngay="26/07/2026").content.decode()
    assert "ngày chi bộ nhận quyết định" not in later


@pytest.mark.parametrize("day", ["24/07/2016", "01/01/1990"])
def test_a_day_before_all_sets_says_so_and_shows_none(cast, day):
    text = page(browser_of(cast["sec_A1"]), "page", ngay=day).content.decode()
    assert "Chưa có bộ quy định nào trước ngày 25/07/2016." in text
    assert 'class="law"' not in text
    assert f'value="{day}"' in text


def test_a_day_that_is_none_says_why(cast):
    text = page(browser_of(cast["sec_A1"]), "page", ngay="31/02/2026").content.decode()
    assert "Không có ngày 31; tháng 2 năm 2026 có 28 ngày." in text
    assert 'class="law"' not in text


def test_two_days_show_only_what_differs(cast):
    client = browser_of(cast["sec_A1"])
    text = page(client, "compare", tu="25/07/2026", den="26/07/2026").content.decode()
    for words in (
        "Trình độ học vấn tối thiểu của người vào Đảng",
        "ngày chi bộ nhận quyết định",
        "ngày ký quyết định",
        "điểm 1.2 Quy định 208-QĐ/TW",
    ):
        assert words in text, words
    assert f"{KEYS['probation_months'].label}</a>" not in text
    assert "khác quy định ngày 25/07/2026 ở những điểm sau." in text
    same = page(client, "compare", tu="26/07/2026", den="27/07/2026").content.decode()
    assert "Không có nội dung nào thay đổi" in same
    assert "Ngày 26/07/2026 và ngày 27/07/2026 cùng áp dụng một bộ quy định." in same


@pytest.mark.parametrize("typed", ["2026-07-26", "26.7.2026", "26/07/2026", "26072026"])
def test_a_day_is_shown_as_days_are_however_it_was_typed(cast, typed):
    client = browser_of(cast["sec_A1"])
    for name, query in (("page", {"ngay": typed}), ("compare", {"tu": typed, "den": "2026-07-27"})):
        text = page(client, name, **query).text
        assert 'value="26/07/2026"' in text
        assert 'value="2026-' not in text


LEFT_OPEN = re.compile(
    r"(\b(trong|từ|sau|khi|cứ|của|đến|đến hết|ít nhất|nhiều nhất|tối thiểu|tối đa|có|là|với)|[,:;])$"
)


def test_every_label_is_a_whole_phrase():
    assert [row.label for row in KEYS.values() if LEFT_OPEN.search(row.label)] == []
    # "Xóa tên: …" says nothing where the label stands alone, as a heading or in the log.
    assert [row.label for row in KEYS.values() if ":" in row.label or len(row.label.split()) < 4] == []
    assert len({row.label for row in KEYS.values()}) == len(KEYS)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"tu": "01/01/2016", "den": "26/07/2026"}, "Chưa có bộ quy định nào"),
        ({"tu": "26/07/2026", "den": "25/07/2026"}, "Ngày sau không thể trước ngày đầu."),
        ({"tu": "26/07/2026", "den": "26/07/2026"}, "Hai ngày trùng nhau nên không có gì để so sánh."),
        ({"tu": "26/07/2026", "den": "2026-07-26"}, "Hai ngày trùng nhau nên không có gì để so sánh."),
        ({"tu": "26/07/2026"}, "Hãy điền “Đến ngày”."),
        ({"tu": "", "den": "26/07/2026"}, "Hãy điền “Từ ngày”."),
        ({"tu": "30/02/2026", "den": "26/07/2026"}, "tháng 2 năm 2026 có 28 ngày."),
        ({"tu": "hôm nay", "den": "26/07/2026"}, "Hãy viết theo thứ tự ngày/tháng/năm"),
    ],
)
def test_days_that_cannot_be_compared(cast, query, words):
    text = page(browser_of(cast["sec_A1"]), "compare", **query).content.decode()
    assert words in text
    assert 'aria-invalid="true"' in text
    assert 'class="law"' not in text


def test_a_value_that_is_none_does_not_exist(cast):
    assert page(browser_of(cast["sec_A1"]), "value", "no-such").status_code == 404
    assert page(browser_of(cast["head_X"]), "revise", "no-such").status_code == 404


@pytest.mark.parametrize("name", ["youth_A", "union_A", "auditor_X"])
def test_who_opens_no_dossier_does_not_read_it(cast, name):
    assert page(browser_of(cast[name]), "page").status_code == 403


@pytest.mark.parametrize("name", ["sec_A1", "staff_A", "rec_A", "lead_X", "centre_X", "helper_A1", "sysadmin"])
def test_who_works_with_cases_classes_or_reports_reads_it(cast, name):
    client = browser_of(cast[name])
    for each, args in (("page", ()), ("compare", ()), ("value", (KEY,)), ("holidays", ())):
        text = page(client, each, *args).content.decode()
        assert "Xác nhận, sửa</" not in text or name == "sysadmin"


# Who changes it


@pytest.mark.parametrize("name", ["sec_A1", "staff_A", "head_A", "lead_X"])
def test_only_the_top_of_the_tree_changes_what_holds_for_all(cast, name):
    client = browser_of(cast[name])
    assert page(client, "revise", KEY).status_code == 403
    assert revise(client).status_code == 403
    assert not RuleRevision.objects.exists()


@pytest.mark.parametrize("name", ["head_X", "sysadmin"])
def test_a_correction_holds_from_its_day_and_not_before(cast, name):
    client = browser_of(cast[name])
    response = revise(client)
    assert response.status_code == 302, response.content.decode()
    assert rule_set(date(2026, 9, 30)).value(KEY) == 30
    assert rule_set(date(2026, 10, 1)).value(KEY) == 20
    row = rule_set(date(2026, 10, 1))[KEY]
    assert (str(row.citation), row.confidence) == ("điểm 2.1 Hướng dẫn 05-HD/TW ngày 15/9/2026", "confirmed")
    text = client.get(response["Location"]).content.decode()
    for words in ("20 ngày làm việc", "Ghi tại đây", "Hướng dẫn mới thay số ngày.", str(cast[name]), "Đã ghi"):
        assert words in text, words
    log = AccessRecord.objects.filter(kind="rulebook_changed", user=cast[name])
    assert f"Quy định: {KEY}" in log.values_list("about", flat=True)


def test_confirming_keeps_the_value_and_takes_its_badge(cast):
    client = browser_of(cast["head_X"])
    form = page(client, "revise", "deciding_body").content.decode()
    assert 'value="Quy định 208-QĐ/TW"' in form
    found = revise(
        client,
        "deciding_body",
        value="base_standing",
        valid_from="26/07/2026",
        document="Quy định 208-QĐ/TW",
        issuer="Ban Chấp hành Trung ương",
        issued_on="26/07/2026",
    )
    assert found.status_code == 302
    row = rule_set(date(2026, 8, 1))["deciding_body"]
    assert (row.value, row.confidence, row.revised) == ("base_standing", "confirmed", True)


def test_a_sent_form_counts_once(cast):
    client, token = browser_of(cast["head_X"]), new_token(None)
    data = {**answers(), "confirmed": "1", "form_token": token}
    url = reverse("rulebook:revise", args=[KEY])
    first, second = client.post(url, data), client.post(url, data)
    assert first["Location"] == second["Location"]
    assert RuleRevision.objects.count() == 1


def test_who_comes_second_is_told(cast):
    client = browser_of(cast["head_X"])
    assert revise(client).status_code == 302
    response = revise(browser_of(cast["sysadmin"]), value="25")
    assert response.status_code == 409
    text = response.content.decode()
    assert "người khác đã sửa mục này" in text
    assert 'value="25"' in text
    assert RuleRevision.objects.count() == 1


# Bad input


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        (KEY, {"document": ""}, "Hãy điền “Văn bản làm căn cứ”."),
        (KEY, {"document": "–"}, "Ghi số, ký hiệu của văn bản làm căn cứ."),
        (KEY, {"issuer": ""}, "Hãy điền “Cơ quan ban hành”."),
        (KEY, {"issued_on": ""}, "Hãy điền “Ngày ban hành”."),
        (KEY, {"issued_on": "01/01/2099"}, "Ngày ban hành chưa đến"),
        (KEY, {"reason": ""}, "Hãy điền “Lý do ghi”."),
        (KEY, {"value": ""}, "Hãy điền “Giá trị (ngày làm việc)”."),
        (KEY, {"value": "-3"}, "không được nhỏ hơn 1"),
        (KEY, {"value": "2,5"}, "phải là một số nguyên"),
        (KEY, {"valid_from": "24/07/2016"}, "Chưa có bộ quy định nào trước ngày 25/07/2016."),
        (
            KEY,
            {"valid_from": "01/10/2026", "valid_to": "30/09/2026"},
            "Ngày hết áp dụng không thể trước ngày bắt đầu.",
        ),
        (KEY, {"valid_from": "01/06/2026"}, "Khoảng này chồng lên giá trị áp dụng từ ngày 26/07/2026."),
        ("political_conclusion", {"value": "co", "valid_from": "01/01/2020"}, "Chưa có giá trị nào của mục này trước"),
        ("probation_months", {"value": "-12"}, "không được nhỏ hơn 1"),
        ("cell_admission_majority", {"value": "3/2"}, "Nhập một phần của toàn bộ"),
        ("cell_admission_majority", {"value": "hai phần ba"}, "Viết dưới dạng phần trên tổng số"),
        ("minimum_schooling", {"value": "đại học"}, "không còn trong danh sách"),
        ("dossier_papers", {"value": ["zz"]}, "không còn trong danh sách"),
        ("over_60_consent", {"value": "maybe"}, "không còn trong danh sách"),
    ],
)
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}], ids=["looked over", "sent"])
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(cast, key, changes, words, confirmed):
    client, url = browser_of(cast["head_X"]), reverse("rulebook:revise", args=[key])
    response = send(client, url, **answers(**changes), **confirmed)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "Hướng dẫn mới thay số ngày." in text or "reason" in changes
    assert not RuleRevision.objects.exists()


def test_an_unchanged_value_is_not_recorded_again(cast):
    client = browser_of(cast["head_X"])
    assert revise(client).status_code == 302
    again = revise(client, seen=str(RuleRevision.objects.get().pk))
    assert again.status_code == 422
    assert "không có gì để sửa" in again.content.decode()


def test_odd_letters_are_kept(cast):
    client = browser_of(cast["head_X"])
    assert revise(client, issuer="Ban Thường vụ Čư̆ M’gar", reason="Ð\u00f4\u0323c lại").status_code == 302
    row = RuleRevision.objects.get()
    assert row.issuer == "Ban Thường vụ Čư̆ M’gar"
    assert row.reason == "Độc lại"


# Recording


def test_recording_moves_open_deadlines_and_leaves_what_is_done(cast):
    case = make_candidate(cast.A1, "probationary")
    duty = Obligation.objects.open().get(candidate=case, kind="recognition")
    Obligation.objects.filter(candidate=make_candidate(cast.B1, "probationary"), kind="recognition").update(
        done_on=days_ago(1)
    )
    done = Obligation.objects.get(done_on=days_ago(1), kind="recognition")
    client = browser_of(cast["head_X"])
    response = revise(client, valid_from="26/07/2026")
    text = client.get(response["Location"]).content.decode()
    assert "hạn còn mở được dời; việc đã xong giữ nguyên" in text
    moved = Obligation.objects.get(pk=duty.pk)
    assert moved.due_on < duty.due_on
    assert Obligation.objects.get(pk=done.pk).due_on == done.due_on
    assert AccessRecord.objects.filter(about__startswith="Đã tính lại hạn: ").exists()


def test_pages_ask_no_more_for_many_revisions(cast):
    client = browser_of(cast["head_X"])

    def asked():
        counts = []
        for name, args in (("page", ()), ("value", (KEY,)), ("holidays", ())):
            page(client, name, *args)
            with CaptureQueriesContext(connection) as queries:
                page(client, name, *args)
            counts.append(len(queries))
        return counts

    revise(client, value="29")
    few = asked()
    for number in range(8):
        last = RuleRevision.objects.order_by("-pk").values_list("pk", flat=True)[0]
        assert revise(client, value=str(20 + number), seen=str(last)).status_code == 302
    assert asked() == few
