"""Counts that grow through a year, beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass

from partydev import numbers
from partydev.papers.lettering import width

from .drawing import SIZE, WIDTH, Chart, Drawing, Path, Text, scaled


@dataclass(frozen=True)
class MonthLines(Chart):
    """Cumulative counts by month, this year against the last; None where a month has not ended.

    `months` are the labels of the axis; both series have a value for each.
    """

    key: str
    title: str
    months: tuple[str, ...]
    this: tuple[int | None, ...]
    last: tuple[int | None, ...]
    this_name: str
    last_name: str
    narrow: bool = False
    template = "reports/charts/lines.html"

    LEFT, TOP, HEIGHT = 44, 48, 200
    NARROW = 320  # for a phone: letters stay as large there

    @property
    def across(self) -> int:
        return self.NARROW if self.narrow else WIDTH

    @property
    def _room(self) -> int:
        """From the first month's point to the last one's."""
        return self.across - self.LEFT - (24 if self.narrow else 36)

    @property
    def has_any(self) -> bool:
        """Whether either year brought anybody: two lines along the bottom tell nothing that a sentence does not."""
        return any((*self.this, *self.last))

    @property
    def description(self) -> str:
        series = ((self.this_name, self.this), (self.last_name, self.last))
        return "; ".join(f"{name}: {self._listed(values)}" for name, values in series) + "."

    def _listed(self, values: Sequence[int | None]) -> str:
        known = zip(self.months, values, strict=True)
        return (
            ", ".join(
                f"tháng {month.removeprefix('T')}: {numbers.integer(value)}"
                for month, value in known
                if value is not None
            )
            or "–"
        )

    @property
    def drawings(self) -> list[Drawing]:
        step = _step(max((value for value in (*self.this, *self.last) if value), default=0))
        most = step * 4
        base = self.TOP + self.HEIGHT
        levels = [base - scaled(step * count, most, self.HEIGHT) for count in range(5)]
        texts = [Text(self.LEFT - 8, y + 5, numbers.integer(step * count), "end") for count, y in enumerate(levels)]
        texts += [
            Text(self._x(place), base + 20, month.removeprefix("T") if self.narrow else month, "middle")
            for place, month in enumerate(self.months)
        ]
        last, this = self._path("last", self.last, most), self._path("this", self.this, most)
        return [
            Drawing(
                base + 28,
                (),
                width=self.across,
                lines=tuple((self.LEFT, y, self.across - 8, y) for y in levels),
                texts=(*texts, *self._labels(most)),
                paths=(last, this),
            )
        ]

    @property
    def legend_at(self) -> int:
        """Where the second name of the legend begins."""
        return 60 + width(self.this_name, SIZE)

    def _x(self, place: int) -> int:
        return self.LEFT + 12 + self._room * place // max(len(self.months) - 1, 1)

    def _y(self, value: int, most: int) -> int:
        return self.TOP + self.HEIGHT - scaled(value, most, self.HEIGHT)

    def _path(self, series: str, values: Sequence[int | None], most: int) -> Path:
        known = [(self._x(place), self._y(value, most)) for place, value in enumerate(values) if value is not None]
        return Path(series, " ".join(f"{x},{y}" for x, y in known), tuple(known))

    def _labels(self, most: int) -> list[Text]:
        """This year's counts beside its points, away from last year's line; of last year the last count only.

        Counts that are wider than the way to the next point stand at every second one or fewer, the newest always.
        """
        pairs = list(enumerate(zip(self.this, self.last, strict=True)))
        known = [(place, this, last) for place, (this, last) in pairs if this is not None]
        widest = max((width(numbers.integer(this), SIZE) for _, this, _ in known), default=0)
        every = max(1, -(-widest * max(len(self.months) - 1, 1) // self._room))
        labels = [self._label(*each, most) for each in reversed(known[::-1][::every])]
        place, this, last = next(
            ((p, this, last) for p, (this, last) in reversed(pairs) if last is not None), (0, 0, 0)
        )
        return [*labels, self._label(place, last, this, most)] if this != last else labels

    def _label(self, place: int, value: int, other: int | None, most: int) -> Text:
        """Under its point where the other series runs above it, unless that would be in the axis."""
        y = self._y(value, most)
        under = other is not None and other > value and y + 24 < self.TOP + self.HEIGHT
        return Text(self._x(place), y + (22 if under else -10), numbers.integer(value), "middle")


def _step(most: int) -> int:
    """The distance of four grid lines that reach over `most`: 1, 2 or 5 times a power of ten."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * 4 >= most:
                return step
        power *= 10
