"""How many by the end of the year, as a range: what is done, and what the rest of the year brought in years before.

Pure: no model, no clock. Only totals of a unit are forecast, never anything of a person. The same method is tried
on every past year as of the same day, so that a reader sees how good it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from partydev.numbers import integer

LEAST_YEARS = 2  # fewer whole years say nothing about a range
MOST_YEARS = 5


@dataclass(frozen=True)
class PastYear:
    """A year that is over: the count by the same day of that year, and of the whole year."""

    year: int
    so_far: int
    whole: int

    @property
    def rest(self) -> int:
        return self.whole - self.so_far


@dataclass(frozen=True)
class Span:
    least: int
    most: int

    @property
    def words(self) -> str:
        """ "40–52"; "47" where both ends are one."""
        if self.least == self.most:
            return integer(self.least)
        return f"{integer(self.least)}–{integer(self.most)}"


@dataclass(frozen=True)
class Trial:
    """The same method, as of the same day of a past year, beside what that year then brought."""

    year: int
    span: Span
    actual: int

    @property
    def held(self) -> bool:
        return self.span.least <= self.actual <= self.span.most


@dataclass(frozen=True)
class Forecast:
    """`span` is None where there is too little history; `used` are the years that it rests on."""

    so_far: int
    span: Span | None
    used: tuple[PastYear, ...]
    trials: tuple[Trial, ...]

    @property
    def rest(self) -> Span | None:
        """What is still to come by the end of the year."""
        return self.span and Span(self.span.least - self.so_far, self.span.most - self.so_far)

    @property
    def held(self) -> int:
        return sum(trial.held for trial in self.trials)


def forecast(so_far: int, past: Sequence[PastYear]) -> Forecast:
    """`past` are whole years that follow one another, the earliest first."""
    trials = [
        Trial(year.year, span, year.whole)
        for place, year in enumerate(past)
        if (span := _span(year.so_far, past[:place])) is not None
    ]
    return Forecast(so_far, _span(so_far, past), tuple(past[-MOST_YEARS:]), tuple(trials[-MOST_YEARS:]))


def _span(so_far: int, past: Sequence[PastYear]) -> Span | None:
    rests = [year.rest for year in past[-MOST_YEARS:]]
    if len(rests) < LEAST_YEARS:
        return None
    return Span(so_far + min(rests), so_far + max(rests))
