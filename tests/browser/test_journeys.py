"""Two journeys through the real server: a cell secretary's, and the committee's staff's."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import AccessRecord
from branches import actions as branch_actions
from candidates import actions
from candidates.models import Candidate, MonthlyRemark
from partydev.dates import add_months
from tests.browser.pages import Screen, prove_integrity
from tests.factories import days_ago, make_person, make_user, today

pytestmark = pytest.mark.browser

NAME = "Hoàng Thị Bích Thảo"


# A. From the talent pool to the submitted dossier


def test_secretary_takes_a_person_from_the_pool_to_the_submitted_dossier(live, cast, phone_page, open_page):
    secretary = Screen(phone_page, live.url).sign_in("sec_A1")
    enter_pool(secretary)
    list_and_help(secretary)
    record_a_month(secretary)
    nominate(secretary)
    convene_class(Screen(open_page(), live.url).sign_in("staff_A"))
    collect_the_dossier(secretary)
    vote_in_the_cell(secretary)
    submit(secretary)

    candidate = Candidate.objects.get(person__full_name=NAME)
    assert candidate.stage == "submitted"
    assert candidate.waits_at == cast.A
    assert list(candidate.events.order_by("pk").values_list("kind", flat=True)) == [
        "enter_pool",
        "list",
        "assign_mentor",
        "nominate",
        "complete_class",
        "open_dossier",
        "apply",
        "declare_cv",
        "start_verification",
        "complete_verification",
        "collect_opinions",
        "cell_vote",
        "submit",
    ]
    assert not candidate.events.filter(irregular=True).exists()
    assert candidate.introductions.count() == 2
    vote = candidate.votes.get()
    assert (vote.eligible, vote.present, vote.votes_for, vote.votes_against, vote.carried) == (5, 5, 4, 1, True)
    assert MonthlyRemark.objects.get(candidate=candidate).conclusion == "Chi bộ nhất trí tiếp tục bồi dưỡng."
    assert AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_READ, about=candidate.code).exists()
    prove_integrity()


def enter_pool(screen):
    screen.is_headed("Việc của tôi").picture("secretary-home").follow("Đưa người vào nguồn")
    screen.fill("Họ và tên", NAME).fill("Ngày sinh", "31/02/2001").tick("Nữ")
    screen.fill("Ngày đưa vào nguồn", days_ago(300))
    screen.press("Đưa vào nguồn")
    screen.complains("Ngày sinh", "Không có ngày 31; tháng 2 năm 2001 có 28 ngày.").holds("Họ và tên", NAME)
    screen.fill("Ngày sinh", "12/03/2001").choose("Giáo dục phổ thông", "Trung học phổ thông")
    screen.fill("Thành tích, phong trào nổi bật", "Đội trưởng đội thanh niên tình nguyện").fits()
    screen.press("Đưa vào nguồn").is_headed(NAME)


def list_and_help(screen):
    screen.follow("Ghi nghị quyết đưa vào danh sách")
    screen.fill("Ngày họp chi bộ", days_ago(280)).fill("Số nghị quyết chi bộ", "03-NQ/CB")
    screen.press("Ghi nghị quyết đưa vào danh sách").says("Đã ghi: chi bộ đưa vào danh sách bồi dưỡng")
    screen.follow("Phân công đảng viên giúp đỡ")
    screen.choose("Đảng viên chính thức được phân công", "Đảng viên A1 số 0")
    screen.fill("Số nghị quyết chi bộ", "04-NQ/CB").fill("Phân công từ ngày", days_ago(280))
    screen.tick("Chi bộ xác nhận: đồng chí này không bị thi hành kỷ luật đảng")
    screen.press("Ghi phân công").says("Đã phân công đồng chí Đảng viên A1 số 0")
    screen.follow("Giao nhiệm vụ thử thách")
    screen.fill("Nhiệm vụ giao", "Vận động hai hộ hiến đất làm đường").fill("Ngày giao", days_ago(270))
    screen.press("Giao nhiệm vụ").follow("Vận động hai hộ hiến đất làm đường")
    screen.fill("Ngày hoàn thành", days_ago(200)).fill("Kết quả", "Hoàn thành tốt").press("Ghi kết quả")
    screen.says("Đã ghi kết quả nhiệm vụ.")


def record_a_month(screen):
    month = add_months(today().replace(day=1), -1)
    words = f"{month:%m/%Y}"
    screen.menu("Họp và nhận xét tháng").fits()
    screen.follow(f"Ghi buổi họp tháng {words}").fill("Ngày họp", month.replace(day=3)).press("Ghi buổi họp")
    screen.menu("Người vào Đảng").follow(NAME)
    screen.part("remarks").get_by_role("link").nth(-2).click()
    screen.says(f"Nhận xét tháng {words}").fill("Ưu điểm", "Gương mẫu, sáng tạo trong phong trào thôn.")
    screen.choose("Nhận xét của", "Đảng viên A1 số 0").press("Lưu nhận xét")
    screen.menu("Họp và nhận xét tháng").follow(f"Ghi kết luận tháng {words}").says("Gương mẫu, sáng tạo")
    screen.fill("Kết luận chung của chi bộ", "Chi bộ nhất trí tiếp tục bồi dưỡng.").press("Ghi kết luận")


def nominate(screen):
    screen.menu("Người vào Đảng").follow(NAME)
    screen.follow("Cử đi học lớp bồi dưỡng nhận thức về Đảng")
    screen.fill("Ngày cử đi học", days_ago(190)).press("Ghi cử đi học").says("Chờ xếp lớp")


def convene_class(screen):
    screen.menu("Lớp bồi dưỡng").follow("Mở lớp").tick("Lớp bồi dưỡng nhận thức về Đảng")
    screen.fill("Tên lớp", "Lớp bồi dưỡng nhận thức về Đảng khóa II")
    screen.fill("Ngày khai giảng", days_ago(170)).fill("Ngày bế giảng", days_ago(165)).press("Mở lớp")
    screen.follow("Đưa người vào lớp").tick(NAME).press("Đưa vào lớp").says(NAME)
    screen.follow("Ghi kết quả").fill("Ngày hoàn thành lớp", days_ago(165))
    screen.fill("Số giấy chứng nhận của người đầu tiên", "018/GCN-TTCT").press("Điền số tăng dần vào bảng")
    screen.picture("class-results").press("Ghi kết quả").says("Số 018/GCN-TTCT")


def record(screen, act, **fields):
    """Record the next step of the person on the screen; `fields` by their labels."""
    screen.follow(act)
    for label, value in fields.items():
        screen.fill(label, value)
    return screen.press(act)


def collect_the_dossier(screen):
    screen.menu("Người vào Đảng").follow(NAME).says("Hoàn thành")
    act = "Ghi chi bộ đồng ý cho lập hồ sơ"
    record(screen, act, **{"Ngày họp chi bộ": days_ago(150), "Số nghị quyết chi bộ": "09-NQ/CB"})
    record(screen, "Ghi đã nhận đơn xin vào Đảng", **{"Ngày ghi trên đơn": days_ago(145)})
    record(screen, "Ghi đã nhận lý lịch", **{"Ngày ký lý lịch": days_ago(140)})
    act = "Ghi bắt đầu thẩm tra lý lịch"
    paper = {"Số công văn của cấp ủy đề nghị thẩm tra lý lịch": "11-CV/ĐU"}
    record(screen, act, **{"Ngày cấp ủy đề nghị": days_ago(135), **paper})
    record(screen, "Ghi kết quả thẩm tra lý lịch", **{"Ngày kết luận": days_ago(120)})
    screen.says("hiện có 0 đảng viên")
    for number in (0, 1):
        screen.follow("Đoàn thể, đảng viên giới thiệu")
        screen.choose("Đảng viên chính thức giới thiệu", f"Đảng viên A1 số {number}")
        screen.fill("Cùng công tác, học tập hoặc cư trú với người vào Đảng từ ngày", days_ago(900))
        screen.fill("Ngày giới thiệu", days_ago(115)).press("Ghi giới thiệu")
    record(screen, "Ghi đã có giới thiệu và ý kiến", **{"Ngày tổng hợp": days_ago(110)})


def vote_in_the_cell(screen):
    screen.follow("Ghi kết quả biểu quyết của chi bộ").says("Cần ít nhất 4/5 phiếu tán thành")
    screen.fill("Ngày họp chi bộ", days_ago(20)).fill("Số nghị quyết đề nghị kết nạp của chi bộ", "15-NQ/CB")
    screen.fill("Số phiếu tán thành", "5").fill("Số phiếu không tán thành", "1")
    screen.fill("Ghi chú", "Họp tại nhà văn hóa thôn").press("Ghi kết quả biểu quyết của chi bộ")
    screen.complains("Số phiếu tán thành", "Tổng số phiếu").picture("secretary-vote-refused")
    screen.holds("Ghi chú", "Họp tại nhà văn hóa thôn").holds("Số phiếu tán thành", "5").fits()
    screen.fill("Số phiếu tán thành", "4").press("Ghi kết quả biểu quyết của chi bộ")
    screen.says("Đã ghi: chi bộ biểu quyết đề nghị kết nạp").picture("secretary-person")


def enter_missing_papers(screen, on):
    missing = screen.part("papers").locator("li").filter(has_text="Chưa có").get_by_role("link")
    while missing.count():
        with screen.page.expect_navigation():
            missing.first.click()
        screen.fill("Ngày", on).fill("Nơi ban hành, người viết", "Chi bộ A1").press("Lưu giấy tờ")


def submit(screen):
    enter_missing_papers(screen, days_ago(25))
    screen.follow("Gửi hồ sơ").fill("Ngày gửi", days_ago(15)).fits()
    screen.press(f"Gửi hồ sơ của {NAME}").is_headed("Đã gửi hồ sơ lên Đảng ủy")
    screen.says("PHIẾU GIAO, NHẬN HỒ SƠ", "chậm nhất").follow("Mở hồ sơ").says("Hồ sơ đã gửi cấp ủy cấp trên")


# B. From the submitted dossier to the Party card


PROBATIONER = "Lò Thị Hương Giang"


@pytest.fixture
def dossier(cast):
    """A dossier sent up a year and a half ago; the superior's standing committee decides after the base committee."""
    branch_actions.set_authority(
        by=None,
        organization=cast.A,
        decided_by=cast.X,
        body="standing",
        needs_base_resolution=True,
        valid_from=date(2010, 1, 1),
    )
    make_user("rec_X", ("recorder", cast.X))
    secretary = cast["sec_A1"]
    candidate = actions.take_over(
        by=secretary,
        organization=cast.A1,
        person=make_person(PROBATIONER),
        stage="cell_resolved",
        entered_on=days_ago(800),
        milestones=[actions.Milestone("cell_vote", days_ago(560), actions.Paper("07-NQ/CB"))],
    )
    for code, ordinal in (("38", 1), ("37", 1), ("01", 1), ("39", 1), ("39", 2), ("42", 1), ("43", 1)):
        actions.enter_paper(
            candidate=candidate,
            by=secretary,
            code=code,
            ordinal=ordinal,
            number=f"{code}/{ordinal}",
            issued_on=days_ago(565),
        )
    actions.advance(candidate=candidate, transition="submit", by=secretary, on=days_ago(555))
    return candidate


