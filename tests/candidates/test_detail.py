"""One person's page: what it tells, to whom, and what opening it leaves behind."""

import pytest

from accounts.models import AccessRecord
from candidates import actions, obligations
from candidates.overview import progress, story
from candidates.rulebook import rule_set
from partydev.submit import FindingLine
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.candidates.test_way import reach_submitted, step
from tests.factories import days_ago, make_candidate, make_cast, make_person, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


@pytest.fixture
def candidate(cast):
    person = make_person("Lò Thị Pán", residence="Bản Nà Tấu", religion="05")
    candidate = make_candidate(cast.A1, "listed", person=person)
    actions.assign_mentor(
        candidate=candidate, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(70), resolution_number="02-NQ"
    )
    return candidate


def test_the_page_says_what_comes_next_and_what_is_missing_with_its_clause(cast, candidate):
    page = browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).text
    assert f"/ho-so/{candidate.pk}/buoc/open_dossier/" in page
    assert "Chưa có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng." in page
    assert "Hướng dẫn 01-HD/TW" in page
    assert "Trung tâm chính trị".lower() in page
    assert "0/7" in page
    assert "02-NQ" in page


@pytest.mark.parametrize(("number", "is_open"), [(1, True), (3, True), (4, False)])
def test_a_few_things_to_note_are_not_folded_away(cast, candidate, monkeypatch, number, is_open):
    note = FindingLine("warn", "Cần xem lại.", "khoản 1")
    monkeypatch.setattr(progress, "missing", lambda *_, **__: [note] * number)
    page = browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).text
    summary = f"<summary>Nội dung cần lưu ý: {number}</summary>"
    assert f'<details class="more"{" open" if is_open else ""}>{summary}' in page


def test_opening_a_dossier_leaves_a_row_without_the_persons_name(cast, candidate):
    browser_of(cast["lead_A"]).get(case_url("detail", candidate))
    row = AccessRecord.objects.get(kind=AccessRecord.Kind.DOSSIER_READ)
    assert (row.user, row.about, row.organization) == (cast["lead_A"], candidate.code, cast.A1)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("sec_A1", 200),
        ("dep_A1", 200),
        ("staff_A", 200),
        ("lead_X", 200),
        ("rec_A", 200),
        ("helper_A1", 200),
        ("sec_A2", 404),
        ("staff_B", 404),
        ("centre_X", 403),
        ("youth_A", 403),
        ("auditor_X", 403),
        ("sysadmin", 403),
    ],
)
def test_who_may_open_the_page(cast, candidate, name, status):
    assert browser_of(cast[name]).get(case_url("detail", candidate)).status_code == status


def test_a_mentor_gets_nothing_of_the_dossier(cast, candidate):
    actions.enter_paper(candidate=candidate, by=cast["sec_A1"], code="37", issued_on=days_ago(3), number="SO-DON-1")
    actions.write_remark(
        candidate=candidate, month=days_ago(0).replace(day=1), by=cast["sec_A1"], strengths="ƯU ĐIỂM", shortcomings=""
    )
    response = browser_of(cast["helper_A1"]).get(case_url("detail", candidate))
    dossier = ("SO-DON-1", "Bản Nà Tấu", "Tin Lành", "17/05/1998", "ƯU ĐIỂM", "Lịch sử thay đổi", "Danh mục hồ sơ")
    for hidden in dossier:
        assert hidden not in response.text
    assert "Lò Thị Pán" in response.text
    assert not AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_READ).exists()


def test_a_leader_reads_and_finds_nothing_to_press(cast, candidate):
    page = browser_of(cast["lead_A"]).get(case_url("detail", candidate)).text
    assert "/buoc/" not in page
    assert "Sửa thông tin" not in page
    assert "Chi bộ A1" in page


def test_a_member_is_a_comrade_and_a_candidate_is_not(cast, candidate):
    page = browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).text
    assert "Quần chúng ưu tú" in page
    assert "đồng chí Lò Thị Pán" not in page


def test_the_timeline_shows_papers_actors_and_what_was_irregular(cast, candidate):
    step(candidate, "open_dossier", cast["sec_A1"], days_ago(3), "15-NQ/CB", reason="Họp gấp", as_happened=True)
    page = browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).text
    assert "Nghị quyết chi bộ số 15-NQ/CB" in page
    assert "Chưa đúng quy định" in page
    assert "Họp gấp" in page
    assert "Người dùng sec_A1" in page


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ({"confidence": "secondary"}, "Chưa đủ phiếu. (Điều 9, theo nguồn thứ cấp)"),
        ({"confidence": "unconfirmed"}, "Chưa đủ phiếu. (Điều 9, chưa được xác nhận)"),
        ({"confidence": "confirmed"}, "Chưa đủ phiếu. (Điều 9)"),
        ({}, "Chưa đủ phiếu. (Điều 9)"),  # kept before findings said how sure their clause is
    ],
)
def test_the_timeline_says_how_sure_the_clause_of_an_irregularity_is(candidate, kept, shown):
    event = candidate.events.latest("pk")
    event.irregular, event.findings = True, [{"text": "Chưa đủ phiếu.", "citation": "Điều 9", **kept}]
    assert story.timeline([event])[0]["irregular"] == shown


