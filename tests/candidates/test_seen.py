"""A reviewer's ticks "đã xem", and what was accepted and then changed. U9."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from candidates import actions
from candidates.actions.undo import undo_papers, written
from candidates.models import CompletionPoint, DossierItem, SeenPaper
from partydev.once import new_token
from tests.access.world import with_relatives as with_scans
from tests.candidates.desk_cases import submitted
from tests.candidates.pages import browser_of
from tests.candidates.scan_pages import keep
from tests.factories import days_ago

pytestmark = pytest.mark.django_db

STALE = "Đã thay đổi sau khi đạt yêu cầu"
NEWS = "Mới từ lần bạn mở trước"
UNSEEN_CHANGE = "Thay đổi sau khi bạn xem"


@pytest.fixture
def case(cast):
    return submitted(cast, days_ago(40), "Lò Thị Mẫu")


@pytest.fixture
def staff(cast):
    return browser_of(cast["staff_A"])


def review(reader, case):
    return reader.get(reverse("desk:review", args=[case.pk]))


def line_of(page, code):
    return next(line for line in page.context["register"] if line.code == code and line.paper)


def row_of(page, code):
    """The words of the paper's row as the page shows them, and its markup."""
    markup = page.text.split(f'id="giay-{line_of(page, code).paper.pk}"')[1].split('<li id="giay-')[0]
    return " ".join(strip_tags(markup).split()), markup


def tick(reader, case, code="37", value="seen", page=None, **data):
    """Press the tick of a paper on `page`, as it was opened."""
    line = line_of(page or review(reader, case), code)
    url = reverse("desk:tick_seen", args=[case.pk, line.paper.pk])
    return reader.post(url, {"form_token": new_token(None), "content": line.content, "tick": value} | data)


def corrected(cast, case, code="37", number="9"):
    """The cell is asked about a paper, corrects it and sends the dossier up again."""
    by, point = cast["sec_A1"], (code, "Đơn thiếu ngày", "04")
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(3), points=[point])
    if number:
        actions.enter_paper(candidate=case, by=by, code=code, issued_on=days_ago(2), number=number)
    point = CompletionPoint.objects.get(request__candidate=case)
    actions.answer_point(point=point, by=by, answer="Đã ghi ngày vào đơn")
    actions.advance(candidate=case, transition="resubmit", by=by, on=days_ago(1))


# The tick


def test_a_tick_is_the_readers_own_is_counted_and_taken_back(cast, staff, case):
    held = case.papers.count()
    assert f"Đã xem 0/{held}" in review(staff, case).text

    assert tick(staff, case).url.endswith(f"#giay-{case.papers.get(code='37').pk}")
    page = review(staff, case)
    assert f"Đã xem 1/{held}" in page.text
    assert 'value="unseen" aria-pressed="true"' in row_of(page, "37")[1]
    other = review(browser_of(cast["head_A"]), case)
    assert f"Đã xem 0/{held}" in other.text
    assert 'aria-pressed="true"' not in other.text

    tick(browser_of(cast["head_A"]), case, value="unseen")  # takes nobody else's back
    assert f"Đã xem 1/{held}" in review(staff, case).text
    tick(staff, case, value="unseen")
    assert f"Đã xem 0/{held}" in review(staff, case).text
    assert not SeenPaper.objects.exists()


def test_a_tick_sent_twice_counts_once_and_its_form_says_nothing_else_afterwards(staff, case):
    page, token = review(staff, case), new_token(None)
    first = tick(staff, case, page=page, form_token=token)
    again = tick(staff, case, page=page, form_token=token)
    assert (again.status_code, again.url) == (302, first.url)
    tick(staff, case, page=page)
    assert SeenPaper.objects.count() == 1
    assert tick(staff, case, page=page, form_token=token, value="unseen").status_code == 409
    assert SeenPaper.objects.count() == 1


def test_the_desks_own_verdict_and_its_undoing_leave_the_tick(cast, staff, case):
    tick(staff, case)
    paper = case.papers.get(code="37")
    actions.check_paper(paper=paper, by=cast["staff_A"], accepted=True)
    assert line_of(review(staff, case), "37").seen
    kept = written(paper.candidate, [paper])
    undo_papers(
        candidate=case,
        by=cast["staff_A"],
        permission="dossier_check",
        rows=kept["rows"],
        version=kept["version"],
    )
    line = line_of(review(staff, case), "37")
    assert (line.seen, line.state) == (True, "Đã có")


