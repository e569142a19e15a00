"""The numbers of the law, dated and cited; `rule_set(on)` freezes those in force on a day.

A new version of a rule is a new row here, never a change in a rule's code. The day that counts
is the day of the event that is judged, not today.
"""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from candidates.rules.law import (
    CHARTER,
    CONFIRMED,
    HD01_2016,
    HD01_2021,
    HD01_2026,
    HD06_2025,
    HD09,
    HD12,
    HD38,
    QD20,
    QD24,
    QD29,
    QD208,
    QD232,
    QD294,
    SECONDARY,
    UNCONFIRMED,
    Citation,
)

ALWAYS = date(1930, 2, 3)


@dataclass(frozen=True)
class RuleValue:
    """One value of the law: `unit` says what `value` counts (years, months, working_days, ratio, code…)."""

    key: str
    value: object
    unit: str
    citation: Citation
    confidence: str
    valid_from: date
    valid_to: date | None = None


def _chain(key, unit, *versions):
    """Rows for successive versions: each (document, article, value, confidence), valid while its document holds.

    The first one also serves for earlier days, so that a case of 2015 is not judged by nothing.
    """
    rows = []
    for number, (document, article, value, confidence) in enumerate(versions):
        follower = versions[number + 1][0] if number + 1 < len(versions) else None
        rows.append(
            RuleValue(
                key,
                value,
                unit,
                document.at(article),
                confidence,
                valid_from=document.holds_from if number else ALWAYS,
                valid_to=date.fromordinal(follower.holds_from.toordinal() - 1) if follower else None,
            )
        )
    return rows


def _implementing(key, unit, value, articles, confidences):
    """A value that all six implementing regulations share."""
    documents = (QD29, QD24, QD232, QD294, QD20, QD208)
    return _chain(key, unit, *zip(documents, articles, (value,) * 6, confidences, strict=True))


_C2S = (CONFIRMED, CONFIRMED, CONFIRMED, SECONDARY, SECONDARY, SECONDARY)
_C2U = (CONFIRMED, CONFIRMED, CONFIRMED, UNCONFIRMED, UNCONFIRMED, UNCONFIRMED)
_AGE = ("điểm 1.1",) * 6

VALUES = (
    *_implementing("min_age", "years", 18, _AGE, _C2S),
    *_implementing("max_age", "years", 60, _AGE, _C2S),
    *_chain(
        "min_education",
        "education_level",
        (QD29, "điểm 1.2", "lower_secondary", CONFIRMED),
        (QD24, "điểm 1.2", "lower_secondary", CONFIRMED),
        (QD294, "điểm 1.2", "lower_secondary", SECONDARY),
        (QD208, "điểm 1.2", "lower_secondary", SECONDARY),
    ),
    *_chain(
        "min_education_special_area",
        "education_level",
        (HD01_2016, "điểm 1.2", "literate", UNCONFIRMED),
        (HD01_2021, "điểm 1.2", "literate", CONFIRMED),
        (HD06_2025, "điểm 1.2", "literate", UNCONFIRMED),
        (HD01_2026, "điểm 1.2", "literate", UNCONFIRMED),
    ),
    *_chain(
        "certificate_months",
        "months",
        (HD01_2016, "mục 3", 60, SECONDARY),
        (HD01_2021, "điểm 3.1", 60, SECONDARY),
        (HD06_2025, "điểm 5.4", 60, SECONDARY),
        (HD01_2026, "mục về lớp bồi dưỡng nhận thức", 60, SECONDARY),
    ),
    *_chain("introducers", "people", (CHARTER, "khoản 1 Điều 4", 2, CONFIRMED)),
    *_chain("cell_vote", "ratio", (CHARTER, "khoản 3 Điều 4", (2, 3), CONFIRMED)),
    *_chain("committee_vote", "ratio", (CHARTER, "khoản 3 Điều 4", (2, 3), CONFIRMED)),
    *_chain("recognition_vote", "ratio", (CHARTER, "khoản 2 Điều 5", (2, 3), SECONDARY)),
    *_chain("executive_decision_vote", "ratio", (HD06_2025, "điểm 3.7a", (2, 3), SECONDARY)),
    *_chain("standing_decision_vote", "majority", (QD294, "Điều 9", (1, 2), SECONDARY)),
    *_chain("cell_min_members", "people", (CHARTER, "Điều 24", 3, SECONDARY)),
    *_chain("base_committee_members", "people", (CHARTER, "Điều 21", 30, SECONDARY)),
    *_implementing("admission_decision_days", "working_days", 60, ("điểm 4.3.1",) * 6, _C2U),
    *_implementing("recognition_decision_days", "working_days", 30, ("điểm 4.3.1",) * 6, _C2U),
    *_chain(
        "ceremony_days_from_receipt",
        "working_days",
        (QD29, "mục 4", 30, SECONDARY),
        (QD24, "mục 4", 30, SECONDARY),
        (QD232, "mục 4", 30, SECONDARY),
        (QD294, "mục 4", 30, SECONDARY),
        (QD20, "mục 4", 30, SECONDARY),
        (QD208, "mục 4", None, SECONDARY),
    ),
    *_chain(
        "ceremony_days_from_issue",
        "working_days",
        (QD29, "mục 4", None, SECONDARY),
        (QD208, "mục 4", 30, SECONDARY),
    ),
    *_chain("probation_months", "months", (CHARTER, "khoản 1 Điều 5", 12, SECONDARY)),
    *_implementing(
        "recognition_cell_days",
        "working_days",
        30,
        ("điểm 4.2",) * 6,
        (CONFIRMED, SECONDARY, SECONDARY, SECONDARY, SECONDARY, SECONDARY),
    ),
    *_chain(
        "new_member_class_required",
        "yes_no",
        (HD09, "mục về công nhận chính thức", True, SECONDARY),
        (HD12, "mục về công nhận chính thức", True, SECONDARY),
        (HD38, "mục về công nhận chính thức", True, SECONDARY),
    ),
    *_implementing("readmission_months", "months", 36, ("mục 3",) * 6, _C2S),
    *_implementing("readmissions_allowed", "times", 1, ("mục 3",) * 6, _C2S),
    *_chain(
        "cell_committee_instructs",
        "text",
        (HD09, "điểm I.1.1", "listing", SECONDARY),
        (HD12, "điểm I.1.1", "listing", SECONDARY),
        (HD38, "phần I", "listing", UNCONFIRMED),
    ),
    *_chain(
        "dossier_papers",
        "papers",
        (HD09, "điểm I.1", "admission", SECONDARY),
        (HD12, "điểm I.1", "admission", SECONDARY),
        (HD38, "phần I", "admission", SECONDARY),
    ),
    *_chain(
        "verification_reply_days",
        "working_days",
        (HD01_2021, "điểm 3.4", 30, UNCONFIRMED),
        (HD06_2025, "điểm 3.4", 30, UNCONFIRMED),
        (HD01_2026, "mục về thẩm tra lý lịch", 30, UNCONFIRMED),
    ),
)


@dataclass(frozen=True)
class RuleSet:
    """The values in force on `on`, by key."""

    on: date
    values: MappingProxyType

    def __getitem__(self, key):
        """The `RuleValue` for `key`."""
        return self.values[key]

    def value(self, key):
        return self.values[key].value


def rule_set(on):
    """The `RuleSet` of the day `on`."""
    found = {row.key: row for row in VALUES if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)}
    return RuleSet(on, MappingProxyType(found))
