"""The tables that belong to no subject: forms that were sent, and forms whose session had ended."""

import uuid

from django.conf import settings
from django.db import models


class FormToken(models.Model):
    """A form that was sent: the same token again gets the first answer, and makes nothing twice."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    body_hash = models.CharField(max_length=64)
    result_url = models.CharField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.token)


class HeldForm(models.Model):
    """What was typed into a form that came without a session: for its owner alone, for hours (`partydev.held`)."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    content = models.TextField()
    held_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.token)
