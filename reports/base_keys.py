"""Keys that count base organizations: `base_units:kind=committee&type=9a`, and what stands below them.

`base_units` has kind, type, admitting and no_source; `base_sections` (đảng bộ bộ phận), `base_cells`
(chi bộ trực thuộc) and `base_members` have the type of the base organization above them.
"""

from dataclasses import dataclass

from branches import codelists
from branches.models import Organization
from reports.dimensions import NOT_ENTERED, UNKNOWN
from reports.figures.base_units import admitting, base_units, members_by_place, without_source
from reports.figures.stock import people_in_stock

LABELS = {
    "base_units": ("Tổ chức cơ sở đảng", "Tổ chức cơ sở đảng có đến cuối kỳ"),
    "base_sections": ("Đảng bộ bộ phận", "Đảng bộ bộ phận trực thuộc đảng bộ cơ sở, có đến cuối kỳ"),
    "base_cells": ("Chi bộ trực thuộc đảng bộ cơ sở", "Chi bộ trực thuộc đảng bộ cơ sở, có đến cuối kỳ"),
    "base_members": ("Đảng viên của các tổ chức cơ sở đảng", "Đảng viên có đến cuối kỳ ở các tổ chức cơ sở đảng"),
}
KINDS = {"committee": "đảng bộ cơ sở", "cell": "chi bộ cơ sở"}
MARKS = {
    "admitting": "có kết nạp đảng viên trong kỳ",
    "no_source": "không còn quần chúng (đơn vị đã đánh dấu, chậm nhất 31 ngày sau kỳ báo cáo)",
}


@dataclass(frozen=True)
class BaseKey:
    base: str
    kind: str = ""
    type: str = ""
    marks: tuple = ()

    @property
    def label(self):
        first = KINDS[self.kind].capitalize() if self.kind else LABELS[self.base][0]
        return ", ".join([first, *(MARKS[mark].split(" (")[0] for mark in self.marks), *self._type])

    @property
    def definition(self):
        said = [*(f"Chỉ gồm {KINDS[self.kind]}." for _ in [0] if self.kind)]
        said += [f"Chỉ gồm đơn vị {MARKS[mark]}." for mark in self.marks]
        said += [f"Loại hình cơ sở: {name}." for name in self._type]
        return " ".join([f"{LABELS[self.base][1]}.", *said])

    @property
    def _type(self):
        if not self.type:
            return []
        return [NOT_ENTERED.lower() if self.type == UNKNOWN else codelists.label("base_unit_types", self.type)]


def parse(text):
    """The `BaseKey` of `text`; None for anything else."""
    base, colon, asked = text.partition(":")
    if base not in LABELS or (colon and not asked):
        return None
    found = {}
    for part in asked.split("&") if asked else ():
        name, _, value = part.partition("=")
        if name in found or not _allowed(base, name, value):
            return None
        found[name] = value
    marks = tuple(name for name in MARKS if name in found)
    return BaseKey(base, found.get("kind", ""), found.get("type", ""), marks)


def _allowed(base, name, value):
    if name == "type":
        return value == UNKNOWN or value in codelists.labels("base_unit_types")
    if base != "base_units":
        return False
    return value in KINDS if name == "kind" else name in MARKS and value == "yes"


def _types(code):
    """The codes that a row of types counts: itself and all below it; "" is what nobody entered."""
    if code == UNKNOWN:
        return {""}
    held, rows = {code}, codelists.rows("base_unit_types")
    while True:
        more = {row["code"] for row in rows if row["parent"] in held} - held
        if not more:
            return held
        held |= more


def _bases(key, organization, on):
    found = base_units(organization, on)
    bases = found.kinds
    if key.kind:
        bases = [pk for pk in bases if found.kinds[pk] == key.kind]
    if key.type:
        types = _types(key.type)
        bases = [pk for pk in bases if found.types[pk] in types]
    return set(bases)


def places(key, organization, period):
    """The ids of the organizations that the key counts; for members, of those where they are counted."""
    found, bases = base_units(organization, period.end), _bases(key, organization, period.end)
    if key.base == "base_members":
        return {pk for pk, base in found.base_of.items() if base in bases}
    if key.base == "base_units":
        if "admitting" in key.marks:
            bases &= admitting(organization, period)
        return bases & without_source(organization, period.end) if "no_source" in key.marks else bases
    below = found.sections if key.base == "base_sections" else found.cells
    return {pk for pk in below if found.base_of[pk] in bases}


def number(key, organization, period):
    """What the key counts."""
    held = places(key, organization, period)
    if key.base != "base_members":
        return len(held)
    members = members_by_place(organization, period.end)
    return sum(number for pk, number in members.items() if pk in held)


def people(key, organization, period):
    """The members that `base_members` counts."""
    held = places(key, organization, period)
    return [row for row in people_in_stock("members", organization, period.end) if row.organization_id in held]


def organizations(key, organization, period):
    """The organizations that the other keys count, by name."""
    held = places(key, organization, period)
    return list(Organization.objects.filter(pk__in=held).order_by("name", "pk").values_list("pk", flat=True))
