"""Pages are laid out before a report's act begins, by a process with limits where they are many. S21, R22."""

import pytest
from django.db import connection
from django.test import Client

from branches import actions as branch_actions
from partydev.papers import aside
from partydev.papers.rendering import as_page, as_pdf
from reports.figures import totals
from reports.models import Report, ReportIssue, ReportRevision
from reports.quarterly import period_of
from reports.sending import life, snapshots
from tests.factories import days_ago, make_cast, make_organization, sign_in
from tests.reports.reporting import LAST, SIGNED, act, quick_papers
from tests.reports.sample import DRAFT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return make_cast()


def clerk(cast):
    return sign_in(Client(), cast["staff_A"])


def while_laid_out(monkeypatch, happens):
    """Let `happens()` be done once while pages are laid out."""
    left = [happens]

    def made(document):
        if left:
            left.pop()()
        return as_page(document).encode()

    quick_papers(monkeypatch)
    monkeypatch.setattr(snapshots, "as_pdf", made)


def received(cast):
    unit = {"by": None, "organization": cast.A, "period": period_of(cast.A, LAST)}
    return unit, life.receive(**unit, version=life.submit(**unit, version=0).version)


def test_nobody_waits_while_pages_are_laid_out(cast, monkeypatch):
    inside = []
    quick_papers(monkeypatch)
    with monkeypatch.context() as patch:
        while_laid_out(patch, lambda: inside.append(connection.in_atomic_block))
        assert act(clerk(cast), "submit").status_code == 302
    life.receive(by=cast["head_X"], organization=cast.A, period=period_of(cast.A, LAST), version=1)
    with monkeypatch.context() as patch:
        while_laid_out(patch, lambda: inside.append(connection.in_atomic_block))
        assert act(clerk(cast), "issue", **SIGNED).status_code == 302
    assert inside == [False, False]
    assert Report.objects.get().state == "locked"
    assert ReportIssue.objects.get().pdf


def test_a_text_written_meanwhile_is_not_left_out_in_silence(cast, monkeypatch):
    unit = {"by": None, "organization": cast.A, "period": period_of(cast.A, LAST)}
    while_laid_out(monkeypatch, lambda: life.write_texts(**unit, texts={"strengths": "Mới ghi."}, version=0))
    answer = act(clerk(cast), "submit")
    assert (answer.status_code, "vừa được sửa trong lúc lập" in answer.text) == (409, True)
    assert not ReportRevision.objects.exists()
    assert act(clerk(cast), "submit").status_code == 302
    assert "Mới ghi." in ReportRevision.objects.get().document


def move_away(cast, empty):
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=days_ago(400))


def move_here(cast, empty):
    branch_actions.move(by=None, organization=cast.B1, parent=cast.A, on=days_ago(400))


def dissolve(cast, empty):
    branch_actions.dissolve(by=None, organization=empty, on=days_ago(400))


@pytest.mark.parametrize("happens", [move_away, move_here, dissolve])
def test_a_tree_changed_meanwhile_is_not_left_out_in_silence(cast, monkeypatch, happens):
    empty = make_organization("Chi bộ trống", "cell", cast.A)
    while_laid_out(monkeypatch, lambda: happens(cast, empty))
    answer = act(clerk(cast), "submit")
    assert (answer.status_code, "vừa được sửa trong lúc lập" in answer.text) == (409, True)
    assert act(clerk(cast), "submit").status_code == 302


def test_what_happens_elsewhere_keeps_no_report_waiting_and_nothing_is_counted_under_the_lock(cast, monkeypatch):
    def elsewhere():
        make_organization("Chi bộ mới", "cell", cast.B)
        # Whatever is counted from now on is counted while others wait for the unit.
        monkeypatch.setattr(snapshots, "figures", None)
        monkeypatch.setattr(totals, "_from_facts", None)

    while_laid_out(monkeypatch, elsewhere)
    assert act(clerk(cast), "submit").status_code == 302


def test_of_two_who_send_at_once_the_second_is_told(cast, monkeypatch):
    unit = {"by": None, "organization": cast.A, "period": period_of(cast.A, LAST)}
    while_laid_out(monkeypatch, lambda: life.submit(**unit, version=0))
    answer = act(clerk(cast), "submit")
    assert (answer.status_code, "đã gửi báo cáo này" in answer.text) == (409, True)
    assert ReportRevision.objects.count() == 1


def test_what_was_laid_out_of_another_revision_is_not_locked(cast, monkeypatch):
    quick_papers(monkeypatch)
    unit, report = received(cast)
    signed = {"number": 5, "issued_on": unit["period"].end, "signer_capacity": "T/M ĐẢNG ỦY", "signer_post": "BÍ THƯ",
              "signer_name": "Lò Thị Ưng"}  # fmt: skip
    laid = life.laid_out(**unit, version=report.version, **signed)
    back = life.send_back(**unit, version=report.version, reason="Xem lại")
    again = life.submit(**unit, version=back.version, reason="Đã sửa")
    report = life.receive(**unit, version=again.version)
    with pytest.raises(life.Conflict):
        life.lock(**unit, version=report.version, laid=laid, **signed)
    assert not ReportIssue.objects.exists()


@pytest.mark.once
def test_a_long_paper_is_the_same_and_ends_at_its_limit(cast, monkeypatch):
    at_once = as_pdf(DRAFT)
    monkeypatch.setattr(aside, "LONG", 0)
    assert as_pdf(DRAFT) == at_once
    monkeypatch.setattr(aside, "SECONDS", 0.2)
    with pytest.raises(aside.TooLargeError):
        as_pdf(DRAFT)
    answer = act(clerk(cast), "submit")
    assert (answer.status_code, "Báo cáo quá lớn" in answer.text) == (422, True)
    assert not Report.objects.filter(revision__isnull=False).exists()
