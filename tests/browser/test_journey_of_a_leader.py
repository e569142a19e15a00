"""A leader's journey: from a number to its list, and from the quarter's report to its PDF."""

import io
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from accounts.models import AccessRecord
from branches import actions as branch_actions
from candidates import actions
from tests.browser.pages import PICTURES, Screen, keep_page, prove_integrity
from tests.factories import days_ago, make_person, today

pytestmark = [pytest.mark.browser, pytest.mark.once]
ADMITTED = ("Nông Thị Hòa Bình", "Vi Thị Kim Ngân")


@pytest.fixture
def results(cast):
    """Two people admitted today in two units, against a target of three from the congress."""
    for name, cell in zip(ADMITTED, (cast.A1, cast.B1), strict=True):
        actions.take_over(
            by=None,
            organization=cell,
            person=make_person(name),
            stage="probationary",
            entered_on=days_ago(500),
            milestones=[actions.Milestone("decide", today()), actions.Milestone("admit", today())],
        )
    year = {"starts_on": date(today().year, 1, 1), "ends_on": date(today().year, 12, 31)}
    for unit, value in ((cast.X, 3), (cast.A, 2), (cast.B, 1)):
        branch_actions.set_target(by=None, organization=unit, source="congress", value=value, **year)


def test_leader_opens_a_number_down_to_its_list_and_downloads_the_quarters_pdf(live, cast, results, open_page):
    leader = Screen(open_page(accept_downloads=True), live.url).sign_in("lead_X")
    leader.menu("Kết quả").is_headed("Đảng bộ X").fits().picture("leader-dashboard")
    number = leader.main.locator(".stat").filter(has_text="tăng 2").get_by_role("link")
    assert number.text_content().startswith("2 ")
    number.click()
    leader.is_headed("2 đồng chí").says(*ADMITTED).picture("leader-list")
    leader.follow(ADMITTED[0]).is_headed("Mở hồ sơ này để làm gì?").fits()
    leader.press("Kiểm tra").is_headed(ADMITTED[0])
    leader.follow("Ai đã xem hồ sơ này").says("Lãnh đạo cấp ủy", "Kiểm tra")

    leader.menu("Kết quả").follow("Báo cáo quý này").says("ĐẢNG CỘNG SẢN VIỆT NAM", "DỰ THẢO")
    pages, printed = download(leader, "Tải PDF")
    assert pages >= 2
    assert "ĐẢNGCỘNGSẢNVIỆTNAM" in printed
    lines = figures_on(leader)
    assert len(lines) > 20
    assert [line for line in lines if packed(line) not in printed] == []
    assert any("2" in line for line in lines)
    assert AccessRecord.objects.filter(kind=AccessRecord.Kind.REPORT_DOWNLOADED, user=cast["lead_X"]).count() == 1
    prove_integrity()


def download(screen, label):
    """The number of pages and the text, without spaces, of the PDF behind a link."""
    with screen.page.expect_download() as download:
        screen.main.get_by_role("link", name=label, exact=True).click()
    content = Path(download.value.path()).read_bytes()
    if PICTURES:
        keep_page(content, "report-pdf")
    reader = PdfReader(io.BytesIO(content))
    return len(reader.pages), packed("".join(page.extract_text() for page in reader.pages))


def figures_on(screen):
    """Every sentence and every line of a table that the report shows on the screen."""
    rows = screen.main.locator(".document p:not(.figures-note), .document tbody tr")
    return [line for line in rows.all_inner_texts() if line.strip()]


def packed(text):
    """Text without spaces, hyphenation marks and line ends, which a page and a PDF set each in its own way."""
    return re.sub(r"[\s\u00ad\u200b]", "", unicodedata.normalize("NFC", text))
