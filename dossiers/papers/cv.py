"""2-KNĐ: the applicant's CV as a guide to be copied by hand, in the parts of its edition."""

from dataclasses import replace

from dossiers.catalogue import APPLICANT, Form
from dossiers.cv.profile import CLOSED
from dossiers.cv.questions import QUESTIONS, TICK
from dossiers.cv.record import FACTS, NEEDED_FACTS
from dossiers.cv.rows import GROUPS, KINDS
from dossiers.editions import edition_on
from dossiers.papers._common import ROOM
from dossiers.papers._people import own_paper
from dossiers.papers.personal import GUIDE
from partydev import dates
from partydev.papers.document import Cell, Column, Row, Section, Signature, Table, paragraph
from partydev.text import uncapitalized

RULES = (
    "Người xin vào Đảng tự viết tay lý lịch, không nhờ người khác viết hộ; khai trung thực, đầy đủ, rõ ràng, chịu "
    "trách nhiệm về nội dung đã khai.",
    "Viết liền các dòng, không tẩy xóa, không sửa chữa.",
    "Nơi đã đổi tên thì ghi tên hiện nay, tên cũ để trong ngoặc.",
    "Chi ủy hướng dẫn cách khai. Cấp ủy cơ sở kiểm tra, đóng dấu giáp lai vào các trang và ảnh trước khi thẩm tra.",
)
PLEDGE = (
    "Tôi cam đoan đã khai đầy đủ, rõ ràng, trung thực và chịu trách nhiệm trước Đảng về những nội dung đã khai "
    "trong lý lịch."
)
BLANK_ROWS = 5  # of each group of relatives, where they are written by hand
# Parts that are told at length, each under a heading of its own.
AT_LENGTH = {"own_history", "historical", "self_assessment"}
SIGNERS = {
    "verified": Signature("T/M CẤP ỦY", "", ""),
    "cell_remark": Signature("T/M CHI ỦY (CHI BỘ)", "BÍ THƯ", ""),
    "certified": Signature("T/M CẤP ỦY", "BÍ THƯ", ""),
}


def build(case, filling):
    """The CV of `case.cv`; what is missing is named with the page where it is entered."""
    cv = case.cv
    filling.edition = edition_on(cv.day)
    paper = own_paper(
        case,
        filling,
        kind="Lý lịch",
        subject=("của người xin vào Đảng",),
        guide=GUIDE,
        photo=True,
        role="",
        signer="",
        opening=_cover(cv, filling),
    )
    sections, short = [], []
    for part in cv.edition.parts:
        if part.rows or part.by_hand or part.key in AT_LENGTH or part.key == "pledge":
            sections.append(_section(part, cv, filling, paper.place))
        else:
            short += _short(part, cv, filling)
    first = Section("", tuple(short), mark="", own_page=True)
    return replace(paper, sections=(first, *sections))


def _cover(cv, filling):
    facts = cv.facts
    rows = (
        ("Họ và tên khai sinh", cv.birth_name.upper()),
        ("Họ và tên đang dùng", facts["full_name"]),
        ("Ngày, tháng, năm sinh", filling.need(facts["birth_date"], "Ngày sinh", "person")),
        ("Quê quán", filling.need(facts["home_place"], "Quê quán", "person")),
        ("Số lý lịch", "(cấp ủy ghi)"),
    )
    return (
        *(paragraph(Cell(f"{label}: ", strong=True), value) for label, value in rows),
        paragraph(Cell("Quy định về khai lý lịch", strong=True)),
        *(f"- {rule}" for rule in RULES),
    )


# Parts of a line or two


def _short(part, cv, filling):
    """A part as paragraphs, its number and name in bold before what it says."""
    head = f"{cv.edition.number(part)}. {part.label}: "
    lines = _said(part, cv, filling)
    if len(lines) <= 1:
        return [paragraph(Cell(head, strong=True), lines[0][1] if lines else "không")]
    if len(lines) == 2:
        return [paragraph(Cell(head, strong=True), "; ".join(_named(part, *line) for line in lines))]
    return [paragraph(Cell(head.rstrip(), strong=True)), *(f"- {label}: {value}" for label, value in lines)]


def _named(part, label, value):
    """A value with its label, unless the part is called so already."""
    is_name = part.label.casefold().startswith(label.casefold()) or label == FACTS["birth_date"]
    return f"{uncapitalized(label)}: {value}" if label and not is_name else value


def _said(part, cv, filling):
    """(label, value) of what a part says; what is needed and missing is a marked gap."""
    if part.key == "birth_name":
        return [("", cv.birth_name.upper())]
    if part.only_readmission and not cv.is_readmission:
        return [("", "không")]
    found = []
    for label, value, needed, page in _asked(part, cv):
        if value or needed:
            found.append((label, filling.need(value, label, page)))
    return found


