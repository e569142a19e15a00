"""Working days and calendar months, as the Party's deadlines count them. No Django here.

Working days are Monday to Friday less public holidays, plus the Saturdays made up for swapped
days. A year without a list of holidays is computed without one, and said so.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from partydev.dates import add_months

DAYS_OF_A_YEAR = 10  # the Labour Code has eleven days off, two of which may fall on one
FILE = Path(__file__).parent / "data" / "public_holidays.csv"


@dataclass(frozen=True)
class Deadline:
    """A last day; `unsure` when it was computed through a year whose holidays are not known."""

    day: date
    unsure: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    off: frozenset
    work: frozenset
    years: frozenset

    def is_working(self, day):
        return day in self.work or (day.weekday() < 5 and day not in self.off)

    def add_working_days(self, start, days):
        """The `Deadline` `days` working days after `start`, which is not counted itself."""
        day = start
        while days:
            day += timedelta(days=1)
            days -= self.is_working(day)
        unsure = any(year not in self.years for year in range(start.year, day.year + 1))
        return Deadline(day, unsure)

    def working_days(self, start, end):
        """How many working days lie after `start`, up to and with `end`; 0 when it is not later."""
        return sum(self.is_working(start + timedelta(days=days)) for days in range(1, (end - start).days + 1))


def calendar_of(rows):
    """The `WorkCalendar` of (day, effect) pairs; effect is "off" or "work".

    A year counts as known from ten days off on: a few say nothing of the rest.
    """
    rows = list(rows)
    counts = Counter(day.year for day, effect in rows if effect == "off")
    return WorkCalendar(
        off=frozenset(day for day, effect in rows if effect == "off"),
        work=frozenset(day for day, effect in rows if effect == "work"),
        years=frozenset(year for year, count in counts.items() if count >= DAYS_OF_A_YEAR),
    )


@cache
def shipped_calendar():
    """The calendar of the shipped list of holidays, 2016 to 2027."""
    return calendar_of((row.day, row.effect) for row in shipped_holidays())


@dataclass(frozen=True)
class ShippedHoliday:
    """A row of the shipped list: `effect` is "off" or "work"."""

    day: date
    name: str
    kind: str
    effect: str
    source: str


@cache
def shipped_holidays():
    """The rows of the shipped list in the order of their days."""
    with FILE.open(encoding="utf-8") as file:
        return tuple(
            ShippedHoliday(date.fromisoformat(row["date"]), row["name_vi"], row["kind"], row["effect"], row["source"])
            for row in csv.DictReader(file)
        )


def month_later(start, months):
    """The same day `months` later, or the last day of that month."""
    return add_months(start, months)
