"""Figures that others published, beside the unit's own of the same days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from partydev.dates import format_date
from partydev.numbers import integer, percent
from reports.figures import year_targets
from reports.figures.keyed import numbers
from reports.leading.measures import OF_TARGET, PUBLISHED, percent_words
from reports.leading.spans import span_words
from reports.models import OutsideFigure
from reports.periods import dates

SHOWN = 6  # of each measure and area the newest; more is on the page of all


@dataclass(frozen=True)
class Compared:
    """One figure from outside beside the unit's own: "56,12%" and "44,4% (12/27)"; `own` is "" where there is none."""

    area: str
    label: str
    value: str
    span: str
    document: str
    document_on: date
    own: str
    key: str
    starts_on: date
    ends_on: date

    @property
    def source(self) -> str:
        return f"{self.document}, {format_date(self.document_on)}"


def beside_outside(organization, today, calendar):
    """`Compared` lines, the newest of each area and measure, by measure and area; at most `SHOWN`."""
    newest = {}
    known = OutsideFigure.objects.standing().for_unit(organization).filter(starts_on__lte=today)
    # Of the same days what was typed in highest up stands: two units beside each other show one figure.
    for row in known.select_related("organization").order_by("-ends_on", "organization__depth", "-pk"):
        newest.setdefault((row.measure, row.area), row)
    order, areas = list(PUBLISHED), OutsideFigure.Area.values
    rows = sorted(newest.values(), key=lambda row: (order.index(row.measure), areas.index(row.area)))[:SHOWN]
    own = _own(organization, rows, today, calendar)
    return [
        Compared(
            area=_area(row, organization),
            label=PUBLISHED[row.measure].label,
            value=value_words(row.measure, row.value),
            span=span_words(row.starts_on, row.ends_on),
            document=row.document,
            document_on=row.document_on,
            own=own[row.pk],
            key=PUBLISHED[row.measure].part,
            starts_on=row.starts_on,
            ends_on=min(row.ends_on, today),
        )
        for row in rows
    ]


def _area(row, organization):
    """ "Cả nước", "Toàn tỉnh, thành phố (Đảng bộ xã Phú Lâm nhập)"."""
    entered = "" if row.organization_id == organization.pk else f" ({row.organization.name} nhập)"
    return f"{row.get_area_display()}{entered}"


def value_words(measure, value):
    """ "56,12%", "1.234 đồng chí"."""
    if value is None:
        return ""
    if not PUBLISHED[measure].is_percent:
        return f"{integer(int(value))} {PUBLISHED[measure].unit}"
    return percent_words(value)


def _own(organization, rows, today, calendar):
    """row's id -> the unit's own in words; the questions are as many as there are spans of days, not rows."""
    asked = defaultdict(list)
    for row in rows:
        asked[dates(row.starts_on, min(row.ends_on, today), calendar)].append(row)
    found = {}
    for period, same in asked.items():
        keys = {key for row in same for key in _keys(PUBLISHED[row.measure])}
        counts = numbers(sorted(keys), organization, period)
        for row in same:
            found[row.pk] = _words(organization, row, counts, period)
    return found


def _keys(measure):
    return [key for key in (measure.part, measure.whole) if key and key != OF_TARGET]


def _words(organization, row, counts, period):
    measure = PUBLISHED[row.measure]
    part = counts[measure.part]
    if not measure.is_percent:
        return f"{integer(part)} {measure.unit}"
    if measure.key == OF_TARGET:
        whole = year_targets([organization], period.end.year).get(organization.pk)
    else:
        whole = counts[measure.whole]
    printed = percent(part, whole)
    return f"{printed}% ({integer(part)}/{integer(whole)})" if printed else ""
