"""The first cell's meetings: an earlier month's with its minutes done, this month's with the agenda being made."""

from candidates import actions
from candidates.cell_meetings.agenda import due_items, votes_at
from candidates.cell_meetings.attendance import everyone
from candidates.demo.way import month_of
from candidates.models import AgendaItem, CellMeeting
from candidates.voters import roster_of
from partydev.dates import add_months

CELL = "01"
OUTCOMES = (
    ("Phổ biến nghị quyết, chỉ thị của cấp trên", "Chi bộ đã nghe, thảo luận và nhất trí thực hiện."),
    ("Thu, nộp đảng phí", "Đã thu đủ, nộp theo quy định."),
)
CONCLUSION = (
    "Chi ủy phân công đảng viên tiếp tục giúp đỡ người trong danh sách nguồn.\n"
    "Đảng viên được phân công giúp đỡ gửi nhận xét trước buổi họp tháng sau."
)


def write_cell_meetings(commune):
    """Tell both by the actions that a secretary uses; after everything else is written."""
    cell, by, month = commune.cells[CELL], commune.secretaries[CELL], month_of(commune.today)
    # Last month still waits for conclusions (`months.NOT_CONCLUDED`).
    _finished(cell, by, add_months(month, -2))
    keys = [each.key for each in due_items(cell, month, commune.today)][:6]
    actions.fill_agenda(organization=cell, month=month, by=by, keys=keys, text=OUTCOMES[0][0])


def _finished(cell, by, month):
    meeting = CellMeeting.objects.filter(organization=cell, month=month, held_on__isnull=False).first()
    if meeting is None:
        return
    for text, _ in OUTCOMES:
        actions.fill_agenda(organization=cell, month=month, by=by, keys=[], text=text)
    people = everyone(meeting)
    # Where the cell voted on that day, the vote tells who was there.
    away = {} if votes_at(meeting) else {people[-1].key: ("excused", "đi công tác")}
    chair = roster_of(cell, meeting.held_on).chair
    there = [each.name for each in people if each.is_full and not each.absence and each.name != chair]
    actions.record_cell_attendance(
        meeting=meeting,
        by=by,
        people={each.key: away.get(each.key, (each.absence, each.reason)) for each in people},
        chair=chair,
        minutes_by=there[0],
    )
    said = dict(OUTCOMES)
    items = AgendaItem.objects.filter(organization=cell, month=month)
    actions.record_outcome(
        meeting=meeting,
        by=by,
        outcomes={each.pk: said[each.text] for each in items},
        conclusion=CONCLUSION,
        venue="Nhà văn hóa thôn Đông",
    )
    actions.close_cell_meeting(meeting=meeting, by=by, minutes_number=meeting.minutes_number)
