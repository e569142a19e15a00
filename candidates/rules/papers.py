"""What papers a dossier holds, by the case (regulations (e)). No Django here.

The codes are those of the catalogue of dossier papers (`data/dossier_documents.csv`).
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "dossier_documents.csv"


@cache
def paper_names():
    """code -> official name."""
    with FILE.open(encoding="utf-8") as file:
        return {row["code"]: row["name_vi"] for row in csv.DictReader(file)}


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


def admission_papers(profile):
    """The papers that go up with the cell's proposal, in the official order."""
    papers = [Needed("38", ""), Needed("37", "1-KNĐ"), Needed("01", "2-KNĐ")]
    papers.append(Needed("39", "3-KNĐ", 1 if profile.introducing_unions else 2))
    if "youth_union" in profile.introducing_unions:
        papers.append(Needed("40", "4-KNĐ"))
    if "trade_union" in profile.introducing_unions:
        papers.append(Needed("41", "4A-KNĐ"))
    papers += [Needed("42", "5-KNĐ"), Needed("43", "6-KNĐ")]
    return papers


def recognition_papers():
    """The papers that go up with the cell's proposal to recognize a full member, before its resolution."""
    return [Needed("46", ""), Needed("47", "10-KNĐ"), Needed("48", "11-KNĐ"), Needed("49", "12-KNĐ")]
