"""Resolutions by which the Youth Union and the trade union introduce a member: 4-KNĐ and 4A-KNĐ."""

from dataclasses import dataclass, replace

from dossiers.catalogue import UNION, Form
from dossiers.filling import Blank
from dossiers.papers._common import (
    ISSUED_ON,
    NUMBER,
    STRENGTHS,
    WEAKNESSES,
    demo_notice,
    heading,
    number_fields,
    remarks,
    share,
)
from dossiers.papers._people import birth_of, cell_name, chi_uy_and_dang_uy, name_of, typed_day
from dossiers.phrases import CELL_NAME, NAME, TO
from partydev.numbers import two_digits
from partydev.papers.document import Document, Signature
from partydev.papers.letterheads import TRADE_UNION, YOUTH_UNION, Letterhead

UPPER = Blank("upper_union", "Tổ chức đoàn thể cấp trên trực tiếp", "line", max_length=160)
PLACE = Blank("place", "Địa danh ghi trên nghị quyết", "line", max_length=80, default=lambda case, _: case.cell.place)
BRANCH = Blank("branch", "Đơn vị sinh hoạt (chi đoàn, tổ công đoàn)", "line", max_length=160)
MET_ON = Blank("met_on", "Ngày họp ban chấp hành", "date")
TOTAL = Blank("total", "Tổng số ủy viên ban chấp hành", "number")
PRESENT = Blank("present", "Số ủy viên có mặt", "number")
AGREED = Blank("agreed", "Số ủy viên tán thành", "number")
AGAINST = Blank("against", "Số ủy viên không tán thành", "number")
WHY = Blank("why", "Lý do không tán thành", "line", required=False, help="Bắt buộc khi có người không tán thành.")
SIGNER = Blank("signer_name", "Họ và tên người ký", "line", max_length=120)
POST = Blank("signer_post", "Chức vụ người ký", "line", required=False, max_length=60)
BLANKS = (UPPER, PLACE, BRANCH, MET_ON, TOTAL, PRESENT, STRENGTHS, WEAKNESSES, AGREED, AGAINST, WHY)


@dataclass(frozen=True)
class Union:
    """How one of the two unions writes: its key among introductions, its head, whom it introduces, who signs."""

    key: str
    letterhead: Letterhead
    symbol: str
    subject: str
    whom: str
    post: str
    phrase: str
    keeps: str


YOUTH = Union(
    "youth_union",
    YOUTH_UNION,
    "NQ/ĐTN",
    "giới thiệu đoàn viên ưu tú vào Đảng",
    "đoàn viên",
    "BÍ THƯ",
    "youth_union_proposal",
    "Lưu Ban Chấp hành Đoàn",
)
TRADE = Union(
    "trade_union",
    TRADE_UNION,
    "NQ-CĐ",
    "giới thiệu đoàn viên công đoàn ưu tú vào Đảng",
    "đoàn viên công đoàn",
    "CHỦ TỊCH",
    "trade_union_proposal",
    "Lưu Ban Chấp hành công đoàn",
)


def introduction_of(case, union):
    """The newest introduction by the union in the present attempt; None where there is none."""
    found = [each for each in case.introductions if each.union == union.key]
    return found[-1] if found else None


def _build(union):
    def build(case, filling):
        introduction = introduction_of(case, union)
        name = introduction.union_name if introduction else ""
        addressees = chi_uy_and_dang_uy(case)
        issued_on = filling.typed.get(ISSUED_ON.key)
        if issued_on is None:
            filling.need(None, ISSUED_ON.label, f"#{ISSUED_ON.key}")
        return Document(
            upper_name=filling.typed_text(UPPER),
            issuer_name=filling.need(name, "Tên ban chấp hành giới thiệu", "introductions"),
            place=filling.typed_text(PLACE),
            symbol=union.symbol,
            kind="NGHỊ QUYẾT",
            subject=(union.subject,),
            addressees=addressees,
            issued_on=issued_on,
            bases=("Căn cứ khoản 1 Điều 4 Điều lệ Đảng Cộng sản Việt Nam",),
            opening=_opening(case, filling, union, name or "Ban Chấp hành", addressees),
            sections=(),
            signature=Signature(
                "TM. BAN CHẤP HÀNH",
                filling.typed_text(POST).upper() or union.post,
                filling.typed_text(SIGNER),
            ),
            recipients=("Như trên", union.keeps),
            letterhead=union.letterhead,
            notice=demo_notice(),
            **number_fields(filling, (introduction and introduction.paper_number) or filling.typed.get(NUMBER.key)),
        )

    return build


