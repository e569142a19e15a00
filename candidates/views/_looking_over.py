"""Trying out a change of the rulebook or of its holidays before it is recorded, and what is said afterwards."""

from django.shortcuts import render
from django.utils import timezone

from candidates.actions import rulebook as acts
from candidates.models import Candidate
from candidates.overview.trial import MOST_TRIED, tried
from candidates.rehearsal import count_moves, open_cases
from candidates.rulebook import rulebook
from partydev.numbers import integer
from partydev.once import new_token
from partydev.refusals import Invalid
from partydev.submit import add_errors


def looked_over(request, form, trial_of, page, template, context):
    """The answers with what they would change, nothing recorded; or the form again, with its faults or to go on.

    `trial_of(data, book)` gives the `Rulebook` as it would be and the rows of answers, or raises `Invalid`.
    `page` is for `rulebook/check.html`, `context` for the form's own `template`.
    """
    going_back = "back" in request.POST
    if form.is_valid() and not going_back:
        book = rulebook()
        try:
            trial, rows = trial_of(form.cleaned_data, book)
        except Invalid as invalid:
            add_errors(form, invalid.errors)
        else:
            sent = request.POST.lists()
            shown = {
                "rows": rows,
                "trial": tried(request.user, book, trial, timezone.localdate(), request.POST.get("trang", 1)),
                "hidden": [(name, each) for name, values in sent for each in values if name in form.fields],
                "form_token": new_token(request.user),
            }
            return render(request, "rulebook/check.html", {**page, **shown})
    return render(request, template, {**context, "form": form}, status=200 if going_back else 422)


def expected(trial_of):
    """How many open deadlines will move, where there are so many that the worker moves them later; else None.

    Where there are more than a page tries the number is left to the log. Call before the change is recorded.
    """
    if not acts.AT_ONCE < Candidate.objects.open().count() <= MOST_TRIED:
        return None
    try:
        trial = trial_of()
    except Invalid:
        return None  # the action says at the form what is wrong
    return count_moves(rulebook(), trial, timezone.localdate(), open_cases())


def told(moved, awaited=None):
    """What became of the open deadlines, for the message."""
    if moved is None:
        later = "Các hạn còn mở đang được tính lại; số hạn được dời sẽ ghi vào nhật ký."
        if awaited is not None:
            later = f"{integer(awaited)} hạn còn mở đang được dời; số hạn đã dời sẽ ghi vào nhật ký."
        return f"{later} Việc đã xong giữ nguyên."
    if not moved:
        return "Không hạn nào còn mở phải dời."
    return f"{integer(moved)} hạn còn mở được dời; việc đã xong giữ nguyên."
