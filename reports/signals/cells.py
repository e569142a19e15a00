"""Cells that have admitted nobody for years (P1), and cells with few or many exempt members (P2)."""

from dataclasses import dataclass
from datetime import date

from partydev.dates import add_months
from partydev.numbers import percent_in_prose, two_digits
from partydev.text import natural_key
from reports.figures import dormant_cells, members_by_cell
from reports.figures.dormant import dormant_without_members
from reports.signals.limits import limits
from reports.tree import TreeOn

URGENT, NOTED = "stop", "warn"


@dataclass(frozen=True)
class CellLine:
    """A cell with its causes in words; `tone` is how urgent the gravest is."""

    name: str
    code: str
    unit: str
    causes: tuple[str, ...]
    tone: str
    last_on: date | None = None
    full_members: int | None = None
    exempt: int | None = None


def dormant_now(organization, on):
    """Cells without admission for as many years as the unit set (P1), the longest first; their members not counted.

    New cells, and those with nobody left outside the Party, are not among them.
    """
    return _old_enough(dormant_without_members, organization, on)


def _old_enough(ask, organization, on):
    limit = limits(organization, on)
    new_since = add_months(on, -12 * limit["new_cell_years"])
    return [row for row in ask(organization, on, limit["dormant_years"]) if not _is_new(row, new_since)]


def dormant_lines(organization, on):
    """The cells of `dormant_now` with their causes in words, by name within their committees."""
    limit = limits(organization, on)
    lines = []
    for row in _old_enough(dormant_cells, organization, on):
        years = two_digits(row.years)
        words = f"{years} năm liền không kết nạp đảng viên"
        tone = URGENT if row.years >= limit["dormant_years_long"] else NOTED
        lines.append(line_of(row.cell, (f"{words}; cần đôn đốc ngay." if tone == URGENT else f"{words}.",), tone,
                           last_on=row.last_on, full_members=row.full_members, exempt=row.exempt))  # fmt: skip
    return in_order(lines)


def _is_new(row, since):
    """Founded after `since`; a cell that admitted before its founding day was one before, under another committee."""
    founded = row.cell.founded_on
    return founded is not None and founded > since and (row.last_on is None or row.last_on >= founded)


def without_source(organization, on):
    """Cells that are not counted because nobody is left outside the Party: (name, unit, why)."""
    cells = TreeOn(organization, on).organizations().cells().filter(no_source_left=True).select_related("parent")
    return sorted((cell.name, _above(cell), cell.no_source_because, cell.code) for cell in cells)


def weak_lines(organization, on):
    """Cells with few full members, or with many who are exempt (P2), by name within their committees."""
    limit, numbers = limits(organization, on), members_by_cell(organization, on)
    lines = []
    for cell in TreeOn(organization, on).organizations().cells().select_related("parent"):
        full, exempt = numbers.get(cell.pk, (0, 0))
        few = full < limit["few_full_members"]
        many = full > 0 and exempt * 100 >= limit["exempt_percent"] * full
        if few or many:
            causes = (_few(full) if few else "", _exempt(exempt, full) if many else "")
            tone = URGENT if few else NOTED
            lines.append(line_of(cell, tuple(filter(None, causes)), tone, full_members=full, exempt=exempt))
    return in_order(lines)


def _few(full):
    if not full:
        return "Chưa có đảng viên chính thức nào trong danh sách."
    return f"Chỉ có {two_digits(full)} đảng viên chính thức."


def _exempt(exempt, full):
    share = percent_in_prose(exempt, full)
    return f"{two_digits(exempt)}/{two_digits(full)} đảng viên được miễn công tác, sinh hoạt ({share}%)."


def line_of(cell, causes, tone, **more):
    """The `CellLine` of a cell read with its parent."""
    return CellLine(cell.name, cell.code, _above(cell), causes, tone, **more)


def _above(cell):
    return cell.parent.name if cell.parent_id else ""


def in_order(lines):
    """By committee and name, numbers as numbers: never by how grave the causes are."""
    return sorted(lines, key=lambda line: (natural_key(line.unit), natural_key(line.name), line.code))
