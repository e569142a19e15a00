"""The minutes of a cell's vote: who attended, the count, the conclusion."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from branches.models import Member
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.candidates.vote_lists import exempt, members_of, minutes_url, record, ticked
from tests.factories import make_candidate, make_cast, make_member, today
from tests.kept import once_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]
made_cast = once_a_module(make_cast)


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


@pytest.fixture
def candidate(cast):
    return make_candidate(cast.A1, "opinions_collected")


def text_of(response):
    assert response["Content-Type"] == "application/pdf"
    words = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.content)).pages).split())
    return words.replace("/ ", "/")


def test_the_minutes_tell_who_attended_the_count_and_the_conclusion(cast, secretary, candidate):
    make_member(cast.A1, "Hà Dự Bị", status=Member.Status.PROBATIONARY)
    first, second, third, *_ = members_of(cast.A1)
    exempt(first)
    away = {f"away_{first.pk}": "exempt", f"why_{second.pk}": "đi công tác", f"away_{second.pk}": "excused"}
    data = ticked(cast.A1, without=[first, second], votes_for=3, probationary_present=1, chair=third.pk, **away)
    assert record(secretary, candidate, data).status_code == 302
    text = text_of(secretary.get(minutes_url(candidate)))
    for said in (
        "CHI BỘ A1",
        "BIÊN BẢN",
        "họp chi bộ xét đề nghị kết nạp đảng viên",
        "Tổng số đảng viên của chi bộ: 06 đồng chí (chính thức: 05 đồng chí; dự bị: 01 đồng chí)",
        "Có mặt: 04 đồng chí (chính thức: 03 đồng chí; dự bị: 01 đồng chí)",
        f"{second.person.full_name} (đi công tác)",
        f"{first.person.full_name} (được miễn sinh hoạt đảng)",
        f"quần chúng ưu tú {candidate.person.full_name}",
        "Tán thành: 03 đồng chí, đạt 75% so với tổng số đảng viên chính thức",
        "Có 3/4 đảng viên chính thức tán thành, cần ít nhất 3/4: đủ số phiếu",
        "NGƯỜI GHI BIÊN BẢN",
        "CHỦ TRÌ",
    ):
        assert said in text, said
    assert text.count(third.person.full_name) == 2
    assert "Dự thảo" in text
    cast.A.place = "Bản Mẫu"
    cast.A.save()
    whole = text_of(secretary.get(minutes_url(candidate)))
    assert "Bản Mẫu, ngày" in whole
    assert "…" not in whole
    assert "Dự thảo" not in whole
    assert f"đồng chí {candidate.person.full_name}" not in text


def test_minutes_of_totals_name_nobody(cast, secretary, candidate):
    record(
        secretary, candidate, ticked(cast.A1, counted_by="totals", eligible=5, present=4, votes_for=2, paper_number="")
    )
    page = secretary.get(minutes_url(candidate, "vote_minutes")).text
    assert "Tổng số đảng viên chính thức được tính khi biểu quyết: 05 đồng chí; có mặt: 04 đồng chí" in page
    assert "không đủ số phiếu" in page
    assert members_of(cast.A1)[0].person.full_name not in page


def test_the_minutes_are_reached_from_the_case_and_stay_within_the_unit(cast, secretary, candidate):
    record(secretary, candidate, ticked(cast.A1, on=today() - timedelta(days=1)))
    url = minutes_url(candidate, "vote_minutes")
    assert url in secretary.get(case_url("detail", candidate)).text
    assert browser_of(cast["sec_A2"]).get(url).status_code == 404
    assert browser_of(cast["rec_A"]).get(url).status_code == 403
    assert url not in browser_of(cast["rec_A"]).get(case_url("detail", candidate)).text
    assert browser_of(cast["lead_A"]).get(url).status_code == 200
    assert secretary.get(url.replace("/bieu-quyet/", "/bieu-quyet/9")).status_code == 404


def test_a_vote_on_striking_off_has_its_list_and_minutes_too(cast, secretary):
    case = make_candidate(cast.A1, "probationary")
    url = step_url(case, "strike_off_cell_vote")
    assert "Bỏ dấu ở người vắng mặt." in secretary.get(url).text
    response = send(secretary, url, **ticked(cast.A1, on=today()))
    assert response.status_code == 302, response.text
    vote = case.votes.get()
    assert (vote.purpose, vote.roster.voters.count()) == ("strike_off", 5)
    text = text_of(secretary.get(minutes_url(case)))
    assert f"đề nghị xóa tên trong danh sách đảng viên dự bị đối với đồng chí {case.person.full_name}" in text
    assert "Tổng số đảng viên của chi bộ: 06 đồng chí (chính thức: 05 đồng chí; dự bị: 01 đồng chí)" in text
