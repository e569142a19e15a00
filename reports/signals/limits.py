"""From which number on a signal is shown in a unit on a day."""

from reports.models import Threshold
from reports.reading import once_a_reading
from reports.thresholds import KEYS


@once_a_reading
def limits(organization, on):
    """key -> number in force for `organization` on `on`: its own latest, else that of the nearest unit above."""
    found = {key: row.default for key, row in KEYS.items()}
    found.update({row.key: row.value for row in rows_for(organization, on)})
    return found


def rows_for(organization, on):
    """The `Threshold` rows that reach `organization` on `on`; of one key the last wins."""
    above = [int(step) for step in organization.path.rstrip("/").split("/")]
    rows = Threshold.objects.filter(organization__in=above, valid_from__lte=on).select_related("organization")
    return rows.order_by("organization__depth", "valid_from", "pk")
