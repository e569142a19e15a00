"""A cell's meeting in front of a browser, on a phone: from the agenda of what is due to printed minutes."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from branches.models import Member
from candidates import actions
from candidates.models import CellMeeting, Vote
from tests.browser.pages import Screen
from tests.factories import days_ago, make_candidate, make_cast, make_person, today

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def cell(live):
    """Somebody to vote on, whose remark is written, and somebody whom nobody helps."""
    cast = make_cast()
    cast.A.place = "Mường Mẫu"
    cast.A.save()
    voted = make_candidate(cast.A1, "opinions_collected", person=make_person("Lò Thị Ưng"))
    make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    actions.assign_mentor(candidate=voted, mentor=cast.mentor_member, by=None, on=days_ago(90), resolution_number="1")
    month = today().replace(day=1)
    actions.write_remark(candidate=voted, month=month, by=None, strengths="Chăm chỉ", shortcomings="Ít nói")
    return cast


def test_a_cell_meeting_from_agenda_to_minutes(live, cell, phone_page):
    screen = Screen(phone_page, live.url).sign_in("sec_A1")
    screen.open("/ho-so/nhan-xet/").follow("Chương trình, biên bản buổi họp").fits()
    make_the_agenda(screen)
    hold(screen, Member.objects.filter(organization=cell.A1).last())
    read_and_endorse(screen)
    vote(screen)
    conclude(screen)
    finish(screen)
    assert CellMeeting.objects.get().closed_at
    assert Vote.objects.get().carried


def make_the_agenda(screen):
    screen.follow("Lập chương trình từ việc đến hạn").says("Xét, đề nghị kết nạp đảng viên").fits()
    screen.fill("Nội dung khác", "Thu, nộp đảng phí").press("Đưa vào chương trình").says("Thu, nộp đảng phí").fits()


def hold(screen, away):
    screen.follow("Ghi ngày họp").press("Ghi buổi họp").says("Chưa ghi người dự")
    screen.follow("Ghi người dự họp").fits()
    screen.main.get_by_label(str(away), exact=True).uncheck()
    screen.main.get_by_label("Nêu lý do").locator("visible=true").first.fill("ốm")
    chair, writer = screen.main.get_by_label("Người chủ trì"), screen.main.get_by_label("Người ghi biên bản")
    names = [each for each in writer.locator("option").all_inner_texts() if each not in ("Chưa ghi", str(away))]
    chair.select_option(label=names[0])
    writer.select_option(label=names[-1])
    screen.press("Ghi người dự họp").says("4/5 đảng viên", "vắng 1")


def read_and_endorse(screen):
    screen.follow("Đọc nhận xét, kết luận", exact=False).says("Chăm chỉ", "Ghi một lần cho 1 người").fits()
    screen.press("Ghi kết luận").says("Đã kết luận về 1 người")


def vote(screen):
    screen.follow("Ghi biểu quyết", exact=False).fits()
    assert screen.main.get_by_label("Nêu lý do").locator("visible=true").first.input_value() == "ốm"
    screen.fill("Số phiếu tán thành", "4").fill("Số phiếu không tán thành", "0")
    screen.fill("Số nghị quyết đề nghị kết nạp của chi bộ", "02-NQ/CB").press("Ghi kết quả biểu quyết của chi bộ")
    passed = screen.main.get_by_label("Việc này đã xảy ra trên thực tế", exact=False)
    if passed.count():
        passed.first.check()
        screen.fill("Lý do", "Chi bộ đã họp").press("Ghi kết quả biểu quyết của chi bộ")
    screen.says("Tán thành 4/5: đủ số phiếu")


def conclude(screen):
    screen.follow("Ghi ý kiến, kết quả và kết luận").fits()
    for box in screen.main.locator("textarea[name^=outcome_]").all():
        box.fill("Đã thống nhất.")
    screen.fill("Kết luận của người chủ trì", "Giao chi ủy theo dõi, giúp đỡ.").press("Ghi kết luận")
    screen.says("Giao chi ủy theo dõi, giúp đỡ.")


def finish(screen):
    screen.follow("Hoàn thành biên bản").holds("Số biên bản", "01-BB/CB").press("Hoàn thành biên bản")
    screen.says("Biên bản đã xong").follow("Xem, in biên bản").fits()
    with screen.page.expect_download() as download:
        screen.main.get_by_role("link", name="Tải PDF để in").click()
    pages = PdfReader(io.BytesIO(download.value.path().read_bytes())).pages
    said = unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text().split()) for page in pages))
    for words in ("Số 01-BB/CB", "Lò Thị Ưng", "ốm", "Giao chi ủy theo dõi"):
        assert words in said
