"""U25: what a page is when it is printed: A4, a Party heading, serif of 13 pt or more, numbered pages, no buttons."""

import re
import subprocess

import pytest

from tests.browser.pages import Screen
from tests.factories import make_candidate, make_cast, make_person, today

pytestmark = [pytest.mark.browser, pytest.mark.once]

# Whose list, where, and what on the screen is for pressing only.
PAGES = [
    ("sec_A1", "/ho-so/viec-den-han/", "Việc đến hạn", ("Lọc", "Ngày nhắc việc")),
    ("sec_A1", "/ho-so/", "Người vào Đảng", ("Lọc, sắp xếp", "Đưa người vào nguồn")),
    ("sec_A1", "/ho-so/{a1}/", "Nguyễn Văn Nguồn", ("Ghi nghị quyết đưa vào danh sách",)),
    ("staff_A", "/tham-dinh/", "Thẩm định hồ sơ", ("Phiên họp xét", "Chờ đơn vị cấp dưới")),
    ("staff_A", "/quy-dinh/", "Quy định áp dụng ngày", ("Xem", "So sánh")),
    ("sec_A1", "/quy-dinh/ngay-nghi/", "Lịch nghỉ", ("Xem",)),
]


@pytest.fixture
def cast(live):
    built = make_cast()
    built.candidates["a1"].person.full_name = "Nguyễn Văn Nguồn"
    built.candidates["a1"].person.save()
    for _ in range(12):
        make_candidate(built.A1, "submitted", person=make_person())
    return built


@pytest.mark.parametrize(("username", "pattern", "title", "pressed"), PAGES, ids=[page[1] for page in PAGES])
def test_a_page_is_printed_as_a_paper(live, cast, open_page, tmp_path, username, pattern, title, pressed):
    screen = Screen(open_page(width=360, height=740), live.url).sign_in(username)
    screen.open(pattern.format(a1=cast.candidates["a1"].pk))
    assert not screen.page.locator(".print-head").is_visible()
    buttons = screen.page.locator("button, .button")
    assert buttons.count()
    screen.page.emulate_media(media="print")
    assert not [each for each in buttons.all() if each.is_visible()]
    unit = "CHI BỘ A1" if username == "sec_A1" else "ĐẢNG ỦY CƠ SỞ A"
    texts = printed(screen, tmp_path / "page.pdf")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in texts[0]
    assert unit in texts[0]
    assert f"Bản in ngày {today():%d/%m/%Y}" in texts[0]
    assert title in texts[0]
    # The regulation that holds is folded on the screen, and stands on the paper.
    assert ("Xét theo Quy định" in " ".join(" ".join(texts).split())) == ("{a1}" in pattern)
    for number, text in enumerate(texts, 1):
        assert f"Trang {number}/{len(texts)}" in text
    lines = {line.strip() for text in texts for line in text.splitlines()}
    assert not lines & {"Đăng xuất", "Danh mục", *pressed}


def printed(screen, path):
    """The text of each printed page; the pages are A4, in one serif of 13 points or more."""
    screen.page.pdf(path=path, prefer_css_page_size=True)
    facts = run("pdfinfo", path)
    assert "(A4)" in facts
    fonts = run("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(re.search(r"Liberation ?Serif|Times", font) for font in fonts), fonts
    sizes = re.findall(r'<fontspec [^>]*size="(\d+)"', run("pdftohtml", "-xml", "-stdout", path))
    assert min(map(int, sizes)) >= SMALLEST
    return run("pdftotext", "-layout", path).removesuffix("\f").split("\f")


# pdftohtml counts pixels, of which 13 points have 19 and a half.
SMALLEST = 19


def run(command, *arguments):
    given = [command, *map(str, arguments)]
    if command == "pdftotext":
        given.append("-")
    return subprocess.run(given, capture_output=True, check=True, text=True).stdout


def test_a_page_that_shows_a_paper_prints_the_paper_alone(live, cast, open_page, tmp_path):
    screen = Screen(open_page(), live.url).sign_in("lead_X").open(f"/bao-cao/x/{today().year - 1}/")
    screen.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    text = run("pdftotext", "-layout", tmp_path / "page.pdf")
    assert text.count("ĐẢNG CỘNG SẢN VIỆT NAM") == 1
    assert "Bản in ngày" not in text
    assert "Tải PDF" not in text
