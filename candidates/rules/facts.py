"""All that a rule may know of a case: frozen, without Django, gathered by `candidates.gather`."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class BallotFacts:
    """A vote: `base` is how many had the right to vote by the roster, None where it is not known.

    `roster` is the list from which `eligible` and `present` were counted (`rules.ballots.Roster`), None where
    only the totals of the minutes were given. `needed_of_base`: how many votes would carry over all of `base`, where
    those for carry only over the smaller number that was given; else None.
    """

    eligible: int
    present: int
    votes_for: int
    votes_against: int
    votes_other: int
    base: int | None = None
    roster: object = None
    needed_of_base: int | None = None
    law_key: str = ""  # the value of the rulebook by which this vote carries


@dataclass(frozen=True)
class Introducer:
    """A member who introduces. `since_together`: None where it is not known; `gone`: why they count no more."""

    name: str
    since_together: date | None = None
    is_replacement: bool = False
    gone: str = ""
    key: int = 0


@dataclass(frozen=True)
class CandidateFacts:
    """A case as it stands on the day `on`, the day of the event that is judged."""

    on: date
    stage: str
    birth_date: date | None = None
    education: str = ""
    lacks_diploma: bool = False  # went through lower secondary school without its diploma
    special_area: bool = False
    respected_elder: bool = False  # village head, elder, respected person of a special area
    is_readmission: bool = False
    earlier_readmissions: int = 0
    left_party_on: date | None = None
    left_party_because: str = ""
    conviction_cleared_on: date | None = None  # of a less serious crime
    engaged_as: str = ""  # worker, student, secondment: see `rules.places`
    engaged_since: date | None = None
    political_issue: bool = False
    religious: bool = False
    foreign_tie: bool = False
    verifications: tuple = ()  # `verification.Asked`s of the present attempt
    grounds: tuple = ()  # `rules.grounds.Ground`s in force, in the order of their days
    certificate_on: date | None = None
    mentors: int = 0
    introducing_members: int = 0
    introducing_unions: int = 0
    youth_union_here: bool = False  # the cell's unit has one on the day
    youth_union_introduces: bool = False
    introducers: tuple = ()  # `Introducer`s who were not replaced
    taken_over: bool = False  # the case began half-way, and this is its first attempt
    opinions_on: tuple = ()  # the days of introductions and opinions in the dossier
    dates: dict = field(default_factory=dict)  # kind of event -> its latest date
    irregular: dict = field(default_factory=dict)  # kind of event recorded against the rules -> what was found
    cell_full_members: int = 0
    missing_papers: tuple = ()
    missing_recognition_papers: tuple = ()
    papers_not_accepted: tuple = ()
    open_points: int = 0
    needs_base_resolution: bool = True
    joined_on: date | None = None
    decided_on: date | None = None
    decision_received_on: date | None = None
    new_member_class_on: date | None = None
    ballot: BallotFacts | None = None
    after_on: date | None = None  # the day of the step before
    after_label: str = ""
    met_body: str = ""  # the body that met where it is not the one that decides
    deciding_body: str = ""
    moved_without_letter: str = ""  # the letter that a move after the cell's vote lacks
    failed_cell_votes: int = 0  # votes of this probation, on recognition or striking off, that did not carry
    failed_committee_votes: int = 0
    extensions: dict = field(default_factory=dict)  # (kind, key) -> `duties_base.Extended`s, the newest last
