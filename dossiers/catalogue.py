"""The official forms, as data: START HERE for papers. One row a form; its builder stands in `dossiers/papers/`.

The titles and their order are those of the handbooks of procedures (regulations (f)); which edition of a
form holds on a day is a value of the rulebook (`form_edition`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from dossiers.filling import Blank

APPLICANT, MENTOR, INTRODUCER, UNION = "applicant", "mentor", "introducer", "union"
CELL, SECTION, BASE, DECIDING = "cell", "section", "base", "deciding"


@dataclass(frozen=True)
class Form:
    """An official form.

    `maker` says whose paper it is. `build(case, filling)` makes its `partydev.papers.document.Document`
    from a `dossiers.gather.Case` and a `dossiers.filling.Filling`. `step` is the transition that the paper
    goes with: while its rules block, the paper prints as a draft only. `guide`: it is copied by hand and
    never signed as printed (1-KNĐ, 2-KNĐ). `phase` is "admission", "recognition" or "other".
    `repeats`: one for each of several people ("introductions", "mentors"; "probation_mentors" in probation) or
    places of verification ("by_letter", "by_visit"); `also_alone`: one more without any of them.
    `applies(case)` says whether the case has this paper at all (None: every case has). `check(values, case)`
    returns what cannot be true in what was typed: key -> sentence. `paper_code` is its row in the register.
    `unconfirmed`: its own text was not read, only its title or a list of its fields; pages and drafts say so.
    """

    code: str
    slug: str
    title: str
    maker: str
    build: Callable
    phase: str = "admission"
    blanks: tuple[Blank, ...] = ()
    step: str = ""
    guide: bool = False
    repeats: str = ""
    also_alone: bool = False
    paper_code: str = ""
    applies: Callable | None = None
    check: Callable | None = None
    unconfirmed: bool = False
