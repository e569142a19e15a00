"""The rulebook: every number, condition and label of the law as a dated, cited value. No Django here.

`shipped/` holds what comes with the program, `candidates.rulebook` adds what an administrator confirmed
or corrected. The day that counts is the day of the event that is judged, not today.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from candidates.rules.law import UNCONFIRMED, Citation

# The first day of the oldest set of rules that is shipped (Quy định 29-QĐ/TW).
FIRST_DAY = date(2016, 7, 25)


@dataclass(frozen=True)
class RuleValue:
    """One value of the law: `unit` says what `value` counts (years, months, working_days, ratio, code …).

    `valid_to` is the last day, None while no later version is known. `revised` marks what an
    administrator of this installation confirmed or corrected.
    """

    key: str
    value: object
    unit: str
    citation: Citation
    confidence: str
    valid_from: date
    valid_to: date | None = None
    revised: bool = False

    def holds_on(self, day):
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class RuleSet:
    """The values in force on `on`, by key. `covered` is false before the oldest set that is known.

    For such a day the oldest values serve, all unconfirmed: what happened then can be recorded, and the
    findings say that they are not sure.
    """

    on: date
    values: MappingProxyType
    book: "Rulebook"
    covered: bool = True

    def __getitem__(self, key):
        """The `RuleValue` for `key`; KeyError where no rule of the day has it."""
        return self.values[key]

    def __contains__(self, key):
        return key in self.values

    def value(self, key):
        """The bare value of `key`; None where no rule of the day has it."""
        row = self.values.get(key)
        return row.value if row else None

    def at(self, day):
        """The `RuleSet` of another day of the same book."""
        return self.book.on(day)

    @property
    def calendar(self):
        return self.book.calendar


class OverlapError(ValueError):
    """A version would lie across several versions that are there; the text is a sentence to show."""


@dataclass(frozen=True)
class Rulebook:
    """All versions of all values, and the calendar of working days that go with them. Never changed."""

    rows: tuple
    calendar: object
    _sets: dict = field(default_factory=dict, compare=False, repr=False)

    def on(self, day):
        """The `RuleSet` of the day; the days between two changes share one."""
        number = bisect_right(self.changes, day)
        if number not in self._sets:
            self._sets[number] = self._set_of(number)
        values, covered = self._sets[number]
        return RuleSet(day, values, self, covered)

    @property
    def changes(self):
        """The days on which some value begins or has ended, in order."""
        if "changes" not in self._sets:
            days = {row.valid_from for row in self.rows}
            days |= {row.valid_to + timedelta(days=1) for row in self.rows if row.valid_to}
            self._sets["changes"] = sorted({*days, FIRST_DAY})
        return self._sets["changes"]

    def _set_of(self, number):
        if number and (day := self.changes[number - 1]) >= FIRST_DAY:
            return MappingProxyType({row.key: row for row in self.rows if row.holds_on(day)}), True
        oldest = {row.key: replace(row, confidence=UNCONFIRMED) for row in self.rows if row.holds_on(FIRST_DAY)}
        return MappingProxyType(oldest), False

    def versions(self, key):
        """The versions of `key` in the order of their days."""
        return sorted((row for row in self.rows if row.key == key), key=lambda row: row.valid_from)

    def revised(self, row):
        """The book with `row` in place of the part of the version within which it lies.

        Raises `OverlapError` where its days reach over more than one version, KeyError for a key
        that no version has.
        """
        versions = self.versions(row.key)
        if not versions:
            raise KeyError(row.key)
        held = next((each for each in versions if each.holds_on(row.valid_from)), None)
        if held is None:
            first = versions[0].valid_from
            raise OverlapError(f"Chưa có giá trị nào của mục này trước ngày {first:%d/%m/%Y}.")
        if held.valid_to and (row.valid_to is None or row.valid_to > held.valid_to):
            raise OverlapError(
                f"Khoảng này chồng lên giá trị áp dụng từ ngày {held.valid_to + timedelta(days=1):%d/%m/%Y}. "
                f"Ghi ngày hết áp dụng muộn nhất là {held.valid_to:%d/%m/%Y}, rồi ghi giá trị sau riêng."
            )
        return self._with(row, held)

    def replayed(self, row):
        """`revised`, of a row that was recorded under an earlier release.

        What that release did not know yet is left out of it: it ends where a later version begins, and says
        nothing of a value, or of days, that are there no more.
        """
        held = next((each for each in self.versions(row.key) if each.holds_on(row.valid_from)), None)
        if held is None:
            return self
        if held.valid_to and (row.valid_to is None or row.valid_to > held.valid_to):
            row = replace(row, valid_to=held.valid_to)
        return self._with(row, held)

    def _with(self, row, held):
        parts = [row]
        if held.valid_from < row.valid_from:
            parts.append(replace(held, valid_to=row.valid_from - timedelta(days=1)))
        if row.valid_to and row.valid_to != held.valid_to:
            parts.append(replace(held, valid_from=row.valid_to + timedelta(days=1)))
        return Rulebook((*(each for each in self.rows if each is not held), *parts), self.calendar)
