"""A standing committee's meeting on five people in front of a browser: from the queue to minutes and decisions."""

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from branches import actions as branch_actions
from branches.models import Member
from candidates.models import Candidate, CommitteeMeeting
from tests.browser.pages import Screen, prove_integrity
from tests.candidates.desk_cases import decided_above, taken_over
from tests.factories import days_ago, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.once]

NAMES = [f"Lò Thị {given}" for given in ("Ánh", "Bưởi", "Chanh", "Dừa", "Én")]


@pytest.fixture
def five(live):
    """Five people whose dossiers wait for the decision, and a standing committee of five, four of them known here."""
    cast = make_cast()
    decided_above(cast)
    cast.X.place = "Mường Mẫu"
    cast.X.save()
    for name in NAMES:
        taken_over(cast, "pending_decision", name, ("cell_vote", days_ago(60)), ("committee_vote", days_ago(40)))
    members = Member.objects.filter(organization=cast.B1).order_by("pk")
    posts = ("secretary", "standing_deputy_secretary", "deputy_secretary", "standing_member")
    for member, title in zip(members, posts, strict=False):
        branch_actions.set_position(by=None, member=member, organization=cast.X, title=title, starts_on=days_ago(500))
    return cast


def test_a_standing_committee_decides_on_five_people(live, five, open_page):
    screen = Screen(open_page(), live.url).sign_in("head_X")
    prepare(screen)
    hold(screen)
    for place, name in enumerate(NAMES, 1):
        decide(screen, name, place)
    finish(screen)

    meeting = CommitteeMeeting.objects.get()
    assert (meeting.present, meeting.attendance.count()) == (4, 5)
    decided = Candidate.objects.filter(stage="decided").values_list("person__full_name", flat=True)
    assert sorted(decided) == sorted(NAMES[:4])
    numbers = sorted(case.event.paper_number for case in meeting.cases.all())
    assert numbers == ["", "01-QĐ/ĐU", "02-QĐ/ĐU", "03-QĐ/ĐU", "04-QĐ/ĐU"]
    prove_integrity()


def prepare(screen):
    screen.menu("Thẩm định hồ sơ").follow("Chờ quyết định", exact=False).says(*NAMES).follow("Phiên họp xét")
    screen.follow("Lập phiên họp").choose("Đơn vị", "Đảng bộ X").tick("Ban Thường vụ")
    screen.fill("Ngày họp", days_ago(5)).press("Lập phiên họp").says("Đã lập phiên họp")
    for name in NAMES:
        screen.main.get_by_label(re.compile(name)).check()
    screen.press("Đưa vào danh sách").says("Đã đưa 5 người vào danh sách xét.")
    screen.follow("Ghi số tờ trình").fill("Số tờ trình", "12").fill("Ngày tờ trình", days_ago(7))
    screen.press("Ghi số tờ trình").says("Số 12-TTr/")
    assert pdf(screen, "Tải PDF: Phiếu xin ý kiến").count("PHIẾU XIN Ý KIẾN") == 5 * 5
    assert all(name in pdf(screen, "Tải PDF: Danh sách trích ngang") for name in NAMES)


def hold(screen):
    screen.follow("Ghi ủy viên có mặt").says("4 đồng chí có tên").fill("Ủy viên chưa có tên ở trên", "Tòng Văn Thêm")
    away = screen.main.locator(".roster-line").nth(3)
    away.get_by_role("checkbox").uncheck()
    away.get_by_label("Nêu lý do").fill("đi công tác")
    screen.fill("Người chủ trì", "Lò Văn Chủ").fill("Người ghi biên bản", "Lò Thị Ghi")
    screen.press("Ghi ủy viên có mặt").says("Đã ghi 4/5 ủy viên có mặt", "(đi công tác)")


def decide(screen, name, place):
    """The page of the next person opens by itself; the fifth does not get enough votes."""
    if place == 1:
        screen.follow("Ghi kết quả")
    screen.is_headed(name).says("Cần ít nhất 3/5 phiếu tán thành").holds("Có mặt khi biểu quyết", "4")
    carried = place < 5
    screen.fill("Số phiếu tán thành", "4" if carried else "2")
    screen.fill("Số phiếu không tán thành", "0" if carried else "2")
    if carried:
        screen.says(f"theo những số đã ghi ở đây: {place:02}-QĐ/ĐU")
        screen.fill("Ngày ký quyết định", days_ago(3))
    if place == 2:
        screen.fill("Số quyết định kết nạp đảng viên", "1-QĐ/ĐU")
        press(screen)
        screen.complains("Số quyết định kết nạp đảng viên", "đã dùng cho quyết định khác")
    if carried:
        screen.fill("Số quyết định kết nạp đảng viên", f"{place:02}-QĐ/ĐU")
    press(screen)
    screen.says(f"Đã ghi kết quả của {name}")


def press(screen):
    """Record, with a reason where the rules ask for one: what lies before was taken over without its papers."""
    screen.press("Ghi kết quả biểu quyết")
    reason = screen.main.get_by_label("Lý do", exact=False)
    if reason.count() and not reason.first.input_value():
        reason.first.fill("Hồ sơ tiếp nhận, giấy tờ lưu ở văn phòng")
        happened = screen.main.get_by_label("Việc này đã xảy ra trên thực tế", exact=False)
        if happened.count():
            happened.first.check()
        screen.press("Ghi kết quả biểu quyết")


def finish(screen):
    screen.follow("Kết thúc phiên họp").press("Kết thúc phiên họp").says("Phiên họp đã kết thúc")
    screen.follow("Ghi số biên bản").fill("Số biên bản", "01-BB/ĐU").press("Ghi số biên bản").says("Số 01-BB/ĐU")
    minutes = pdf(screen, "Tải PDF: Biên bản")
    assert "(đi công tác)" in minutes
    assert "Đủ số phiếu theo quy định: 04 người" in minutes
    assert all(name in minutes for name in NAMES)


def pdf(screen, label):
    """The words of the PDF behind the link `label`."""
    with screen.page.expect_download() as download:
        screen.main.locator("a").filter(has_text=label).click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    return unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text().split()) for page in pages))
