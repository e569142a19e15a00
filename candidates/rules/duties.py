"""What is due, for whom, by when, and by which clause: pure functions of a case. No Django here.

The parts of the way stand in `duties_admission`, `duties_probation`, a unit's checks in `duties_units`,
the places asked about a CV in `verification`, days that oblige nobody in `duties_dates`.
"""

from datetime import timedelta

from candidates.rules import duties_admission, duties_probation, verification
from candidates.rules.calendar import month_later
from candidates.rules.duties_base import CELL, ClockFacts, Duty, cited, since
from candidates.rules.rhythm import is_asked

LATEST_START = 15  # help from later in a month is asked of from the next one
HELPED = (*duties_admission.BEFORE_VOTE[1:], "probationary")


def duties(facts, law, clock=None):
    """The duties of a case, as it stands on `facts.on`; `clock` is a `ClockFacts`."""
    clock = clock or ClockFacts()
    makers = (*duties_admission.MAKERS, *duties_probation.MAKERS, _mentor)
    found = [duty for make in makers if (duty := make(facts, law, clock))]
    return found + verification.duties(facts, law) + _remarks(facts, clock)


def _mentor(facts, law, clock):
    if facts.mentors or facts.stage not in HELPED:
        return None
    phase = "probation" if facts.stage == "probationary" else "candidate"
    text = "Phân công đảng viên chính thức giúp đỡ"
    return Duty("mentor", text, CELL, since(facts), None, key=phase, **cited(law["mentor_assigned"]))


def first_month_of_remarks(mentored_since):
    """The first month that asks for a remark: that of the assignment, or the next one after `LATEST_START`."""
    month = mentored_since.replace(day=1)
    return month_later(month, 1) if mentored_since.day > LATEST_START else month


def months_of_remarks(since, ended, on):
    """The months, up to that of `on`, that ask for a remark: of help that lasts `since`, and of help that `ended`.

    `ended` holds (first day, last day). The month in which help ended is asked of who helps on, or of nobody.
    """
    found = {month for first, last in ended for month in _months(first, last) if month_later(month, 1) <= last}
    return found | set(_months(since, on) if since else ())


def _months(since, on):
    month = first_month_of_remarks(since)
    while month <= on:
        yield month
        month = month_later(month, 1)


def _remarks(facts, clock):
    """One a month while someone is assigned to help, due by its end; a unit may have set a longer period.

    What somebody did not write stays to be written when the cell assigns another.
    """
    found = []
    for month in sorted(months_of_remarks(clock.mentored_since, clock.help_ended, facts.on)):
        if month not in clock.months_remarked and is_asked(clock.rhythm, month):
            last = month_later(month, 1) - timedelta(days=1)
            found.append(Duty("remark", f"Nhận xét tháng {month:%m/%Y}", CELL, month, last, key=f"{month:%Y-%m}"))
    return found
