"""The leader's page: what the year has brought so far, and where to urge."""

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.permissions import Permission
from candidates.rules.duties_base import KINDS
from partydev.decorators import requires
from partydev.numbers import integer, two_digits
from reports.attention import units_in_need
from reports.catalogue import INDICATORS
from reports.charts import Bar, StepBars
from reports.figures import figures, overdue_recognitions
from reports.forms import UnitForm
from reports.links import lists_of, to_list, to_unit
from reports.overdue import due_lines, overdue_in
from reports.periods import Calendar, dates, quarter_of, year_of
from reports.quarterly import month_lines, unit_bars
from reports.reading import one_reading
from reports.signals.cells import dormant_now
from reports.signals.limits import limits
from reports.tables import admissions_table, targets_table
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
BIG = ("admitted", "recognized", "sent_to_awareness_class", "in_pool", "dossiers_pending")
SHOWN = 10


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def dashboard(request):
    today = timezone.localdate()
    organization = _scope.chosen(request)
    year = _year_so_far(organization, today)
    dormant = dormant_now(organization, today)
    now, months = figures(organization, year), month_lines(organization, year_of(today, year.calendar), today)
    context = {
        "organization": organization,
        "today": today,
        "year": year,
        "unit_form": UnitForm(organizations=_scope.organizations(request.user), initial={"don_vi": organization}),
        "above": _scope.above(request.user, organization),
        "below": [unit for unit in TreeOn(organization, today).units() if unit != organization],
        "stats": _stats(organization, year, now, today),
        "steps": _steps(organization, year, now),
        "targets": targets_table(organization, year, to_list),
        "units": admissions_table(organization, year, lists_of(organization)),
        "unit_bars": unit_bars(organization, year),
        "months": months,
        "month_rows": list(zip(range(1, 13), months.this, months.last, strict=True)),
        "in_need": units_in_need(organization, year, today, dormant),
        "dormant": [{"row": row, "url": to_unit(row.cell)} for row in dormant[:SHOWN]],
        "dormant_more": max(len(dormant) - SHOWN, 0),
        "dormant_years": two_digits(limits(organization, today)["dormant_years"]),
        "quarter_url": reverse("reports:report", args=[organization.code, quarter_of(today, year.calendar).key]),
        "year_report_url": reverse("reports:report", args=[organization.code, year_of(today, year.calendar).key]),
        **_overdue(organization, request.user, today),
    }
    return render(request, "reports/dashboard.html", context)


def _year_so_far(organization, today):
    """From the first day of the reporting year to today, so that last year is compared over the same days."""
    calendar = Calendar(organization.reporting_calendar)
    return dates(year_of(today, calendar).start, today, calendar)


def _stats(organization, year, now, today):
    before = figures(organization, year.same_period_last_year())
    found = [_stat(key, organization, year, now[key], _compared(key, now, before)) for key in BIG]
    late = len(overdue_recognitions(organization, today))
    label = "Đảng viên dự bị quá thời hạn xét công nhận"
    tone = {"tone": "stop", "compare": "Cần đôn đốc"} if late else {"compare": "Không có"}
    return [*found, _stat("overdue", organization, year, late, tone, label=label, unit="đồng chí")]


def _stat(key, organization, year, number, extra, label="", unit=""):
    row = INDICATORS.get(key)
    return {
        "value": integer(number),
        "label": label or row.label,
        "unit": unit or row.unit,
        "url": to_list(key, organization, year),
        **extra,
    }


def _compared(key, now, before):
    if INDICATORS[key].kind == "stock":
        return {"compare": "tính đến hôm nay"}
    change = now[key] - before[key]
    if not change:
        return {"compare": "bằng cùng kỳ năm trước", "trend": "equal"}
    words = "tăng" if change > 0 else "giảm"
    return {
        "compare": f"{words} {integer(abs(change))} so với cùng kỳ năm trước ({integer(before[key])})",
        "trend": "up" if change > 0 else "fall",
    }


def _steps(organization, year, now):
    bars = tuple(Bar(label, now[key]) for key, label in STEPS)
    rows = [
        {"label": label, "number": now[key], "unit": INDICATORS[key].unit, "url": to_list(key, organization, year)}
        for key, label in STEPS
    ]
    return {"chart": StepBars("cac-buoc", "Kết quả theo các bước", bars), "rows": rows}


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
