"""What a later step will ask of a case, said while there is time for it: the rules' own findings, as notes."""

from dataclasses import replace

from candidates.gather import facts_for
from candidates.overview.links import mending
from candidates.pipeline import TRANSITIONS
from candidates.rulebook import rule_set
from candidates.rules import check
from candidates.rules.duties_admission import BEFORE_VOTE, TO_DECIDE
from partydev.submit import lines

EARLY = "early"
# Of the cell's vote: what rests on who the person is or where, not on how far the case has come.
OF_THE_CASE = (
    *("young_enough", "schooled_enough", "schooling_exception_is_evidenced", "political_issue_is_concluded"),
    *("religion_is_consulted", "foreign_tie_is_consulted", "cell_has_three_full_members", "readmitted_once_only"),
    *("reason_of_leaving_does_not_bar", "population_case_is_asked_about", "readmission_is_consented"),
)
# Of the decision: what must be there by then.
CONSENTS = ("over_60_was_consented", "readmission_was_consented")
PAPERS_OF_VOTE = "papers_of_the_vote_are_there"
NEAR_THE_VOTE = ("verified", "opinions_collected")


def early_words(candidate, step, on, *, units=None):
    """What a step after `step` will ask of the case, as lines; what `step` itself asks is not among them.

    `units` (`candidates.gather.Units`) may be given where the day's facts of the unit are asked elsewhere too.
    """
    names = [name for name in _names(candidate) if step is None or name not in step.rules]
    if not names or not candidate.is_open:
        return []
    facts = facts_for(candidate, on, units=units)
    found = [each for each in check(names, facts, rule_set(on)) if facts.education or each.rule != "schooled_enough"]
    return lines([replace(each, level=EARLY) for each in found], mending(candidate))


def of_the_vote(candidate, step, on):
    """The papers that the cell's vote wants and that are not in the register, as lines; none for another step."""
    if step != TRANSITIONS["cell_vote"]:
        return []
    found = check([PAPERS_OF_VOTE], facts_for(candidate, on), rule_set(on))
    return lines([replace(each, level=EARLY) for each in found], mending(candidate))


def _names(candidate):
    if candidate.stage in BEFORE_VOTE:
        return (*OF_THE_CASE, PAPERS_OF_VOTE) if candidate.stage in NEAR_THE_VOTE else OF_THE_CASE
    to_admit = candidate.stage == "cell_resolved" or (
        candidate.stage in TO_DECIDE and not candidate.stage.startswith("recognition")
    )
    return CONSENTS if to_admit else ()
