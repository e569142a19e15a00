"""Many papers in one act, and taking a small act back at once: the same rules as for one paper, told row by row."""

import re
import time
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from candidates import actions
from candidates.models import DossierItem
from tests.candidates.desk_cases import all_shown, papers_shown, submitted
from tests.factories import days_ago, make_cast, make_user, sign_in
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
State = DossierItem.State
MORE = ("41", "42", "43", "44", "45")


def cast_with_two_dossiers():
    cast = make_cast()
    cast.candidates["own"] = submitted(cast, days_ago(40), "Lò Thị Nhiều")
    cast.candidates["foreign"] = submitted(cast, days_ago(40), "Vàng A Xa", cell=cast.B1, by=cast["sec_B1"])
    return cast


cast = once_a_module(cast_with_two_dossiers)


@pytest.fixture
def staff(client, cast):
    return sign_in(client, cast["staff_A"])


def page(response):
    return " ".join(response.content.decode().split())


def send(client, case, follow=False, **data):
    data = {"form_token": str(uuid.uuid4()), "shown": all_shown(case)} | data
    return client.post(reverse("desk:accept_all", args=[case.pk]), data, follow=follow)


def test_of_ten_papers_five_are_done_and_five_are_told_with_reasons(staff, cast):
    case, foreign = cast.candidates["own"], cast.candidates["foreign"]
    own, others = list(case.papers.order_by("code"))[:7], list(foreign.papers.order_by("code"))[:3]
    actions.check_paper(paper=own[5], by=cast["staff_A"], accepted=True)
    actions.check_paper(paper=own[6], by=cast["staff_A"], accepted=False, note="Thiếu dấu")
    text = page(send(staff, case, True, paper=[each.pk for each in own + others]))

    assert "Đã ghi 5 giấy tờ đạt yêu cầu." in text
    assert text.count("Vì đang ở tình trạng") == 2
    assert "3 giấy tờ" in text
    assert "không tìm thấy trong hồ sơ này" in text
    assert "Vàng A Xa" not in text
    assert [DossierItem.objects.get(pk=each.pk).state for each in own] == [State.ACCEPTED] * 6 + [State.COMPLETION]
    assert not foreign.papers.exclude(state=State.ENTERED).exists()
    assert "Kết quả ghi nhiều giấy tờ" not in page(staff.get(reverse("desk:review", args=[case.pk])))


def test_a_paper_with_a_warning_never_goes_along_and_one_cannot_tick_it(staff, cast):
    case = cast.candidates["own"]
    doubtful, noted, plain = list(case.papers.order_by("code"))[:3]
    DossierItem.objects.filter(pk=doubtful.pk).update(number="", issuer="")
    DossierItem.objects.filter(pk=noted.pk).update(note="Bản photo")
    text = page(staff.get(reverse("desk:review", args=[case.pk])))
    assert f'value="{plain.pk}" form="nhieu-giay-to"' in text
    assert not any(f'value="{each.pk}" form="nhieu-giay-to"' in text for each in (doubtful, noted))

    text = page(send(staff, case, True, paper=[doubtful.pk, noted.pk, plain.pk]))
    assert "Đã ghi 1 giấy tờ đạt yêu cầu." in text
    assert "chưa ghi số hoặc nơi ban hành" in text
    assert "có ghi chú" in text


def test_all_means_the_rows_that_stood_on_the_page(staff, cast):
    case = cast.candidates["own"]
    seen = list(case.papers.order_by("code"))[:2]
    send(staff, case, all="1", seen=[each.pk for each in seen])
    assert set(case.papers.filter(state=State.ACCEPTED)) == set(seen)


@pytest.mark.parametrize(
    "data", [{}, {"paper": "x"}, {"paper": "9" * 40}, {"all": "1"}, {"paper": ["1"] * 201}, {"shown": "1:x"}]
)
def test_nothing_ticked_and_odd_ids_are_answered_with_words(staff, cast, data):
    case = cast.candidates["own"]
    response = send(staff, case, **data)
    assert response.status_code == 422
    assert "Đánh dấu ít nhất một giấy tờ" in page(response) or "Trang này đã cũ" in page(response)
    assert not case.papers.filter(state=State.ACCEPTED).exists()


