"""The leader's page: what the year has brought so far, and where to urge."""

from collections import Counter
from dataclasses import replace

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from candidates.rules.duties_base import KINDS
from partydev.decorators import requires
from partydev.numbers import integer, two_digits
from partydev.text import natural_key
from reports.catalogue import INDICATORS
from reports.charts import Bar, StepBars
from reports.figures import figures
from reports.figures.dormant import with_members
from reports.forms import UnitForm
from reports.leading.aims import aims
from reports.leading.attention import units_in_need
from reports.leading.forecasting import outlook
from reports.leading.outside import beside_outside
from reports.leading.six import OVERDUE, six
from reports.links import lists_of, to_list, to_unit
from reports.overdue import due_lines, overdue_in
from reports.periods import dates, quarter_of, so_far, year_of
from reports.quarterly import month_lines, unit_bars
from reports.reading import one_reading
from reports.signals.cells import dormant_now
from reports.signals.limits import limits
from reports.tables import admissions_table
from reports.tree import TreeOn
from reports.views import _scope

STEPS = (
    ("pool_entered", "Đưa vào nguồn"),
    ("sent_to_awareness_class", "Cử học lớp bồi dưỡng nhận thức về Đảng"),
    ("admitted", "Kết nạp đảng viên"),
    ("sent_to_new_member_class", "Cử học lớp bồi dưỡng đảng viên mới"),
    ("recognized", "Công nhận chính thức"),
    ("cards_issued", "Phát thẻ đảng viên"),
)
SHOWN = 5


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def dashboard(request):
    today = timezone.localdate()
    organization = _scope.chosen(request)
    year = so_far(organization.reporting_calendar, today)
    whole, dormant = year_of(today, year.calendar), dormant_now(organization, today)
    now, months = figures(organization, year), month_lines(organization, whole, today)
    context = {
        "organization": organization,
        "today": today,
        "year": year,
        "unit_form": UnitForm(organizations=_scope.organizations(request.user), initial={"don_vi": organization}),
        "above": _scope.above(request.user, organization),
        "below": [unit for unit in TreeOn(organization, today).units() if unit != organization],
        "stats": [_stat(number, organization, year) for number in six(organization, year, whole.year)],
        "steps": _steps(organization, year, now),
        "whole": whole,
        **_aims(organization, year),
        "outlook": outlook(organization, year, whole.end),
        "outside": _outside(organization, year),
        **_may_type(organization, request.user),
        "units": admissions_table(organization, year, lists_of(organization)),
        "unit_bars": unit_bars(organization, year),
        "months": months,
        "months_narrow": replace(months, key=f"{months.key}-hep", narrow=True),
        "month_rows": list(zip(range(1, 13), months.this, months.last, strict=True)),
        "in_need": units_in_need(organization, year, today, dormant),
        "dormant": [
            {"row": row, "url": to_unit(row.cell)}
            for row in with_members(sorted(dormant, key=_by_name)[:SHOWN], organization, today)
        ],
        "dormant_count": len(dormant),
        "dormant_more": max(len(dormant) - SHOWN, 0),
        "dormant_years": two_digits(limits(organization, today)["dormant_years"]),
        "quarter_url": reverse("reports:report", args=[organization.code, quarter_of(today, year.calendar).key]),
        "brief_url": f"{reverse('reports:brief')}?don_vi={organization.code}",
        **_overdue(organization, request.user, today),
    }
    return render(request, "reports/dashboard.html", context)


def _by_name(row):
    """Cells by committee and name, never by how long: nothing is ranked."""
    return natural_key(row.cell.parent.name if row.cell.parent_id else ""), natural_key(row.cell.name), row.cell.pk


def _stat(number, organization, year):
    shown = {"compare": number.compared, "trend": number.trend}
    if number.key == OVERDUE and number.value:
        shown = {"compare": f"Cần đôn đốc; {number.compared}", "tone": "stop"}
    return {
        "value": integer(number.value),
        "label": number.label,
        "unit": number.unit,
        "url": to_list(number.key, organization, year),
        "against": number.against,
        **shown,
    }


def _aims(organization, year):
    """The lines of targets, every result leading to its list; and what the lines that are folded come to, in words."""

    def linked(reached):
        return [
            (each, to_list(each.key, organization, dates(each.starts_on, each.ends_on, year.calendar)))
            for each in reached
        ]

    found = aims(organization, year)
    said = Counter(each.said.lower() for aim in found[1:] for each in (*aim.year, *aim.term) if each.said)
    judged = ", ".join(f"{two_digits(number)} {words}" for words, number in said.items())
    return {
        "aims": [{"aim": aim, "year": linked(aim.year), "term": linked(aim.term)} for aim in found],
        "more_aims": f"Xem thêm {two_digits(len(found[1:]))} chỉ tiêu" + (f": {judged}" if judged else ""),
    }


def _outside(organization, year):
    lines = beside_outside(organization, year.end, year.calendar)
    return [
        (line, to_list(line.key, organization, dates(line.starts_on, line.ends_on, year.calendar))) for line in lines
    ]


def _may_type(organization, user):
    """Where targets in percent and figures from outside are typed in, for who may."""
    return {
        "may_aim": user.can(Permission.TARGET_CHANGE, organization),
        "may_enter": user.can(Permission.REPORT_ISSUE, organization),
    }


def _steps(organization, year, now):
    bars = tuple(Bar(label, now[key]) for key, label in STEPS)
    rows = [
        {"label": label, "number": now[key], "unit": INDICATORS[key].unit, "url": to_list(key, organization, year)}
        for key, label in STEPS
    ]
    return {
        "chart": StepBars("cac-buoc", "Kết quả theo các bước", bars),
        "rows": rows,
        "has_any": any(bar.value for bar in bars),
    }


def _overdue(organization, user, today):
    found = overdue_in(organization, today)
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    url = f"{reverse('reports:overdue')}?don_vi={organization.code}"
    kinds = [(label, counts[key], f"{url}&loai={key}") for key, label in KINDS.items() if key in counts]
    return {
        "overdue": due_lines(found[:SHOWN], user, today),
        "overdue_kinds": kinds,
        "overdue_count": sum(counts.values()),
        "overdue_url": url,
    }
