"""What the papers that people, unions and committees write about a person share."""

from branches import codelists
from dossiers.filling import Blank
from dossiers.papers._common import ISSUED_ON, demo_notice, stop
from partydev import dates
from partydev.papers.document import Document, Signature
from partydev.papers.letterheads import PERSONAL

NOTES = Blank(
    "notes",
    "Những vấn đề cần lưu ý",
    required=False,
    help="Để trống nếu không có vấn đề nào cần lưu ý.",
)
RECEIVER = Blank("receiver", "Cấp ủy nơi nhận", "line", max_length=200, help="Ví dụ: Đảng ủy phường Hưởng Ứng.")
REASON = Blank("reason", "Lý do chuyển đi", "line", max_length=300)


def day_of(filling, value, label, page=""):
    """ "ngày 05 tháng 02 năm 2026", or "ngày" and the gap."""
    return dates.in_words(value) if value else f"ngày {filling.need(None, label, page)}"


def typed_day(filling, blank):
    """A day that was typed, in words."""
    return day_of(filling, filling.typed.get(blank.key), blank.label, f"#{blank.key}")


def line(label, value):
    """A field of a form, "Quê quán: xã Ghềnh Quýt."; nothing where nothing is said."""
    return (f"{label}: {stop(value)}",) if value else ()


def asked(filling, blank, label=""):
    """The field of a form that somebody types, or its gap where it is required."""
    return line(label or blank.label, filling.typed_text(blank))


def name_of(case, filling):
    return filling.need(case.person.full_name, "Họ và tên", "person")


def birth_of(case, filling):
    return day_of(filling, case.person.birth_date, "Ngày sinh", "person")


def fact(filling, value, label):
    """A fact of the person's own page as a field of a form."""
    return line(label, filling.need(value, label, "person"))


def ethnic_group(person):
    return codelists.label("ethnic_groups", person.ethnicity)


def religion(person):
    return codelists.label("religions", person.religion)


def schooling(person):
    """General and professional education as far as they are known."""
    parts = [person.education and f"giáo dục phổ thông: {codelists.label('education_levels', person.education)}"]
    if person.professional_level:
        parts.append(f"chuyên môn: {codelists.label('professional_levels', person.professional_level)}")
    return "; ".join(filter(None, parts))


def cell_name(case, kind=""):
    """The cell where `kind` happened, as it was called then; without `kind` the cell on the day of the paper."""
    return case.name(case.cell_at(kind), case.day(kind)) if kind else case.name(case.cell)


def committee_above(case):
    """The organization whose committee stands next above the cell."""
    return case.base or case.authority().decided_by


def chi_uy_and_dang_uy(case):
    """The two addressees of what an applicant or a probationer writes."""
    above = committee_above(case)
    cell = f"Chi ủy {cell_name(case)}"
    return (cell,) if above.pk == case.cell.pk else (cell, case.committee(above))


def admitted(case, filling):
    """ "ngày … tại Chi bộ …": when and where the person was admitted."""
    day = case.day("admit") or (case.member and case.member.joined_on)
    return f"{day_of(filling, day, 'Ngày kết nạp', 'step:admit')}, tại {cell_name(case, 'admit')}"


def member_facts(case, filling, member):
    """Who a member that writes a paper is: name, birth date, home place, when joined and recognized, where."""
    person = member.person
    born = day_of(filling, person.birth_date, f"Ngày sinh của {person}")
    joined = day_of(filling, member.joined_on, f"Ngày vào Đảng của {person}")
    recognized = day_of(filling, member.recognized_on, f"Ngày chính thức của {person}")
    return (
        f"Tôi là {person.full_name}, sinh {born}.",
        *line("Quê quán", filling.need(person.home_place, f"Quê quán của {person}")),
        f"Vào Đảng {joined}; chính thức {recognized}.",
        f"Hiện sinh hoạt tại {unit_name(case, member.organization)}.",
    )


def unit_name(case, organization):
    """What a unit is called on the paper's day; one that heads no paper of the case, as it is called today."""
    return case.name(organization) if organization.pk in case.units else organization.name


def own_paper(case, filling, *, kind, role, signer, opening, written_on=None, **fields):
    """A paper that a person writes and signs: the Party's heading, no number, the day above the signature."""
    issued_on = written_on or filling.typed.get(ISSUED_ON.key)
    if issued_on is None and not fields.get("guide"):
        filling.need(None, ISSUED_ON.label, f"#{ISSUED_ON.key}")
    above = committee_above(case)
    return Document(
        upper_name="",
        issuer_name="",
        place=filling.need(
            case.cell.place or above.place, "Địa danh ghi trên văn bản", f"organization:{case.cell.pk}"
        ),
        symbol="",
        kind=kind,
        opening=opening,
        sections=(),
        signature=Signature(role, "", signer),
        issued_on=issued_on,
        letterhead=PERSONAL,
        notice=demo_notice(),
        **{"subject": (), **fields},
    )


def written(case, code, ordinal=1):
    """The day of the register's paper `code`; None where it was not entered."""
    paper = case.paper(code, ordinal)
    return paper and paper.issued_on
