"""The rulebook: what holds on a day, what differs between two, one value's story, confirming and correcting."""

from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.permissions import Permission
from candidates.actions import rulebook as acts
from candidates.forms.rulebook import CompareForm, DayForm, RevisionForm, initial_value
from candidates.overview import law as shown
from candidates.rulebook import as_value, rulebook
from candidates.rules.keys import KEYS
from candidates.rules.law import CONFIDENCE_LABELS, CONFIRMED
from candidates.rules.shipped import SET_DAYS
from candidates.rules.values import FIRST_DAY
from candidates.views._looking_over import expected, looked_over, told
from partydev.dates import format_date, parse_date
from partydev.decorators import requires
from partydev.submit import answer

OTHER_DAY = "Hãy chọn một ngày sau ngày đầu."
ENTERED = ("value", "valid_from", "valid_to", "document", "issuer", "issued_on", "article", "confidence", "reason")


@require_GET
@requires(Permission.RULEBOOK_VIEW)
def page(request):
    """Every value in force on `?ngay=`, or today, by chapter."""
    today = timezone.localdate()
    form = DayForm(request.GET) if "ngay" in request.GET else DayForm(initial={"ngay": today})
    day = form.cleaned_data["ngay"] if form.is_bound and form.is_valid() else today
    law = rulebook().on(day)
    if form.is_bound and form.is_valid() and not law.covered:
        form.add_error("ngay", shown.NONE_YET)
    readable = not form.errors
    context = {
        "asked": form,
        "day": day,
        "today": today,
        "readable": readable,
        "chapters": shown.chapters(law) if readable else [],
        "sets": shown.sets(day if readable else None),
    }
    return render(request, "rulebook/page.html", context)


@require_GET
@requires(Permission.RULEBOOK_VIEW)
def compare(request):
    """What differs between the rules of `?tu=` and of `?den=`; without them, between the two newest sets."""
    sets = [start for start, _ in SET_DAYS]
    asked = "tu" in request.GET or "den" in request.GET
    form = CompareForm(request.GET) if asked else CompareForm(initial={"tu": sets[-2], "den": sets[-1]})
    since, until = sets[-2], sets[-1]
    if asked and form.is_valid():
        since, until = form.cleaned_data["tu"], form.cleaned_data["den"]
        for name, day in (("tu", since), ("den", until)):
            if day < FIRST_DAY:
                form.add_error(name, shown.NONE_YET)
        if until < since:
            form.add_error("den", f"Ngày sau không thể trước ngày đầu. {OTHER_DAY}")
        elif until == since:
            form.add_error("den", f"Hai ngày trùng nhau nên không có gì để so sánh. {OTHER_DAY}")
    values, clauses = ([], []) if form.errors else shown.differences(rulebook(), since, until)
    context = {
        "asked": form,
        "since": since,
        "until": until,
        "readable": not form.errors,
        "values": values,
        "clauses": clauses,
        "pairs": list(pairwise(SET_DAYS))[::-1],
    }
    return render(request, "rulebook/compare.html", context)


def _known(key):
    if key not in KEYS:
        raise Http404
    return KEYS[key]


@require_GET
@requires(Permission.RULEBOOK_VIEW)
def value(request, key):
    """All versions of one value, and what was confirmed or corrected here."""
    row, today = _known(key), timezone.localdate()
    context = {
        "row": row,
        "versions": [(each, each.row.holds_on(today)) for each in shown.versions(rulebook(), key)],
        "revisions": shown.revisions(key),
        "may_change": acts.may_change(request.user),
    }
    return render(request, "rulebook/value.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RULEBOOK_CHANGE)
def revise(request, key):
    """Confirm or correct a value: entered, looked over together with a rehearsal, recorded."""
    row = _known(key)
    if not acts.may_change(request.user):
        raise PermissionDenied
    held = _version(request, key)
    form = RevisionForm(request.POST or None, key=key, initial=_initial(key, held))
    context = {"row": row, "held": held, "back_url": reverse("rulebook:value", args=[key])}
    if request.method == "POST" and "confirmed" not in request.POST:
        return _look_over(request, form, key, context)

    def act(data):
        revision, book = _unsaved(key, data), rulebook()
        awaited = expected(lambda: acts.trial(book, revision))
        moved = acts.revise(by=request.user, revision=revision, seen=data["seen"] or 0)
        messages.success(
            request,
            f"Đã ghi “{row.label}”, áp dụng từ ngày {format_date(revision.valid_from)}. {told(moved, awaited)}",
        )
        return context["back_url"]

    return answer(request, form, act, "rulebook/revise.html", context)


def _version(request, key):
    """The version that is to be confirmed or corrected: of the day `?ngay=`, else of today or the newest."""
    versions = rulebook().versions(key)
    try:
        day = parse_date(request.GET.get("ngay", ""))
    except ValueError:
        day = timezone.localdate()
    row = next((each for each in versions if each.holds_on(day)), versions[-1])
    return shown.Shown(row)


def _initial(key, held):
    row, document = held.row, held.row.citation.document
    return {
        "value": initial_value(key, row.value),
        "valid_from": max(row.valid_from, FIRST_DAY),
        "valid_to": row.valid_to,
        "document": document.name.partition(" ngày ")[0] if document.issuer else "",
        "issuer": document.issuer,
        "issued_on": document.issued_on if document.issuer else None,
        "article": row.citation.article,
        "confidence": CONFIRMED,
        "seen": acts.last_revision(key),
    }


def _unsaved(key, data):
    return acts.unsaved(key=key, **{name: data[name] for name in ENTERED})


def _look_over(request, form, key, context):
    def trial_of(data, book):
        revision = _unsaved(key, data)
        return acts.trial(book, revision), _answers(key, revision, book)

    shown_there = {
        "title": context["row"].label,
        "back_name": context["row"].label,
        "note": "Chưa ghi gì. Xem kỹ trước khi ghi: giá trị này dùng cho mọi đơn vị.",
        "submit": "Ghi giá trị này",
    }
    return looked_over(request, form, trial_of, {**context, **shown_there}, "rulebook/revise.html", context)


def _answers(key, revision, book):
    new = shown.Shown(as_value(revision))
    old = shown.Shown(next(each for each in book.versions(key) if each.holds_on(revision.valid_from)))
    until = f"đến hết ngày {format_date(revision.valid_to)}" if revision.valid_to else "chưa có ngày hết áp dụng"
    return [
        {"key": "Đang ghi", "lines": [*old.lines, f"({old.clause})", f"({CONFIDENCE_LABELS[old.row.confidence]})"]},
        {"key": "Sẽ ghi", "lines": new.lines},
        {"key": "Áp dụng", "lines": [f"từ ngày {format_date(revision.valid_from)}", until]},
        {"key": "Căn cứ", "lines": [new.clause, new.issued]},
        {"key": "Độ tin cậy", "value": CONFIDENCE_LABELS[revision.confidence]},
        {"key": "Lý do", "value": revision.reason},
    ]
