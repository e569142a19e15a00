"""Bars and columns: a count a line, inside the frame of its target where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from partydev.papers.lettering import width, wrap

from .drawing import LINE, SIZE, WIDTH, Box, Chart, Drawing, Mark, Text, against, scaled

LABEL_ROOM = 168
PART_HEIGHT = 640  # taller drawings are cut: an image cannot break across pages


@dataclass(frozen=True)
class Bar:
    """A unit, a step or a year with its count; no target is None, never 0."""

    label: str
    value: int
    target: int | None = None


@dataclass(frozen=True)
class TargetBars(Chart):
    """Results as bars inside the frames of their targets, a line per unit in the order given."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    value_name: str = "Kết quả"
    target_name: str = "Chỉ tiêu"
    places: int = 1
    template = "reports/charts/bars.html"

    @property
    def description(self) -> str:
        return _described(self.bars, self.places)

    @property
    def legend(self) -> tuple[Mark, ...]:
        if all(bar.target is None for bar in self.bars):
            return ()
        second = 40 + width(self.value_name, SIZE)
        return (
            Mark(self.value_name, (Box(0, 3, 18, 12),), (Text(24, 14, self.value_name),)),
            Mark(self.target_name, (Box(second, 1, 18, 16, "frame"),), (Text(second + 24, 14, self.target_name),)),
        )

    @property
    def drawings(self) -> list[Drawing]:
        return _bar_drawings(self.bars, self.places, self.legend)


@dataclass(frozen=True)
class StepBars(Chart):
    """Results by step of the pipeline. Not a funnel: a later step may exceed an earlier one."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    template = "reports/charts/bars.html"

    @property
    def description(self) -> str:
        return _described(self.bars, 0)

    @property
    def drawings(self) -> list[Drawing]:
        steps = [Bar(f"{place}. {bar.label}", bar.value) for place, bar in enumerate(self.bars, 1)]
        return _bar_drawings(steps, 0, ())


def _described(bars: Sequence[Bar], places: int) -> str:
    return "; ".join(f"{bar.label}: {against(bar.value, bar.target, places)}" for bar in bars) + "."


def _bar_drawings(bars: Sequence[Bar], places: int, legend: tuple[Mark, ...]) -> list[Drawing]:
    """Horizontal bars, in as many drawings as their height needs; each has the legend."""
    most = max((max(bar.value, bar.target or 0) for bar in bars), default=0)
    value_room = max((width(against(bar.value, bar.target, places), SIZE) for bar in bars), default=0)
    room = WIDTH - LABEL_ROOM - 20 - value_room
    top = 26 if legend else 2
    drawings, marks, y = [], [], top
    for bar in bars:
        lines = wrap(bar.label, SIZE, LABEL_ROOM, 4)
        height = max(28, len(lines) * LINE + 8)
        if y + height > PART_HEIGHT:
            drawings.append(_bars_drawing(legend, marks, top, y))
            marks, y = [], top
        marks.append(_bar(bar, lines, y, height, (most, room, places)))
        y += height
    return [*drawings, _bars_drawing(legend, marks, top, y)]


def _bars_drawing(legend: tuple[Mark, ...], marks: list[Mark], top: int, bottom: int) -> Drawing:
    return Drawing(bottom + 2, (*legend, *marks), lines=((LABEL_ROOM + 8, top, LABEL_ROOM + 8, bottom),))


def _bar(bar: Bar, lines: list[str], y: int, height: int, scale: tuple[int, int, int]) -> Mark:
    most, room, places = scale
    left, middle = LABEL_ROOM + 8, y + height // 2
    value, target = scaled(bar.value, most, room), scaled(bar.target or 0, most, room)
    boxes = (Box(left, middle - 6, value, 12),) if value else ()
    if target:
        boxes = (Box(left, middle - 10, target, 20, "frame"), *boxes)
    first = middle - (len(lines) - 1) * LINE // 2 + 5
    labels = tuple(Text(0, first + index * LINE, line) for index, line in enumerate(lines))
    printed = against(bar.value, bar.target, places)
    end = Text(left + max(value, target) + 6, middle + 5, printed)
    return Mark(f"{bar.label}: {printed}", boxes, (*labels, end))


@dataclass(frozen=True)
class YearColumns(Chart):
    """A column per year of the term, inside the frame of its target."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    places: int = 1
    value_name: str = "Kết quả"
    target_name: str = "Chỉ tiêu"
    template = "reports/charts/bars.html"

    legend = TargetBars.legend

    @property
    def description(self) -> str:
        return _described(self.bars, self.places)

    @property
    def drawings(self) -> list[Drawing]:
        most = max((max(bar.value, bar.target or 0) for bar in self.bars), default=0)
        slot = WIDTH // max(len(self.bars), 1)
        base, room = 250, 170
        marks = [self._column(bar, slot * place, slot, (most, base, room)) for place, bar in enumerate(self.bars)]
        return [Drawing(base + 26, (*self.legend, *marks), lines=((0, base, WIDTH, base),))]

    def _column(self, bar: Bar, x: int, slot: int, scale: tuple[int, int, int]) -> Mark:
        most, base, room = scale
        value, target = scaled(bar.value, most, room), scaled(bar.target or 0, most, room)
        middle, half = x + slot // 2, min(slot // 4, 22)
        boxes = (Box(middle - half, base - value, 2 * half, value),) if value else ()
        if target:
            boxes = (Box(middle - half - 5, base - target, 2 * half + 10, target, "frame"), *boxes)
        printed = against(bar.value, bar.target, self.places).split(" ")
        top = base - max(value, target) - 8 - LINE * (len(printed) - 1)
        texts = [Text(middle, top + index * LINE, line, "middle") for index, line in enumerate(printed)]
        texts.append(Text(middle, base + 19, bar.label, "middle"))
        return Mark(f"{bar.label}: {' '.join(printed)}", boxes, tuple(texts))
