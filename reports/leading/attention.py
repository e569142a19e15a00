"""Units that need care and urging, each with its causes. Facts in the tree's order: nothing is ranked or scored."""

from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.db.models import Count, Q

from branches import codelists
from candidates.urging import meetings_without_content, people_without_remarks
from partydev.numbers import percent_in_prose, two_digits
from reports.figures import admissions_by_unit, year_targets
from reports.overdue import overdue_by_unit
from reports.signals.cells import dormant_now
from reports.signals.limits import limits
from reports.tables._units import named_units
from reports.tree import TreeOn

BEHIND = Fraction(1, 2)  # of the part of the year that has passed


@dataclass(frozen=True)
class Unit:
    name: str
    code: str
    causes: tuple[str, ...]


def units_in_need(organization, year, on, dormant=None):
    """The units below `organization` with a cause on `on`; `year` is the year so far, a `Period`."""
    dormant = dormant_now(organization, on) if dormant is None else dormant
    years = limits(organization, on)["dormant_years"]
    tree, cells = TreeOn(organization, on), {}
    for row in dormant:
        cells.setdefault(tree.unit_of(row.cell.pk), []).append(row)
    overdue, admitted = overdue_by_unit(organization, on), admissions_by_unit(organization, year.start, on)
    silent = _by_unit(tree, people_without_remarks(organization, on))
    empty = _by_unit(tree, meetings_without_content(organization, on))
    units = named_units(organization, year)
    targets = year_targets([unit for unit, _ in units], year.reporting_year)
    places = _places(tree)
    spent = _without_source(tree, places)
    passed = Fraction((on - year.start).days + 1, 365)
    found = []
    for unit, name in units:
        causes = (
            "" if unit.pk in spent else _behind(targets.get(unit.pk), admitted.get(unit.pk, 0), passed),
            _dormant(unit, cells.get(unit.pk, ()), years),
            _overdue(overdue.get(unit.pk, 0)),
            _silent(silent.get(unit.pk, 0)),
            _empty(empty.get(unit.pk, 0)),
        )
        causes = tuple(cause for cause in causes if cause)
        if causes:
            beside = (said(unit, places.get(unit.pk, ())) for said in (_no_source, _hard_area))
            causes = tuple(filter(None, (*causes, *beside)))
            found.append(Unit(name, unit.code, causes))
    return found


def _behind(target, result, passed):
    if not target or result >= target * passed * BEHIND:
        return ""
    if not result:
        return f"Chưa kết nạp được đảng viên; chỉ tiêu năm là {two_digits(target)}."
    reached = percent_in_prose(result, target)
    return f"Kết nạp {two_digits(result)}/{two_digits(target)} đảng viên, đạt {reached}% chỉ tiêu năm."


def _dormant(unit, rows, years):
    if not rows:
        return ""
    if len(rows) == 1:
        name = "Chi bộ" if rows[0].cell.pk == unit.pk else rows[0].cell.name
        return f"{name} đã {two_digits(rows[0].years)} năm liền không kết nạp đảng viên."
    return f"Có {two_digits(len(rows))} chi bộ từ {two_digits(years)} năm liền trở lên không kết nạp đảng viên."


HARD_AREAS = ("remote", "border_island")


def _places(tree):
    """Unit's id -> its cells that have no source left or lie in a hard area."""
    rows = tree.organizations().cells().filter(Q(no_source_left=True) | Q(area_type__in=HARD_AREAS)).order_by("pk")
    found = {}
    columns = ("pk", "name", "area_type", "no_source_left", "no_source_because")
    for cell in rows.values_list(*columns, named=True):
        found.setdefault(tree.unit_of(cell.pk), []).append(cell)
    return found


def _without_source(tree, places):
    """The units all of whose cells said that nobody is left: they are not behind with their target."""
    said = {unit for unit, cells in places.items() if any(cell.no_source_left for cell in cells)}
    if not said:
        return said
    with_source = tree.organizations().cells().filter(no_source_left=False).values_list("pk", flat=True)
    return said - {tree.unit_of(pk) for pk in with_source}


def _no_source(unit, cells):
    """The unit said so itself, and why, beside its other causes; by itself it is none."""
    without = [cell for cell in cells if cell.no_source_left]
    if not without:
        return ""
    if len(without) > 1:
        return f"Có {two_digits(len(without))} chi bộ không còn quần chúng."
    name = "Địa bàn" if without[0].pk == unit.pk else without[0].name
    return f"{name} không còn quần chúng: {without[0].no_source_because.rstrip('.')}."


def _hard_area(unit, cells):
    """Where the unit lies, beside its other causes; by itself it is none."""
    if unit.area_type in HARD_AREAS:
        return f"Địa bàn {_area(unit.area_type)}."
    hard = [cell for cell in cells if cell.area_type in HARD_AREAS]
    if not hard:
        return ""
    kinds = " và ".join(_area(kind) for kind in HARD_AREAS if any(cell.area_type == kind for cell in hard))
    return f"Có {two_digits(len(hard))} chi bộ ở {kinds}."


def _area(code):
    label = dict(codelists.AREA_TYPES)[code]
    return label[0].lower() + label[1:]


def _overdue(number):
    return f"Có {two_digits(number)} việc quá hạn." if number else ""


def _by_unit(tree, rows):
    """Unit's id -> how many of `rows` lie there."""
    return {pk: row["n"] for pk, row in tree.by_unit(rows, {"n": Count("pk")}).items()}


def _silent(number):
    """People without remarks (P5): how many, never who should have written them."""
    if not number:
        return ""
    months = two_digits(settings.REMARKS_MISSING_TOLD)
    return f"Có {two_digits(number)} người được giúp đỡ chưa có nhận xét từ {months} kỳ trở lên."


def _empty(number):
    """Meetings that considered nothing (P8)."""
    return f"Có {two_digits(number)} buổi họp chi bộ chưa ghi nội dung phát triển đảng viên." if number else ""
