"""Slips on which the members of a committee's body answer in writing (phiếu xin ý kiến).

One for each person and each member, all alike: nothing on it tells who answered.
"""

from django.conf import settings

from candidates.desk.told import addressee, cell_of, people, voted
from candidates.models import Vote
from partydev.dates import format_date
from partydev.papers.document import Column, Document, Row, Signature, Table

GUIDE = "Đánh dấu X vào một trong ba ô. Không ghi họ tên, không ký vào phiếu."
ABOUT = (Column("Nội dung", 38, "left", heads_row=True), Column("Trích hồ sơ", 62, "left"))
ANSWERS = (
    Column("Tán thành", 33, "center"),
    Column("Không tán thành", 33, "center"),
    Column("Ý kiến khác", 34, "center"),
)


def slips_of(meeting, cases):
    """A slip for each person still to be decided on; of a meeting that is done, for each of its agenda."""
    asked = [case for case in cases if case.is_open] or cases
    found = people(asked)
    return [_slip(meeting, case, found[case.candidate_id]) for case in asked]


def _slip(meeting, case, candidate):
    organization, matter = meeting.organization, f"{case.matter[0].lower()}{case.matter[1:]}"
    return Document(
        upper_name=organization.parent.committee_name if organization.parent else "",
        issuer_name=organization.committee_name,
        place=organization.place,
        symbol="",
        kind="PHIẾU XIN Ý KIẾN",
        subject=(f"về việc {matter}",),
        issued_on=meeting.submission_on,
        opening=(f"{addressee(meeting)} xin ý kiến đồng chí ủy viên về người sau đây:",),
        tables=(
            Table("trich-ho-so", "", ABOUT, tuple(Row.of(*each) for each in _facts(case, candidate))),
            Table("y-kien", "Ý kiến của đồng chí", ANSWERS, (Row.of("", "", ""),), notes=(_guide(meeting),)),
        ),
        sections=(),
        signature=Signature("", "", ""),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
        draft_turn=0,
    )


def _facts(case, candidate):
    """(what, words) that a member has to know to answer; the rest stands in the danh sách trích ngang."""
    person = candidate.person
    facts = (
        ("Họ và tên", person.full_name),
        ("Ngày sinh", format_date(person.birth_date) if person.birth_date else ""),
        ("Chi bộ", str(cell_of(case, candidate))),
        ("Chi bộ tán thành", voted(case, candidate, Vote.Body.CELL)),
        ("Đảng ủy cơ sở tán thành", voted(case, candidate, Vote.Body.BASE)),
    )
    return [(what, words) for what, words in facts if words]


def _guide(meeting):
    """How to mark the slip, and where nobody meets, until when it is to come back."""
    until = f" Gửi lại phiếu chậm nhất ngày {format_date(meeting.held_on)}." if meeting.by_slips else ""
    return GUIDE + until
