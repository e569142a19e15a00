"""For what reasons a dossier is sent back to be completed. No Django here.

The list is the installation's working aid, no rule of the Party: a committee may add reasons of its own.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "completion_reasons.csv"
OTHER = "99"


class Point(NamedTuple):
    """One thing to complete: the paper's code ("" where it concerns none), what, the reason's code.

    `ordinal` says which paper of its kind.
    """

    paper: str
    text: str
    reason: str = OTHER
    ordinal: int = 1

    @property
    def place(self):
        return self.paper, self.ordinal


@cache
def shipped_reasons():
    """code -> words, in the order of the list; "other" stands last."""
    with FILE.open(encoding="utf-8") as file:
        return {row["code"]: row["label"] for row in csv.DictReader(file)}
