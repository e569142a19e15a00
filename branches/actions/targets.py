"""Setting targets."""

from datetime import date

from django.db import transaction

from branches.models import Target, TargetRegistration
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Invalid, require


@transaction.atomic
def set_target(*, by, organization, source, starts_on, ends_on, value, document=""):
    """Set or correct the target of one source and period; returns it. Needs TARGET_CHANGE there.

    A target assigned from above is set by someone who holds the permission above the unit; a registration on
    which the year's was assigned says the same number.
    """
    require(by, Permission.TARGET_CHANGE, who_sets(organization, source))
    if ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày cuối kỳ phải sau ngày đầu kỳ."})
    target = (
        under_lock(Target.objects)
        .filter(organization=organization, source=source, starts_on=starts_on, ends_on=ends_on)
        .first()
    ) or Target(source=source, starts_on=starts_on, ends_on=ends_on).place(organization)
    target.value, target.document = value, document
    target.save()
    _tell_registration(organization, source, starts_on, ends_on, value)
    return target


def _tell_registration(organization, source, starts_on, ends_on, value):
    """The number on the registration for that year follows the target; without one it waits to be assigned again."""
    whole_year = (date(starts_on.year, 1, 1), date(starts_on.year, 12, 31))
    if source != Target.Source.ASSIGNED or (starts_on, ends_on) != whole_year:
        return
    states = TargetRegistration.State
    rows = TargetRegistration.objects.filter(organization=organization, year=starts_on.year, state=states.ASSIGNED)
    row = under_lock(rows).exclude(assigned=value).first()
    if row:
        row.state, row.assigned = (states.ACCEPTED, None) if value is None else (states.ASSIGNED, value)
        row.version += 1
        row.save()


def who_sets(organization, source):
    """The organization where one must hold TARGET_CHANGE to set `organization`'s target from `source`."""
    return organization.parent if source == Target.Source.ASSIGNED and organization.parent else organization


@transaction.atomic
def set_targets(*, by, source, starts_on, ends_on, values, document=""):
    """Set the targets of several units for one source and period, all or none; returns how many changed.

    `values` maps organizations to numbers; None says that the unit is given no target, and takes its row away.
    """
    same = {"source": source, "starts_on": starts_on, "ends_on": ends_on}
    known = {row.organization_id: row for row in Target.objects.filter(organization__in=list(values), **same)}
    changed = 0
    for organization, value in values.items():
        row = known.get(organization.pk)
        if (value is None and row is None) or (row and (row.value, row.document) == (value, document)):
            continue
        changed += 1
        if value is not None:
            set_target(by=by, organization=organization, value=value, document=document, **same)
        else:
            require(by, Permission.TARGET_CHANGE, who_sets(organization, source))
            row.delete()
            _tell_registration(organization, source, starts_on, ends_on, None)
    return changed
