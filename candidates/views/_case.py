"""What the views of one person share: finding the case, the form's page, the words after an act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from candidates.models import Candidate
from candidates.opening import ask_first

NOT_HERE = "Tài khoản của bạn không được phân công làm việc này ở đơn vị này."


def visible_case(request, pk):
    """The candidate if the user may open the dossier, else 404."""
    cases = Candidate.objects.visible_to(request.user)
    return get_object_or_404(cases.select_related("person", "organization", "member", "waits_at"), pk=pk)


def acting_case(request, pk, *permissions):
    """The candidate if the user may open it and holds one of `permissions` there: else 404, 403.

    What it is opened for is known then, or asked first (`candidates.opening`).
    """
    candidate = visible_case(request, pk)
    if not any(request.user.can(permission, candidate) for permission in permissions):
        raise PermissionDenied(NOT_HERE)
    ask_first(request, candidate)
    return candidate


def page_of(candidate, part=""):
    """The address of the candidate's page, at `part` of it."""
    url = reverse("candidates:detail", kwargs={"pk": candidate.pk})
    return f"{url}#{part}" if part else url


def say(request, text, form=None, *, tone=messages.SUCCESS):
    """One banner for the next page, with what was mended in the typed text."""
    notes = form.mend_notes if form else []
    messages.add_message(request, tone, " ".join([text, *notes]).strip())


def act_page(candidate, title, submit, *, lead="", part="", **extra):
    """The context of `candidates/act.html`: one act on one person."""
    return {
        "candidate": candidate,
        "title": title,
        "submit": submit,
        "lead": lead,
        "back_url": page_of(candidate, part),
        **extra,
    }
