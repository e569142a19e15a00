"""What the papers of a cell's meeting hold: what was resolved and explained at it, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates import actions
from candidates.actions.clock import explain
from candidates.cell_meetings import papers, series, told
from candidates.models import AgendaItem, CellMeeting, Obligation
from partydev.refusals import Invalid
from tests.candidates.cell_meeting_pages import busy, held, month
from tests.factories import today

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("text", "outcome", "stands"),
    [
        ("Phổ biến nghị quyết của cấp trên", "Đã nghe", False),
        ("1. Phổ biến nghị quyết của cấp trên", "Chi bộ thống nhất.", False),
        ("Phổ biến nghị quyết của cấp trên", "Chi bộ thống nhất thực hiện từ tháng sau", True),
        ("Quán triệt nghị quyết và thông qua kế hoạch thực hiện", "", True),
        ("Đảng phí", "Biểu quyết miễn đảng phí cho 01 đồng chí", True),
        ("Sửa nhà văn hóa", "", True),
    ],
)
def test_what_was_heard_stands_in_the_resolution_where_something_was_resolved_on_it(cast, text, outcome, stands):
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text=text)
    AgendaItem.objects.update(outcome=outcome)
    assert [each.heading for each in papers.resolution(held(cast)).sections[0].children] == [text] * stands


def test_an_explanation_is_told_of_one_meeting_alone(cast):
    busy(cast)
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=["explain-0"], text="")
    late = Obligation.objects.open().filter(candidate__isnull=False, acts_at=cast.A1, due_on__lt=today()).first()
    explain(obligation=late, by=None, reason="Ốm", remedy="Họp bù", promised_on=today())
    before = CellMeeting(month=(month() - timedelta(days=1)).replace(day=1), held_on=month() - timedelta(days=3),
                         minutes_number="01-BB/CB",
                         closed_at=timezone.now() - timedelta(hours=1))  # fmt: skip
    before.place(cast.A1).save()
    meeting = held(cast)
    assert told.explained(meeting).exists()
    before.closed_at = timezone.now()
    before.save()
    assert not told.explained(meeting).exists()


def test_no_number_is_given_to_a_resolution_of_nothing(cast):
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Phổ biến nghị quyết")
    AgendaItem.objects.update(outcome="Đã nghe")
    meeting = held(cast)
    given = {"meeting": meeting, "by": None, "minutes_number": "01-BB/CB"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("candidates.actions.cell_meetings.missing", lambda meeting: [])
        with pytest.raises(Invalid) as refused:
            actions.close_cell_meeting(**given, resolution_number="01-NQ/CB")
        assert series.RESOLUTION in refused.value.errors
        assert actions.close_cell_meeting(**given).closed_at
