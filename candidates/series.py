"""Series of numbers: each body counts each kind of paper from 01 within its own term."""

import re
from datetime import date, timedelta

from branches.models import Organization
from candidates.rules.base import WARN, Finding
from partydev.refusals import Invalid

NUMBER_AGAIN = "number_stands_once_in_a_term"  # the finding under which a number was given once more
AGAIN = "Nếu số trên văn bản đúng như vậy, đánh dấu vào ô này rồi ghi lại."
FOUR_YEARS = timedelta(days=4 * 365)


def term_of(unit, on):
    """(first day, first day of the next) of the term of `unit` that `on` lies in; the second may be None.

    Its own dates, else those of the nearest unit above that has them. Before the first known term all is one.
    """
    above = Organization.objects.filter(pk__in=[pk for pk in unit.ancestors() if pk], term_starts_on__isnull=False)
    starts = list(above.order_by("-depth").values_list("term_starts_on", flat=True))
    began = next((day for day in starts if day <= on), date.min)
    return began, min((day for day in starts if day > on), default=None)


def in_one_term(unit, *days):
    """Whether both days lie in one term. Where its first or last day is not known, a term lasts five years; a
    congress may come earlier, so that numbers four years apart are let be."""
    first, last = sorted(days)
    began, ended = term_of(unit, first)
    known = began > date.min and ended is not None
    return (ended is None or last < ended) and (known or last - first < FOUR_YEARS)


def in_term(rows, unit, on, day):
    """Those of `rows` whose column `day` lies in the term of `unit` that `on` lies in."""
    began, ended = term_of(unit, on)
    rows = rows.filter(**{f"{day}__gte": began})
    return rows.filter(**{f"{day}__lt": ended}) if ended else rows


def serial(number):
    """The running number that a paper's number begins with; 0 where it begins with none."""
    match = re.match(r"\s*(\d{1,6})", number)
    return int(match[1]) if match else 0


def mark(number):
    """What follows the running number, to compare by: "-qđ/đu"; "" where only digits were written."""
    return "".join(re.sub(r"^\s*\d{1,6}", "", number).split()).casefold()


def same(one, other):
    """Whether two numbers of one kind of paper are one: "05-QĐ/ĐU", "5 -QĐ/ĐU" and a bare "5" are."""
    if not serial(one) or not serial(other):
        return mark(one) == mark(other) and serial(one) == serial(other)
    return serial(one) == serial(other) and (mark(one) == mark(other) or not mark(one) or not mark(other))


def written(unit, kind, number):
    """`number` as it stands on the paper itself: "5" typed alone is "05-QĐ/ĐU"; what has its symbol stays."""
    return f"{int(number):02}-{kind}/{unit.document_symbol}" if number.isascii() and number.isdigit() else number


def following(numbers, symbol):
    """The number that goes on where `numbers` stand: "08-BB/CB"; those under another symbol are another series."""
    last = f"-{symbol}".casefold()
    counted = (serial(each) for each in numbers if mark(each) in ("", last))
    return f"{max(counted, default=0) + 1:02}-{symbol}"


def ask_about(words, again, field="paper_number"):
    """Where `words` say that a number is taken, `Invalid` tells so at `field` and asks, till somebody says `again`."""
    if words and not again:
        raise Invalid({field: words, "number_again": AGAIN})


def given_again(words):
    """The finding kept with what bears a number that was given before; `words` as `ask_about` tells them."""
    return Finding(NUMBER_AGAIN, WARN, words.partition(" Số tiếp theo")[0], "", "")


def was_given_again(findings):
    """Whether a step's findings (as kept) say that its number stands elsewhere too, and was meant."""
    return any(each.get("rule") == NUMBER_AGAIN for each in findings)
