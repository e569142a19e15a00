"""What is open in a cell on a day, and the paper with which it is handed over. The paper is built, never stored."""

from django.conf import settings
from django.db.models import Q

from candidates.models import Candidate, DossierItem, Obligation, StageEvent
from candidates.pipeline import CELL, TRANSITIONS
from candidates.rules.papers import paper_names
from partydev.dates import in_words
from partydev.numbers import two_digits
from partydev.papers.document import Document, Section, Signature
from partydev.papers.tables import Column, Row, Table

ON_HAND = (DossierItem.State.DRAFT, DossierItem.State.ENTERED, DossierItem.State.COMPLETION)
# What a committee wrote is in the cell once this has happened.
RECEIVED = ("receive_decision", "admit")
FROM_ABOVE = {step.paper_code for step in TRANSITIONS.values() if step.ballot and step.ballot.body != CELL} - {""}


def contents_of(organization, on):
    """What the cell follows, has to do and holds, as plain rows to be kept.

    `cases`: each open case with its duties (text, last day) and the papers on hand (name, number, day); `unit`: what
    the cell has to do without a person.
    """
    cases = Candidate.objects.open().filter(organization=organization).select_related("person")
    cases = list(cases.order_by("person__sort_key", "pk"))
    here = [case.pk for case in cases if case.waits_at_id == organization.pk]
    duties, papers = {}, {}
    for duty in Obligation.objects.open().filter(acts_at=organization, opens_on__lte=on).due_first():
        duties.setdefault(duty.candidate_id, []).append([duty.text, _day(duty.due_on)])
    received = StageEvent.objects.filter(candidate__in=here, kind__in=RECEIVED).values("candidate")
    rows = DossierItem.objects.filter(candidate__in=here, state__in=ON_HAND).order_by("code", "ordinal")
    for paper in rows.exclude(~Q(candidate__in=received), code__in=FROM_ABOVE):
        named = [paper_names().get(paper.code, paper.code), paper.number, _day(paper.issued_on)]
        papers.setdefault(paper.candidate_id, []).append(named)
    return {
        "cases": [
            {
                "code": case.code,
                "name": str(case),
                "stage": case.stage_label,
                "since": _day(case.stage_on),
                "duties": duties.get(case.pk, []),
                "papers": papers.get(case.pk, []),
            }
            for case in cases
        ],
        "unit": duties.get(None, []),
    }


def _day(day):
    return f"{day:%d/%m/%Y}" if day else ""


def counts(contents):
    """(what, how many) of what is handed over."""
    cases = contents["cases"]
    return [
        ("Hồ sơ đang theo dõi", len(cases)),
        ("Việc còn phải làm", len(contents["unit"]) + sum(len(case["duties"]) for case in cases)),
        ("Giấy tờ đang giữ ở chi bộ", sum(len(case["papers"]) for case in cases)),
    ]


def paper_of(hand_over):
    """The `Document` that both sign."""
    unit = hand_over.organization
    parent = unit.parent
    given = hand_over.given_by.full_name if hand_over.given_by else ""
    place = unit.place_written
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=unit.name,
        place=place or "…",
        draft_turn=0 if place else 1,  # without its place the paper is not whole
        kind="BIÊN BẢN",
        symbol="",
        issued_on=hand_over.on,
        subject=("bàn giao công việc phát triển đảng viên của chi bộ",),
        opening=tuple(_opening(hand_over, given)),
        sections=tuple(_sections(hand_over.contents)),
        signature=Signature("", "NGƯỜI NHẬN", hand_over.taken_by.full_name),
        beside=Signature("", "NGƯỜI GIAO", given),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _opening(hand_over, given):
    yield f"{hand_over.organization.name} bàn giao công việc {in_words(hand_over.on)}."
    yield f"Người giao: {given or '…'}. Người nhận: {hand_over.taken_by.full_name}."
    if hand_over.basis:
        yield f"Căn cứ: {hand_over.basis}."


def _sections(contents):
    totals = "; ".join(f"{what[:1].lower()}{what[1:]}: {two_digits(number)}" for what, number in counts(contents))
    yield Section("Nội dung bàn giao", (f"Tổng số: {totals}.",), tables=tuple(_table(contents["cases"])))
    lines = tuple(f"- {_until(*duty)}." for duty in contents["unit"])
    yield Section("Việc chung của chi bộ", lines or ("Không có.",))


def _table(cases):
    """One row a person, in small letters: the work of twenty people fits on two or three pages."""
    if not cases:
        return
    columns = (
        Column("Họ và tên (mã hồ sơ)", 20, "left"),
        Column("Bước hiện nay; việc còn phải làm; giấy tờ đang giữ ở chi bộ", 80, "left"),
    )
    yield Table("handed", "", columns, tuple(_row(case) for case in cases), small=True)


def _row(case):
    duties = "; ".join(_until(*duty) for duty in case["duties"])
    papers = "; ".join(_named(*paper) for paper in case["papers"])
    said = (
        f"{case['stage']}, từ {case['since']}.",
        f"Việc: {duties}." if duties else "Không có việc phải làm.",
        f"Giấy tờ: {papers}." if papers else "",
    )
    return Row.of(f"{case['name']} ({case['code']})", " ".join(filter(None, said)))


def _until(text, due):
    return f"{text} (hạn {due})" if due else text


def _named(name, number, on):
    about = ", ".join(filter(None, [number, on]))
    return f"{name} ({about})" if about else name


def filename(hand_over):
    """Says which paper of which day, and nobody's name."""
    return f"ban-giao-{hand_over.on:%Y-%m-%d}-{hand_over.pk}.pdf"
