"""What is set as a target in percent, and what is compared with figures from outside: once each.

A share is a part of a whole, both keys of the catalogue; its first and last day are the target's or the figure's.
"""

from dataclasses import dataclass
from decimal import Decimal

from partydev.numbers import decimal
from reports.catalogue import AT_START, COMPOSITION, EVERY, INDICATORS

RATE, RATE_OF_TERM, OF_TARGET = "rate", "rate_of_term", "of_target"


@dataclass(frozen=True)
class Measure:
    """`part` and `whole` are keys of the catalogue; a count has no `whole`. `of` names the whole in a sentence.

    `each_year`: over several years it is judged year by year. `at_term`: its whole is counted as the term began.
    """

    key: str
    label: str
    part: str
    whole: str = ""
    of: str = ""
    each_year: bool = False
    at_term: bool = False

    @property
    def is_percent(self) -> bool:
        return bool(self.whole)

    @property
    def unit(self) -> str:
        return "%" if self.is_percent else EVERY[self.part].unit


def _group(key):
    label = INDICATORS[key].label
    return Measure(key, f"Đảng viên mới kết nạp: {label[0].lower()}{label[1:]}", key, "admitted", "đảng viên mới")


_SHARES = (
    Measure(RATE, "Kết nạp trong năm trên tổng số đảng viên đầu năm", "admitted", AT_START, "đảng viên đầu năm", True),
    Measure(
        RATE_OF_TERM,
        "Kết nạp trong năm trên tổng số đảng viên đầu nhiệm kỳ",
        "admitted",
        AT_START,
        "đảng viên đầu nhiệm kỳ",
        True,
        True,
    ),
    *map(_group, COMPOSITION),
)
SHARES = {measure.key: measure for measure in _SHARES}
# What others publish beside these: the share of their target that they reached, and plain counts.
_PUBLISHED = (
    Measure(OF_TARGET, "Kết nạp so với chỉ tiêu năm", "admitted", OF_TARGET, "chỉ tiêu năm"),
    *(measure for measure in _SHARES if measure.key != RATE_OF_TERM),
    *(Measure(key, EVERY[key].label, key) for key in ("admitted", "recognized", "members")),
)
PUBLISHED = {measure.key: measure for measure in _PUBLISHED}


def choices(measures):
    """(key, label) of each; a count says what it counts."""
    return [
        (key, measure.label if measure.is_percent else f"{measure.label} (số lượng)")
        for key, measure in measures.items()
    ]


def percent_words(value: Decimal) -> str:
    """ "40%", "56,12%", "3,5%"."""
    printed = decimal(value, 2).rstrip("0").rstrip(",")
    return f"{printed}%"