def test_staff_take_a_dossier_to_decision_probation_and_recognition(live, cast, dossier, open_page, phone_page):
    secretary = Screen(phone_page, live.url).sign_in("sec_A1")
    officer = Screen(open_page(), live.url).sign_in("staff_A")
    recorder = Screen(open_page(), live.url).sign_in("rec_A")
    decider = Screen(open_page(), live.url).sign_in("rec_X")

    ask_for_completion(officer)
    complete(secretary)
    appraise(officer)
    plan_committee(officer)
    vote(recorder, 535, present="9", paper=("Số nghị quyết đề nghị kết nạp của đảng ủy cơ sở", "21-NQ/ĐU"))
    forward(officer)
    plan_deciding_body(decider, 525)
    paper = ("Số quyết định kết nạp đảng viên", "118-QĐ/ĐU")
    vote(decider, 525, present="5", votes="4", paper=paper, signed=520)
    hold_ceremony(secretary)
    go_through_probation(secretary, officer)
    propose_recognition(secretary)
    plan_committee(officer, 115, "31")
    vote(recorder, 115, present="8", paper=("Số nghị quyết đề nghị công nhận của đảng ủy cơ sở", "40-NQ/ĐU"))
    plan_deciding_body(decider, 110)
    paper = ("Số quyết định công nhận đảng viên chính thức", "302-QĐ/ĐU")
    vote(decider, 110, present="5", votes="5", paper=paper, signed=108)
    act = "Ghi phát thẻ đảng viên"
    record(to_person(secretary), act, **{"Ngày phát thẻ": days_ago(60), "Số thẻ đảng viên": "012345678901"})
    secretary.says("Hồ sơ đã kết thúc")

    candidate = Candidate.objects.get(pk=dossier.pk)
    assert candidate.stage == "card_issued"
    assert candidate.closed_on == days_ago(60)
    member = candidate.member
    assert member.status == "full"
    assert member.decided_on == days_ago(520)
    assert member.joined_on == days_ago(505)
    assert member.recognized_on == add_months(days_ago(505), 12)
    votes = candidate.votes.order_by("pk").values_list("purpose", "body", "votes_for", "eligible", "carried")
    assert list(votes) == [
        ("admission", "base", 8, 9, True),
        ("admission", "deciding", 4, 5, True),
        ("recognition", "cell", 5, 5, True),
        ("recognition", "base", 8, 9, True),
        ("recognition", "deciding", 5, 5, True),
    ]
    assert not candidate.events.filter(irregular=True).exists()
    assert candidate.requests.get().points.get().answer == "Đã bổ sung xác nhận của nơi cư trú."
    prove_integrity()


