"""What is open in a cell on a day, and the paper with which it is handed over. The paper is built, never stored."""

from django.conf import settings

from candidates.models import Candidate, DossierItem, Obligation
from candidates.rules.papers import paper_names
from partydev.dates import in_words
from partydev.numbers import two_digits
from partydev.papers.document import Document, Section, Signature
from partydev.papers.tables import Column, Row, Table

ON_HAND = (DossierItem.State.DRAFT, DossierItem.State.ENTERED, DossierItem.State.COMPLETION)


def contents_of(organization, on):
    """Open cases, what the cell has to do, and the papers that lie with it, as plain rows to be kept."""
    cases = Candidate.objects.open().filter(organization=organization).select_related("person")
    cases = list(cases.order_by("person__sort_key", "pk"))
    here = [case.pk for case in cases if case.waits_at_id == organization.pk]
    duties = Obligation.objects.open().filter(acts_at=organization, opens_on__lte=on)
    papers = DossierItem.objects.filter(candidate__in=here, state__in=ON_HAND)
    return {
        "cases": [[case.code, str(case), case.stage_label, f"{case.stage_on:%d/%m/%Y}"] for case in cases],
        "duties": [
            [str(duty.candidate or organization), duty.text, f"{duty.due_on:%d/%m/%Y}" if duty.due_on else ""]
            for duty in duties.select_related("candidate__person").due_first()
        ],
        "papers": [
            [
                str(paper.candidate),
                paper_names().get(paper.code, paper.code),
                paper.number,
                f"{paper.issued_on:%d/%m/%Y}" if paper.issued_on else "",
            ]
            for paper in papers.select_related("candidate__person").order_by(
                "candidate__person__sort_key", "candidate", "code", "ordinal"
            )
        ],
    }


WIDTHS = {"cases": (10, 18, 24, 10), "duties": (16, 36, 10), "papers": (16, 24, 10, 10)}
HEADS = {
    "cases": ("Hồ sơ đang theo dõi", ("Mã hồ sơ", "Họ và tên", "Bước hiện nay", "Từ ngày"), "hồ sơ"),
    "duties": ("Việc còn phải làm", ("Người, đơn vị", "Việc", "Hạn"), "việc"),
    "papers": ("Giấy tờ đang giữ ở chi bộ", ("Họ và tên", "Giấy tờ", "Số", "Ngày"), "giấy tờ"),
}


def paper_of(hand_over):
    """The `Document` that both sign."""
    unit = hand_over.organization
    parent = unit.parent
    given = hand_over.given_by.full_name if hand_over.given_by else ""
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=unit.name,
        place=unit.place or (parent.place if parent else "") or "…",
        kind="BIÊN BẢN",
        symbol="",
        issued_on=hand_over.on,
        subject=("bàn giao công việc phát triển đảng viên của chi bộ",),
        opening=tuple(_opening(hand_over, given)),
        sections=tuple(_section(key, hand_over.contents[key]) for key in HEADS),
        signature=Signature("", "NGƯỜI NHẬN", hand_over.taken_by.full_name),
        beside=Signature("", "NGƯỜI GIAO", given),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _opening(hand_over, given):
    yield f"{hand_over.organization.name} bàn giao công việc {in_words(hand_over.on)}."
    yield f"Người giao: {given or '…'}. Người nhận: {hand_over.taken_by.full_name}."
    if hand_over.basis:
        yield f"Căn cứ: {hand_over.basis}."


def _section(key, rows):
    title, heads, noun = HEADS[key]
    if not rows:
        return Section(title, ("Không có.",))
    widths = WIDTHS[key]
    columns = tuple(Column(head, width, "left") for head, width in zip(heads, widths, strict=True))
    table = Table(key, "", columns, tuple(Row.of(*row) for row in rows))
    return Section(title, (f"Tổng số: {two_digits(len(rows))} {noun}.",), tables=(table,))


def filename(hand_over):
    """Says which paper of which day, and nobody's name."""
    return f"ban-giao-{hand_over.on:%Y-%m-%d}-{hand_over.pk}.pdf"