@pytest.mark.parametrize("number", ["9", ""])  # the row written anew; the point answered alone
def test_a_tick_ends_when_the_cell_changes_that_paper_and_no_other(cast, staff, case, number):
    tick(staff, case)
    tick(staff, case, "01")
    corrected(cast, case, number=number)

    page = review(staff, case)

    assert UNSEEN_CHANGE in row_of(page, "37")[0]
    assert 'aria-pressed="false"' in row_of(page, "37")[1]
    assert UNSEEN_CHANGE not in row_of(page, "01")[0]
    assert f"Đã xem 1/{case.papers.count()}" in page.text
    tick(staff, case, page=page)
    after = review(staff, case).text
    assert UNSEEN_CHANGE not in after
    assert NEWS in after  # it is still the same reading of the dossier
    assert NEWS not in review(staff, case).text


def test_a_tick_ends_with_a_new_scan_and_with_its_removal(cast, staff, case, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with with_scans():
        actions.request_completion(
            candidate=case, by=cast["staff_A"], on=days_ago(3), points=[("37", "Thiếu bản chụp", "04")]
        )
        tick(staff, case)
        keep(case, cast["sec_A1"])
        assert UNSEEN_CHANGE in row_of(review(staff, case), "37")[0]
        tick(staff, case)
        assert line_of(review(staff, case), "37").seen
        actions.set_scan_aside(candidate=case, by=cast["sec_A1"], code="37", ordinal=1, because="Chụp nhầm")
        assert not line_of(review(staff, case), "37").seen


def test_a_tick_from_a_page_opened_before_the_paper_changed_is_not_taken(cast, staff, case):
    before = review(staff, case)
    corrected(cast, case)

    late = tick(staff, case, page=before)

    assert late.status_code == 409
    assert "vừa thay đổi sau khi bạn mở trang" in late.text
    assert not SeenPaper.objects.exists()


def test_a_tick_is_for_whoever_may_open_the_dossier_on_the_desk(cast, staff, case):
    page = review(staff, case)
    assert tick(browser_of(cast["staff_B"]), case, page=page).status_code == 404
    assert tick(browser_of(cast["sec_A1"]), case, page=page).status_code == 403
    foreign = submitted(cast, days_ago(30), "Vàng A Khác")
    paper = foreign.papers.get(code="37")
    url = reverse("desk:tick_seen", args=[case.pk, paper.pk])
    data = {"form_token": new_token(None), "tick": "seen", "content": "0" * 64}
    assert staff.post(url, data).status_code == 404
    for wrong in ({"tick": "x"}, {"content": ""}, {"content": "z" * 64}):
        assert tick(staff, case, **wrong).status_code == 422
    assert not SeenPaper.objects.exists()


def test_the_database_keeps_one_tick_per_paper_and_user(cast, case):
    fields = {"paper": case.papers.first(), "user": cast["staff_A"], "ticked_at": timezone.now()}
    SeenPaper.objects.create(content="a" * 64, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeenPaper.objects.create(content="b" * 64, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeenPaper.objects.create(**fields | {"user": cast["head_A"]}, content="")


def test_ticks_cost_the_page_the_same_whatever_is_ticked(staff, case):
    review(staff, case)
    with CaptureQueriesContext(connection) as before:
        page = review(staff, case)
    for code in ("37", "38", "01"):
        tick(staff, case, code, page=page)
    with CaptureQueriesContext(connection) as after:
        assert "Đã xem 3/" in review(staff, case).text
    assert len(before) == len(after)


# Accepted, and then changed


def test_what_was_accepted_and_then_changed_is_never_shown_as_accepted(cast, staff, case):
    actions.accept_papers(candidate=case, by=cast["staff_A"], papers=list(case.papers.all()))
    assert STALE not in review(staff, case).text
    accepted = review(staff, case).context["accepted"]
    corrected(cast, case)

    page = review(staff, case)
    words, markup = row_of(page, "37")

    assert STALE in words
    assert 'data-tone="good"' not in markup
    assert 'data-tone="warn"' in markup
    assert page.context["accepted"] == accepted - 1
    assert page.text.count(STALE) == 1
    assert "Đủ giấy tờ, đạt yêu cầu" not in page.text
    left = actions.accept_papers(candidate=case, by=cast["staff_A"], papers=[case.papers.get(code="37")]).left
    assert left  # not along with others: somebody reads it
    actions.check_paper(paper=case.papers.get(code="37"), by=cast["staff_A"], accepted=True)
    assert STALE not in review(staff, case).text
    assert line_of(review(staff, case), "37").tone == "good"


def test_an_acceptance_is_not_believed_where_the_row_was_changed_past_the_desk(cast, staff, case):
    actions.accept_papers(candidate=case, by=cast["staff_A"], papers=list(case.papers.all()))
    paper = case.papers.get(code="37")
    paper.number, paper.checked_by, paper.checked_at = "77", None, None
    paper.save()
    assert paper.state == DossierItem.State.ACCEPTED

    line = line_of(review(staff, case), "37")

    assert (line.state, line.tone, line.waits) == (STALE, "warn", True)
