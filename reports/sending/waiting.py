"""What of reports waits for a reader: given back to be mended, to be received or locked, not sent yet.

Of the units to which the reader is appointed, and those directly below: who may act in a whole province is not
asked about the reports of its cells.
"""

from collections import Counter
from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from branches.models import Organization
from branches.permissions import Permission
from reports.models import Report, ReportAct
from reports.periods import Calendar, PeriodError, label_of, parse, quarter_of

State = Report.State
FEW = 2  # so many reports of a period stand each in its own line
TO_DO = {State.SUBMITTED: "chờ nhận", State.RECEIVED: "đã nhận, chờ khóa số liệu"}


def waiting(user, today):
    """Parts of the first page, as `candidates.overview.desk.BESIDE` says."""
    parts = (
        ("Cấp trên trả lại báo cáo", _given_back(user), True),
        ("Báo cáo chờ nhận, chờ khóa", _to_receive(user, today), True),
        ("Báo cáo chưa gửi", _unsent(user, today), False),
    )
    return [{"title": title, "items": items, "first": first} for title, items, first in parts if items]


def _given_back(user):
    posts = user.posts(Permission.REPORT_SUBMIT)
    rows = _with_last_act(user).filter(organization__in=posts, last=ReportAct.Kind.SENT_BACK)
    return [_item(row.organization, row.period, "Mở báo cáo", note=f"lý do: {row.why}", state="overdue")
            for row in rows.select_related("organization").order_by("-pk")]  # fmt: skip


def _with_last_act(user):
    last = ReportAct.objects.filter(report=OuterRef("pk")).order_by("-pk")
    rows = Report.objects.visible_to(user)
    return rows.annotate(last=Subquery(last.values("kind")[:1]), why=Subquery(last.values("note")[:1]))


def _to_receive(user, today):
    """A line for each report where there are few, else for each period of each unit above how many stand where."""
    posts = user.posts(Permission.REPORT_ISSUE)
    rows = Report.objects.visible_to(user).select_related("organization__parent")
    rows = rows.order_by("period", "organization__path")
    own = rows.filter(organization__in=posts, state=State.RECEIVED)
    below = rows.filter(organization__parent__in=posts, state__in=TO_DO)
    groups, found = {}, []
    for row in {row.pk: row for row in (*own, *below)}.values():
        groups.setdefault((_above(row, posts), row.period), []).append(row)
    for (above, period), reports in groups.items():
        if len(reports) <= FEW or above is None or not _opens(above, period, today):
            found += [_item(row.organization, period, "Mở báo cáo", note=TO_DO[row.state]) for row in reports]
            continue
        numbers = Counter(row.state for row in reports)
        note = ", ".join(f"{numbers[state]} báo cáo {words}" for state, words in TO_DO.items() if numbers[state])
        found.append(_item(above, period, "Mở danh sách", page="standing", below=True, note=note))
    return found


def _above(report, posts):
    """The unit that receives it; None of a report whose own unit locks it."""
    above = report.organization.parent
    return above if above and above.pk in posts else None


def _opens(unit, key, today):
    """Whether the unit has a period of that name that has begun: another calendar or term may have none."""
    try:
        return not parse(key, Calendar(unit.reporting_calendar), unit.term_starts_on).is_future(today)
    except PeriodError:
        return False


def _unsent(user, today):
    """The quarter that ended last, of each unit to which the reader is appointed."""
    found = []
    units = Organization.objects.filter(pk__in=user.posts(Permission.REPORT_SUBMIT)).exclude(kind="group")
    for unit in units.order_by("path"):
        quarter = last_quarter(today, Calendar(unit.reporting_calendar))
        began = unit.founded_on is None or unit.founded_on <= quarter.end
        if not began or unit.dissolved_on or _is_told(user, unit, quarter):
            continue
        missing = _missing_below(unit, quarter)
        below = {"more": f"{missing} đơn vị trực thuộc chưa gửi", "more_url": _url("standing", unit, quarter.key)}
        found.append(_item(unit, quarter.key, "Mở báo cáo", **(below if missing else {})))
    return found


def last_quarter(on, calendar):
    """The reporting quarter that ended last before `on`."""
    return quarter_of(quarter_of(on, calendar).start - timedelta(days=1), calendar)


def _is_told(user, unit, period):
    """Whether the report was sent, or waits as one that was given back."""
    reports = _with_last_act(user).filter(organization=unit, period=period.key)
    return reports.filter(~Q(state=State.DRAFT) | Q(last=ReportAct.Kind.SENT_BACK)).exists()


def _missing_below(unit, period):
    """How many of today's direct units have not sent theirs; asked of them alone, for a first page is opened often."""
    sent = Report.objects.filter(organization__parent=unit, period=period.key).exclude(state=State.DRAFT)
    below = Organization.objects.filter(parent=unit).exclude(kind="group").existing(period.end)
    return below.exclude(pk__in=sent.values("organization")).count()


def _item(unit, period, action, *, page="report", below=False, **more):
    where = f"Các đơn vị trực thuộc {unit.name}" if below else unit.name
    return {"what": f"Báo cáo {label_of(period)}", "who": where, "url": _url(page, unit, period), "action": action,
            **more}  # fmt: skip


def _url(page, unit, period):
    return reverse(f"reports:{page}", args=[unit.code, period])
