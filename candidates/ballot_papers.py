"""Papers for a secret vote (phiếu biểu quyết): who is voted on, and room for a cross. Nothing tells who voted."""

from django.conf import settings

from partydev.dates import in_words
from partydev.papers.document import Column, Document, Row, Signature, Table

LINES = 15  # that the table of a half sheet holds
LETTERS = 20  # of a name or a matter in one line of its column
COLUMNS = (
    Column("TT", 7, "center"),
    Column("Họ và tên", 28, "left", heads_row=True),
    Column("Nội dung", 29, "left"),
    Column("Tán thành", 12, "center"),
    Column("Không tán thành", 12, "center"),
    Column("Ý kiến khác", 12, "center"),
)
GUIDE = "Đánh dấu X vào một trong ba ô đối với từng người. Không ghi họ tên, không ký vào phiếu."


def ballots(*, upper, issuer, place, held_by, people, on=None):
    """The different ballots of one vote: `people` are (name, what is voted on); a long list takes several.

    `held_by` names who meets ("Ban Thường vụ Đảng ủy xã …"); without `on` there is room to write the day.
    """
    return [
        Document(
            upper_name=upper,
            issuer_name=issuer,
            place=place,
            symbol="",
            kind="PHIẾU BIỂU QUYẾT",
            subject=(held_by, *((f"phiên họp {in_words(on)}",) if on else ())),
            issued_on=on,
            opening=(GUIDE,),
            tables=(Table(f"phieu-{first}", "", COLUMNS, rows),),
            sections=(),
            signature=Signature("", "", ""),
            notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
            draft_turn=0,
        )
        for first, rows in _parts(people)
    ]


def _parts(people):
    """(place of the first, rows) of the people that fit on one ballot."""
    rows, used, first = [], 0, 1
    for place, (name, matter) in enumerate(people, 1):
        lines = 1 + max(len(name), len(matter)) // LETTERS
        if rows and used + lines > LINES:
            yield first, tuple(rows)
            rows, used, first = [], 0, place
        rows.append(Row.of(str(place), name, matter, "", "", ""))
        used += lines
    yield first, tuple(rows)
