"""What a unit checks every month or year, without a person: T23, T24, T25 of the regulations. No Django here."""

from candidates.rules.calendar import month_later
from candidates.rules.duties_base import CELL, KINDS, UNIT_KINDS, Duty, cited

MONTHS = {
    "reconciliation": "reconciliation_months",
    "card_check": "card_check_months",
    "list_review": "list_review_months",
}


def unit_duties(last_checks, law):
    """The duties of a unit, from the day of its last check by kind.

    A check that was never recorded is not asked for: nobody knows when it would be due.
    """
    found = []
    for kind in UNIT_KINDS:
        last = last_checks.get(kind)
        if last is None or MONTHS[kind] not in law:
            continue
        row = law[MONTHS[kind]]
        text = f"{KINDS[kind]} (lần trước ngày {last:%d/%m/%Y})"
        found.append(Duty(kind, text, CELL, last, month_later(last, row.value), **cited(row)))
    return found
