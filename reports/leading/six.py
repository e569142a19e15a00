"""The six numbers that a leader looks at first: each beside the year's target and the same days of last year."""

from dataclasses import dataclass

from partydev.numbers import integer, percent_in_prose
from reports.catalogue import INDICATORS
from reports.figures import figures, overdue_by_unit, year_targets
from reports.reading import once_a_reading

FLOWS = ("admitted", "recognized", "sent_to_awareness_class")
STOCKS = ("in_pool", "dossiers_pending")
OVERDUE = "overdue"
OVERDUE_LABEL = "Đảng viên dự bị quá thời hạn xét công nhận"


@dataclass(frozen=True)
class Number:
    """`key` leads to its list; `target` is None where the unit was given none."""

    key: str
    label: str
    unit: str
    value: int
    before: int
    target: int | None = None

    @property
    def change(self) -> int:
        return self.value - self.before

    @property
    def compared(self) -> str:
        """ "tăng 3 so với cùng kỳ năm trước (12)"; a stock with the same day of last year."""
        when = "cùng kỳ năm trước" if self.key in FLOWS else "ngày này năm trước"
        if not self.change:
            return f"bằng {when} ({integer(self.before)})" if self.before else f"bằng {when}"
        words = "tăng" if self.change > 0 else "giảm"
        return f"{words} {integer(abs(self.change))} so với {when} ({integer(self.before)})"

    @property
    def against(self) -> str:
        """ "đạt 30% chỉ tiêu năm (40)"; "" without a target."""
        if self.target is None:
            return ""
        if not self.target:
            return "không giao chỉ tiêu năm"
        return f"đạt {percent_in_prose(self.value, self.target)}% chỉ tiêu năm ({integer(self.target)})"

    @property
    def trend(self) -> str:
        return "up" if self.change > 0 else "fall" if self.change < 0 else "equal"


@once_a_reading
def six(organization, year, target_year):
    """The six `Number`s; `year` is the reporting year so far, `target_year` the year whose target counts."""
    last = year.same_period_last_year()
    now, before = figures(organization, year), figures(organization, last)
    target = year_targets([organization], target_year).get(organization.pk)
    found = [
        Number(
            key, INDICATORS[key].label, INDICATORS[key].unit, now[key], before[key],
            target if key == "admitted" else None,
        )
        for key in (*FLOWS, *STOCKS)
    ]  # fmt: skip
    late = [sum(overdue_by_unit(organization, day).values()) for day in (year.end, last.end)]
    return [*found, Number(OVERDUE, OVERDUE_LABEL, "đồng chí", *late)]
