"""Days as small numbers, and what is asked of them millions of times, looked up."""

from datetime import date
from functools import cache

from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on

FIRST = date(1930, 1, 1).toordinal()
_DAYS = [date.fromordinal(FIRST + number) for number in range(120 * 366)]
ISO = [day.isoformat() for day in _DAYS]
# The day of a fact, and the morning on which it was recorded.
RECORDED = [f"{iso}\t{iso} 01:00:00" for iso in ISO]
_YEAR = [day.year for day in _DAYS]
_IN_YEAR = [(day.month, day.day) for day in _DAYS]
YEAR = 365.25


def number_of(day):
    """The number of a date."""
    return day.toordinal() - FIRST


def date_of(number):
    return _DAYS[number]


def age(birth, day):
    """Completed years, as `Person.age_on`."""
    return _YEAR[day] - _YEAR[birth] - (_IN_YEAR[day] < _IN_YEAR[birth])


@cache
def probation_end(joined):
    """The day from which a recognition counts."""
    return number_of(probation_ends_on(_DAYS[joined], rule_set(_DAYS[joined])))
