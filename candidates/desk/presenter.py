"""Who lays a tờ trình before a committee's meeting, under which symbol, and who signs it."""

from dataclasses import dataclass

from candidates.desk.agenda import BODIES
from partydev.numbers import row_id
from partydev.papers.document import Signature


@dataclass(frozen=True)
class Presenter:
    """Who lays a tờ trình before the meeting: the committee's office, or the committee's own body.

    `office` is its name, "" where the committee's name stands at the head; `symbol` what follows the type.
    """

    office: str
    name: str
    symbol: str
    signature: Signature
    keeps: str


# Offices by the symbol that a typed number may carry, and who signs there.
OFFICES = {
    "BXDĐ": ("Ban Xây dựng Đảng", "TRƯỞNG BAN"),
    "BTC": ("Ban Tổ chức", "TRƯỞNG BAN"),
    "VP": ("Văn phòng Đảng ủy", "CHÁNH VĂN PHÒNG"),
}


def presenter_of(meeting):
    """A committee does not present to its own standing committee: its office does, as the typed number says it.

    To the executive committee the standing committee presents, under the committee's name and symbol.
    """
    organization = meeting.organization
    own = organization.document_symbol
    if organization.is_cell:
        return Presenter("", organization.name, own, signature_of(meeting, "T/M CHI BỘ"), "Lưu Chi bộ")
    typed = meeting.submission_number.rpartition("/")[2].strip().upper()
    if meeting.body == BODIES.EXECUTIVE and typed not in OFFICES:
        name = f"Ban Thường vụ {organization.committee_name}"
        return Presenter("", name, own, signature_of(meeting, "T/M BAN THƯỜNG VỤ"), "Lưu Đảng ủy")
    if typed == own:
        return Presenter("", organization.committee_name, own, signature_of(meeting, "T/M ĐẢNG ỦY"), "Lưu Đảng ủy")
    symbol = typed if typed in OFFICES else _usual_office(organization)
    office, post = OFFICES[symbol]
    return Presenter(office, office, symbol, Signature("", post), f"Lưu {office}")


def _usual_office(organization):
    """Communes and wards have a Ban Xây dựng Đảng, đặc khu a Ban Tổ chức; a smaller committee its office."""
    name = organization.name.lower()
    if "đặc khu" in name:
        return "BTC"
    return "BXDĐ" if not organization.is_base or " xã " in name or " phường " in name else "VP"


def typed_number(meeting):
    """The number as it was typed, where more than digits was."""
    text = meeting.submission_number.strip()
    return "" if row_id(text) else text


def whole_number(meeting):
    """The number of the tờ trình as it stands on it: "12-TTr/BXDĐ", also where "12" was typed; "" without one."""
    number = row_id(meeting.submission_number.strip().split("-")[0].strip())
    return typed_number(meeting) or (f"{number:02}-TTr/{presenter_of(meeting).symbol}" if number else "")


def signature_of(meeting, capacity):
    """On behalf of a body: the secretary of the day of the tờ trình, of the meeting while it has none."""
    day = meeting.submission_on or meeting.held_on
    return Signature(capacity, "BÍ THƯ", meeting.organization.secretary_on(day))
