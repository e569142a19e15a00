"""Every official form with three people: all is known, hardly anything is, and the longest of all. Printed together.

One PDF for each of the three, so that style and fonts are read three times and not a hundred.
"""

import copy
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from html import unescape

from candidates.models import Introduction
from dossiers.catalogue_table import FORMS
from dossiers.cv.partial import Partial
from dossiers.cv.record import Entry, Relative
from dossiers.cv.rows import KIN_GROUP, KIN_LABELS, KINDS, RELATIVE_QUESTIONS
from dossiers.drafting import Filled, Sheet
from partydev.papers.document import Document
from partydev.papers.rendering import as_one_pdf
from tests.dossiers.cv.pages import answer_for
from tests.dossiers.own_cases import LONG_NAME, LONG_TEXT, filling_for, subject_for, typed_for

MM = 72 / 25.4
LONG_UNIT = (
    "Đảng bộ phường Hưởng Ứng Thượng – Ghềnh Quýt Đông (nay là Đảng bộ xã Đồi Gió Trường Sơn), thành phố Suối Đá, "
    "tỉnh Đồi Gió, trước đây là Đảng bộ cơ sở liên hiệp các hợp tác xã trồng rừng, khai thác, chế biến lâm sản và "
    "dịch vụ nông nghiệp các thôn Bản Khoang, Khe Mẫu, Suối Vàng, Hưởng Thủy, Quýt Thượng, Ghềnh Ngoài"
)[:300]
LONG_CELL = LONG_UNIT.replace("Đảng bộ phường", "Chi bộ tổ dân phố", 1)[:300]
# At which stage a form is printed; where nothing is said, after the recognition.
STAGES = {
    "20-knd": "guided",
    "gioi-thieu-tham-tra": "guided",
    "chung-nhan-giup-do": "guided",
    "gioi-thieu-chi-bo": "cell_resolved",
    "gioi-thieu-cap-uy": "committee_resolved",
    "gioi-thieu-ra-ngoai": "decided",
    "gioi-thieu-quyet-dinh": "decided",
    "lam-lai-ket-nap": "decided",
    "thong-bao-ket-qua": "failed",
    "gioi-thieu-chuyen-di": "probationary",
    "quyet-dinh-xoa-ten": "probationary",
}


@dataclass(frozen=True)
class Printed:
    """A form with one person: the paper, and whether it is a draft."""

    slug: str
    document: Document
    is_whole: bool


# The three people


def full_case(cases, slug):
    case = cases[STAGES.get(slug, "recognized")]
    return _by_trade_union(case) if slug == "4a-knd" else case


def _by_trade_union(case):
    said = {"candidate": case.candidate, "union_name": "Công đoàn cơ sở Trường Mẫu", "introduced_on": case.on}
    return replace(case, introductions=(*case.introductions, Introduction(union="trade_union", **said)))


def longest(case):
    """The same case where every name has 300 letters, and the CV forty relatives."""
    person = _with(case.person, full_name=LONG_NAME, home_place=LONG_UNIT, residence=LONG_UNIT, workplace=LONG_UNIT)
    units = {pk: _renamed(unit) for pk, unit in case.units.items()}
    return replace(
        case,
        person=person,
        cell=units[case.cell.pk],
        units=units,
        mentors=tuple(_with(each, mentor=_member(each.mentor)) for each in case.mentors),
        introductions=tuple(
            _with(each, member=_member(each.member)) if each.member_id else _with(each, union_name=LONG_UNIT)
            for each in case.introductions
        ),
        cv=_long_cv(case.cv),
    )


def _with(row, **fields):
    row = copy.copy(row)
    row._state = copy.copy(row._state)
    row._state.fields_cache = dict(row._state.fields_cache)
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def _member(member):
    return _with(member, person=_with(member.person, full_name=LONG_NAME, home_place=LONG_UNIT))


def _renamed(unit):
    name = LONG_CELL if unit.is_cell else LONG_UNIT
    states = unit.states.all()._chain()
    states._result_cache = [_with(each, name=name) for each in unit.states.all()]
    unit = _with(unit, name=name)
    unit._prefetched_objects_cache = {"states": states}
    return unit


def _long_cv(cv):
    kin = [key for key in KIN_LABELS if KIN_GROUP[key]] * 3
    relatives = tuple(
        Relative(number, key, LONG_NAME, Partial(1930 + number), None, "", _said(RELATIVE_QUESTIONS[KIN_GROUP[key]]))
        for number, key in enumerate(kin[:40])
    )
    entries = tuple(
        Entry(number, part, Partial(2016, 9), Partial(2019, 2), False, _said(KINDS[part].questions))
        for number, part in enumerate(KINDS)
    )
    facts = cv.facts | {"full_name": LONG_NAME, "home_place": LONG_UNIT, "residence": LONG_UNIT}
    return replace(cv, facts=facts, relatives=relatives, stores_relatives=True, entries=entries)


def _said(questions):
    return {each.key: answer_for(each, LONG_TEXT[:300]) for each in questions}


# Their papers


def papers(cases, kind):
    """`Printed` of every form for "full", "bare" or "longest"; a whole one as a draft and as it is signed."""
    found = []
    for form in FORMS:
        case = cases["bare"] if kind == "bare" else full_case(cases, form.slug)
        case = longest(case) if kind == "longest" else case
        text = {"full": "Đảng ủy phường Hưởng Ứng", "longest": LONG_TEXT}.get(kind, "")
        filling = filling_for(case, typed_for(form, case, text) if text else {}, subject_for(form, case))
        filled = Filled(Sheet(form), form.build(case, filling), filling)
        found.append(Printed(form.slug, filled.draft, is_whole=False))
        if filled.is_whole and not form.guide:
            found.append(Printed(form.slug, filled.for_signing, is_whole=True))
    return found


# What the PDF holds


def tool(name, *arguments):
    """What a tool of Poppler says."""
    command = [shutil.which(name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Page:
    """A page in millimetres: its words within the text, and what stands above and below it."""

    width: float
    height: float
    words: tuple
    above: str
    below: str

    @property
    def text(self):
        return " ".join(word.text for word in self.words)


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def printed(found, folder):
    """(file, pages of each paper): all of `found` in one PDF; every paper's first page is without a number."""
    file = folder / "papers.pdf"
    file.write_bytes(as_one_pdf([each.document for each in found]))
    boxes = tool("pdftotext", "-bbox", str(file), "-")
    papers = []
    for page in map(_page, _PAGE.findall(boxes)):
        if not page.above:
            papers.append([])
        papers[-1].append(page)
    assert len(papers) == len(found)
    return file, papers


def _page(found):
    width, height, content = float(found[0]) / MM, float(found[1]) / MM, found[2]
    words = [Word(*(float(each) / MM for each in box[:4]), unescape(box[4])) for box in _WORD.findall(content)]
    foot = height - (20 if height > width else 16)
    inside = tuple(word for word in words if not _is_number(word) and word.bottom < foot + 1)
    above = " ".join(word.text for word in words if _is_number(word))
    below = " ".join(word.text for word in words if word.bottom >= foot + 1)
    return Page(width, height, inside, above, below)


def _is_number(word):
    """The number of a page stands 10 mm below its upper edge."""
    return word.text.isdigit() and word.top < 16
