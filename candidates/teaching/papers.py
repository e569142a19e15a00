"""The papers of a class: decisions, call letters, its roster, certificates, the register. Built, never stored.

A roster tells name, birth year and unit; more of a person stands only on a certificate, for who may open the dossier.
"""

from dataclasses import replace
from itertools import groupby

from django.conf import settings

from branches import codelists
from branches.models import Organization
from candidates.models import ClassNomination, ClassPaper, TrainingClass
from candidates.series import written
from candidates.teaching.seats import unit_at
from candidates.teaching.signers import signature_of
from partydev.dates import format_date, in_words
from partydev.numbers import two_digits
from partydev.papers.document import (
    Annex,
    Cell,
    Column,
    Document,
    Row,
    Signature,
    Table,
    article,
    paragraph,
)
from partydev.papers.letterheads import CERTIFICATE, LONG_CERTIFICATE
from partydev.text import uncapitalized

OPENING, CALL, RECOGNITION = ClassPaper.Kind.OPENING, ClassPaper.Kind.CALL, ClassPaper.Kind.RECOGNITION
SYMBOLS = {OPENING: "QĐ", CALL: "TB", RECOGNITION: "QĐ"}
CHARTER = "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"
SUBJECTS = {
    TrainingClass.Kind.AWARENESS: "học lớp bồi dưỡng nhận thức về Đảng",
    TrainingClass.Kind.NEW_MEMBER: "học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới",
}
WHOM = {TrainingClass.Kind.AWARENESS: "quần chúng ưu tú", TrainingClass.Kind.NEW_MEMBER: "đảng viên mới"}
COMPLETED = ClassNomination.Result.COMPLETED


def notice():
    return "DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else ""


def paper_of(training_class, kind):
    """The recorded number, day and signer of a paper; an empty one where nothing is recorded yet."""
    found = ClassPaper.objects.filter(training_class=training_class, kind=kind).first()
    return found or ClassPaper(training_class=training_class, kind=kind)


# The roster


def grouped(training_class, nominations, units):
    """[(unit, its nominations)] in the order of the tree: the unit that was given seats, else the one next below."""
    depth = training_class.organization.depth + 1
    at = {unit.organization_id: unit.organization for unit in units}
    placed = [(_unit_id(each, depth, units), each) for each in nominations]
    missing = {pk for pk, _ in placed} - set(at)
    at |= Organization.objects.in_bulk(missing)
    placed.sort(key=lambda pair: (at[pair[0]].path, pair[1].candidate.person.sort_key, pair[1].pk))
    return [(at[pk], [nomination for _, nomination in rows]) for pk, rows in groupby(placed, key=lambda pair: pair[0])]


def _unit_id(nomination, depth, units):
    organization = nomination.candidate.organization
    unit = unit_at(organization.path, units)
    if unit:
        return unit.organization_id
    ids = [int(step) for step in organization.path.rstrip("/").split("/")]
    return ids[min(depth, len(ids) - 1)]


_COLUMNS = (
    Column("TT", 6, "center"),
    Column("Họ và tên", 30, "left", heads_row=True),
    Column("Năm sinh", 12, "center"),
    Column("Đơn vị", 34, "left"),
    Column("Ghi chú", 18, "left"),
)


def _line(place, nomination, note=""):
    person = nomination.candidate.person
    year = str(person.birth_date.year) if person.birth_date else ""
    return Row.of(str(place), person.full_name, year, str(nomination.candidate.organization), note)


def roster_table(groups, *, note=lambda nomination: "", headed=True):
    """The list of `groups`, counted through; each unit under its own heading where there are several."""
    rows, place = [], 0
    for unit, nominations in groups:
        if headed and len(groups) > 1:
            rows.append(Row.of(Cell(f"{unit}: {_people(nominations)}", strong=True), kind="group"))
        for nomination in nominations:
            place += 1
            rows.append(_line(place, nomination, note(nomination)))
    return Table("hoc-vien", "Danh sách học viên", _COLUMNS, tuple(rows))


def _people(nominations):
    return f"{two_digits(len(nominations))} học viên"


# Heads and signatures


def _head(training_class, paper, **fields):
    organization = training_class.organization
    symbol = fields.pop("symbol", SYMBOLS.get(paper.kind, ""))
    return Document(
        **_issuer(organization, paper),
        place=organization.place or "…",
        withheld=not organization.place,  # nobody signs a paper without its place
        symbol=f"{symbol}/{organization.document_symbol}",
        issued_on=paper.issued_on,
        signature=signature_of(paper, fields.pop("signed_on", paper.issued_on)),
        notice=notice(),
        sections=fields.pop("sections", ()),
        **_number(paper.number),
        **fields,
    )


def _issuer(organization, paper):
    parent = organization.parent
    if paper.issuer:
        return {"upper_name": organization.committee_name, "issuer_name": paper.issuer}
    return {"upper_name": parent.committee_name if parent else "", "issuer_name": organization.committee_name}


