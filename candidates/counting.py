"""What one event does to the number of probationers: by the ceremony, or by the decision, as a unit counts."""

from django.db.models import Case, F, IntegerField, Value, When

from branches.models import Organization

CEREMONY, DECISION = Organization.CountedBy.CEREMONY, Organization.CountedBy.DECISION
LEFT_AFTER_DECISION = ("withdraw", "transfer_out", "annul_admission")


def probationary_change(counted_by=CEREMONY):
    """What a stage event does to the number of probationers; by decision they count from the decision on."""
    if counted_by == CEREMONY:
        return F("probationary_delta")
    return Case(
        When(kind="decide", counted=True, then=Value(1)),
        When(kind="admit", then=Value(0)),
        When(from_stage="decided", kind="move_cell", then=F("pool_delta")),
        When(from_stage="decided", kind__in=LEFT_AFTER_DECISION, then=Value(-1)),
        default=F("probationary_delta"),
        output_field=IntegerField(),
    )
