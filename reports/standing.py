"""How far the reports of the units below have come: who has sent, who has not."""

from dataclasses import dataclass

from branches.models import Organization, OrganizationState
from reports.models import Report, ReportAct
from reports.tree import TreeOn


@dataclass(frozen=True)
class Standing:
    """A unit under its name then, with its report of the period, if there is one, and the last act on it."""

    unit: Organization
    name: str
    state: str
    label: str
    last: ReportAct | None = None

    @property
    def is_missing(self):
        return self.state == Report.State.DRAFT


def units_below(organization, period):
    """The direct units that existed on the period's last day, in the tree's order; none for a cell."""
    tree = TreeOn(organization, period.end)
    below = [unit.pk for unit in tree.units() if unit.pk != organization.pk]
    return list(Organization.objects.filter(pk__in=below).existing(period.end).order_by("pk"))


def standings(organization, period):
    """One `Standing` for each direct unit below; a constant number of queries."""
    units = units_below(organization, period)
    rows = Report.objects.filter(organization__in=units, period=period.key)
    rows = {row.organization_id: row for row in rows}
    acts = ReportAct.objects.filter(report__in=rows.values()).select_related("by").order_by("pk")
    last = {act.report_id: act for act in acts}
    names = _names(units, period.end)
    return [_standing(unit, names.get(unit.pk, unit.name), rows.get(unit.pk), last) for unit in units]


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