def to_person(screen):
    """The person's page, by the list."""
    return screen.menu("Người vào Đảng").follow(PROBATIONER)


def ask_for_completion(screen):
    screen.is_headed("Việc của tôi").menu("Thẩm định hồ sơ").says(PROBATIONER).picture("officer-queue")
    screen.follow(PROBATIONER).is_headed(PROBATIONER)
    line = screen.part("giay-to").locator("li").filter(has_text="Lý lịch của người xin vào Đảng")
    line.locator("summary").click()
    screen.picture("officer-review")
    line.get_by_label("Nội dung cần bổ sung").fill("Thiếu xác nhận của nơi cư trú.")
    screen.press("Ghi cần bổ sung", within=line).follow("Đề nghị bổ sung", within=screen.part("ket-qua"))
    asked = screen.main.locator("details[open]").filter(has_text="Lý lịch của người xin vào Đảng")
    expect(asked.get_by_label("Nội dung cần bổ sung")).to_have_value("Thiếu xác nhận của nơi cư trú.")
    asked.get_by_label("Lý do").select_option(label="Thiếu dấu, xác nhận của cơ quan, tổ chức")
    screen.fill("Ngày đề nghị", days_ago(550)).press("Gửi đề nghị bổ sung").says("Đã đề nghị Chi bộ A1 bổ sung")