def test_what_is_kept_of_an_irregularity_says_how_sure_its_clause_is(cast, candidate):
    step(candidate, "open_dossier", cast["sec_A1"], days_ago(3), "15-NQ/CB", reason="Họp gấp", as_happened=True)
    kept = candidate.events.get(kind="open_dossier").findings
    assert kept
    assert all(found["confidence"] in ("confirmed", "secondary", "unconfirmed") for found in kept)


def test_the_votes_that_are_needed_stand_with_how_sure_the_clause_is(cast):
    law = rule_set(today())["cell_recognition_majority"]
    assert law.confidence == "secondary"
    candidate = make_candidate(cast.A1, "recognition_prepared")
    client = browser_of(cast["sec_A1"])
    for url in (step_url(candidate, "recognition_cell_vote"), case_url("detail", candidate)):
        assert f"Theo {law.citation} (theo nguồn thứ cấp)." in client.get(url).text


def test_a_changed_confidence_reaches_what_is_still_due(cast):
    candidate = make_candidate(cast.A1, "probationary")
    obligations.sync(candidate, today())
    held = candidate.obligations.open().exclude(citation="").first()
    before = held.confidence
    candidate.obligations.filter(pk=held.pk).update(confidence="")
    obligations.sync(candidate, today())
    held.refresh_from_db()
    assert held.confidence == before != ""


def test_changes_show_before_and_after_in_vietnamese(cast, candidate):
    client = browser_of(cast["sec_A1"])
    person = candidate.person
    send(
        client,
        case_url("person", candidate),
        version=person.version,
        full_name=person.full_name,
        birth_date=person.birth_date,
        sex="female",
        ethnicity="01",
        religion="05",
        residence="Bản Nà Nhạn",
    )
    page = client.get(case_url("detail", candidate)).text
    assert "Nơi cư trú: <del>Bản Nà Tấu</del> → <ins>Bản Nà Nhạn</ins>" in page


def test_votes_are_told_in_words_and_points_are_answered_on_the_page(cast):
    candidate, _ = reach_submitted(cast, start=60)
    request = actions.request_completion(
        candidate=candidate, by=cast["staff_A"], on=days_ago(10), points=[("37", "Đơn thiếu ngày")]
    )
    client = browser_of(cast["sec_A1"])
    page = client.get(case_url("detail", candidate)).text
    assert "Tán thành <strong>4/5</strong>, cần ít nhất 4/5." in page
    assert "Đơn thiếu ngày" in page
    point = request.points.get()
    response = send(client, case_url("answer_point", candidate, point=point.pk), answer="Đã ghi ngày vào đơn")
    assert response.status_code == 302
    assert "Đã ghi ngày vào đơn" in client.get(case_url("detail", candidate)).text


@pytest.mark.parametrize("stage", ["pool", "verifying", "pending_decision", "decided", "probationary", "recognized"])
def test_every_stage_has_a_page(cast, stage):
    candidate = make_candidate(cast.A1, stage)
    assert browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).status_code == 200


def test_the_decision_is_received_before_the_ceremony(cast):
    candidate = make_candidate(cast.A1, "decided")
    browser = browser_of(cast["sec_A1"])
    first, then = case_url("receive_decision", candidate), f"/ho-so/{candidate.pk}/buoc/admit/"
    page = browser.get(case_url("detail", candidate)).text
    part = page[page.index('id="next-heading"') :]
    assert part.index(first) < part.index("<h3>Hoặc</h3>") < part.index(then)
    actions.receive_decision(candidate=candidate, by=cast["sec_A1"], on=candidate.stage_on)
    page = browser.get(case_url("detail", candidate)).text
    assert first not in page
    assert then in page


def test_an_ended_case_says_so_and_offers_reconsideration(cast, candidate):
    actions.advance(candidate=candidate, transition="withdraw", by=cast["sec_A1"], on=days_ago(1), reason="x")
    page = browser_of(cast["sec_A1"]).get(case_url("detail", candidate)).text
    assert "Hồ sơ đã kết thúc" in page
    assert "Ghi chi bộ xem xét lại" in page


def test_the_page_asks_the_database_little(cast, candidate, django_assert_max_num_queries):
    browser = browser_of(cast["sec_A1"])
    browser.get(case_url("detail", candidate))
    with django_assert_max_num_queries(42):
        browser.get(case_url("detail", candidate))
