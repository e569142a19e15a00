"""What the rules and the dossier's own history say of a step, before it is recorded and on the page beforehand."""

from django.utils import timezone

from branches.authority import deciding_authority
from candidates.gather import facts_for, last_event
from candidates.pipeline import BASE, DECIDING, TAKE_OVER, transitions_from
from candidates.rulebook import rule_set
from candidates.rules import check
from candidates.rules.ballots import MAJORITIES, needed
from candidates.rules.order import follows_the_step_before

# Steps with which the cell enters what the committee checks.
_ENTERED = {
    "cell_vote",
    "submit",
    "resubmit",
    "recognition_cell_vote",
    "strike_off_cell_vote",
    "prepare_recognition",
    "collect_opinions",
    TAKE_OVER,  # whoever says that all this has happened has entered it as well
}


def findings_for(candidate, step, on, *, ballot=None, held_by=None, units=None, passed=False):
    """What the rules say of `step` on `on`, as the page shows it beforehand; `passed`: also what is met.

    `units` may be given where many cases are asked about on one day (`candidates.gather.Units`).
    """
    facts = facts_for(candidate, on, ballot=ballot, held_by=held_by, units=units)
    law = rule_set(_judged_on(candidate, step, on))
    early = follows_the_step_before(facts, law, step.key)
    return [*filter(None, [early]), *check(step.rules, facts, law, passed=passed)]


def _judged_on(candidate, step, on):
    """The ceremony is judged by the rules of the decision's day (regulations (j) 9), all else by its own."""
    if step.key == "admit":
        decided = last_event(candidate, "decide")
        return decided.on if decided else on
    return on


def entered_by_same_person(candidate, by):
    """Whether `by`, as a person, entered steps of this dossier at the cell; what a substitute does counts for both."""
    if by is None:
        return False
    entered = candidate.events.filter(kind__in=[*_ENTERED]).select_related("recorded_by")
    return any(by.answers_for(event.recorded_by, timezone.localdate(event.recorded_at)) for event in entered)


def asked_ballot(step):
    """The vote without which the step is not recorded; None where it has none, or only a meeting records it."""
    return None if step.ballot is None or step.ballot.optional else step.ballot


def needed_votes(candidate, step, base, on):
    """How many of `base` votes carry the step on `on`, and the `RuleValue` that says so."""
    law, majority = rule_set(on), False
    if step.ballot.body == DECIDING:
        standing = deciding_authority(candidate.organization, on).body != "executive"
        row, majority = law["standing_decision_majority" if standing else "executive_decision_majority"], standing
    else:
        row = law[MAJORITIES[step.ballot.body, step.ballot.purpose]]
    return needed(base, row.value, majority=majority), row


def votes_from(stage, *, straight=False):
    """What a committee may be asked to vote on at a stage: its next vote; where it was reported upward, either one.

    `straight`: the base committee's resolution is not needed, so only the deciding body votes.
    """
    bodies = (DECIDING,) if straight else (BASE, DECIDING)
    found = [each for each in transitions_from(stage) if each.ballot and each.ballot.body in bodies]
    return found if stage == "reported_upward" else found[:1]
