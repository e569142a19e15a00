"""The little logic that the components of templates/_components need; no domain here."""

from typing import NamedTuple

from django import template

from partydev.doubts import explained

register = template.Library()


class Due(NamedTuple):
    """How a due date is shown: its words, its tone and its icon."""

    words: str
    tone: str
    icon: str


class Fault(NamedTuple):
    """One line of an error summary and the id of the field it leads to."""

    message: str
    target: str = ""


@register.simple_tag
def due_state(on=None, today=None, days=None):
    """Words for a due date: from `on` and `today`, or from `days` left (negative when past)."""
    if days in (None, "") and on and today:
        days = (on - today).days
    if days in (None, ""):
        return Due("Hạn", "", "clock")
    if days < 0:
        return Due(f"Quá hạn {-days} ngày", "stop", "stop")
    if days == 0:
        return Due("Hạn cuối hôm nay", "warn", "warn")
    return Due(f"Còn {days} ngày", "warn" if days <= 7 else "", "clock")


def _target(field):
    """The id of a field's first input; a group of choices has none of its own."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)


def _form_faults(form):
    for message in form.non_field_errors():
        yield Fault(message)
    for field in form:
        for message in field.errors:
            yield Fault(message, "" if field.is_hidden else _target(field))


@register.simple_tag
def error_list(form=None, forms=None, errors=None, findings=None):
    """Every fault of the page in its order: the forms', then further `errors`, then what the rules refuse."""
    faults = []
    for each in [form, *(forms or [])]:
        if each is not None and each != "":
            faults.extend(_form_faults(each))
    faults.extend(
        error if isinstance(error, Fault) else Fault(_get(error, "message"), _get(error, "target"))
        for error in errors or []
    )
    faults.extend(Fault(_get(found, "text")) for found in findings or [] if _get(found, "state") == "block")
    return faults


@register.simple_tag
def doubt_notes(items):
    """The words for the marks that lines with a `doubt` carry in their citations, each once."""
    return explained(_get(item, "doubt") for item in items or [])


@register.simple_tag
def findings_by_state(findings):
    """Findings as those that are still open and those that are met."""
    met = [finding for finding in findings if finding.state == "pass"]
    return {"open": [finding for finding in findings if finding.state != "pass"], "met": met}


def _get(thing, name):
    return (thing.get(name) if isinstance(thing, dict) else getattr(thing, name, "")) or ""


@register.simple_tag(takes_context=True)
def page_query(context, key, number):
    """The address of another page of the same list, its filters kept."""
    query = context["request"].GET.copy() if "request" in context else {}
    query[key] = str(number)
    return "?" + (query.urlencode() if hasattr(query, "urlencode") else f"{key}={number}")


@register.simple_tag
def page_numbers(page):
    """Numbers to show in a pagination; None stands for a gap."""
    last, here = page.paginator.num_pages, page.number
    shown = [n for n in range(1, last + 1) if n in (1, last) or abs(n - here) <= 1]
    numbers = []
    for n in shown:
        if numbers and n - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(n)
    return numbers
