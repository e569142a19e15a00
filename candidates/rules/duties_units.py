"""What a unit does without a person of its own: checks every month or year (T23, T24, T25), answers to offers (T17).

No Django here.
"""

from candidates.rules.calendar import month_later
from candidates.rules.duties_base import CELL, KINDS, UNIT_KINDS, Duty, cited

TRANSFER = "transfer_working_days"

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


def transfer(offered_on, text, key, law):
    """A transfer is done within its working days, which run from the day of the offer, by the rules of that day."""
    law = law.at(offered_on)
    if TRANSFER not in law:
        return Duty("transfer", text, CELL, offered_on, None, key=key)
    row = law[TRANSFER]
    deadline = law.calendar.add_working_days(offered_on, row.value)
    return Duty("transfer", text, CELL, offered_on, deadline.day, key=key, unsure=deadline.unsure, **cited(row))
