"""A class in front of a browser: from the waiting list to printed certificates."""

import io
import unicodedata

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from candidates import actions
from candidates.models import Certificate, ClassNomination
from tests.browser.pages import Screen
from tests.factories import days_ago, make_candidate, make_cast, make_person

pytestmark = [pytest.mark.browser, pytest.mark.once]
CLASS = "Lớp bồi dưỡng nhận thức về Đảng khóa V"


@pytest.fixture
def waiting(live):
    """Three people of two cells who were sent and wait."""
    cast = make_cast()
    for cell, name in ((cast.A1, "Lò Thị An"), (cast.A2, "Lò Thị Bình"), (cast.A2, "Lò Thị Cúc")):
        candidate = make_candidate(cell, person=make_person(name))
        actions.nominate(candidate=candidate, kind="awareness", by=None, on=days_ago(60), paper_number="05-DS/CB")
    return cast


def test_class_from_waiting_list_to_printed_certificates(live, waiting, open_page, phone_page):
    officer = Screen(open_page(), live.url).sign_in("staff_A")
    officer.menu("Lớp bồi dưỡng").open("/lop-boi-duong/cho-hoc/").says("Lò Thị An", "không phải xếp hạng người")
    convene(officer)
    too_many_then_two(officer)
    plan_a_morning(officer)
    tick_on_a_phone(Screen(phone_page, live.url).sign_in("staff_A"))
    close(officer)
    said = printed(officer, "In giấy chứng nhận cả lớp")
    assert "Lò Thị An" in said
    assert "01/GCN" in said
    assert "Lò Thị Bình" not in said
    issue_again(officer)
    assert ClassNomination.objects.waiting().filter(candidate__person__full_name="Lò Thị Bình").exists()
    assert list(Certificate.objects.values_list("number", "turn")) == [("01/GCN", 0), ("01/GCN", 1)]


def convene(screen):
    screen.follow("Mở lớp").fill("Tên lớp", CLASS).fill("Số học viên tối đa", "2")
    screen.fill("Ngày khai giảng", days_ago(20)).fill("Ngày bế giảng", days_ago(19))
    screen.fill("Phải dự ít nhất bao nhiêu phần trăm số buổi", "50").press("Mở lớp").is_headed(CLASS)


def too_many_then_two(screen):
    screen.follow("Đưa người vào lớp").follow("Chọn cả 3 người trong bảng").press("Đưa vào lớp")
    screen.says("Lớp còn 2 chỗ, đang chọn 3 người")
    screen.main.get_by_label("Lò Thị Cúc").uncheck()
    screen.press("Đưa vào lớp").says("Đã đưa 2 người vào danh sách lớp.")
    screen.follow("Quyết định mở lớp", exact=False).fill("Số văn bản", "12").fill("Ngày ký", days_ago(30))
    screen.press("Ghi").says("Số 12-QĐ/ĐU, ngày")
    assert "Lò Thị Bình" in printed(screen, "In giấy triệu tập từng đơn vị")


def plan_a_morning(screen):
    screen.follow("Buổi học và điểm danh").tick("Buổi sáng").press("Thêm buổi học").says("Cần điểm danh")


def tick_on_a_phone(screen):
    screen.menu("Lớp bồi dưỡng").follow(CLASS).follow("Buổi học và điểm danh")
    screen.follow(f"Buổi sáng {days_ago(20):%d/%m/%Y}").untick("Lò Thị Bình").fits().press("Ghi điểm danh")
    screen.says("Đã ghi 1 người có mặt, 1 người vắng.").fits()


def close(screen):
    screen.menu("Lớp bồi dưỡng").follow(CLASS).follow("Ghi kết quả")
    screen.fill("Số giấy chứng nhận của người đầu tiên", "01/GCN").press("Điền số tăng dần vào bảng")
    expect(screen.field("Kết quả của Lò Thị Bình")).to_have_value("absent")
    screen.press("Ghi kết quả").says("Đã ghi kết quả của 2 người.", "Số 01/GCN")


def issue_again(screen):
    screen.menu("Lớp bồi dưỡng").follow("Sổ cấp giấy chứng nhận").follow("Lò Thị An", exact=False)
    screen.tick("Bị mất").press("Ghi cấp lại").says("Cấp lại lần 1, giữ số cũ")


def printed(screen, label):
    """What the paper behind the link says."""
    with screen.page.expect_download() as download:
        screen.main.get_by_role("link", name=label, exact=True).click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    return unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text().split()) for page in pages))
