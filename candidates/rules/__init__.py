"""The law as data and pure functions. Nothing in this folder imports Django or a model.

`law.py` names the documents, `keys.py` the values, `shipped/` dates and cites them, `values.py` chooses
those of a day; `eligibility.py`, `places.py`, `introducers.py`, `again.py`, `admission.py`, `probation.py`,
`striking.py` and `ballots.py` hold one function per clause, `grounds.py` which document of which organ
lets a case pass, `verification.py` the places asked about a CV, `duties.py` what is due when, `papers.py`
what a dossier holds.
"""

from candidates.rules import (  # noqa: F401 - registers the rules
    admission,
    again,
    ballots,
    eligibility,
    introducers,
    order,
    places,
    probation,
    striking,
    verification,
)
from candidates.rules.base import BLOCK, PASS, RULES, WARN, Finding, check
from candidates.rules.shipped import shipped_rulebook

__all__ = ["BLOCK", "PASS", "RULES", "WARN", "Finding", "check", "shipped_rulebook"]