def complete(screen):
    to_person(screen).says("Thiếu xác nhận của nơi cư trú.")
    screen.fill("Đã bổ sung", "Đã bổ sung xác nhận của nơi cư trú.").press("Ghi đã bổ sung")
    screen.follow("Gửi lại hồ sơ").fill("Ngày gửi lại", days_ago(545)).press(f"Gửi hồ sơ của {PROBATIONER}")
    screen.follow("Mở hồ sơ").says("Hồ sơ đã gửi cấp ủy cấp trên")


def appraise(screen):
    screen.menu("Thẩm định hồ sơ").says("Đã đề nghị bổ sung 1 lần").follow(PROBATIONER)
    screen.says("Chi bộ đã bổ sung: Đã bổ sung xác nhận của nơi cư trú.")
    line = screen.part("giay-to").locator("li").filter(has_text="Lý lịch của người xin vào Đảng")
    screen.press("Đạt yêu cầu", within=line, exact=False)
    screen.press("Ghi cả 6 giấy tờ đang thấy đạt yêu cầu").says("7/7 đạt yêu cầu")
    screen.fill("Ngày thẩm định", days_ago(540)).press("Ghi hồ sơ đã thẩm định").says("đã được thẩm định")


def plan_committee(screen, before=535, number="12"):
    screen.menu("Phiên họp xét").follow("Lập phiên họp").choose("Đơn vị", "Đảng bộ cơ sở A").tick("Ban Chấp hành")
    screen.fill("Ngày họp", days_ago(before)).press("Lập phiên họp").says("Đã lập phiên họp")
    screen.main.get_by_label(re.compile(PROBATIONER)).check()
    screen.press("Đưa vào danh sách").says("Đã đưa 1 người vào danh sách xét.")
    screen.follow("Ghi số tờ trình").fill("Số tờ trình", number).fill("Ngày tờ trình", days_ago(before + 2))
    screen.press("Ghi số tờ trình").says(f"Số {number}-TTr/")


