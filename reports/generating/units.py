"""The tree: organizations one after another, each after the one above it."""

from dataclasses import dataclass, field
from datetime import date

from branches.models import DecidingAuthority, Organization, OrganizationState, Target
from branches.placed import ANCESTOR_FIELDS, DEPTHS
from partydev.text import fold
from reports.generating.rows import NULL, Lines
from reports.generating.scales import BASE, CELL, SUPERIOR

PLACE = ("organization_id", *ANCESTOR_FIELDS)
TREE = ("parent_id", "path", "depth", *ANCESTOR_FIELDS)
ORGANIZATIONS = Lines(
    Organization,
    ("id", "code", "name", "search", "kind"),
    TREE,
    ("area_type", "base_unit_type", "place", "committee_size", "standing_size"),
    ("last_admission_on",),
)
STATES = Lines(OrganizationState, ("id", "organization_id", "name", "kind", "parent_id", "valid_from"))
AUTHORITIES = Lines(DecidingAuthority, ("id", "organization_id", "decided_by_id", "valid_from"))
TARGETS = Lines(Target, ("id", "starts_on", "ends_on", "value"), ("source",), PLACE)

FOUNDED = date(1930, 2, 3)
AREAS = ("rural", "rural", "urban", "remote", "border_island")
SYLLABLES = ("Tân", "Phú", "An", "Bình", "Hòa", "Gia", "Thanh", "Xuân"), (
    "Lâm", "Khê", "Điền", "Phong", "Sơn", "Trạch", "Hưng", "Lạc",
)  # fmt: skip
# What the base organizations of a commune are, and their type of unit.
BASES = (
    ("Đảng bộ khu dân cư {}", "1"),
    ("Đảng bộ Trường Trung học phổ thông {}", "6a"),
    ("Đảng bộ Công ty Cổ phần {}", "9b1"),
    ("Đảng bộ Ủy ban nhân dân xã {}", "5"),
    ("Đảng bộ Trung tâm Y tế {}", "6a"),
    ("Đảng bộ Công ty Trách nhiệm hữu hạn {}", "9b3"),
    ("Đảng bộ Phường {}", "2"),
    ("Đảng bộ Hợp tác xã {}", "9c"),
)
SIZES = {BASE: (9, NULL), SUPERIOR: (27, 9), "central_level": (51, 15), CELL: (NULL, NULL)}


@dataclass
class Unit:
    """An organization and what its rows repeat: `place_text` and the columns of `PersonFacts` that tell of it."""

    pk: int
    kind: str
    name: str
    parent: object
    area: str
    base_type: str
    place: str
    ancestors: tuple = ()
    last_admission: int = 0
    path: str = ""
    place_text: str = field(default="", repr=False)
    facts_text: str = field(default="", repr=False)
    helpers: list = field(default_factory=list, repr=False)  # full members there all the time
    classes: dict = field(default_factory=dict, repr=False)  # those it convened
    certificates: dict = field(default_factory=dict, repr=False)  # how many it gave, by kind and year

    def __post_init__(self):
        above = self.parent
        self.ancestors = (*(above.ancestors if above else ()), self.pk)
        self.path = f"{above.path if above else ''}{self.pk:07d}/"
        columns = [*map(str, self.ancestors), *[NULL] * DEPTHS][:DEPTHS]
        self.place_text = "\t".join([str(self.pk), *columns])
        self.facts_text = f"{self.area}\t{self.base_type}"

    @property
    def depth(self):
        return len(self.ancestors) - 1

    def common_depth(self, other):
        """The depth of the lowest organization that contains both."""
        return sum(a == b for a, b in zip(self.ancestors, other.ancestors, strict=False)) - 1

    def above(self, kind):
        """The nearest organization of `kind` above it."""
        unit = self
        while unit.kind != kind:
            unit = unit.parent
        return unit

    def line(self, last_admission):
        """Its row; `last_admission` as an ISO day or NULL."""
        code = f"tao-{self.pk}"
        tree = (str(self.parent.pk) if self.parent else NULL, self.path, str(self.depth))
        columns = self.place_text.split("\t", 1)[1]
        return ORGANIZATIONS.line(
            f"{self.pk}\t{code}\t{self.name}\t{fold(f'{self.name} {code}')}\t{self.kind}",
            "\t".join((*tree, columns)),
            "\t".join(map(str, (self.area, self.base_type, self.place, *SIZES[self.kind]))),
            last_admission,
        )


class Tree:
    """Walks the organizations of `scale`, those below before the next beside."""

    def __init__(self, scale, chance):
        self.scale, self.chance, self.number = scale, chance, 0

    def walk(self, level=0, parent=None):
        kind, number = self.scale.levels[level]
        for ordinal in range(number):
            unit = self._unit(kind, parent, ordinal)
            yield unit
            if level + 1 < len(self.scale.levels):
                yield from self.walk(level + 1, unit)

    def _unit(self, kind, parent, ordinal):
        self.number += 1
        first, second = SYLLABLES
        pick = self.chance.randrange
        named = f"{first[pick(len(first))]} {second[pick(len(second))]}"
        area, base_type, place = (parent.area, parent.base_type, parent.place) if parent else ("", "", named)
        if kind == CELL:
            name = f"Chi bộ {ordinal + 1}"
        elif kind == BASE:
            words, base_type = BASES[pick(len(BASES))]
            name = f"{words.format(named)} {ordinal + 1}"
        elif kind == SUPERIOR:
            area, place = AREAS[pick(len(AREAS))], named
            name = f"Đảng bộ xã {named}" + (f" {ordinal + 1}" if parent else "")
        else:
            place = named
            name = (
                f"Đảng bộ tỉnh {named} {ordinal + 1}" if parent or len(self.scale.levels) < 5 else "Đảng bộ toàn quốc"
            )
        return Unit(self.number, kind, name, parent, area, base_type, place)
