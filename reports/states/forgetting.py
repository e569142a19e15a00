"""When what is kept holds no more, and is counted anew."""

from django.utils import timezone

from reports.models_states import KeptStates
from reports.models_tally import FoldedUnit


def forget_what_moved(sender, organization, authority=None, **kwargs):
    """An organization stands elsewhere. Who is just counting finds the root's row changed, and keeps nothing.

    Who decides on its admissions changes no state.
    """
    if not authority:
        FoldedUnit.objects.filter(organization__depth=0).update(rearranged_at=timezone.now())
        KeptStates.objects.all().delete()


def forget_what_is_loaded(sender, instance, raw, **kwargs):
    """What `loaddata` brings was counted elsewhere or earlier: what was touched since may be forgotten here."""
    if raw:
        instance.definition = ""
