"""What papers a dossier holds, by the case (regulations (e)). No Django here.

The codes are those of the catalogue of dossier papers (`data/dossier_documents.csv`).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "dossier_documents.csv"


# More of one kind no dossier lists.
MOST_OF_A_KIND = 9


@cache
def paper_names():
    """code -> official name."""
    with FILE.open(encoding="utf-8") as file:
        return {row["code"]: row["name_vi"] for row in csv.DictReader(file)}


def paper_name(code, ordinal=1):
    """The official name; of a further paper of the kind, with which it is."""
    return numbered(paper_names()[code], ordinal)


def numbered(name, ordinal):
    """`name` of a paper that may stand several times in a dossier."""
    return f"{name}, bản {ordinal}" if ordinal > 1 else name


@dataclass(frozen=True)
class Needed:
    """A paper the dossier must hold: how many of it, and on whose table it is made."""

    code: str
    form: str
    count: int = 1

    @property
    def name(self):
        return paper_names()[self.code]


@dataclass(frozen=True)
class Profile:
    """What of a case decides which papers are needed."""

    introducing_unions: tuple = ()  # "youth_union", "trade_union"
    is_readmission: bool = False


# The form of a paper, where it has one.
FORMS = {
    "37": "1-KNĐ",
    "01": "2-KNĐ",
    "39": "3-KNĐ",
    "40": "4-KNĐ",
    "41": "4A-KNĐ",
    "42": "5-KNĐ",
    "43": "6-KNĐ",
    "47": "10-KNĐ",
    "48": "11-KNĐ",
    "49": "12-KNĐ",
    "50": "13-KNĐ",
}
# Papers that only a certain way of introducing brings.
OF_UNIONS = {"40": "youth_union", "41": "trade_union"}
INTRODUCTION, CELL_RESOLUTION, CELL_RECOGNITION = "39", "43", "50"


def admission_papers(profile, law):
    """The papers that go up with the cell's proposal by the rules of the day, in the official order."""
    return [
        _needed(code, _introductions(profile, law) if code == INTRODUCTION else 1)
        for code in law.value("dossier_papers")
        if code not in OF_UNIONS or OF_UNIONS[code] in profile.introducing_unions
    ]


def _introductions(profile, law):
    """A union's resolution stands in place of one member's paper."""
    return max(1, law.value("introducers_needed") - bool(profile.introducing_unions))


def recognition_papers(law):
    """The papers that go up with the cell's proposal to recognize a full member, before its resolution."""
    return [_needed(code) for code in law.value("recognition_papers") if code != CELL_RECOGNITION]


def _needed(code, count=1):
    return Needed(code, FORMS.get(code, ""), count)
