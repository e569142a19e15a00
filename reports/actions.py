"""Giving a report its number, its day and its signer; setting when a signal is shown, and shares of the people."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from partydev.dates import format_date
from partydev.locks import under_lock
from partydev.refusals import Invalid, require
from reports.models import GroupShare, IssuedReport, Threshold
from reports.quarterly import period_of
from reports.signals.limits import limits


@transaction.atomic
def issue_report(*, by, organization, period, number, issued_on, signer_capacity, signer_post, signer_name):
    """Record number, day and signer of the report of `period`; it is no draft any more. Returns the record.

    Needs REPORT_ISSUE there. Locks the organization: numbers run one after another within a term.
    A mistake is corrected by recording again; history keeps what was there before.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.REPORT_ISSUE, organization)
    _check_day(issued_on, period)
    _check_number(organization, period, number, issued_on)
    issued = IssuedReport.objects.filter(organization=organization, period=period.key).first()
    issued = issued or IssuedReport(period=period.key).place(organization)
    issued.number, issued.issued_on, issued.issued_by = number, issued_on, by
    issued.signer_capacity, issued.signer_post, issued.signer_name = signer_capacity, signer_post, signer_name
    issued.save()
    return issued


def _check_day(issued_on, period):
    if issued_on > timezone.localdate():
        raise Invalid({"issued_on": "Ngày này chưa đến. Chỉ ghi số, ngày của báo cáo đã ký."})
    if issued_on < period.start:
        raise Invalid({"issued_on": f"Báo cáo không thể ký trước ngày đầu kỳ ({format_date(period.start)})."})


def _check_number(organization, period, number, issued_on):
    """A number is used once per term (numbering starts anew after each congress)."""
    others = IssuedReport.objects.filter(organization=organization, number=number).exclude(period=period.key)
    starts_on = organization.term_starts_on
    if starts_on and issued_on >= starts_on:
        others = others.filter(issued_on__gte=starts_on)
    other = others.first()
    if other:
        used_for = period_of(organization, other.period).label
        raise Invalid({"number": f"Số {number:02} đã dùng cho báo cáo {used_for}. Hãy kiểm tra lại số."})


@transaction.atomic
def set_threshold(*, by, organization, key, value, valid_from, basis):
    """Set from which number on a signal is shown here and below since `valid_from`; returns the row.

    Needs REPORT_ISSUE there. What held before stays readable; a mistake is mended by setting it again, also for
    the same day. Locks the organization.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.REPORT_ISSUE, organization)
    _check_order({**limits(organization, valid_from), key: value})
    row = Threshold(key=key, value=value, valid_from=valid_from, basis=basis, set_by=by).place(organization)
    row.save()
    return row


def _check_order(values):
    """A cell is urged at once after as many years as it is shown, or more."""
    if values["dormant_years_long"] < values["dormant_years"]:
        shown, urged = values["dormant_years"], values["dormant_years_long"]
        words = f"Số năm cần đôn đốc ngay ({urged}) không được ít hơn số năm bắt đầu nêu tên ({shown})."
        raise Invalid({"value": words})


@transaction.atomic
def set_shares(*, by, organization, per_mille, source, year):
    """Keep the shares of groups among the people of the unit's area; None takes one away.

    Needs REPORT_ISSUE there. Locks the organization.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.REPORT_ISSUE, organization)
    known = {row.group: row for row in GroupShare.objects.filter(organization=organization)}
    for group, value in per_mille.items():
        row = known.get(group)
        if value is None:
            if row:
                row.delete()
            continue
        row = row or GroupShare(group=group).place(organization)
        row.per_mille, row.source, row.year, row.recorded_by = value, source, year, by
        row.save()
