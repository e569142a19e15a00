"""A probationer goes to another cell mid-way, in front of two browsers; a session ends over a text."""

import pytest
from django.contrib.sessions.models import Session

from candidates.models import Candidate
from tests.browser.pages import Screen
from tests.factories import days_ago, make_candidate, make_cast, make_person, today

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_probationer_is_offered_and_taken_over(live, open_page, phone_page):
    cast = make_cast()
    case = make_candidate(cast.A1, "probationary", person=make_person("Lò Thị Chuyển"))
    since = case.stage_on
    old = Screen(open_page(), live.url).sign_in("sec_a1")
    old.open(f"/ho-so/{case.pk}/chuyen-chi-bo/").follow("Đề nghị chi bộ khác tiếp nhận")
    old.fill("Chi bộ tiếp nhận", "khong-co").fill("Lý do chuyển", "Chuyển công tác").press("Gửi đề nghị")
    old.complains("Chi bộ tiếp nhận", "Không tìm thấy đơn vị này").holds("Lý do chuyển", "Chuyển công tác")
    old.fill("Chi bộ tiếp nhận", "b1").fill("Ngày đề nghị", days_ago(3)).press("Gửi đề nghị")
    old.says("Đã đề nghị Chi bộ B1 tiếp nhận Lò Thị Chuyển").fits()
    new = Screen(phone_page, live.url).sign_in("sec_b1").says("Trả lời đề nghị tiếp nhận hồ sơ")
    new.open("/ho-so/chuyen-di-den/").fits().follow("Lò Thị Chuyển").says("Chuyển công tác").fits()
    new.tick("Không tiếp nhận").press("Ghi trả lời").complains("Lý do, ý kiến", "Ghi lý do không tiếp nhận")
    new.tick("Tiếp nhận: hồ sơ chuyển về chi bộ này").fill("Ngày trả lời", today()).press("Ghi trả lời")
    new.is_headed("Lò Thị Chuyển").says("Đã tiếp nhận Lò Thị Chuyển")
    assert old.page.goto(f"{live.url}/ho-so/{case.pk}/").status == 404
    old.open("/ho-so/chuyen-di-den/").says("Đã tiếp nhận")
    case = Candidate.objects.get(pk=case.pk)
    assert (case.organization, case.stage, case.stage_on) == (cast.B1, "probationary", since)


def test_a_long_text_outlives_its_session(live, phone_page):
    cast = make_cast()
    case = make_candidate(cast.A1, "applied", person=make_person("Lò Thị Viết"))
    screen = Screen(phone_page, live.url).sign_in("sec_a1")
    screen.open(f"/ho-so/{case.pk}/nhiem-vu/").fill("Nhiệm vụ giao", "Vận động ba hộ").fill("Ngày giao", days_ago(1))
    Session.objects.all().delete()
    screen.press("Giao nhiệm vụ").says("Phiên làm việc đã hết").fits()
    screen.fill("Tên đăng nhập", "sec_a1").fill("Mật khẩu", "Mat-khau-thu-2026").press("Đăng nhập")
    screen.says("Nội dung bạn đã nhập trước khi hết phiên làm việc").holds("Nhiệm vụ giao", "Vận động ba hộ").fits()
    screen.press("Giao nhiệm vụ").says("Đã giao nhiệm vụ cho Lò Thị Viết")
    assert case.tasks.get().title == "Vận động ba hộ"
