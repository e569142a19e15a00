"""Setting when a signal is shown, and the shares of groups. A report's life: `reports.sending.life`."""

from django.db import transaction

from branches.models import Organization
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Invalid, require
from reports.models import GroupShare, Threshold
from reports.signals.limits import limits


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
