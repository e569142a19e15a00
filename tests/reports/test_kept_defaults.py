"""A kept document leaves out what stands at its default: a default changed later would change what was signed."""

from dataclasses import MISSING, fields

import pytest

import reports.charts  # noqa: F401 - tells the documents of its charts
from partydev.papers import keeping
from partydev.papers.document import Document
from partydev.papers.letterheads import COMMITTEE, Letterhead

# As documents were kept with them. A new field is added here; what stands here is never changed: whoever wants
# another default gives it where documents are built.
DEFAULTS = {
    "Annex": {"tables": (), "charts": ()},
    "Bar": {"target": None},
    "Cell": {"href": "", "align": "", "strong": False, "value": None},
    "Column": {"width": 10, "align": "right", "group": "", "heads_row": False},
    "Composition": {"places": 1},
    "Document": {
        "number": None,
        "number_as_typed": "",
        "issued_on": None,
        "kind": "BÁO CÁO",
        "opening": (),
        "annexes": (),
        "recipients": (),
        "addressee": "",
        "attached_to": "",
        "tables": (),
        "beside": None,
        "landscape": False,
        "withheld": False,
        "notice": "",
        "addressees": (),
        "bases": (),
        "resolves": "",
        "articles": (),
        "draft_turn": None,
        "draft_mark": "",
        "guide": "",
        "photo": False,
        "copy_mark": "",
    },
    "Letterhead": {
        "heading": "ĐẢNG CỘNG SẢN VIỆT NAM",
        "motto": "",
        "mark": "*",
        "dashes": "-----",
        "number_word": "Số",
        "dated_below": False,
        "size": "",
    },
    "MonthLines": {"narrow": False},
    "Row": {"kind": "plain"},
    "Section": {
        "paragraphs": (),
        "tables": (),
        "charts": (),
        "children": (),
        "mark": None,
        "own_page": False,
        "room": False,
        "signature": None,
        "signed_on": "",
    },
    "Signature": {"name": "", "hint": ""},
    "Table": {"total": None, "notes": (), "unit": "", "landscape": False, "small": False, "dense": False},
    "TargetBars": {"value_name": "Kết quả", "target_name": "Chỉ tiêu", "places": 1},
    "YearColumns": {"places": 1, "value_name": "Kết quả", "target_name": "Chỉ tiêu"},
}


@pytest.mark.once
def test_defaults_of_what_is_kept_never_change():
    found = {
        name: {field.name: field.default for field in fields(kind) if field.default is not MISSING}
        for name, kind in keeping._KNOWN.items()
    }
    assert found["Document"].pop("letterhead") == COMMITTEE == Letterhead("committee")
    assert {name: row for name, row in found.items() if row} == DEFAULTS
    assert not [
        field for kind in keeping._KNOWN.values() for field in fields(kind) if field.default_factory is not MISSING
    ]


@pytest.mark.once
def test_a_text_kept_long_ago_reads_as_it_did():
    text = """{"_":"Document","issuer_name":"Đảng ủy xã","place":"Xã","sections":[],"signature":{"_":"Signature",
    "capacity":"T/M BAN THƯỜNG VỤ","post":"BÍ THƯ"},"subject":["kết quả"],"symbol":"BC/ĐU","upper_name":"Huyện ủy",
    "tables":[{"_":"Table","columns":[{"_":"Column","label":"Số"}],"key":"t","rows":[{"_":"Row","cells":[
    {"_":"Cell","text":"5"}]}],"title":"BẢNG"}]}"""
    document = keeping.from_kept(text)
    column, row = document.tables[0].columns[0], document.tables[0].rows[0]
    assert (document.kind, document.is_draft, document.letterhead) == ("BÁO CÁO", True, COMMITTEE)
    assert (column.align, column.width, row.kind, document.tables[0].landscape) == ("right", 10, "plain", False)
    assert isinstance(document, Document)