def _number(text):
    text = text.strip()
    if text.isascii() and text.isdigit():
        return {"number": int(text)}
    return {"number_as_typed": text} if text else {}


def _resolves(paper):
    """The line before the articles: the standing committee decides; a centre under its own name."""
    return "QUYẾT ĐỊNH" if paper.issuer else "BAN THƯỜNG VỤ QUYẾT ĐỊNH"


def lowered(name):
    """The class's name inside a sentence."""
    return f"{name[:1].lower()}{name[1:].rstrip(' .')}"


def _time(training_class):
    start, end = training_class.starts_on, training_class.ends_on
    return f"từ {in_words(start)} đến {in_words(end)}" if start != end else in_words(start)


def _venue(training_class):
    return f"Địa điểm: {training_class.venue}." if training_class.venue else "Địa điểm: thông báo sau."


# Decisions


def opening(training_class, groups):
    """The decision to open the class, with the list of its people."""
    people = [each for _, nominations in groups for each in nominations]
    name, paper = lowered(training_class.name), paper_of(training_class, OPENING)
    return _head(
        training_class,
        paper,
        kind="QUYẾT ĐỊNH",
        subject=(f"về việc mở {name}",),
        bases=(CHARTER, f"Căn cứ danh sách {WHOM[training_class.kind]} được các đơn vị cử đi học"),
        resolves=_resolves(paper),
        articles=(
            article(
                f"Mở {name}, {_time(training_class)}, gồm {_people(people)} (có danh sách kèm theo). "
                f"{_venue(training_class)}"
            ),
            article(
                "Đơn vị tổ chức lớp học thực hiện đúng chương trình, theo dõi việc dự học, đánh giá kết quả "
                "và báo cáo sau khi lớp bế giảng."
            ),
            article("Các đơn vị có học viên và các học viên có tên trong danh sách chịu trách nhiệm thi hành."),
        ),
        recipients=("Như Điều 3", "Lưu hồ sơ lớp học"),
        annexes=(Annex("DANH SÁCH HỌC VIÊN", (roster_table(groups),)),) if people else (),
    )


def _opened_by(training_class):
    """The decision that opened the class, as a base of what follows from it; nothing where it is not recorded."""
    paper = paper_of(training_class, OPENING)
    if paper.is_numbered:
        number = written(training_class.organization, SYMBOLS[OPENING], paper.number)
        by = paper.issuer or f"Ban Thường vụ {training_class.organization.committee_name}"
        day = format_date(paper.issued_on)
        yield f"Căn cứ Quyết định số {number} ngày {day} của {by} về việc mở {lowered(training_class.name)}"


def recognition(training_class, groups):
    """The decision that recognizes who finished the class, with the numbers of their certificates."""
    finished = [(unit, [each for each in rows if each.result == COMPLETED]) for unit, rows in groups]
    finished = [(unit, rows) for unit, rows in finished if rows]
    people = [each for _, rows in finished for each in rows]
    name, paper = lowered(training_class.name), paper_of(training_class, RECOGNITION)
    table = roster_table(finished, note=lambda each: f"Số {each.certificate_number}")
    return _head(
        training_class,
        paper,
        kind="QUYẾT ĐỊNH",
        subject=(f"về việc công nhận kết quả {name}",),
        bases=(CHARTER, *_opened_by(training_class), "Xét kết quả học tập của học viên"),
        resolves=_resolves(paper),
        articles=(
            article(
                f"Công nhận {_people(people)} hoàn thành chương trình {name}, {_time(training_class)} "
                "(có danh sách kèm theo)."
            ),
            article("Cấp giấy chứng nhận cho các học viên có tên trong danh sách."),
            article("Các đơn vị có học viên và các học viên có tên trong danh sách chịu trách nhiệm thi hành."),
        ),
        recipients=("Như Điều 3", "Lưu hồ sơ lớp học"),
        annexes=(Annex("DANH SÁCH HỌC VIÊN HOÀN THÀNH", (table,)),) if people else (),
    )


# Call letters


def whole_list(training_class, groups):
    """The notice of everybody who is called, unit by unit."""
    people = [each for _, nominations in groups for each in nominations]
    return _head(
        training_class,
        paper_of(training_class, CALL),
        kind="THÔNG BÁO",
        subject=(f"danh sách học viên {lowered(training_class.name)}",),
        opening=(
            f"Lớp học có {_people(people)} của {two_digits(len(groups))} đơn vị, {_time(training_class)}.",
            _venue(training_class),
        ),
        tables=(roster_table(groups),) if people else (),
        recipients=("Các đơn vị có học viên", "Lưu hồ sơ lớp học"),
    )


