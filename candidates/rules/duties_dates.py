"""Days that follow from a case and oblige nobody: T10, T12 to T16, T21 of the regulations. No Django here."""

from dataclasses import dataclass
from datetime import date

from candidates.rules.calendar import month_later
from candidates.rules.probation import probation_ends_on


@dataclass(frozen=True)
class Milestone:
    """A day by rule and its clause; `unsure` as of a `Duty`."""

    label: str
    on: date
    citation: str
    confidence: str
    unsure: bool = False


def milestones(facts, law):
    """The days by rule of a case, in the order of the way; what happened is cited by the law of its day."""
    found = []
    for make in (_readmission, _party_age, _joined, _probation_end, _recognized, _appeal):
        found += make(facts, law)
    return found


def _day(label, on, row, unsure=False):
    return [Milestone(label, on, str(row.citation), row.confidence, unsure)]


def _readmission(facts, law):
    if not facts.is_readmission or facts.left_party_on is None:
        return []
    row = law["readmission_months"]
    return _day("Được xem xét kết nạp lại từ ngày", month_later(facts.left_party_on, row.value), row)


def _party_age(facts, law):
    if facts.decided_on is None or facts.is_readmission:
        return []
    return _day(
        "Tuổi đảng tính từ ngày (khi được công nhận)", facts.decided_on, law.at(facts.decided_on)["party_age_from"]
    )


def _joined(facts, law):
    if facts.joined_on is None:
        return []
    return _day("Ngày vào Đảng", facts.joined_on, law.at(facts.joined_on)["joined_on"])


def _probation_end(facts, law):
    if facts.joined_on is None:
        return []
    end = probation_ends_on(facts.joined_on, law)
    return _day("Hết thời gian dự bị", end, law.at(facts.joined_on)["probation_months"])


def _recognized(facts, law):
    if facts.joined_on is None or facts.stage == "struck_off":
        return []
    end = probation_ends_on(facts.joined_on, law)
    return _day("Công nhận chính thức tính từ ngày, dù quyết định muộn", end, law.at(end)["recognized_from"])


def _appeal(facts, law):
    """Counted from receipt, which is not recorded: from the decision's day it is the earliest it can be."""
    struck = facts.dates.get("strike_off")
    if facts.stage != "struck_off" or struck is None:
        return []
    row = law.at(struck)["appeal_working_days"]
    last = law.calendar.add_working_days(struck, row.value)
    label = "Khiếu nại quyết định xóa tên đến hết ngày, nếu nhận trong ngày ký"
    return _day(label, last.day, row, last.unsure)