def plan_deciding_body(screen, before):
    screen.menu("Phiên họp xét").follow("Lập phiên họp").choose("Đơn vị", "Đảng bộ X").tick("Ban Thường vụ")
    screen.fill("Ngày họp", days_ago(before)).press("Lập phiên họp")
    screen.main.get_by_label(re.compile(PROBATIONER)).check()
    screen.press("Đưa vào danh sách").says("Đã đưa 1 người vào danh sách xét.")


def vote(screen, before, *, present, paper, votes="8", signed=None):
    """Record attendance, then the vote of the meeting held `before` days ago, and close it."""
    screen.menu("Phiên họp xét").follow(f"{days_ago(before):%d/%m/%Y}", exact=False)
    screen.follow("Ghi ủy viên có mặt").fill("Tổng số ủy viên có mặt", present)
    screen.fill("Người chủ trì", "Lò Văn Chủ").fill("Người ghi biên bản", "Lò Thị Ghi").press("Ghi ủy viên có mặt")
    screen.follow("Ghi kết quả").fill("Số phiếu tán thành", votes)
    screen.fill("Số phiếu không tán thành", str(int(present) - int(votes))).fill(*paper)
    if signed:
        screen.fill("Ngày ký quyết định", days_ago(signed))
    screen.press("Ghi kết quả biểu quyết").says("Đã ghi kết quả của", "Đủ số phiếu")
    screen.picture("meeting").follow("Kết thúc phiên họp").press("Kết thúc phiên họp").says("Phiên họp đã kết thúc")


def forward(screen):
    screen.menu("Thẩm định hồ sơ").follow(PROBATIONER).follow("Trình cấp có thẩm quyền")
    screen.fill("Ngày trình", days_ago(530)).press("Trình cấp có thẩm quyền").says("Đã trình cấp có thẩm quyền")


def hold_ceremony(screen):
    to_person(screen).follow("Chi bộ nhận quyết định").fill("Ngày chi bộ nhận quyết định kết nạp", days_ago(515))
    screen.press("Ghi ngày nhận")
    record(screen, "Ghi lễ kết nạp", **{"Ngày tổ chức lễ kết nạp": days_ago(505)}).says("Đảng viên dự bị")


def go_through_probation(secretary, officer):
    secretary.follow("Phân công đảng viên giúp đỡ")
    secretary.choose("Đảng viên chính thức được phân công", "Đảng viên A1 số 1")
    secretary.fill("Số nghị quyết chi bộ", "20-NQ/CB").fill("Phân công từ ngày", days_ago(500))
    secretary.tick("Chi bộ xác nhận: đồng chí này không bị thi hành kỷ luật đảng").press("Ghi phân công")
    name = "lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới"
    secretary.follow(f"Cử đi học {name}").fill("Ngày cử đi học", days_ago(310)).press("Ghi cử đi học")
    officer.menu("Lớp bồi dưỡng").follow("Mở lớp").tick(f"L{name[1:]}")
    officer.fill("Tên lớp", "Lớp đảng viên mới khóa I")
    officer.fill("Ngày khai giảng", days_ago(300)).fill("Ngày bế giảng", days_ago(295)).press("Mở lớp")
    officer.follow("Đưa người vào lớp").tick(PROBATIONER).press("Đưa vào lớp")
    officer.follow("Ghi kết quả").fill("Ngày hoàn thành lớp", days_ago(295))
    officer.choose(f"Kết quả của {PROBATIONER}", "Hoàn thành")
    officer.fill(f"Số giấy chứng nhận của {PROBATIONER}", "044/GCN").press("Ghi kết quả").says("Số 044/GCN")


def propose_recognition(screen):
    enter_missing_papers(to_person(screen), days_ago(135))
    record(screen, "Ghi đã đủ giấy tờ đề nghị công nhận", **{"Ngày hoàn thành": days_ago(130)})
    screen.follow("Ghi kết quả biểu quyết của chi bộ").fill("Ngày họp chi bộ", days_ago(125))
    screen.fill("Số phiếu tán thành", "5").fill("Số phiếu không tán thành", "0")
    screen.fill("Số nghị quyết đề nghị công nhận của chi bộ", "31-NQ/CB")
    screen.press("Ghi kết quả biểu quyết của chi bộ").is_headed("Đã gửi hồ sơ lên Đảng ủy")
    screen.follow("Mở hồ sơ").says("Chi bộ đề nghị công nhận chính thức")
