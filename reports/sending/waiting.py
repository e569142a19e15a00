"""What of reports waits for a reader: given back to be mended, to be received or locked, not sent yet.

Of the units to which the reader is appointed, and those directly below: who may act in a whole province is not
asked about the reports of its cells.
"""

from datetime import timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from branches.models import Organization
from branches.permissions import Permission
from reports.models import Report, ReportAct
from reports.periods import Calendar, label_of, quarter_of
from reports.sending.standing import missing_units

State = Report.State
TO_DO = {State.SUBMITTED: "chờ nhận", State.RECEIVED: "đã nhận, chờ khóa số liệu"}


def waiting(user, today):
    """Parts of the first page, as `candidates.overview.desk.BESIDE` says."""
    parts = (
        ("Cấp trên trả lại báo cáo", _given_back(user), True),
        ("Báo cáo chờ nhận, chờ khóa", _to_receive(user), True),
        ("Báo cáo chưa gửi", _unsent(user, today), False),
    )
    return [{"title": title, "items": items, "first": first} for title, items, first in parts if items]


def _given_back(user):
    last = ReportAct.objects.filter(report=OuterRef("pk")).order_by("-pk")
    rows = Report.objects.filter(organization__in=user.posts(Permission.REPORT_SUBMIT))
    rows = rows.annotate(last=Subquery(last.values("kind")[:1]), why=Subquery(last.values("note")[:1]))
    rows = rows.filter(last=ReportAct.Kind.SENT_BACK).select_related("organization").order_by("-pk")
    return [_item(row.organization, row.period, "Mở báo cáo", note=f"lý do: {row.why}", state="overdue")
            for row in rows]  # fmt: skip


def _to_receive(user):
    """A line for each period of each unit: its own report, or how many of the units directly below stand where."""
    posts = user.posts(Permission.REPORT_ISSUE)
    below = Report.objects.filter(organization__parent__in=posts, state__in=TO_DO)
    below = below.order_by("period").values("organization__parent", "period")
    rows = below.annotate(**{state: Count("pk", filter=Q(state=state)) for state in TO_DO})
    units = Organization.objects.in_bulk(posts)
    found = []
    for row in rows:
        numbers = ", ".join(f"{row[state]} báo cáo {words}" for state, words in TO_DO.items() if row[state])
        unit = units[row["organization__parent"]]
        found.append(_item(unit, row["period"], "Mở danh sách", page="standing", below=True, note=numbers))
    own = Report.objects.filter(organization__in=posts, state=State.RECEIVED).order_by("period")
    note = TO_DO[State.RECEIVED]
    return [_item(units[row.organization_id], row.period, "Mở báo cáo", note=note) for row in own] + found


def _unsent(user, today):
    """The quarter that ended last, of each unit to which the reader is appointed."""
    found = []
    units = Organization.objects.filter(pk__in=user.posts(Permission.REPORT_SUBMIT)).exclude(kind="group")
    for unit in units.select_related("parent").order_by("path"):
        quarter = last_quarter(today, Calendar(unit.reporting_calendar))
        began = unit.founded_on is None or unit.founded_on <= quarter.end
        if not began or unit.dissolved_on or _is_known(unit, quarter):
            continue
        missing = len(missing_units(unit, quarter))
        below = {"more": f"{missing} đơn vị trực thuộc chưa gửi", "more_url": _url("standing", unit, quarter.key)}
        found.append(_item(unit, quarter.key, "Mở báo cáo", **(below if missing else {})))
    return found


def last_quarter(on, calendar):
    """The reporting quarter that ended last before `on`."""
    return quarter_of(quarter_of(on, calendar).start - timedelta(days=1), calendar)


def _is_known(unit, period):
    """Whether it was sent once: what came of it since is said elsewhere."""
    return ReportAct.objects.filter(report__organization=unit, report__period=period.key).exists()


def _item(unit, period, action, *, page="report", below=False, **more):
    where = f"Các đơn vị trực thuộc {unit.name}" if below else unit.name
    return {"what": f"Báo cáo {label_of(period)}", "who": where, "url": _url(page, unit, period), "action": action,
            **more}  # fmt: skip


def _url(page, unit, period):
    return reverse(f"reports:{page}", args=[unit.code, period])
