"""The way of one person from the pool to the card, told step by step to a `Ledger`, lawful throughout."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from candidates.demo.numbering import number_on
from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on

# Days before the ceremony. The lead, up to the cell's vote, is stretched; what follows has its terms by rule.
LEAD = {
    "enter_pool": 400,
    "list": 370,
    "assign_mentor": 365,
    "nominate": 330,
    "complete_class": 320,
    "open_dossier": 230,
    "apply": 225,
    "declare_cv": 215,
    "start_verification": 200,
    "complete_verification": 130,
    "introduce": 105,
    "collect_opinions": 100,
}
LAST = {
    "cell_vote": 68,
    "submit": 62,
    "appraise": 48,
    "committee_vote": 40,
    "forward": 36,
    "decide": 16,
    "admit": 0,
}
# Days after the ceremony.
PROBATION = {"member_cv": 5, "assign_mentor_again": 6, "nominate_new_member": 110, "complete_new_member_class": 124}
# Days after the end of probation.
RECOGNITION = {
    "prepare_recognition": 4,
    "recognition_cell_vote": 9,
    "recognition_committee_vote": 21,
    "recognize": 34,
    "issue_card": 120,
}
ORDER = (*LEAD, *LAST, *PROBATION, *RECOGNITION)


def days(ceremony, *, lead=400, **fixed):
    """The day of every step of the way to a ceremony on `ceremony`; `lead` days go before it, `fixed` days stand."""
    scale = (lead - LAST["cell_vote"]) / (LEAD["enter_pool"] - LAST["cell_vote"])
    plan = {
        key: ceremony - timedelta(days=LAST["cell_vote"] + int((before - LAST["cell_vote"]) * scale))
        for key, before in LEAD.items()
    }
    plan |= {key: ceremony - timedelta(days=before) for key, before in LAST.items()}
    plan |= {key: ceremony + timedelta(days=after) for key, after in PROBATION.items()}
    end = probation_ends_on(ceremony, rule_set(ceremony))
    plan |= {key: end + timedelta(days=after) for key, after in RECOGNITION.items()}
    return plan | fixed


@dataclass
class Way:
    """A telling: who, in which cell, on which days, up to (and with) the step `until`.

    `union` ("youth_union", "trade_union" or "") introduces beside a full member; without one two
    members do. `serial` makes the numbers of papers and cards.
    """

    cell: object
    person: object
    plan: dict
    until: str = "issue_card"
    union: str = ""
    union_name: str = ""
    evidence: str = ""
    serial: int = 1
    against: int = 0
    mentor: object = None
    probation_mentor: object = None
    candidate: object = None
    nominations: dict = field(default_factory=dict)


def tell(ledger, way):
    """Write the steps of `way` into `ledger`; returns the candidate."""
    for key in ORDER:
        step = _STEPS.get(key, _advance(key))
        step(ledger, way, way.plan[key])
        if key == way.until:
            break
    return way.candidate


def _number(way, day, kind, body="CB"):
    """A number that the day allows; `numbering.number_papers` puts those of one body in order."""
    return number_on(day, f"{kind}/{body}")


def _advance(key):
    def step(ledger, way, day):
        ledger.advance(way.candidate, key, day, number=_paper_number(way, key, day))

    return step


def _paper_number(way, key, day):
    kinds = {
        "decide": ("QĐ", "ĐU"),
        "recognize": ("QĐ", "ĐU"),
        "committee_vote": ("NQ", "ĐU"),
        "recognition_committee_vote": ("NQ", "ĐU"),
        "forward": ("TTr", "ĐU"),
        "start_verification": ("CV", "ĐU"),  # 20-KNĐ is the base committee's
        "list": ("NQ", "CB"),
        "open_dossier": ("NQ", "CB"),
        "cell_vote": ("NQ", "CB"),
        "recognition_cell_vote": ("NQ", "CB"),
    }
    return _number(way, day, *kinds[key]) if key in kinds else ""


def _enter(ledger, way, day):
    way.candidate = ledger.enter_pool(
        way.cell,
        way.person,
        day,
        source=way.union or "cell",
        source_name=way.union_name,
        evidence=way.evidence,
    )


def _helpers(ledger, way, day):
    """The full members of the cell, from a different one for each person on."""
    members = [member for member in ledger.full_members(way.cell, day) if member.person is not way.person]
    start = way.serial % len(members)
    return members[start:] + members[:start]


def _assign(ledger, way, day):
    way.mentor = way.mentor or _helpers(ledger, way, day)[0]
    ledger.assign_mentor(way.candidate, way.mentor, day, _number(way, day, "NQ"))


def _assign_again(ledger, way, day):
    mentor = way.probation_mentor or _helpers(ledger, way, day)[-1]
    ledger.assign_mentor(way.candidate, mentor, day, _number(way, day, "NQ"))


def _nominate(kind):
    def step(ledger, way, day):
        number = _number(way, day, "DS")
        way.nominations[kind] = ledger.nominate(way.candidate, kind, day, number)

    return step


def _complete(kind):
    def step(ledger, way, day):
        ledger.complete_class(way.nominations[kind], day, f"{way.serial:04}/{day.year}")

    return step


def _introduce(ledger, way, day):
    members = _helpers(ledger, way, day)[: 1 if way.union else 2]
    for member in members:
        together = day - timedelta(days=400 + 53 * (way.serial % 30))
        ledger.introduce(way.candidate, day, member=member, since_together=together)
    if way.union:
        ledger.introduce(
            way.candidate, day, union=way.union, union_name=way.union_name, number=_number(way, day, "NQ", "BCH")
        )


def _cell_vote(ledger, way, day):
    """The two letters of introduction are entered with the vote; where a union introduces, one and its resolution.

    They bear the day on which they were written.
    """
    ledger.advance(way.candidate, "cell_vote", day, number=_number(way, day, "NQ"), against=way.against)
    written = way.plan["introduce"]
    ledger.enter_paper(way.candidate, "39", written, "")
    if way.union:
        code = "40" if way.union == "youth_union" else "41"
        ledger.enter_paper(way.candidate, code, written, _number(way, written, "NQ", "BCH"))
    else:
        ledger.enter_paper(way.candidate, "39", written, "", ordinal=2)


def _appraise(ledger, way, day):
    ledger.accept_papers(way.candidate)
    ledger.advance(way.candidate, "appraise", day)


def _prepare(ledger, way, day):
    for code in ("47", "48"):
        ledger.enter_paper(way.candidate, code, day, "")
    # The summary of opinions is the paper of the step itself and must be there before it.
    ledger.enter_paper(way.candidate, "49", day, "")
    ledger.advance(way.candidate, "prepare_recognition", day)


def _where_base_resolves(key):
    plain = _advance(key)

    def step(ledger, way, day):
        if ledger.needs_base_resolution(way.cell, day):
            plain(ledger, way, day)

    return step


def _issue_card(ledger, way, day):
    ledger.advance(way.candidate, "issue_card", day, card_number=f"{day.year % 100:02}{way.serial:06}")


def _member_cv(ledger, way, day):
    ledger.enter_paper(way.candidate, "02", day, "")


_STEPS = {
    "enter_pool": _enter,
    "assign_mentor": _assign,
    "member_cv": _member_cv,
    "assign_mentor_again": _assign_again,
    "nominate": _nominate("awareness"),
    "complete_class": _complete("awareness"),
    "introduce": _introduce,
    "cell_vote": _cell_vote,
    "appraise": _appraise,
    "committee_vote": _where_base_resolves("committee_vote"),
    "recognition_committee_vote": _where_base_resolves("recognition_committee_vote"),
    "nominate_new_member": _nominate("new_member"),
    "complete_new_member_class": _complete("new_member"),
    "prepare_recognition": _prepare,
    "issue_card": _issue_card,
}


def month_of(day):
    """The first day of the month of `day`."""
    return date(day.year, day.month, 1)
