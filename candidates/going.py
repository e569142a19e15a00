"""Which going of its way a case is on: one that was closed may be taken up again (`reconsider`).

What was entered for an earlier going does not satisfy the rules of the present one.
"""

from dataclasses import dataclass
from datetime import date, datetime

from candidates.models import DossierItem
from candidates.pipeline import FAILED_SUFFIX, SIDE_ACTS

RECONSIDER = "reconsider"
# The certificates of the classes hold for every attempt.
KEPT_PAPERS = ("38", "46")
# Where a case keeps the ids of its papers of the present attempt, once they were read for many together.
_READ = "papers of the present attempt"


@dataclass(frozen=True)
class Attempt:
    """One going of the way. `after` is the event that took the case up again; the first attempt has none."""

    after: int = 0
    began_on: date | None = None
    began_at: datetime | None = None

    @property
    def is_first(self):
        return not self.after


def loaded(candidate, part):
    """The rows of `part` where they were read together with those of other cases; else None."""
    return getattr(candidate, "_prefetched_objects_cache", {}).get(part)


def present_attempt(candidate):
    """The `Attempt` in which `candidate` stands."""
    events = loaded(candidate, "events")
    return attempt_of(candidate.events.filter(kind=RECONSIDER) if events is None else events)


def attempt_of(events):
    """The `Attempt` that `events`, all of one case, have led to."""
    last = max((event for event in events if event.kind == RECONSIDER), key=lambda event: event.pk, default=None)
    return Attempt(last.pk, last.on, last.recorded_at) if last else Attempt()


def attempt_on(candidate, on):
    """The id of the event that took the case up again last before or on the day `on`; 0 in the first attempt."""
    return max(candidate.events.filter(kind=RECONSIDER, on__lte=on).values_list("pk", flat=True), default=0)


def present_papers(candidate, attempt=None):
    """The papers of the register that were entered for the present attempt, or hold for every one.

    A paper was entered for it when its row was written since it began, whatever day the paper bears.
    """
    attempt = attempt or present_attempt(candidate)
    papers = list(candidate.papers.all())
    if attempt.is_first:
        return papers
    ids = loaded(candidate, _READ)
    if ids is None:
        ids = _entered({candidate.pk: attempt})[candidate.pk]
    return [paper for paper in papers if paper.code in KEPT_PAPERS or paper.pk in ids]


def read_entered(candidates):
    """Read for all `candidates` in one query what `present_papers` asks. Their events are read already."""
    attempts = {each.pk: attempt for each in candidates if not (attempt := present_attempt(each)).is_first}
    found = _entered(attempts) if attempts else {}
    for each in candidates:
        each._prefetched_objects_cache[_READ] = found.get(each.pk, set())


def _entered(attempts):
    """candidate's id -> ids of the papers that were written since its attempt, of `attempts`, began."""
    found = {pk: set() for pk in attempts}
    first = min(attempt.began_at for attempt in attempts.values())
    rows = DossierItem.history.filter(candidate_id__in=list(attempts), history_date__gte=first)
    for candidate, paper, at in rows.order_by().values_list("candidate_id", "id", "history_date"):
        if at >= attempts[candidate].began_at:
            found[candidate].add(paper)
    return found


def step_before(candidate, events):
    """What the next step follows, as keywords of `CandidateFacts`: the last of `events`, in the order of their days,
    that led to where the case stands; or a later vote there that did not carry, or a later move to this cell.
    """
    later = [event for event in events if event.on > candidate.stage_on and _follows(candidate, event)]
    last = later[-1] if later else None
    if last is None:
        here = [event for event in events if event.to_stage == candidate.stage and event.on == candidate.stage_on]
        steps = [event for event in here if event.kind not in SIDE_ACTS]
        last = max(steps, key=lambda event: event.pk, default=None)
    return {"after_on": last.on if last else candidate.stage_on, "after_label": last.label if last else ""}


def _follows(candidate, event):
    return event.kind == "move_cell" or _left_it_there(candidate, event)


def _left_it_there(candidate, event):
    """Whether `event` is a vote that did not carry and left the case where it stands: `stage_on` does not tell it."""
    return event.kind.endswith(FAILED_SUFFIX) and event.from_stage == event.to_stage == candidate.stage


def last_day(candidate):
    """The day of the last thing that the next step follows, beside moves: `stage_on`, or a later vote in vain."""
    events = candidate.events.filter(from_stage=candidate.stage, to_stage=candidate.stage)
    return max([candidate.stage_on, *(event.on for event in events if _left_it_there(candidate, event))])
