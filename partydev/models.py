"""The tables that belong to no subject: forms that were sent or held, and filters of lists."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


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


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own, and what colleagues shared with a unit where the user has an appointment in force."""
        units = user.appointments.in_force(timezone.localdate()).values("organization")
        return self.filter(models.Q(owner=user) | models.Q(shared_with__in=units))


class SavedView(models.Model):
    """A filter of a list under a name (`partydev.saved`). It holds no rows, so whoever opens it sees only their own.

    `shared_with`: the unit of the owner whose people may open it too. Only the owner changes it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=12)
    name = models.CharField("tên", max_length=60)
    query = models.CharField(max_length=500)
    shared_with = models.ForeignKey(
        "branches.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_default = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["page", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="one_view_per_name_page_and_owner"),
            models.UniqueConstraint(
                fields=["owner", "page"], condition=models.Q(is_default=True), name="one_default_view_per_page"
            ),
            models.CheckConstraint(
                name="a_view_has_a_name_and_a_filter", condition=~models.Q(name="") & ~models.Q(query="")
            ),
        ]

    def __str__(self):
        return self.name
