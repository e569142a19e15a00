"""The months of the commune's cells: meetings held, what helpers remarked and what the cell concluded."""

from datetime import date

from candidates.demo.way import month_of
from partydev.dates import add_months

MONTHS_BACK = 15
STRENGTHS = (
    "Lập trường vững vàng, chấp hành tốt chủ trương của Đảng; hoàn thành nhiệm vụ được giao trong tháng.",
    "Tích cực tham gia phong trào ở khu dân cư; được bà con tin yêu.",
    "Có ý thức tự học, tự rèn luyện; tham gia đầy đủ các buổi sinh hoạt đoàn thể.",
    "Hoàn thành tốt công việc chuyên môn, giúp đỡ đồng nghiệp mới.",
    "Gương mẫu trong gia đình và nơi cư trú; vận động được ba hộ tham gia làm đường thôn.",
    "Nhiệt tình, trách nhiệm; đã hoàn thành nhiệm vụ thử thách đúng hạn.",
)
SHORTCOMINGS = (
    "Còn ít phát biểu trong các buổi sinh hoạt.",
    "Cần đọc thêm tài liệu về Điều lệ Đảng.",
    "Đôi lúc chưa chủ động báo cáo với đảng viên được phân công giúp đỡ.",
    "Chưa mạnh dạn góp ý, phê bình.",
    "",
)
CONCLUSIONS = (
    "Chi bộ nhất trí với nhận xét; tiếp tục bồi dưỡng, giúp đỡ.",
    "Chi bộ ghi nhận tiến bộ trong tháng; giao thêm việc để rèn luyện.",
    "Chi bộ đề nghị khắc phục hạn chế đã nêu trong tháng tới.",
)
# In the first cell some months stay without remark, and last month waits for the cell's conclusion.
HOLES = {("assign_mentor", 1), ("start_verification", 2), ("collect_opinions", 1), ("collect_opinions", 2)}
HOLES |= {("assign_mentor_again", 1), ("nominate_new_member", 3)}
NOT_CONCLUDED = {"open_dossier", "forward", "start_verification"}


def write_months(commune):
    """Write the meetings of all cells, and the remarks on everyone who is being helped, up to last month.

    This month's meetings are held in some cells; this month's remarks are still to be written in most.
    """
    this_month = month_of(commune.today)
    months = [add_months(this_month, -back) for back in range(MONTHS_BACK, -1, -1)]
    meetings = {key: _meetings(commune, key, months) for key in commune.cells}
    for key, way in commune.ways:
        if way.candidate.closed_on is None:
            _remarks(commune, key, way, meetings[key], this_month)


def _meetings(commune, key, months):
    """Month -> the meeting; the cells 06 and 09 have not met this month yet, nor has the first."""
    commune.ledger.hands = commune.hands(key)
    found = {}
    for month in months:
        held_on = date(month.year, month.month, 3 + len(key) % 3)
        late = month == months[-1] and key in ("01", "06", "09")
        # The cell 06 left out a month, and says why elsewhere.
        if held_on > commune.today or late or (key == "06" and month == months[-2]):
            continue
        number = f"{len(found) + 1:02}-BB/CB"  # one series of the term
        found[month] = commune.ledger.hold_meeting(commune.cells[key], month, held_on, number)
    return found


def _remarks(commune, key, way, meetings, this_month):
    assignments = commune.ledger.mentors_of(way.candidate)
    if not assignments:
        return
    first = assignments[0].starts_on
    month = month_of(first) if first.day <= 15 else add_months(month_of(first), 1)
    chance = commune.maker.chance
    helped = assignments[-1].mentor is commune.member("01", 2)
    by = commune.users["nguoigiupdo"] if helped else commune.secretaries[key]
    while month <= this_month:
        back = (this_month.year - month.year) * 12 + this_month.month - month.month
        if month in meetings and not _is_missing(key, way, back, chance):
            told = key != "01" or back != 1 or way.until not in NOT_CONCLUDED
            commune.ledger.remark(
                way.candidate,
                month,
                chance.choice(STRENGTHS),
                chance.choice(SHORTCOMINGS),
                by=by,
                meeting=meetings[month] if told else None,
                conclusion=chance.choice(CONCLUSIONS) if told else "",
            )
        month = add_months(month, 1)


def _is_missing(key, way, back, chance):
    if back == 0:
        return key == "01" or chance.random() < 0.7
    if key == "01":
        return (way.until, back) in HOLES
    return back == 1 and chance.random() < 0.08
