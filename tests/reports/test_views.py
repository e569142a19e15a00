"""Choosing a report, reading it, taking its PDF: who may, and what bad input gets."""

from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from tests.factories import sign_in, today

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def as_user(client, cast):
    return lambda name: sign_in(client, cast[name])


def url(name, code, key):
    return reverse(f"reports:{name}", args=[code, key])


YEAR = str(today().year)
LAST = str(today().year - 1)
NEXT = str(today().year + 1)


# Choosing


def test_choosing_leads_to_the_report(as_user):
    answer = as_user("lead_A").get(reverse("reports:list"), {"don_vi": "a", "loai": "Q1", "nam": YEAR})
    assert (answer.status_code, answer["Location"]) == (302, url("report", "a", f"{YEAR}-Q1"))


def test_choosing_begins_with_the_own_unit(as_user, cast):
    page = as_user("lead_A").get(reverse("reports:list")).content.decode()
    assert f'<option value="a" selected>{cast.A.name}' in page
    assert cast.B.name not in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"loai": "Q1", "nam": NEXT}, "Kỳ này chưa đến"),
        ({"loai": "TERM", "nam": YEAR}, "Chưa ghi ngày bắt đầu nhiệm kỳ"),
        ({"loai": "DATES", "nam": YEAR, "tu": "30/06/2025", "den": "01/01/2025"}, "đứng trước ngày bắt đầu"),
        ({"loai": "DATES", "nam": YEAR, "tu": "31/02/2025", "den": "01/03/2025"}, "Không có ngày 31"),
        ({"loai": "DATES", "nam": YEAR, "tu": "01/01/2025"}, "Hãy điền ngày này"),
        ({"loai": "Q1", "nam": YEAR, "don_vi": "b1"}, "Không tìm thấy đơn vị này"),
        ({"loai": "Q1", "nam": YEAR, "don_vi": "khong-co"}, "Không tìm thấy đơn vị này"),
    ],
)
def test_bad_choice_is_answered_at_the_field(as_user, cast, asked, words):
    answer = as_user("lead_A").get(reverse("reports:list"), {"don_vi": "a", **asked})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert cast.B.name not in page
    for typed in (asked.get("tu"), asked.get("den")):
        assert not typed or f'value="{typed}"' in page


# Reading


def test_report_on_screen_opens_its_lists(as_user):
    page = as_user("lead_A").get(url("report", "a", YEAR)).content.decode()
    assert "BÁO CÁO" in page
    assert "DỰ THẢO" in page
    assert f"{reverse('reports:people')}?don_vi=a&amp;ky={YEAR}&amp;chi_tieu=full_members" in page
    assert "Kỳ này chưa kết thúc" in page
    assert "Gửi báo cáo" not in page  # a leader reads


@pytest.mark.parametrize("name", ["report", "pdf"])
@pytest.mark.parametrize("code", ["b", "b1", "x", "khong-co"])
def test_units_outside_do_not_exist(as_user, name, code):
    assert as_user("lead_A").get(url(name, code, YEAR)).status_code == 404


@pytest.mark.parametrize("name", ["helper_A1", "sysadmin", "auditor_X", "centre_X"])
def test_who_reads_no_reports(as_user, name):
    assert as_user(name).get(url("report", "a", YEAR)).status_code == 403


def test_a_period_to_come_is_said_and_not_shown(as_user):
    answer = as_user("lead_A").get(url("report", "a", NEXT))
    assert answer.status_code == 422
    assert f"năm {NEXT}” chưa đến" in answer.content.decode()
    assert as_user("lead_A").get(url("pdf", "a", NEXT)).status_code == 404


@pytest.mark.parametrize(
    ("code", "words", "kept"),
    [
        ("2025-06-30..2025-01-01", "đứng trước ngày bắt đầu 30/06/2025", ("30/06/2025", "01/01/2025")),
        ("2025-02-31..2025-03-01", "Không có ngày 31", ("31/02/2025", "01/03/2025")),
        ("1929-01-01..2025-03-01", "phải từ năm 1930", ("01/01/1929", "01/03/2025")),
        (f"TERM-{YEAR}", "Chưa ghi ngày bắt đầu nhiệm kỳ", ()),
        ("2025-Q9", "Hãy chọn kỳ báo cáo.", ()),
        ("1700", "không còn trong danh sách “Năm”", ()),
        ("%3Cscript%3E", "Hãy chọn kỳ báo cáo.", ()),
    ],
)
def test_an_impossible_period_in_the_address_is_answered_at_its_field(as_user, code, words, kept):
    address = url("report", "a", "KY").replace("KY", code)
    answer = as_user("lead_A").get(address)
    page = unescape(answer.content.decode())
    assert (answer.status_code, words in page) == (422, True)
    assert all(f'value="{day}"' in page for day in kept)
    assert as_user("lead_A").get(f"{address}pdf").status_code == 404


def test_decimals_are_chosen_from_a_list(as_user, cast):
    client = as_user("lead_A")
    assert (
        f"{url('pdf', 'a', LAST)}?thap_phan=0"
        in client.get(url("report", "a", LAST), {"thap_phan": "0"}).content.decode()
    )
    plain = client.get(url("report", "a", LAST)).context["fragment"]
    odd = {"thap_phan": "7", "user": "1", "unit": "b"}
    assert client.get(url("report", "a", LAST), odd).context["fragment"] == plain


# PDF


def test_pdf_is_the_same_file_again_and_is_logged(as_user, cast):
    client = as_user("lead_A")
    first, second = (client.get(url("pdf", "a", f"{LAST}-9M")) for _ in range(2))
    assert first.content == second.content
    assert first["Content-Disposition"] == f'attachment; filename="bao-cao-a-{LAST}-9M.pdf"'
    assert "no-store" in first["Cache-Control"]
    assert "DỰ THẢO" in PdfReader(BytesIO(first.content)).pages[0].extract_text()
    logged = AccessRecord.objects.filter(kind=AccessRecord.Kind.REPORT_DOWNLOADED)
    assert (
        list(logged.values_list("user__username", "organization__code", "about"))
        == [("lead_a", "a", f"Báo cáo 9 tháng đầu năm {LAST}")] * 2
    )
