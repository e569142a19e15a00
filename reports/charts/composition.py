"""A whole and its parts: stacked bars of 100 percent, told apart by pattern."""

from dataclasses import dataclass

from partydev import numbers
from partydev.papers.lettering import width, wrap

from .drawing import LINE, SIZE, WIDTH, Box, Chart, Drawing, Mark, Text, against_whole, lines_at, scaled

FILLS = ("solid", "hatch", "light", "dots", "middle", "lines", "blank")


@dataclass(frozen=True)
class Share:
    """One bar of a composition: its name and the counts of its parts, in the order of the parts."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Composition(Chart):
    """Bars of 100 percent cut into parts that exclude each other; overlapping groups don't belong here.

    Raises ValueError for no part, for more than there are patterns to tell apart, for more than three bars.
    """

    key: str
    title: str
    parts: tuple[str, ...]
    shares: tuple[Share, ...]
    places: int = 1
    template = "reports/charts/bars.html"

    def __post_init__(self):
        if len(self.shares) > 3:
            raise ValueError(f"Chart {self.key}: the legend has room for three bars.")
        unequal = any(len(share.values) != len(self.parts) for share in self.shares)
        if unequal or not 1 <= len(self.parts) <= len(FILLS):
            raise ValueError(f"Chart {self.key}: one to {len(FILLS)} parts, and a value of each.")

    def _printed(self, share: Share, index: int) -> str:
        return against_whole(share.values[index], sum(share.values), self.places)

    @property
    def description(self) -> str:
        rows = (
            f"{share.label}: " + ", ".join(f"{part} {self._printed(share, i)}" for i, part in enumerate(self.parts))
            for share in self.shares
        )
        return "; ".join(rows) + "."

    @property
    def drawings(self) -> list[Drawing]:
        marks, y = [], 0
        for share in self.shares:
            marks.extend(self._bar(share, y))
            y += 54
        return [Drawing(*self._legend(y + 6, marks))]

    def _bar(self, share: Share, y: int) -> list[Mark]:
        whole = sum(share.values)
        marks = [Mark(share.label, (), (Text(0, y + 14, f"{share.label}: {numbers.integer(whole)}"),))]
        left, sofar = 0, 0
        for index, value in enumerate(share.values):
            sofar += value
            right = scaled(sofar, whole, WIDTH - 2)
            marks.append(self._segment(share, index, Box(left + 1, y + 22, right - left, 24, FILLS[index])))
            left = right
        return marks

    def _segment(self, share: Share, index: int, box: Box) -> Mark:
        name = f"{self.parts[index]}: {self._printed(share, index)}"
        if not box.width:
            return Mark(name)
        printed = f"{numbers.percent(share.values[index], sum(share.values), self.places)}%"
        room = width(printed, SIZE) + 6
        if box.width < room + 4:
            return Mark(name, (box,))
        middle = box.x + box.width // 2
        plate = Box(middle - room // 2, box.y + 3, room, 18, "plate")
        return Mark(name, (box, plate), (Text(middle, box.y + 17, printed, "middle"),))

    def _legend(self, y: int, marks: list[Mark]) -> tuple[int, tuple[Mark, ...]]:
        """A line per part under the bars: its pattern, its name, its count in each bar."""
        printed = [[self._printed(share, place) for share in self.shares] for place in range(len(self.parts))]
        rooms = [
            max(min(width(share.label, SIZE), 110), *(width(row[place], SIZE) for row in printed)) + 14
            for place, share in enumerate(self.shares)
        ]
        ends = [WIDTH - sum(rooms[place + 1 :]) for place in range(len(rooms))]
        if len(self.shares) > 1:
            heads = [wrap(share.label, SIZE, room - 8, 2) for share, room in zip(self.shares, rooms, strict=True)]
            texts = [text for end, head in zip(ends, heads, strict=True) for text in lines_at(end, y, head, "end")]
            marks.append(Mark("", (), tuple(texts)))
            y += LINE * max(map(len, heads)) + 4
        for part, row, fill in zip(self.parts, printed, FILLS, strict=False):
            name = wrap(part, SIZE, WIDTH - 28 - sum(rooms), 2)
            counts = [Text(end, y + 14, text, "end") for end, text in zip(ends, row, strict=True)]
            marks.append(Mark(part, (Box(1, y + 3, 20, 13, fill),), (*lines_at(28, y, name), *counts)))
            y += LINE * len(name) + 4
        return y + 2, tuple(marks)
