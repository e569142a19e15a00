"""How the tables of this folder are written: successive versions of one value."""

from datetime import timedelta

from candidates.rules.keys import KEYS
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
)
from candidates.rules.values import FIRST_DAY, RuleValue

C, S, U = CONFIRMED, SECONDARY, UNCONFIRMED
IMPLEMENTING = (QD29, QD24, QD232, QD294, QD20, QD208)
GUIDANCE = (HD01_2016, HD01_2021, HD06_2025, HD01_2026)
HANDBOOKS = (HD09, HD12, HD38)
# What was read in the regulations of 2016 and 2021, and read about in the later ones.
C_THEN_S = (C, C, S, S, S, S)


def chain(key, *versions, since=FIRST_DAY):
    """Rows of successive versions, each (document, article, value, confidence) from the day its document holds.

    The first one holds since the oldest set of rules, or since `since`; None: since its own document. Before
    that document's own day it is unconfirmed: which document said so then is not known here.
    The same document may stand twice where a value changes within it: then as (document, …, day).
    """
    rows = []
    for number, (document, article, value, confidence, *day) in enumerate(versions):
        start = day[0] if day else document.holds_from
        if number == 0 and since and since < start:
            rows.append(RuleValue(key, value, KEYS[key].unit, document.at(article), U, since))
        elif number == 0 and since and document is not CHARTER:
            start = since
        rows.append(RuleValue(key, value, KEYS[key].unit, document.at(article), confidence, start))
    ends = [row.valid_from - timedelta(days=1) for row in rows[1:]] + [None]
    return tuple(_until(row, end) for row, end in zip(rows, ends, strict=True))


def _until(row, end):
    return RuleValue(row.key, row.value, row.unit, row.citation, row.confidence, row.valid_from, end)


def shared(key, value, documents, article, confidences, **more):
    """One value that several successive documents repeat under the same article."""
    return chain(
        key, *((each, article, value, sure) for each, sure in zip(documents, confidences, strict=True)), **more
    )


def charter(key, value, article, confidence=C):
    """A value of the Charter, the same ever since."""
    return chain(key, (CHARTER, article, value, confidence))
