"""How a form's page answers: shown, sent once, refused with words beside the field.

Every view with a form ends in `answer(...)`; it alone knows the codes (302, 403, 409, 422).
"""

from dataclasses import dataclass

from django.shortcuts import render

from partydev import held
from partydev.doubts import marked
from partydev.htmx import redirect
from partydev.once import FIELD, SENT_OTHERWISE, first_answer, new_token, once, sent_otherwise
from partydev.refusals import Conflict, Invalid, Refused


@dataclass(frozen=True)
class FindingLine:
    """A rule's finding as the findings component shows it."""

    state: str
    text: str
    citation: str
    who: str = ""
    url: str = ""
    doubt: str = ""  # how sure the clause is, where it is not confirmed
    rule: str = ""
    action: str = ""  # the words of the link where it does not mend the fault


def answer(request, form, act, template, context=None, *, url_for=None, before=None):
    """Show `form` on `template`, or on POST do `act` once and go to the URL it returns.

    `act(cleaned_data)` returns a URL or raises `Invalid` (words at the fields), `Refused`
    (findings), `Conflict` (409) or `NotAllowed` (403, left to the handler). What was typed stays.
    The template gets `form`, `form_token`, and after a refusal `refused` (findings), `refusal` or `conflict`
    (with `conflict_at`, whose `url` and `action` are the way out where there is one).
    A form with the fields `reason` and `as_happened` shows them only when the refusal asks.
    `url_for` turns a finding's link into the address where its fault is mended.
    `before(cleaned_data)` does what takes long (laying out pages) before the transaction of the act begins, and may
    raise the same; the act then gets what it returns as `made`.
    """
    extra, status = {}, 200
    if request.method == "POST":
        status = 422
        if sent_otherwise(request):
            extra, status = {"conflict": SENT_OTHERWISE}, 409
        elif form.is_valid():
            try:
                made = {"made": before(form.cleaned_data)} if before else {}
                return redirect(request, once(request, lambda: _done(request, act(form.cleaned_data, **made))))
            except Invalid as invalid:
                add_errors(form, invalid.errors)
            except Refused as refusal:
                found = lines(refusal.findings, url_for)
                extra = {"refusal": refusal, "findings": found, "refused": found}
            except Conflict as conflict:
                extra, status = {"conflict": str(conflict), "conflict_at": conflict}, 409
        elif first := first_answer(request):
            # The same form got in between the two looks: what it wrote is no fault of this one.
            return redirect(request, first)
    token = request.POST.get(FIELD) or new_token(getattr(request, "user", None))
    page = {"form": form, "form_token": token, **(context or {}), **extra}
    return render(request, template, page, status=status)


def _done(request, url):
    held.forget(request)
    return url


def add_errors(form, errors):
    """Put sentences at their fields; what has no field of its own goes above the form."""
    for field, text in errors.items():
        form.add_error(field if field in form.fields else None, text)


def lines(findings, url_for=None):
    """Findings as lines of the findings component.

    `url_for(link)` turns a finding's link into a URL, or into (URL, words of the link).
    """
    return [_line(finding, url_for) for finding in findings]


def _line(finding, url_for):
    found = url_for(finding.link) if url_for and finding.link else ""
    url, action = found if isinstance(found, tuple) else (found, "")
    return FindingLine(
        state=finding.level,
        text=finding.text,
        citation=marked(finding.citation, finding.confidence),
        who=finding.who,
        url=url,
        doubt=finding.confidence,
        rule=finding.rule,
        action=action,
    )
