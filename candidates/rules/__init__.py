"""The law as data and pure functions. Nothing in this folder imports Django or a model.

`law.py` names the documents, `keys.py` the values, `shipped/` dates and cites them, `values.py` chooses
those of a day; `admission.py`, `probation.py` and `ballots.py` hold one function per clause, `duties.py`
what is due when, `papers.py` what a dossier holds.
"""

from candidates.rules import admission, ballots, order, probation  # noqa: F401 - registers the rules
from candidates.rules.base import BLOCK, RULES, WARN, Finding, check
from candidates.rules.shipped import shipped_rulebook

__all__ = ["BLOCK", "RULES", "WARN", "Finding", "check", "shipped_rulebook"]
