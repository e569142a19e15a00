"""What must hold whatever way a row is written."""

from django.db.models.signals import pre_save
from django.dispatch import receiver

from dossiers.models import Relative
from dossiers.models.cv import require_open


@receiver(pre_save, sender=Relative)
def relatives_only_where_allowed(**kwargs):
    """No relative is stored where the installation's profile does not allow it, nor in its history."""
    require_open()
