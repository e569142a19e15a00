"""What a form is made of: editions in force from a day, their rows, and what must hold between rows. Data only."""

from dataclasses import dataclass
from datetime import date

# A row of the form as it was read: always printed; further rows only where they count something.
ALWAYS, IF_ANY, BELOW_DISTRICT = "always", "if_any", "below_district"


@dataclass(frozen=True)
class Line:
    """A printed row: `key` is counted (reports.catalogue, reports.base_keys), "" is a heading or `missing`.

    `missing` says why the system knows no number: the cells are dashes. `mean`: the mean of ages.
    """

    label: str
    key: str = ""
    kind: str = "sub"
    shown: str = ALWAYS
    missing: str = ""
    mean: bool = False
    mark: str = ""  # the running number of forms that have a column for it

    @property
    def counts(self):
        """Whether the row has figures (or dashes); headings have none."""
        return bool(self.key or self.missing or self.mean)


@dataclass(frozen=True)
class Check:
    """What must hold: `parts` (counted with their signs) are `whole`, or at most as many.

    `unknown` is the key of those for whom nobody entered what the rows ask.
    """

    words: str
    whole: str
    parts: tuple[str, ...]
    minus: tuple[str, ...] = ()
    at_most: bool = False
    unknown: str = ""


@dataclass(frozen=True)
class Edition:
    """A form as it reads from `valid_from` on, by the document in `source`; `confidence` as in `partydev.doubts`."""

    valid_from: date
    source: str
    confidence: str
    lines: tuple[Line, ...]
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Form:
    """`layout` says which columns it has: compared, groups (two blocks side by side) or base_units."""

    code: str
    title: str
    short: str
    layout: str
    editions: tuple[Edition, ...]

    @property
    def name(self):
        return f"Biểu số {self.code}-BTCTW"

    def edition_on(self, on):
        """The edition in force on `on`; the first one for earlier days, since older rows are not known."""
        found = [edition for edition in self.editions if edition.valid_from <= on]
        return found[-1] if found else self.editions[0]


def head(label):
    """A heading row."""
    return Line(label, kind="group")


def whole(label, key, **more):
    """A row of its own weight."""
    return Line(label, key, "plain", **more)


def part(label, key, **more):
    """A row indented below another."""
    return Line(label, key, "sub", **more)


def unknown(label, why):
    """A row of the form for which the system keeps nothing."""
    return Line(label, missing=why)