def test_who_entered_one_paper_leaves_that_one_to_another(client, cast):
    case = cast.candidates["own"]
    both = make_user("both", ("org_officer", cast.A))
    first, second = list(case.papers.order_by("code"))[:2]
    DossierItem.objects.filter(pk=first.pk).update(entered_by=both)
    text = page(send(sign_in(client, both), case, True, paper=[first.pk, second.pk]))
    assert "Đã ghi 1 giấy tờ đạt yêu cầu." in text
    assert "bạn là người ghi hoặc gửi giấy tờ này" in text
    assert send(client, case, paper=[first.pk]).status_code == 403


# Undoing it within ten seconds


def undo_fields(response):
    """What the button of the page sends; empty where the page has none."""
    text = response.content.decode().partition('class="undo"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(undo|form_token)" value="([^"]*)"', text))


def accept(client, paper):
    data = {"form_token": str(uuid.uuid4()), f"paper{paper.pk}-verdict": "accept", f"paper{paper.pk}-note": ""}
    data[f"paper{paper.pk}-shown"] = papers_shown(paper.candidate)[paper.pk]
    return client.post(reverse("desk:check_paper", args=[paper.candidate_id, paper.pk]), data, follow=True)


def test_a_verdict_is_undone_by_the_button_of_its_banner_and_stays_in_the_history(staff, cast):
    paper = cast.candidates["own"].papers.get(code="37")
    fields = undo_fields(accept(staff, paper))
    text = page(staff.post(reverse("undo"), fields, follow=True))

    assert "Đã hoàn tác: Đơn xin vào Đảng trở lại như trước." in text
    paper.refresh_from_db()
    assert (paper.state, paper.checked_by, paper.checked_at) == (State.ENTERED, None, None)
    assert list(paper.history.values_list("state", flat=True))[:2] == [State.ENTERED, State.ACCEPTED]
    again = staff.post(reverse("undo"), fields | {"form_token": str(uuid.uuid4())})
    assert again.status_code == 409


def test_papers_accepted_together_are_undone_together(staff, cast):
    case = cast.candidates["own"]
    fields = undo_fields(send(staff, case, True, all="1", seen=[each.pk for each in case.papers.all()]))
    staff.post(reverse("undo"), fields)
    assert set(case.papers.values_list("state", flat=True)) == {State.ENTERED}


def test_after_ten_seconds_the_act_stays_and_the_reader_is_told(staff, cast, monkeypatch):
    paper = cast.candidates["own"].papers.get(code="37")
    fields = undo_fields(accept(staff, paper))
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 12)
    response = staff.post(reverse("undo"), fields)
    assert response.status_code == 409
    assert "Đã quá 10 giây nên không hoàn tác được nữa." in page(response)
    paper.refresh_from_db()
    assert paper.state == State.ACCEPTED


def test_what_somebody_else_did_since_is_not_undone_nor_by_another_user(client, staff, cast):
    paper = cast.candidates["own"].papers.get(code="37")
    fields = undo_fields(accept(staff, paper))
    other = sign_in(Client(), cast["head_A"])
    assert other.post(reverse("undo"), fields).status_code == 422
    assert staff.post(reverse("undo"), fields | {"undo": fields["undo"] + "x"}).status_code == 422
    actions.check_paper(paper=paper, by=cast["head_A"], accepted=False, note="Thiếu dấu")
    response = staff.post(reverse("undo"), fields | {"form_token": str(uuid.uuid4())})
    assert response.status_code == 409
    paper.refresh_from_db()
    assert paper.state == State.COMPLETION


def test_a_paper_set_aside_by_the_cell_is_undone(client, cast):
    case = cast.candidates["a1"]
    sign_in(client, cast["sec_A1"])
    data = {"form_token": str(uuid.uuid4()), "state": "not_needed", "note": "Không có tổ chức Đoàn"}
    address = reverse("candidates:paper", kwargs={"pk": case.pk, "code": "41", "ordinal": 1})
    fields = undo_fields(client.post(address, data, follow=True))
    assert case.papers.get(code="41").state == State.NOT_NEEDED
    client.post(reverse("undo"), fields)
    assert not case.papers.filter(code="41").exists()
