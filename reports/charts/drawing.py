"""What every chart is made of: the parts of a drawing, their room, and the figure around it."""

from dataclasses import dataclass
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from partydev import numbers

WIDTH = 480
SIZE = 14
LINE = 17


@dataclass(frozen=True)
class Text:
    x: int
    y: int
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    fill: str = "solid"


@dataclass(frozen=True)
class Mark:
    """One thing drawn, with everything that belongs to it; `name` is its full text."""

    name: str
    boxes: tuple[Box, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Drawing:
    height: int
    marks: tuple[Mark, ...]
    lines: tuple[tuple[int, int, int, int], ...] = ()
    texts: tuple[Text, ...] = ()
    paths: tuple["Path", ...] = ()
    width: int = WIDTH


@dataclass(frozen=True)
class Path:
    """A series of a line chart: `points` in SVG's notation, `dots` where its values lie."""

    series: str
    points: str
    dots: tuple[tuple[int, int], ...]


class Chart:
    """What every chart answers; `key` is unique on its page and fit for an id."""

    key: str
    title: str
    template: str
    figure = "reports/charts/chart.html"

    @property
    def description(self) -> str:
        """Everything the drawing shows, for those who do not see it."""
        raise NotImplementedError

    @property
    def drawings(self) -> list[Drawing]:
        raise NotImplementedError


def render(chart: Chart) -> SafeString:
    """The chart as a figure with its caption."""
    return render_to_string(chart.figure, {"chart": chart})


def against(value: int, target: int | None, places: int) -> str:
    """ "107/100 (107,0%)"; the bare count where there is no target to judge by."""
    if target is None:
        return numbers.integer(value)
    printed = numbers.percent(value, target, places)
    share = f" ({printed}%)" if printed is not None else ""
    return f"{numbers.integer(value)}/{numbers.integer(target)}{share}"


def scaled(value: int, most: int, room: int) -> int:
    return round(Fraction(value * room, most)) if most else 0


def against_whole(value: int, whole: int, places: int) -> str:
    """ "12 (25,0%)"; the bare count of nothing."""
    printed = numbers.percent(value, whole, places)
    return f"{numbers.integer(value)} ({printed}%)" if printed is not None else numbers.integer(value)


def lines_at(x: int, y: int, lines: list[str], anchor: str = "start") -> list[Text]:
    """The lines of one text, the first with its top at `y`."""
    return [Text(x, y + 14 + place * LINE, line, anchor) for place, line in enumerate(lines)]
