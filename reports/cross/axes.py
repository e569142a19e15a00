"""What a figure can be laid out by: units, spans of time, the steps of the way, and every dimension it has."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Case, F, TextField, Value, When

from candidates.pipeline import BEFORE_ADMISSION, STAGES
from reports import catalogue
from reports.periods import dates, quarter_of
from reports.tables._units import named_units

# What may be laid out, and how it is called in a sentence.
BASES = {
    "admitted": "Đảng viên mới kết nạp",
    "members": "Đảng viên có đến cuối kỳ",
    "in_pool": "Người trong nguồn có đến cuối kỳ",
}
UNIT, STAGE = "unit", "stage"
SPANS = {"month": "Tháng", "quarter": "Quý", "year": "Năm"}
QUARTERS = ("I", "II", "III", "IV")
OTHER = "Không xác định"


@dataclass(frozen=True)
class Item:
    """One line of an axis: `code` is what is counted under it, `part` what its list is asked by (None: no list)."""

    code: object
    name: str
    part: object = None


@dataclass(frozen=True)
class Axis:
    """`items(held)` are its lines, given the codes with people; `column(model)` is what facts are grouped by.

    `divides`: everybody is under one line, so that the lines may be summed. Where they overlap, `conditions(model)`
    is code -> Q of each line instead of a column. `sensitive`: small numbers are.
    """

    key: str
    label: str
    items: Callable
    column: Callable | None
    sensitive: bool = False
    conditions: Callable | None = None

    @property
    def divides(self):
        return self.conditions is None


def axes_of(base):
    """key -> label of what the figure `base` can be laid out by, in the order offered."""
    found = {UNIT: "Đơn vị"}
    if catalogue.EVERY[base].kind == catalogue.FLOW:
        found |= SPANS
    if base == "in_pool":
        found[STAGE] = "Bước đang thực hiện"
    return found | {each.key: each.label for each in catalogue.dimensions_of(base)}


def axis_of(key, base, organization, period):
    """The `Axis`; KeyError for a key that the figure does not have."""
    if key == UNIT:
        return _units(organization, period)
    if key == STAGE and base == "in_pool":
        return Axis(STAGE, "Bước đang thực hiện", _stages, lambda model: F("to_stage"))
    if key in SPANS and catalogue.EVERY[base].kind == catalogue.FLOW:
        return _spans(key, period)
    by_key = {each.key: each for each in catalogue.dimensions_of(base)}
    return _dimension(by_key[key], base, period)


def _units(organization, period):
    def items(held):
        units = named_units(organization, period, dict.fromkeys(held))
        alone = len(units) == 1
        return tuple(Item(unit.pk, name, unit if alone or unit != organization else None) for unit, name in units)

    return Axis(UNIT, "Đơn vị", items, lambda model: None)


def _stages(held):
    """The steps before admission, and others where somebody stands."""
    keys = (*BEFORE_ADMISSION, *(key for key in STAGES if key in held and key not in BEFORE_ADMISSION))
    return tuple(Item(key, STAGES[key].label, key) for key in keys)


def _spans(key, period):
    parts = {"month": period.months, "year": period.years, "quarter": lambda: _quarters(period)}[key]()
    in_one_year = len({part.year for part in parts}) == 1
    items = tuple(Item(str(place), _short(key, part, in_one_year), part) for place, part in enumerate(parts))
    whens = [When(on__range=(item.part.start, item.part.end), then=Value(item.code)) for item in items]
    return Axis(key, SPANS[key], lambda held: items, lambda model: _case(whens))


def _quarters(period):
    """The quarters of the span, the first and last cut to it."""
    found, day = [], period.start
    while day <= period.end:
        whole = quarter_of(day, period.calendar)
        first, last = max(whole.start, period.start), min(whole.end, period.end)
        cut = (
            whole
            if (first, last) == (whole.start, whole.end)
            else replace(dates(first, last, period.calendar), year=whole.year, number=whole.number)
        )
        found.append(cut)
        day = whole.end + timedelta(days=1)
    return found


def _short(key, part, in_one_year):
    """ "Quý I", with the year where there are several."""
    if key == "year":
        return str(part.year)
    name = f"Tháng {part.number or part.end.month}" if key == "month" else f"Quý {QUARTERS[part.number - 1]}"
    return name if in_one_year else f"{name} năm {part.year}"


def _dimension(dimension, base, period):
    of_flow = catalogue.EVERY[base].kind == catalogue.FLOW
    items = tuple(Item(code, name, code) for code, name in dimension.partition())

    def conditions(model):
        def condition(code):
            return dimension.of_fact([code]) if of_flow else dimension.of_person([code], model, period.end)

        return {item.code: condition(item.code) for item in items}

    def column(model):
        return _case([When(condition, then=Value(code)) for code, condition in conditions(model).items()])

    by_lines = {"column": column} if dimension.divides else {"column": None, "conditions": conditions}
    return Axis(dimension.key, dimension.label, lambda held: items, sensitive=dimension.sensitive, **by_lines)


def _case(whens):
    return Case(*whens, default=Value(""), output_field=TextField())
