"""The code lists that forms, figures and imports share: `codelists/*.csv`, read once.

A list's codes are text and keep their leading zeros. What the law says (ages, papers,
deadlines) is not here but in `candidates/rules/`.
"""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "codelists"

AREA_TYPES = [
    ("urban", "Đô thị"),
    ("rural", "Nông thôn"),
    ("remote", "Vùng sâu, vùng xa"),
    ("border_island", "Biên giới, hải đảo"),
]


@cache
def rows(name):
    """All rows of `codelists/<name>.csv` as dicts, in the file's order."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def labels(name):
    """code -> Vietnamese name, in the file's order."""
    return {row["code"]: row["name_vi"] for row in rows(name)}


def choices(name):
    """(code, Vietnamese name) pairs for a form or a model field."""
    return list(labels(name).items())


def label(name, code):
    """The Vietnamese name of `code`; the code itself where the list does not know it."""
    return labels(name).get(code, code)


@cache
def leaf_choices(name):
    """Choices without the rows that only sum others (those that some row names as parent)."""
    parents = {row.get("parent") for row in rows(name)}
    return [(row["code"], row["name_vi"]) for row in rows(name) if row["code"] not in parents]


@cache
def minority_codes():
    """Codes of the ethnic groups that count as "dân tộc thiểu số"."""
    return frozenset(row["code"] for row in rows("ethnic_groups") if row["is_minority"] == "1")
