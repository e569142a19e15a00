"""How far the reports of the units below have come: who has sent, who has not."""

from dataclasses import dataclass, replace
from datetime import date

from branches.models import Organization, OrganizationState
from partydev.dates import format_date
from reports.models import Report, ReportAct
from reports.periods import Calendar, PeriodError, TermStartMissingError, parse
from reports.tree import TreeOn


@dataclass(frozen=True)
class Standing:
    """A unit under its name then, with its report of the period, if there is one, and the last act on it."""

    unit: Organization
    name: str
    state: str
    label: str
    last: ReportAct | None = None
    days: str = ""  # which days the unit's report covers, where they are not those of the report above

    @property
    def is_missing(self):
        return self.state == Report.State.DRAFT


def units_below(organization, period):
    """The direct units that existed on the period's last day, and those of today whose report waits here; by id.

    None for a cell. A report is received by the unit that stands above today.
    """
    tree = TreeOn(organization, period.end)
    below = [unit.pk for unit in tree.units() if unit.pk != organization.pk]
    found = list(Organization.objects.filter(pk__in=below).existing(period.end))
    waits = Report.objects.filter(organization__parent=organization, period=period.key)
    waits = waits.filter(state__in=(Report.State.SUBMITTED, Report.State.RECEIVED)).values("organization")
    found += Organization.objects.filter(pk__in=waits).exclude(pk__in=[unit.pk for unit in found])
    return sorted(found, key=lambda unit: unit.pk)


def standings(organization, period):
    """One `Standing` for each direct unit below; a constant number of queries."""
    units = units_below(organization, period)
    rows = Report.objects.filter(organization__in=units, period=period.key)
    rows = {row.organization_id: row for row in rows}
    bases = dict(Report.objects.filter(pk__in=[row.pk for row in rows.values()], revision__isnull=False)
                 .values_list("organization", "revision__basis"))  # fmt: skip
    acts = ReportAct.objects.filter(report__in=rows.values()).select_related("by").order_by("pk")
    last = {act.report_id: act for act in acts}
    names = _names(units, period.end)
    return [
        replace(
            _standing(unit, names.get(unit.pk, unit.name), rows.get(unit.pk), last),
            days=_other_days(unit, bases.get(unit.pk), period),
        )
        for unit in units
    ]


def _other_days(unit, basis, period):
    """Which days the unit's own report under the same name covers, in words; "" where they are the same."""
    calendar, starts_on, up_to = unit.reporting_calendar, unit.term_starts_on, period.end
    if basis:
        calendar, starts_on = basis["calendar"], _day(basis["term_starts_on"])
        up_to = _day(basis.get("up_to")) or up_to
    try:
        own, whole = parse(period.key, Calendar(calendar), starts_on), _whole(period)
    except TermStartMissingError:
        return "Đơn vị chưa ghi ngày bắt đầu nhiệm kỳ"
    except PeriodError:
        return "Nhiệm kỳ của đơn vị bắt đầu vào ngày khác"
    if (own.start, own.end) != (whole.start, whole.end):
        last = min(own.end, up_to) if basis else own.end
        return f"Kỳ báo cáo của đơn vị tính từ ngày {format_date(own.start)} đến ngày {format_date(last)}"
    return f"Số liệu của đơn vị mới đến hết ngày {format_date(up_to)}" if up_to < period.end else ""


def _day(text):
    return date.fromisoformat(text) if text else None


def _whole(period):
    return parse(period.key, period.calendar, period.term_start)


def _names(units, on):
    states = OrganizationState.objects.filter(organization__in=units, valid_from__lte=on)
    return dict(states.order_by("valid_from").values_list("organization", "name"))


def _standing(unit, name, row, last):
    if row is None:
        return Standing(unit, name, Report.State.DRAFT, "Chưa gửi")
    label = "Chưa gửi" if row.state == Report.State.DRAFT else row.get_state_display()
    return Standing(unit, name, row.state, label, last.get(row.pk))


def missing_units(organization, period):
    """The names of the direct units that have not sent their report of the period."""
    return [row.name for row in standings(organization, period) if row.is_missing]
