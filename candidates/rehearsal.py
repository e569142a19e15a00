"""Trying out a rulebook that is not in force: which open cases would change, and how. Writes nothing."""

from dataclasses import dataclass, field
from datetime import date

from candidates.clock import Clock
from candidates.gather import Units, load
from candidates.judging import findings_for
from candidates.models import Candidate
from candidates.obligations import duties_of
from candidates.overview.progress import next_from
from candidates.rulebook import judged_by
from partydev.dates import format_date

AT_ONCE = 200
RELATED = ("person", "organization", "member", "member__organization")
NO_DAY = "không có hạn"


def open_cases():
    """Ids of the cases that are on their way."""
    return list(Candidate.objects.open().order_by("pk").values_list("pk", flat=True))


# What kinds of change there are, in the order in which they are counted for the reader.
SOONER, LATER, NEW, GONE, NEXT_STEP = "sooner", "later", "new", "gone", "next_step"
KINDS = {
    SOONER: "hạn đến sớm hơn",
    LATER: "hạn lùi lại",
    NEW: "việc mới phải làm",
    GONE: "việc không còn phải làm",
    NEXT_STEP: "điều kiện của bước tiếp theo thay đổi",
}
# Of these a deadline that is open moves.
MOVES = (SOONER, LATER)


@dataclass(frozen=True)
class Line:
    """What is said of a case before and after: of a deadline, or of what the next step lacks.

    `kind` is one of `KINDS`; `due_on` the new last day, None where there is none.
    """

    kind: str
    about: str
    before: str
    after: str
    due_on: date | None = None

    @property
    def sentence(self):
        """Before and after in one sentence."""
        return f"{self.about}: hiện nay {self.before}; sau khi ghi {self.after}."


@dataclass
class Change:
    """An open case that would be judged otherwise."""

    candidate: Candidate
    lines: list = field(default_factory=list)


def rehearse(book, trial, on, ids):
    """The `Change` of each of the open cases `ids` that `trial` judges otherwise than `book` on the day `on`."""
    for start in range(0, len(ids), AT_ONCE):
        cases = (
            Candidate.objects.open()
            .filter(pk__in=ids[start : start + AT_ONCE])
            .select_related(*RELATED)
            .order_by("pk")
        )
        candidates = list(cases)
        with judged_by(book):
            before = _said(candidates, on)
        with judged_by(trial):
            after = _said(candidates, on)
        for candidate in candidates:
            if lines := list(_differences(before[candidate.pk], after[candidate.pk])):
                yield Change(candidate, lines)


def count_moves(book, trial, on, ids):
    """How many open deadlines of the cases `ids` would have another day."""
    return sum(line.kind in MOVES for change in rehearse(book, trial, on, ids) for line in change.lines)


@dataclass(frozen=True)
class _Said:
    """What the rules say of a case: text of a duty -> its last day, and the sentences on the next step."""

    duties: dict
    findings: dict


def _said(candidates, on):
    load(candidates, "remarks")
    units, clock = Units([each.organization for each in candidates], on), Clock(candidates, on)
    return {each.pk: _Said(_duties(each, on, units, clock), _findings(each, on, units)) for each in candidates}


def _duties(candidate, on, units, clock):
    return {(duty.kind, duty.key): (duty.text, duty.due_on) for duty in duties_of(candidate, on, units, clock)}


def _findings(candidate, on, units):
    step = next_from(candidate.stage, lambda: units.needs_base_resolution(candidate.organization))
    found = findings_for(candidate, step, on, units=units) if step else []
    return {finding.rule: finding.text for finding in found}


def _differences(before, after):
    for key in {**before.duties, **after.duties}:
        was, will = before.duties.get(key), after.duties.get(key)
        if was and will and was[1] != will[1]:
            yield _moved(will[0], was[1], will[1])
        elif was and not will:
            yield Line(GONE, was[0], _due(was[1]), "không còn phải làm")
        elif will and not was:
            yield Line(NEW, will[0], "chưa phải làm", f"phải làm, {_due(will[1])}", will[1])
    for rule in {**before.findings, **after.findings}:
        was, will = before.findings.get(rule, ""), after.findings.get(rule, "")
        if was != will:
            yield Line(NEXT_STEP, "Bước tiếp theo", _judged(was), _judged(will))


def _moved(text, was, will):
    if was is None or will is None:
        return Line(SOONER if will else LATER, text, _due(was), _due(will), will)
    days = (will - was).days
    words = f"{_due(will)}, {'lùi' if days > 0 else 'sớm hơn'} {abs(days)} ngày"
    return Line(LATER if days > 0 else SOONER, text, _due(was), words, will)


def _due(day):
    return f"hạn {format_date(day)}" if day else NO_DAY


def _judged(text):
    """A finding inside a sentence; no finding: all is well."""
    return f"“{text.rstrip('.')}”" if text else "đạt yêu cầu"