def call_letters(training_class, groups):
    """A letter for each unit with its own people."""
    paper = paper_of(training_class, CALL)
    return [_call_letter(training_class, paper, unit, rows) for unit, rows in groups]


def _call_letter(training_class, paper, unit, rows):
    return _head(
        training_class,
        paper,
        symbol="GTT",
        kind="GIẤY TRIỆU TẬP",
        subject=(f"học viên dự {lowered(training_class.name)}",),
        addressees=(unit.committee_name,),
        opening=(
            f"Đề nghị {unit.committee_name} thông báo và tạo điều kiện cho {_people(rows)} có tên dưới đây dự học "
            "đầy đủ, đúng giờ.",
            f"Thời gian: {_time(training_class)}.",
            _venue(training_class),
            "Người có lý do không dự được thì đơn vị báo lại trước ngày khai giảng để xếp vào lớp sau.",
        ),
        tables=(roster_table([(unit, rows)]),),
        recipients=("Như trên", "Lưu hồ sơ lớp học"),
    )


# Certificates


def certificate(line, paper, *, full, opened=True):
    """One lying page for a line of the register; `full`: with birth day and ethnic group, else with the birth year.

    Where somebody works stands on it only for who may open the dossier (`opened`); else the cell.
    """
    nomination = line.nomination
    training_class, person = nomination.training_class, nomination.candidate.person
    again = (f"(Cấp lại lần thứ {line.turn})",) if line.turn else ()
    about = _about(person, nomination.candidate, full=full, opened=opened)
    is_long = len(person.full_name) > 36 or len("".join([*about, training_class.name])) > 200
    return replace(
        _head(
            training_class,
            paper,
            kind="GIẤY CHỨNG NHẬN",
            subject=(SUBJECTS[training_class.kind], *again),
            opening=(
                paragraph("Chứng nhận: ", Cell(person.full_name, strong=True)),
                *about,
                f"Đã hoàn thành chương trình {lowered(training_class.name)}, {_time(training_class)}.",
            ),
            letterhead=LONG_CERTIFICATE if is_long else CERTIFICATE,
            signed_on=line.issued_on,
        ),
        symbol="GCN",
        number=None,
        number_as_typed=line.number,
        issued_on=line.issued_on,
    )


def _about(person, candidate, *, full, opened):
    works = full and opened and person.workplace
    unit = f"Đơn vị công tác, học tập: {person.workplace}." if works else f"Đơn vị: {candidate.organization}."
    if not full:
        born = f"Sinh năm {person.birth_date.year}." if person.birth_date else "Sinh năm ……"
        return (born, unit)
    born = f"Sinh {in_words(person.birth_date)}." if person.birth_date else "Sinh ngày ……"
    group = codelists.label("ethnic_groups", person.ethnicity)
    return (f"{born} Dân tộc: {group}." if group else born, unit)


# The register

_REGISTER = (
    Column("TT", 5, "center"),
    Column("Số", 15, "left"),
    Column("Ngày cấp", 12, "center"),
    Column("Họ và tên", 24, "left", heads_row=True),
    Column("Năm sinh", 9, "center"),
    Column("Đơn vị", 24, "left"),
    Column("Lớp", 26, "left"),
    Column("Ghi chú", 20, "left"),
    Column("Ký nhận", 12, "left"),
)


def register(organization, kind, year, lines):
    """The issuer's book of a year, to be printed and signed for."""
    rows = tuple(_register_row(place, line) for place, line in enumerate(lines, 1))
    parent = organization.parent
    return Document(
        upper_name=parent.committee_name if parent else "",
        issuer_name=organization.committee_name,
        place=organization.place or "…",
        symbol="",
        kind="SỔ CẤP GIẤY CHỨNG NHẬN",
        subject=(TrainingClass.Kind(kind).label, f"Năm {year}"),
        draft_turn=0,
        sections=(),
        tables=(Table("so-cap", "Sổ cấp giấy chứng nhận", _REGISTER, rows, landscape=True),),
        signature=Signature("", "NGƯỜI GIỮ SỔ"),
        landscape=True,
        notice=notice(),
    )


def _register_row(place, line):
    candidate = line.nomination.candidate
    person = candidate.person
    return Row.of(
        str(place),
        line.number,
        format_date(line.issued_on),
        person.full_name,
        str(person.birth_date.year) if person.birth_date else "",
        str(candidate.organization),
        str(line.nomination.training_class),
        remark(line),
        "",
    )


def remark(line):
    """What the register says of a certificate that was issued again."""
    if not line.turn:
        return ""
    number = "giữ số cũ" if line.keeps_number else "số mới"
    return f"Cấp lại lần {line.turn}, {number}: {uncapitalized(line.get_why_display())}"


def filename(key, training_class, extra=""):
    """Says which paper of which class, and nobody's name."""
    return f"{key}-{training_class.starts_on:%Y-%m-%d}-{training_class.pk}{extra}.pdf"
