"""The sentences on targets: what was set by whom, and what was reached of it. Same rules as in `narrative`."""

from partydev.numbers import percent_in_prose, two_digits
from reports.figures import TargetResult

WHAT = {
    "congress": ("Chỉ tiêu nghị quyết đại hội", "chỉ tiêu"),
    "assigned": ("Kế hoạch cấp trên giao", "kế hoạch"),
    "registered": ("Chỉ tiêu đơn vị đăng ký", "chỉ tiêu"),
}


def target_sentence(row: TargetResult, places=1) -> str:
    """ "…: 160 đảng viên; đã kết nạp 193 đồng chí, đạt 120,6% kế hoạch, vượt 20,6%." """
    span = _span(row)
    if not row.target:
        words = span[0].upper() + span[1:]
        return f"{words}: không giao chỉ tiêu; {_done(row)}."
    return f"{WHAT[row.source][0]} {span}: {_reached(row, places)}"


def sum_sentence(row, places):
    """What a source set year by year, added up."""
    what = WHAT[row.source][0]
    return f"Cộng {what[0].lower()}{what[1:]} {_span(row)}: {_reached(row, places)}"


def _reached(row, places):
    text = f"{two_digits(row.target)} đảng viên; "
    if not row.result:
        return f"{text}{_done(row)}."
    reached = percent_in_prose(row.result, row.target, places)
    text += f"đã {_done(row)}, đạt {reached}% {WHAT[row.source][1]}"
    if row.result > row.target:
        text += f", vượt {percent_in_prose(row.result - row.target, row.target, places)}%"
    return text + "."


def _done(row):
    return f"kết nạp {two_digits(row.result)} đồng chí" if row.result else "chưa kết nạp được đảng viên nào"


def _span(row):
    first, last = row.starts_on, row.ends_on
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years and first.year == last.year:
        return f"năm {first.year}"
    if whole_years:
        return f"giai đoạn {first.year} - {last.year}"
    return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
