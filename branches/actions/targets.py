"""Setting targets."""

from django.db import transaction

from branches.models import Target
from branches.permissions import Permission
from partydev.refusals import Invalid, require


@transaction.atomic
def set_target(*, by, organization, source, starts_on, ends_on, value, document=""):
    """Set or correct the target of one source and period; returns it. Needs TARGET_CHANGE there.

    A target assigned from above is set by someone who holds the permission above the unit.
    """
    above = organization.parent if source == Target.Source.ASSIGNED and organization.parent else organization
    require(by, Permission.TARGET_CHANGE, above)
    if ends_on < starts_on:
        raise Invalid({"ends_on": "Ngày cuối kỳ phải sau ngày đầu kỳ."})
    target = (
        Target.objects.select_for_update()
        .filter(organization=organization, source=source, starts_on=starts_on, ends_on=ends_on)
        .first()
    ) or Target(source=source, starts_on=starts_on, ends_on=ends_on).place(organization)
    target.value, target.document = value, document
    target.save()
    return target
