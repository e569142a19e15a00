"""What waits to be urged in a leader's part (P7): by unit, with its causes in words, in the tree's order."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from accounts.models import AccessRecord
from branches.models import Organization, TargetRegistration, UnitPlan
from partydev.dates import add_months
from partydev.numbers import two_digits
from reports.models import Report, ReportIssue
from reports.overdue import overdue_by_unit, unexplained_by_unit
from reports.periods import label_of
from reports.signals.limits import limits
from reports.tree import TreeOn

READ = (AccessRecord.Kind.REPORT_READ, AccessRecord.Kind.REPORT_DOWNLOADED)
NEWS_MONTHS = 12  # an issued report older than this is no news


@dataclass(frozen=True)
class UnitLine:
    """A unit with what waits in it; `in_charge` is who was assigned there, `is_mine` whether that is the reader."""

    name: str
    code: str
    causes: tuple[str, ...]
    in_charge: str
    is_mine: bool


@dataclass(frozen=True)
class Unread:
    """An issued report that the reader has not opened since it was given its number, or that was issued anew."""

    organization: Organization
    period: str
    label: str
    issued: ReportIssue


def unread_reports(user, organization, on):
    """Reports of the units below that were issued within the year and `user` has not opened since, newest first."""
    since = add_months(on, -NEWS_MONTHS)
    issued = ReportIssue.objects.filter(
        revision__report__in=Report.objects.under(organization), issued_on__gt=since, issued_on__lte=on
    ).defer("pdf", "copy_pdf", "revision__document", "revision__pdf")
    issued = issued.select_related("revision__report__organization").order_by(
        "-issued_on", "revision__report__organization_id", "pk"
    )
    # Of a report that was corrected, the correction is what there is to read.
    newest = {row.revision.report_id: row for row in sorted(issued, key=lambda row: row.revision.ordinal)}
    issued = [row for row in issued if newest[row.revision.report_id] is row]
    places = {row.revision.report.organization_id for row in issued}
    seen = AccessRecord.objects.filter(user=user, kind__in=READ, organization__in=places)
    # A draft read before the report was issued is not the report.
    read = {
        (place, about): at for place, about, at in seen.order_by("at").values_list("organization_id", "about", "at")
    }
    found = []
    for row in issued:
        unit, period = row.revision.report.organization, row.revision.report.period
        label = label_of(period)
        opened = read.get((unit.pk, f"Báo cáo {label}"[:80]))
        if opened is None or opened < row.issued_at:
            found.append(Unread(unit, period, label, row))
    return found


def leading_lines(user, organization, on, unread):
    """The units directly below `organization` where something waits on `on`; `unread` as `unread_reports` gives it."""
    tree, limit = TreeOn(organization, on), limits(organization, on)
    overdue, unexplained = overdue_by_unit(organization, on), unexplained_by_unit(organization, on)
    waiting = Counter(tree.unit_of(pk) for pk in _waiting(organization, on, limit["answer_days"]))
    news = Counter(tree.unit_of(row.organization.pk) for row in unread)
    units = list(
        Organization.objects.filter(pk__in=[unit.pk for unit in tree.units()])
        .existing(on)
        .select_related("responsible_member__person")
        .order_by("pk")
    )
    without_plan = _without_plan(units, on, limit["plan_due_day"])
    found = []
    for unit in units:
        causes = (
            _overdue(overdue.get(unit.pk, 0), unexplained.get(unit.pk, 0)),
            _count(waiting[unit.pk], f"đăng ký chỉ tiêu chờ trả lời quá {limit['answer_days']} ngày"),
            _count(news[unit.pk], "báo cáo đã ban hành chưa mở đọc"),
            f"Chưa có kế hoạch phát triển đảng viên năm {on.year}." if unit.pk in without_plan else "",
            "" if unit.is_cell or unit.responsible_member_id else "Chưa phân công cấp ủy viên phụ trách.",
        )
        causes = tuple(filter(None, causes))
        if causes:
            found.append(_line(user, unit, causes))
    return found


def _line(user, unit, causes):
    member = unit.responsible_member
    mine = member is not None and user.person_id is not None and member.person_id == user.person_id
    return UnitLine(unit.name, unit.code, causes, str(member or ""), mine)


def _waiting(organization, on, days):
    """Places of registrations that were sent up more than `days` ago and have no answer."""
    rows = TargetRegistration.objects.under(organization).filter(state=TargetRegistration.State.SUBMITTED)
    return rows.filter(submitted_on__lt=on - timedelta(days=days)).values_list("organization_id", flat=True)


def _without_plan(units, on, due_day):
    """Ids of the units that have not filed the year's plan, once its day is over."""
    if on.timetuple().tm_yday <= due_day:
        return set()
    filed = UnitPlan.objects.filter(organization__in=units, year=on.year, kind=UnitPlan.Kind.YEAR)
    return {unit.pk for unit in units} - set(filed.values_list("organization_id", flat=True))


def _overdue(number, unexplained):
    if not number:
        return ""
    words = "đơn vị đã giải trình" if not unexplained else f"{two_digits(unexplained)} việc chưa giải trình"
    return f"{two_digits(number)} việc quá hạn, {'chưa giải trình' if unexplained == number else words}."


def _count(number, words):
    return f"{two_digits(number)} {words}." if number else ""
