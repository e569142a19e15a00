"""From the rows of a form to its paper: numbers of this period and of last year's, columns, head, signatures."""

from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings

from branches.models.organization import committee_of
from partydev.doubts import BRIEFLY
from partydev.numbers import rounded
from partydev.papers.document import NO_PLACE, Cell, Column, Document, Row, Signature, Table, cell
from partydev.papers.letterheads import Letterhead
from partydev.papers.tables import percent_cell
from reports import base_keys, controls
from reports.figures import mean_age
from reports.figures.ages import mean_age_of_members
from reports.figures.keyed import numbers
from reports.links import nowhere
from reports.official.columns import side_by_side
from reports.official.forms import BASE_COLUMNS, FORMS, SUMS
from reports.official.lines import ALWAYS, BELOW_DISTRICT
from reports.periods import Kind
from reports.reading import one_reading

PLACES = 2  # decimals of a percentage in a form
LAST_YEAR = "Cùng kỳ năm trước"
HAND = "(Ký, ghi rõ họ và tên; số điện thoại liên hệ)"
SEAL = "(Ký, đóng dấu, ghi rõ họ và tên)"
WITH_BOARD = ("central_level", "superior")  # whose committee has a Ban Tổ chức


@dataclass(frozen=True)
class Notice:
    """What does not hold in a form; `href` leads to those for whom nothing was entered."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Made:
    """A form's paper and the notices of what does not hold in it."""

    document: Document
    notices: tuple[Notice, ...]


class Counted:
    """The numbers of a form's keys over a period."""

    def __init__(self, keys, organization, period):
        self.organization, self.period = organization, period
        plain = [key for key in keys if key and not base_keys.parse(key)]
        self.found = numbers(plain, organization, period)

    def number(self, key):
        if key in self.found:
            return self.found[key]
        if key in SUMS:
            return sum(map(self.number, SUMS[key]))
        asked = base_keys.parse(key)
        return self.found.setdefault(key, base_keys.number(asked, self.organization, self.period))


@one_reading
def make(code, organization, period, *, link=nowhere, on=None):
    """The form `code` of a unit and a period as a `Made`; `link(key, organization, period)` leads to a list."""
    form = FORMS[code]
    period = period.up_to(on) if on else period
    edition = form.edition_on(period.end)
    keys = _keys(form, edition)
    now = Counted(keys, organization, period)
    last = period.same_period_last_year()
    before = Counted(keys, organization, last) if last and form.layout == "compared" else None
    notices = _broken(edition, now, link)
    if before:
        notices += _broken(edition, before, link, f"{LAST_YEAR}. ")
    table = _LAYOUTS[form.layout](form, edition, now, before, link)
    return Made(_paper(form, edition, organization, period, table, notices), tuple(notices))


def _broken(edition, counted, link, words=""):
    """The notices of the checks that do not hold over a period."""
    return [
        Notice(
            f"{words}{control.notice}",
            link(control.unknown, counted.organization, counted.period) if control.explained else "",
        )
        for control in controls.broken(controls.from_checks(edition.checks, counted.number))
    ]


def _keys(form, edition):
    keys = [line.key for line in edition.lines]
    if form.layout == "base_units":
        keys = []
    for check in edition.checks:
        keys += [check.whole, *check.parts, *check.minus, check.unknown]
    return [key for key in dict.fromkeys(keys) if key and key not in SUMS] + [
        key for key in dict.fromkeys(part for parts in SUMS.values() for part in parts) if form.code == "1"
    ]


# Columns


def _compared(form, edition, now, before, link):
    columns = (
        Column("Tiêu chí (1)", 52, "left", heads_row=True),
        Column("Kỳ này (2)", 12, group="Thực hiện"),
        Column(f"{LAST_YEAR} (3)", 14, group="Thực hiện"),
        Column("(%) kỳ này so với cùng kỳ năm trước 4=(2*100/3)", 18),
    )
    rows = [_compared_row(line, now, before, link) for line in edition.lines if _printed(line, now, before)]
    return Table(f"bieu-{form.code.lower()}", form.short, columns, tuple(rows), notes=_notes(edition))


def _printed(line, now, before):
    if line.shown == ALWAYS:
        return True
    held = now.number(line.key) or (before and before.number(line.key))
    if line.shown == BELOW_DISTRICT:
        return bool(held) or now.organization.kind not in WITH_BOARD
    return bool(held)


def _compared_row(line, now, before, link):
    if not line.counts:
        return Row.of(line.label, kind="group")
    if line.missing:
        return Row.of(line.label, None, None, None, kind=line.kind)
    if line.mean:
        return Row.of(line.label, *(_mean(line.key, each) for each in (now, before)), None, kind=line.kind)
    this, that = now.number(line.key), before.number(line.key) if before else None
    cells = [_counted(line.key, this, now, link), _counted(line.key, that, before, link)]
    return Row.of(line.label, *cells, percent_cell(this, that, PLACES), kind=line.kind)


