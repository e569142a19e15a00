"""Who is named in a step: never a committee that the unit does not have; and what comes before a step."""

import re

import pytest

from accounts.models import User
from candidates import actions
from tests.candidates.desk_cases import submitted, vote
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_organization, make_user
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)
FOREIGN = "đảng ủy cơ sở"  # a base cell stands directly under the commune's committee: it has none


@pytest.fixture
def base_cell(cast):
    cell = make_organization("Chi bộ Trạm Y tế", "base_cell", cast.X, code="tram-y-te")
    for _ in range(5):
        make_member(cell)
    make_user("sec_t", ("cell_secretary", cell))
    return cell


@pytest.mark.parametrize("stage", ["cell_resolved", "submitted", "appraised", "recognition_cell_resolved"])
def test_a_base_cell_under_a_commune_is_never_told_of_a_base_committee(cast, base_cell, stage):
    candidate = make_candidate(base_cell, stage)
    for user in (User.objects.get(username="sec_t"), cast["head_X"]):
        for address in ("/", "/ho-so/", case_url("detail", candidate), case_url("catch_up", candidate)):
            page = re.sub(r"<option.*?</option>", "", browser_of(user).get(address).text)  # the filter knows all steps
            assert FOREIGN not in page.lower(), address


def test_a_base_cells_dossier_goes_to_the_committee_above_by_name(cast, base_cell):
    secretary = User.objects.get(username="sec_t")
    candidate = submitted(cast, days_ago(40), cell=base_cell, by=secretary)
    told = browser_of(secretary).get(case_url("detail", candidate)).text
    assert "Hồ sơ đã gửi cấp ủy cấp trên" in told
    assert "Đảng ủy X" in told
    resolved = make_candidate(base_cell, "cell_resolved")
    page = browser_of(secretary).get(step_url(resolved, "submit")).text
    assert "Sau khi gửi, Đảng ủy X thẩm định hồ sơ." in page
    assert FOREIGN not in page.replace("của đảng ủy cơ sở", "").lower()


def test_the_base_committees_vote_is_offered_only_where_it_resolves(cast):
    """From 26/7/2026 the base committee's own standing committee decides: it has no vote of proposal."""
    candidate = make_candidate(cast.A1, "appraised")
    page = browser_of(cast["head_A"]).get(case_url("detail", candidate)).text
    assert "/buoc/committee_vote/" not in page
    assert "Đảng ủy cơ sở đã ra nghị quyết đề nghị" not in page


def test_papers_that_wait_for_the_officer_ask_nothing_of_the_cell(cast):
    candidate = submitted(cast, days_ago(40))
    page = browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).text
    assert "7/7 giấy tờ đã có" in page
    assert "7 giấy tờ chờ kiểm tra" in page
    assert "Người thực hiện: Cán bộ tổ chức của cấp ủy đang giữ hồ sơ" in page
    assert ">Bổ sung</a>" not in page
    officer = browser_of(cast["staff_A"]).get(case_url("detail", candidate)).text
    assert f"/tham-dinh/{candidate.pk}/" in officer  # the officer's button


def test_a_warning_that_nothing_mends_asks_for_a_reason_and_nobody(cast):
    candidate = submitted(cast, days_ago(40))
    actions.accept_papers(candidate=candidate, by=cast["staff_A"], papers=list(candidate.papers.all()))
    other = make_candidate(cast.A1, "opinions_collected")
    page = send(
        browser_of(cast["sec_A1"]), step_url(other, "cell_vote"), on=days_ago(0), paper_number="1", **vote(4, 4)
    ).text
    assert "Danh sách chi bộ có 5 đảng viên chính thức" in page
    assert "Khi ghi cần nêu lý do" in page
    assert "Người thực hiện: Bí thư chi bộ" not in page


def test_a_step_opened_too_early_says_what_comes_first_with_a_way_there(cast):
    response = browser_of(cast["sec_A1"]).get(step_url(cast.candidates["a1"], "cell_vote"))
    assert response.status_code == 409
    page = response.text
    assert "Hồ sơ đang ở bước “Nguồn phát triển đảng viên”" in page
    assert "Phải ghi trước việc này" in page
    for before in ("Chi bộ đưa vào danh sách bồi dưỡng", "Viết đơn xin vào Đảng", "Kê khai lý lịch"):
        assert before in page
    assert step_url(cast.candidates["a1"], "list") in page


def test_a_step_that_is_past_lists_nothing_to_do_before(cast):
    candidate = make_candidate(cast.A1, "applied")
    response = browser_of(cast["sec_A1"]).get(step_url(candidate, "list"))
    assert response.status_code == 409
    assert "Phải ghi trước việc này" not in response.text


def test_all_faults_of_the_cells_vote_are_said_at_once(cast):
    candidate = make_candidate(cast.A1, "opinions_collected")
    counts = {"eligible": "5", "present": "6", "votes_for": "5", "votes_against": "", "votes_other": "3"}
    page = send(browser_of(cast["sec_A1"]), step_url(candidate, "cell_vote"), on="", paper_number="", **counts).text
    for said in (
        "Hãy điền “Ngày họp chi bộ”",
        "Hãy điền “Số nghị quyết đề nghị kết nạp của chi bộ”",
        "Số có mặt (6) nhiều hơn",
        "Tổng số phiếu (8) nhiều hơn số có mặt (6)",
    ):
        assert said in page
