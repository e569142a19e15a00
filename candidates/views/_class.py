"""What the views of classes share: finding the class, its roster as far as the user sees it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from branches.permissions import Permission
from candidates.models import ClassNomination, TrainingClass


def visible_class(request, pk):
    visible = TrainingClass.objects.visible_to(request.user).select_related("organization__parent")
    return get_object_or_404(visible, pk=pk)


def managed_class(request, pk):
    """The class, for who may manage it: 404 when it is out of sight, 403 when it is only seen."""
    training_class = visible_class(request, pk)
    if not request.user.can(Permission.CLASS_MANAGE, training_class):
        raise PermissionDenied
    return training_class


def roster_of(user, training_class):
    return (
        ClassNomination.objects.visible_to(user)
        .filter(training_class=training_class)
        .select_related("candidate__person", "candidate__organization")
        .order_by("candidate__person__sort_key", "pk")
    )
