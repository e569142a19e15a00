"""A snapshot is one moment: what others record while it is taken is in none of its numbers, and is shown as late."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse

from branches.models import MemberEvent
from candidates import actions
from candidates.actions.entry import Milestone
from candidates.models import StageEvent
from partydev.refusals import Conflict
from reports import quarterly
from reports.models import Report, ReportAct, ReportRevision
from reports.quarterly import period_of
from reports.sending import life, snapshots
from reports.sending.pending import LateFacts, changed_figures
from tests.at_once import at_once
from tests.factories import days_ago, make_cast, make_person, sign_in, today
from tests.reports.reporting import LAST, quick_papers

pytestmark = pytest.mark.django_db(transaction=True)
ON = today().replace(year=today().year - 1, month=5, day=19)


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    quick_papers(monkeypatch)


def admit(cell, person):
    milestones = [Milestone("decide", ON), Milestone("admit", ON)]
    actions.take_over(by=None, organization=cell, person=person, stage="probationary",
                      entered_on=ON - timedelta(days=400), milestones=milestones)  # fmt: skip


def kept(organization, taken):
    """The revision that sending makes of a snapshot."""
    report = Report(period=LAST).place(organization)
    report.save()
    revision = ReportRevision(report=report, ordinal=1, **vars(taken))
    revision.save()
    report.state, report.revision = Report.State.RECEIVED, revision
    report.save()
    return revision


def stands_beside(client, cast, revision):
    """The admission is in no number of the snapshot, nor in the lists behind them; it is shown as late."""
    assert revision.figures["admitted"] == 0
    assert LateFacts(revision).count() > 0
    assert [(each.old, each.new) for each in changed_figures(revision) if each.what == "Kết nạp đảng viên"] == [
        ("0", "1")
    ]
    for key in ("admitted", "probationary_members"):
        query = {"don_vi": "a", "ky": LAST, "chi_tieu": key, "chot": revision.code}
        page = sign_in(client, cast["staff_A"]).get(reverse("reports:people"), query)
        assert page.context["page"].paginator.count == revision.figures[key], key


def test_what_is_recorded_between_two_tables_is_in_neither(client, monkeypatch):
    cast, person, tables = make_cast(), make_person(youth_union_on=days_ago(3000)), quarterly.TABLES

    def after_an_admission(*asked):
        assert at_once(lambda: admit(cast.A1, person)) == [None]
        return tables["T6"](*asked)

    changed = {key: after_an_admission if key == "T6" else make for key, make in tables.items()}
    monkeypatch.setattr(quarterly, "TABLES", changed)
    revision = kept(cast.A, snapshots.take(cast.A, period_of(cast.A, LAST), today()))
    document = snapshots.document_of(revision)
    assert not any("chưa khớp" in notice or "không khớp" in notice for notice in document.opening)
    total = document.annexes[2].tables[0].all_rows[-1]
    assert {cell.text for cell in total.cells[3:5]} <= {"0", "", "–", total.cells[1].text}
    stands_beside(client, cast, revision)


def test_what_was_written_before_the_snapshot_but_seen_only_after_it_is_late(client):
    cast, person = make_cast(), make_person(youth_union_on=days_ago(3000))
    written, may_end = Event(), Event()

    def slowly():
        with transaction.atomic():
            admit(cast.A1, person)
            written.set()
            may_end.wait(60)
        connection.close()

    writer = Thread(target=slowly)
    writer.start()
    assert written.wait(60)
    taken = snapshots.take(cast.A, period_of(cast.A, LAST), today())
    may_end.set()
    writer.join()
    stands_beside(client, cast, kept(cast.A, taken))


def test_of_two_who_send_at_the_same_moment_one_is_told_of_the_other():
    cast = make_cast()
    unit = {"organization": cast.A, "period": period_of(cast.A, LAST), "version": 0}
    # Both have counted and laid out their pages before either of them keeps anything.
    taken = [(by, life.counted(by=by, **unit)) for by in (cast["staff_A"], cast["head_A"])]
    answers = at_once(*(lambda by=by, made=made: life.submit(by=by, taken=made, **unit) for by, made in taken))
    assert [type(answer) for answer in answers if not isinstance(answer, Report)] == [Conflict]
    assert "đã gửi báo cáo này" in str(next(answer for answer in answers if isinstance(answer, Conflict)))
    assert (ReportRevision.objects.count(), ReportAct.objects.count()) == (1, 1)


@pytest.mark.parametrize("model", [StageEvent, MemberEvent])
def test_what_was_recorded_since_is_found_by_an_index(model):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    assert any(each["index"] and each["columns"] == ["recorded_at"] for each in found)
