"""Filling an official form: what is known goes in, what is missing is seen and named. No queries here.

A builder never prints a dotted line. It asks the `Filling` for every value; what is not there stands
in the draft as a marked gap and in `gaps`, with the page where it can be entered. A paper to be signed
is printed only when there are no gaps.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dossiers.editions import Edition
from partydev import dates
from partydev.text import uncapitalized

_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Blank:
    """A part of a form that somebody writes: `kind` is line, text, number or date.

    `key` is stored with the case: never rename one. `default(case, filling)` may give a text that is proposed
    (from the data), which the writer can change. `only(case)` says whether the case has this blank at all.
    `names_relatives`: it is offered, stored and printed only where relatives may be kept.
    """

    key: str
    label: str
    kind: str = "text"
    required: bool = True
    help: str = ""
    max_length: int = 3000
    default: object = None
    only: object = None
    names_relatives: bool = False


@dataclass(frozen=True)
class Gap:
    """Something a paper needs and does not have; `page` names where it is entered.

    `page` is "#" and a blank's key (on the form's own page), a key of `candidates.overview.links.FORMS`
    ("person", "case", "introductions", "mentors"), a transition ("step:cell_vote"), "cv", or "organization:"
    and the organization's id.
    """

    label: str
    page: str = ""


@dataclass
class Filling:
    """The values typed for one form of one case, and the gaps found while building it.

    `day` is the paper's day (today while it has none), `edition` the handbook of that day. `subject` is the
    introduction or the assignment that one of several papers is about (3-KNĐ, 11-KNĐ), else None. `phrases`
    are the standing phrases that hold for the case, by key.
    """

    typed: dict = field(default_factory=dict)
    gaps: list = field(default_factory=list)
    day: date | None = None
    edition: Edition | None = None
    subject: object = None
    phrases: Mapping[str, str] = field(default_factory=dict)

    def has(self, blank):
        """Whether something was typed in `blank`."""
        return self.typed.get(blank.key) not in (None, "")

    def typed_text(self, blank):
        """What was typed in `blank`, or a marked gap where it is required."""
        value = self.typed.get(blank.key)
        if isinstance(value, date):
            value = dates.format_date(value)
        if value in (None, ""):
            return self.need("", blank.label, f"#{blank.key}") if blank.required else ""
        return str(value)

    def number(self, blank):
        """The whole number typed in `blank`; None and a gap where a required one is missing."""
        value = self.typed.get(blank.key)
        if value is None and blank.required:
            self.need("", blank.label, f"#{blank.key}")
        return value

    def need(self, value, label, page=""):
        """`value` as text, or the marked gap "(chưa có …)" that keeps the paper from being signed."""
        if isinstance(value, date):
            return dates.format_date(value)
        if value not in (None, ""):
            return str(value)
        gap = Gap(label, page)
        if gap not in self.gaps:
            self.gaps.append(gap)
        return f"(chưa có {uncapitalized(label)})"

    def phrase(self, key, words=()):
        """The standing phrase `key`; `words` says what stands for its bracketed words, "[họ và tên]"."""
        held = dict(words)
        return _BRACKETED.sub(lambda found: held.get(found[1], found[0]), self.phrases[key])