def _asked(part, cv):
    """(label, value, whether it is needed, where it is entered) of a part's facts and questions."""
    labels = dict(cv.lines(part, masked=False))
    ticked = any(cv.answers.get(key) for key in part.asks if QUESTIONS[key].kind == TICK)
    for key in part.known:
        needed = key in NEEDED_FACTS or (part.key == "youth_union" and not ticked)
        yield FACTS[key], cv.facts.get(key, ""), needed, "person"
    for question in cv.asked(part):
        if question.kind == TICK:
            if cv.answers.get(question.key):
                yield "", question.label, True, "cv"
        else:
            yield question.label, labels.get(question.label, ""), question.needed and not ticked, "cv"


# Parts under a heading of their own


def _section(part, cv, filling, place):
    head = {"heading": part.label, "mark": f"{cv.edition.number(part)}. "}
    if part.key == "pledge":
        return Section(paragraphs=(PLEDGE,), signature=_applicant(cv), signed_on=_signed_on(cv, place), **head)
    if part.by_hand:
        return Section(
            paragraphs=(part.by_hand,), room=True, signature=SIGNERS[part.key], signed_on=_day(None, place), **head
        )
    if part.rows == "family":
        return _family(cv, filling, head)
    if part.rows:
        return _list(part, cv, filling, head)
    text = cv.value(part.asks[-1])
    none = part.key == "historical" and cv.answers.get("no_historical")
    said = "Không." if none else filling.need(text, part.label, "cv")
    return Section(paragraphs=tuple(line for line in said.split("\n") if line), **head)


def _applicant(cv):
    return Signature("NGƯỜI KHAI", "", cv.facts["full_name"])


def _signed_on(cv, place):
    signed = cv.answers.get("pledged_on")
    return _day(dates.parse_date(signed), place) if signed else _day(None, place)


def _day(day, place):
    return f"{place}, {dates.in_words(day) if day else f'ngày{ROOM}tháng{ROOM}năm 20{ROOM}'}"


def _list(part, cv, filling, head):
    kind, rows = KINDS[part.rows], cv.rows(part.rows)
    if not rows:
        none = QUESTIONS[kind.none]
        said = f"{none.label}." if cv.answers.get(none.key) else filling.need("", part.label, "cv")
        return Section(paragraphs=(said,), **head)
    columns = (Column("Từ – đến" if kind.lasting else "Tháng, năm", 18, "left"), *_columns(kind))
    table = Table(
        part.key,
        "",
        columns,
        tuple(Row.of(row.when, *(_words(row, question) for question in kind.questions)) for row in rows),
    )
    return Section(tables=(table,), **head)


def _columns(kind):
    widths = (38, 26, 22, 18, 24)
    return (Column(each.label, width, "left") for each, width in zip(kind.questions, widths, strict=False))


def _words(row, question):
    return question.words(row.details.get(question.key))


# Part 21


def _family(cv, filling, head):
    if cv.relatives:
        kin = cv.rows("family")
        groups = ((title, [each for each in kin if each.group == key]) for key, title in GROUPS)
        return Section(children=tuple(_group(title, each) for title, each in groups), **head)
    words = (f"{QUESTIONS['family_by_hand'].label}.",) if cv.answers.get("family_by_hand") else ()
    if not cv.stores_relatives:
        words = (CLOSED,)
    elif not words:
        words = (filling.need("", "Hoàn cảnh gia đình", "cv"),)
    return Section(paragraphs=words, tables=(_family_by_hand(),), own_page=True, **head)


def _family_by_hand():
    """An empty table, to be filled in by hand."""
    columns = (
        Column("Quan hệ, họ và tên, năm sinh", 32, "left", heads_row=True),
        Column("Quê quán, nơi cư trú, nghề nghiệp, dân tộc, tôn giáo, quốc tịch", 36, "left"),
        Column("Lịch sử chính trị, chấp hành pháp luật, kinh tế", 36, "left"),
    )
    rows = []
    for _, title in GROUPS:
        rows += [Row.of(title, kind="group"), *[Row.of("", "", "", kind="blank")] * BLANK_ROWS]
    return Table("family", "", columns, tuple(rows))


def _group(title, kin):
    return Section(title, tuple(map(_relative, kin)) or ("Không.",), mark="")


def _relative(kin):
    said = "; ".join(f"{uncapitalized(label)}: {value}" for label, value in kin.lines)
    life = f", {kin.life}" if kin.life else ""
    return paragraph(Cell(f"{kin.label}: {kin.full_name}", strong=True), f"{life}{f'; {said}' if said else ''}.")


FORMS = (
    Form(
        code="2-KNĐ",
        slug="2-knd",
        title="Lý lịch của người xin vào Đảng",
        maker=APPLICANT,
        build=build,
        guide=True,
        paper_code="01",
    ),
)