def _counted(key, number, counted, link):
    if number is None:
        return cell(None)
    href = "" if key in SUMS else link(key, counted.organization, counted.period)
    return cell(number, href if number else "")  # a list of nobody is not offered


def _mean(base, counted):
    if counted is None:
        return None
    ask = mean_age if base == "admitted" else mean_age_of_members
    total, number = ask(counted.organization, counted.period)
    return rounded(Fraction(total, number)) if number else None


def _groups(form, edition, now, before, link):
    """Two blocks side by side; a share is of the whole."""
    whole = edition.lines[-1]
    total = now.number(whole.key)

    def cells(line):
        if not line.counts:
            return ("", Cell(line.label, strong=True), "", "")
        number = now.number(line.key)
        return (line.mark, line.label, _counted(line.key, number, now, link), percent_cell(number, total, PLACES))

    rows = side_by_side([cells(line) for line in edition.lines[:-1]])
    heads = ("TT", "Tên dân tộc, tôn giáo", "Số lượng", "Tỷ lệ (%)")
    widths, aligns = (5, 27, 9, 9), ("center", "left", "right", "right")
    columns = tuple(Column(*each) for _ in range(2) for each in zip(heads, widths, aligns, strict=True))
    foot = Row.of("", whole.label, _counted(whole.key, total, now, link),
                  percent_cell(total, total, PLACES), "", "", "", "", kind="total")  # fmt: skip
    return Table(f"bieu-{form.code.lower()}", form.short, columns, rows, foot, notes=_notes(edition), small=True)


def _base_units(form, edition, now, before, link):
    groups = ("Số tổ chức cơ sở đảng",) * 3 + ("Tổ chức đảng trực thuộc đảng bộ cơ sở",) * 2
    labels = (
        "Tổng số (1) = (2) + (3)",
        "Đảng bộ cơ sở (2)",
        "Chi bộ cơ sở (3)",
        "Đảng bộ bộ phận (4)",
        "Chi bộ trực thuộc (5)",
    )
    columns = (
        Column("TT", 5, "center"),
        Column("Loại hình tổ chức cơ sở đảng", 46, "left", heads_row=True),
        *(Column(label, 9, group=group) for label, group in zip(labels, groups, strict=True)),
        Column("Tổng số đảng viên", 9),
    )

    def row(line):
        keys = [_of_type(column, line.key) for column in BASE_COLUMNS]
        counted = [_counted(key, now.number(key), now, link) for key in keys]
        return Row.of(line.mark, line.label, *counted, kind=line.kind)

    lines, total = edition.lines[:-1], edition.lines[-1]
    first = BASE_COLUMNS[0]
    shown = [line for line in lines if line.shown == ALWAYS or now.number(first.format(line.key))]
    return Table(f"bieu-{form.code}", form.short, columns, tuple(map(row, shown)), row(total), _notes(edition),
                 small=True)  # fmt: skip


def _of_type(column, code):
    """The key of a column for a type of base units; without a type, of all."""
    if code:
        return column.format(code)
    return column.replace("&type={}", "").replace(":type={}", "")


_LAYOUTS = {"compared": _compared, "groups": _groups, "base_units": _base_units}


def _notes(edition):
    missing = sorted({line.missing for line in edition.lines if line.missing})
    found = [f"Dấu “–” ở một dòng: {words}." for words in missing]
    doubt = BRIEFLY.get(edition.confidence)
    said = f"; các dòng nêu {doubt}, chưa đối chiếu được với văn bản gốc" if doubt else ""
    return (*found, f"Mẫu biểu: {edition.source}{said}.")


# The paper


def _paper(form, edition, organization, period, table, notices):
    board = organization.kind in WITH_BOARD
    own = committee_of(organization.name_on(period.end))
    parent = organization.parent
    upper = own if board else committee_of(parent.name_on(period.end)) if parent else ""
    issuer = "Ban Tổ chức" if board else own
    post = "TRƯỞNG BAN" if board else "BÍ THƯ"
    return Document(
        upper_name=upper,
        issuer_name=issuer,
        place=organization.place_or_named or NO_PLACE,
        symbol="",
        subject=(_period_line(period),),
        sections=(),
        signature=Signature("", post, hint=HAND if organization.is_cell else SEAL),
        beside=Signature("", "NGƯỜI LẬP BIỂU", hint=HAND),
        kind=form.title,
        opening=tuple(notice.text for notice in notices),
        tables=(table,),
        draft_turn=0,
        letterhead=Letterhead("form", heading=form.name, mark="", dashes="", dated_below=True),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _period_line(period):
    label = period.label if period.kind in (Kind.DATES, Kind.TERM) else period.label.upper()
    return label[0].upper() + label[1:]
