"""The list by which a base committee proposes Party cards: lying, one row a member."""

from branches import codelists
from dossiers.catalogue import BASE, Form
from dossiers.filling import Blank
from dossiers.papers._common import ISSUED_ON, SIGNING, paper
from dossiers.papers._people import cell_name, ethnic_group
from dossiers.papers.letters import next_above, own_capacity
from dossiers.papers.notices import recognition_decision
from partydev.dates import format_date
from partydev.numbers import two_digits
from partydev.papers.document import Column, Row, Table

COLUMNS = (
    Column("TT", 4, "center"),
    Column("Họ và tên", 14, "left", heads_row=True),
    Column("Ngày sinh", 9, "center"),
    Column("Giới tính", 6, "center"),
    Column("Dân tộc", 7, "center"),
    Column("Quê quán", 14, "left"),
    Column("Ngày vào Đảng", 9, "center"),
    Column("Ngày chính thức", 9, "center"),
    Column("Quyết định công nhận", 15, "left"),
    Column("Chi bộ", 13, "left"),
)
ATTACHED = Blank(
    "attached_to", "Kèm theo văn bản", "line", required=False, max_length=160, help="Ví dụ: Tờ trình số 12-TTr/ĐU"
)


def build_list(case, filling):
    """The list with this member alone."""
    return card_list([case], filling)


def card_list(cases, filling):
    """The list of several members of one base committee, which signs it."""
    first = cases[0]
    issuer = next_above(first)
    attached = filling.typed_text(ATTACHED)
    rows = tuple(Row.of(str(place), *_line(case, filling)) for place, case in enumerate(cases, 1))
    return paper(
        first,
        filling,
        issuer,
        kind="DANH SÁCH",
        type_symbol="",
        subject=("đề nghị phát thẻ đảng viên",),
        capacity=own_capacity(first, issuer),
        attached_to=f"(Kèm theo {attached})" if attached else "",
        tables=(
            Table(
                "phat-the",
                f"Tổng số: {two_digits(len(cases))} đồng chí",
                COLUMNS,
                rows,
                landscape=True,
            ),
        ),
        landscape=True,
    )


def _line(case, filling):
    person, member = case.person, case.member
    joined = member.joined_on if member else None
    recognized = member.recognized_on if member else None
    return (
        filling.need(person.full_name, "Họ và tên", "person"),
        _day(filling, person.birth_date, "Ngày sinh", "person"),
        codelists.label("genders", person.sex),
        ethnic_group(person),
        filling.need(person.home_place, "Quê quán", "person"),
        _day(filling, joined, "Ngày vào Đảng", "step:admit"),
        _day(filling, recognized, "Ngày chính thức", "step:recognize"),
        recognition_decision(case, filling),
        cell_name(case),
    )


def _day(filling, value, label, page):
    return format_date(value) if value else filling.need(None, label, page)


FORMS = (
    Form(
        "Danh sách phát thẻ",
        "danh-sach-phat-the",
        "Danh sách đề nghị phát thẻ đảng viên",
        BASE,
        build_list,
        phase="other",
        blanks=(ISSUED_ON, ATTACHED, *SIGNING),
        applies=lambda case: case.event("recognize") is not None,
    ),
)