def _opening(case, filling, union, committee, addressees):
    words = {NAME: case.person.full_name, CELL_NAME: cell_name(case), TO: addressees[-1]}
    person = f"{union.whom} {name_of(case, filling)}"
    total, present = filling.number(TOTAL), filling.number(PRESENT)
    return (
        f"{committee} họp {typed_day(filling, MET_ON)} để xem xét, giới thiệu {person} vào Đảng. "
        f"Tổng số ủy viên Ban Chấp hành: {_people(filling, total, TOTAL)}; "
        f"có mặt: {_people(filling, present, PRESENT)}.",
        f"Ban Chấp hành nhận thấy {person}, sinh {birth_of(case, filling)}, "
        f"sinh hoạt tại {filling.typed_text(BRANCH)}, có những ưu, khuyết điểm chính như sau:",
        *remarks(filling),
        heading("Kết quả biểu quyết:"),
        _voted(filling, union, total, case.person.full_name),
        filling.phrase(union.phrase, words),
    )


def _people(filling, number, blank):
    """ "09 người" of a committee; the gap where nobody has typed the number."""
    if number is None:
        return filling.need(None, blank.label, f"#{blank.key}")
    return f"{two_digits(number)} người" if number else "không có"


def _voted(filling, union, total, name):
    agreed, against = filling.number(AGREED), filling.number(AGAINST)
    portion = f", đạt {share(agreed, total)} so với tổng số ủy viên Ban Chấp hành" if agreed and total else ""
    said = (
        f"Đối chiếu với tiêu chuẩn và điều kiện kết nạp đảng viên, số ủy viên tán thành giới thiệu "
        f"{union.whom} {name} vào Đảng là {_people(filling, agreed, AGREED)}{portion}; "
    )
    if against == 0:
        return f"{said}không có ủy viên nào không tán thành."
    portion = f", chiếm {share(against, total)}" if against and total else ""
    reason = filling.typed.get(WHY.key)
    why = f", lý do: {filling.need(reason, WHY.label, f'#{WHY.key}').rstrip(' .')}" if against else ""
    return f"{said}số không tán thành là {_people(filling, against, AGAINST)}{portion}{why}."


def check(values, case):
    """What cannot be true of the meeting's numbers."""
    total, present = values.get(TOTAL.key), values.get(PRESENT.key)
    agreed, against = values.get(AGREED.key), values.get(AGAINST.key)
    wrong = {}
    if total is not None and present is not None and present > total:
        wrong[PRESENT.key] = f"Số có mặt ({present}) nhiều hơn tổng số ủy viên ({total})."
    voted = (agreed or 0) + (against or 0)
    if present is not None and voted > present:
        wrong[AGREED.key] = f"Tổng số tán thành và không tán thành ({voted}) nhiều hơn số có mặt ({present})."
    if against and not values.get(WHY.key):
        wrong[WHY.key] = "Hãy ghi lý do không tán thành."
    return wrong


# What the union's officer recorded of the committee's meeting is proposed to the writer: blank -> field.
RECORDED = {"branch": "proposed_by", "met_on": "met_on", "total": "total", "present": "present", "agreed": "votes_for"}


def _proposed(blank, union):
    name = RECORDED.get(blank.key)
    if name is None:
        return blank
    return replace(blank, default=lambda case, _: getattr(introduction_of(case, union), name, None))


def _form(code, slug, title, union, paper_code):
    number = replace(NUMBER, only=lambda case: not getattr(introduction_of(case, union), "paper_number", ""))
    return Form(
        code,
        slug,
        title,
        UNION,
        _build(union),
        blanks=(number, ISSUED_ON, *(_proposed(blank, union) for blank in BLANKS), POST, SIGNER),
        paper_code=paper_code,
        applies=lambda case: introduction_of(case, union) is not None,
        check=check,
    )


FORMS = (
    _form("4-KNĐ", "4-knd", "Nghị quyết giới thiệu đoàn viên ưu tú vào Đảng", YOUTH, "40"),
    _form("4A-KNĐ", "4a-knd", "Nghị quyết giới thiệu đoàn viên công đoàn vào Đảng", TRADE, "41"),
)
