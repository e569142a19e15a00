"""The sentences of the quarterly report, in the Party's own prose; every number from `reports.figures`.

Counts below ten are written 01 to 09; "đồng chí" is for members only; a percentage stands without
a space and, where it is whole, without decimals.
"""

from dataclasses import dataclass
from datetime import date

from partydev.dates import format_date
from partydev.numbers import percent_in_prose, two_digits
from partydev.papers.document import Cell, Paragraph, paragraph
from reports.catalogue import INDICATORS
from reports.figures import TargetResult
from reports.figures.dormant import Longest
from reports.narrative_targets import sum_sentence, target_sentence

SHARES = (
    ("admitted_women", "nữ"),
    ("admitted_ethnic_minority", "dân tộc thiểu số"),
    ("admitted_youth_union", "đoàn viên Đoàn TNCS Hồ Chí Minh"),
    ("admitted_trade_union", "đoàn viên công đoàn (quá tuổi Đoàn)"),
    ("admitted_students", "sinh viên"),
)


# The same of a single person, who is no share.
OF_ONE = {
    "admitted_ethnic_minority": "người dân tộc thiểu số",
    "admitted_trade_union": "đoàn viên công đoàn",
}
TERM_BEGAN = "từ đầu nhiệm kỳ"  # as the label of a term's period begins


@dataclass(frozen=True)
class Facts:
    """What the sentences are written from. `link(key)` leads to the list behind a figure.

    `up_to` is the day that stocks stand for: the period's last day, or today while it is running.
    `base_committee_from`: from how many members a base cell forms a base committee; None for other units.
    """

    body: str  # "Đảng bộ", "Chi bộ"
    in_cell: bool
    period_label: str
    up_to: date
    now: dict
    before: dict | None
    year_so_far: int | None  # None where the period itself is the year so far
    year_words: str  # "Lũy kế từ đầu năm 2026", or "Riêng năm 2026" of the last year of a longer period
    targets: list[TargetResult]
    sums: list[TargetResult]
    dormant: Longest
    overdue: int
    link: object
    places: int = 1
    base_committee_from: int | None = None
    mentored: int = 0
    admitting: tuple | None = None  # how many direct units admitted somebody, and how many there are
    members_before: int = 0  # on the day before the period
    term_so_far: int | None = None
    term_from: date | None = None  # from when the term counts, where it is told

    @property
    def whole(self):
        return "Chi bộ" if self.in_cell else f"toàn {self.body}"

    @property
    def as_of(self):
        return f"ngày {format_date(self.up_to)}"

    @property
    def within(self):
        """ "trong quý III năm 2018"; chosen days and terms say "từ" themselves."""
        return self.period_label if self.period_label.startswith("từ ") else f"trong {self.period_label}"

    def count(self, key):
        """A number in prose that opens its list."""
        return Cell(two_digits(self.now[key]), self.link(key))

    def clauses(self, *given):
        """One paragraph of (key, runs where there is something, words where there is nothing); nothing comes last."""
        runs = []
        for key, some, none in sorted(given, key=lambda each: not self.now[each[0]]):
            runs += ["; " if runs else "", *(some if self.now[key] else (none,))]
        first = runs[1]
        if isinstance(first, str):
            runs[1] = first[0].upper() + first[1:]
        return paragraph(*[run for run in runs if run], ".")


def situation(facts: Facts) -> tuple[Paragraph, ...]:
    """I: organizations and members at the end of the period."""
    now = facts.now
    cells = f"{two_digits(now['cells'])} chi bộ" if now["base_organizations"] <= 1 and now["cells"] else ""
    start = f"Tính đến {facts.as_of}, {facts.whole} "
    if now["members"]:
        parts = [f"{start}có ", facts.count("members"), " đảng viên", *_kinds(facts, cells)]
    else:
        parts = [start, f"có {cells}, " if cells else "", "chưa có đảng viên nào"]
    return (paragraph(*[part for part in parts if part], "."), *_organizations(now), *_large_cell(facts))


def _kinds(facts, cells):
    """How many members are full and how many probationary, after the cells where these are told."""
    full, probationary = facts.now["full_members"], facts.now["probationary_members"]
    return [
        f", {cells}; trong đó " if cells else ", trong đó ",
        facts.count("full_members") if full else "chưa có",
        " đảng viên chính thức, ",
        facts.count("probationary_members") if probationary else "không có",
        " đảng viên dự bị",
    ]


def _organizations(now):
    if now["base_organizations"] <= 1:
        return ()
    parts = {
        "grassroots_committees": f"{two_digits(now['grassroots_committees'])} đảng bộ cơ sở với "
        f"{two_digits(now['cells'])} chi bộ trực thuộc",
        "base_cells": f"{two_digits(now['base_cells'])} chi bộ cơ sở",
    }
    shown = [words for key, words in parts.items() if now[key]]
    if len(shown) == 1:
        return (paragraph(f"Có {shown[0]}."),)
    text = f"Có {two_digits(now['base_organizations'])} tổ chức cơ sở đảng, gồm {' và '.join(shown)}"
    return (paragraph(f"{text}; tổng số {two_digits(now['cells'] + now['base_cells'])} chi bộ."),)


def _large_cell(facts):
    """Information, not an alarm: a base cell this large forms a base committee (Charter, Điều 21)."""
    least, members = facts.base_committee_from, facts.now["members"]
    if least is None or members < least:
        return ()
    text = (
        f"Chi bộ cơ sở có {members} đảng viên; theo Điều 21 Điều lệ Đảng, tổ chức cơ sở đảng có từ {least} đảng viên "
        "trở lên lập đảng bộ cơ sở, có các chi bộ trực thuộc đảng ủy."
    )
    return (paragraph(text),)


def sourcing(facts: Facts) -> tuple[Paragraph, ...]:
    """II.2: the pool."""
    doers = "chi bộ" if facts.in_cell else "các chi bộ"
    people = " quần chúng ưu tú, đoàn viên ưu tú"
    return (
        facts.clauses(
            ("pool_entered",
             (f"{facts.within}, {doers} đưa vào nguồn ", facts.count("pool_entered"), people),
             f"{facts.within}, {doers} không đưa thêm người vào nguồn"),
            ("in_pool",
             (f"đến {facts.as_of} có ", facts.count("in_pool"), " người trong nguồn phát triển đảng viên"),
             f"đến {facts.as_of} không có người trong nguồn phát triển đảng viên"),
        ),
    )  # fmt: skip


def classes(facts: Facts) -> tuple[Paragraph, ...]:
    """II.3: who was sent to the awareness class."""
    return (
        facts.clauses(
            ("sent_to_awareness_class",
             ("đã cử ", facts.count("sent_to_awareness_class"),
              " quần chúng ưu tú, đoàn viên ưu tú đi học lớp bồi dưỡng nhận thức về Đảng"),
             "trong kỳ không cử người đi học lớp bồi dưỡng nhận thức về Đảng"),
        ),
    )  # fmt: skip


def mentoring(facts: Facts) -> tuple[Paragraph, ...]:
    """II.4: who of the pool has a member assigned to help."""
    if not facts.mentored and not facts.now["in_pool"]:
        return (paragraph(f"Đến {facts.as_of} không có người trong nguồn cần phân công đảng viên giúp đỡ."),)
    if not facts.mentored:
        return (paragraph(f"Đến {facts.as_of} chưa phân công đảng viên chính thức giúp đỡ người trong nguồn."),)
    count = Cell(two_digits(facts.mentored), facts.link("pool_mentored"))
    helped = " người trong nguồn đã được phân công đảng viên chính thức giúp đỡ."
    return (paragraph(f"Đến {facts.as_of} có ", count, helped),)


def not_sent(names, on=None) -> tuple[Paragraph, ...]:
    """I: whose reports are missing in this one."""
    if not names:
        return ()
    return (paragraph(f"Đến ngày {format_date(on)}, chưa gửi báo cáo: {'; '.join(names)}."),)


def dossiers(facts: Facts) -> tuple[Paragraph, ...]:
    """II.5: dossiers before the deciding body."""
    return (
        facts.clauses(
            ("dossiers_pending",
             ("có ", facts.count("dossiers_pending"),
              " hồ sơ đề nghị kết nạp đã hoàn thiện, đang trình cấp có thẩm quyền xem xét, quyết định"),
             f"đến {facts.as_of} không có hồ sơ đề nghị kết nạp đang chờ cấp có thẩm quyền quyết định"),
        ),
    )  # fmt: skip


def admissions(facts: Facts) -> tuple[Paragraph, ...]:
    """II.6: admissions against targets, last year and the parts."""
    within = facts.within
    if facts.term_from and facts.term_so_far is None:  # the period is the term itself
        within = within.replace(TERM_BEGAN, _term_began(facts), 1)
    within = within[0].upper() + within[1:]
    if facts.now["admitted"]:
        first = [f"{within}, {facts.whole} kết nạp được ", facts.count("admitted"), " đảng viên mới"]
    else:
        first = [f"{within}, {facts.whole} chưa kết nạp được đảng viên nào"]
    found = [paragraph(*first, *_compared(facts), *_members_now(facts), ".")]
    if facts.now["admitted"]:
        found.append(_shares(facts))
    found += [paragraph(text) for text in _so_far(facts)]
    found += [paragraph(target_sentence(row, facts.places)) for row in facts.targets]
    found += [paragraph(sum_sentence(row, facts.places)) for row in facts.sums]
    if not facts.targets:
        found.append(paragraph("Đơn vị không được giao chỉ tiêu cho kỳ này."))
    return tuple(found)


def _members_now(facts):
    """To how many members the admissions raised the unit; nothing where it did not grow."""
    if not facts.now["admitted"] or facts.now["members"] <= facts.members_before:
        return []
    whole = "của Chi bộ" if facts.in_cell else facts.whole
    return [f"; nâng tổng số đảng viên {whole} lên ", facts.count("members"), " đồng chí"]


def _so_far(facts):
    """The sums since the year and the term began; of a term without anybody nothing more is told of its year."""
    if facts.term_so_far is not None:
        words = f"Lũy kế {_term_began(facts)}"
        if not facts.term_so_far:
            return [_summed(words, 0)]
        term = [_summed(words, facts.term_so_far)]
    else:
        term = []
    also = "" if facts.now["admitted"] or facts.year_so_far else " cũng"
    year = [] if facts.year_so_far is None else [_summed(f"{facts.year_words}{also}", facts.year_so_far)]
    return [*year, *term]


def _term_began(facts):
    return f"{TERM_BEGAN} (ngày {format_date(facts.term_from)})"


def _summed(words, number):
    if not number:
        return f"{words} chưa kết nạp được đảng viên nào."
    return f"{words}, kết nạp {two_digits(number)} đồng chí."


def _compared(facts):
    if not facts.before:
        return []
    now, before = facts.now["admitted"], facts.before["admitted"]
    if now == before:
        return [", bằng cùng kỳ năm trước"] if now else ["; cùng kỳ năm trước cũng không kết nạp"]
    if not before:
        return ["; cùng kỳ năm trước không kết nạp"]
    if not now:
        return [f"; cùng kỳ năm trước kết nạp {two_digits(before)} đồng chí"]
    word = "tăng" if now > before else "giảm"
    change = abs(now - before)
    share = percent_in_prose(change, before, facts.places)
    return [f", {word} {two_digits(change)} đồng chí ({word} {share}%) so với cùng kỳ năm trước"]


def _shares(facts):
    total = facts.now["admitted"]
    shown = [(key, name) for key, name in SHARES if facts.now[key]]
    if not shown:
        return paragraph("Trong số đảng viên mới không có nữ, người dân tộc thiểu số, đoàn viên, sinh viên.")
    if total == 1:
        return _one_person(shown)
    runs = ["Trong số đảng viên mới: "]
    for place, (key, name) in enumerate(shown):
        share = percent_in_prose(facts.now[key], total, facts.places)
        runs += ["; " if place else "", f"{name} ", facts.count(key), f" đồng chí, chiếm {share}%"]
    return paragraph(*[run for run in runs if run], ".")


def _one_person(groups):
    """A single person has no shares; the number of the sentence before leads to the one line of the list."""
    return paragraph(f"Đồng chí mới kết nạp là {', '.join(OF_ONE.get(key, name) for key, name in groups)}.")


def members_after(facts: Facts) -> tuple[Paragraph, ...]:
    """II.7: probation, recognition, cards."""
    found = [
        facts.clauses(
            ("recognized",
             ("công nhận chính thức cho ", facts.count("recognized"), " đảng viên dự bị"),
             "trong kỳ không có đảng viên dự bị được công nhận chính thức"),
            ("sent_to_new_member_class",
             ("cử ", facts.count("sent_to_new_member_class"),
              " đồng chí học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới"),
             "không cử đi học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới"),
            ("cards_issued",
             ("phát thẻ cho ", facts.count("cards_issued"), " đảng viên"),
             "không phát thẻ đảng viên"),
        ),
    ]  # fmt: skip
    if facts.overdue:
        count = Cell(two_digits(facts.overdue), facts.link("overdue"))
        found.append(paragraph("Còn ", count, " đảng viên dự bị đã quá thời hạn xét công nhận chính thức."))
    return tuple(found)


def changes(facts: Facts) -> tuple[Paragraph, ...]:
    """II.8: striking off and transfers."""
    keys = ("struck_off", "transferred_in", "transferred_out")
    if not any(facts.now[key] for key in keys):
        return (paragraph("Trong kỳ không có trường hợp xóa tên đảng viên dự bị, chuyển sinh hoạt đảng."),)
    return (
        facts.clauses(
            ("struck_off",
             ("xóa tên trong danh sách đảng viên dự bị ", facts.count("struck_off"), " trường hợp"),
             "không có trường hợp xóa tên trong danh sách đảng viên dự bị"),
            ("transferred_in",
             ("tiếp nhận ", facts.count("transferred_in"), " đảng viên chuyển sinh hoạt đảng đến"),
             "không có đảng viên chuyển sinh hoạt đảng đến"),
            ("transferred_out",
             ("giới thiệu ", facts.count("transferred_out"), " đảng viên chuyển sinh hoạt đảng đi"),
             "không có đảng viên chuyển sinh hoạt đảng đi"),
        ),
    )  # fmt: skip


def shortfalls(facts: Facts) -> tuple[Paragraph, ...]:
    """III: facts for the paragraph on what fell short; the judgement is the unit's to write."""
    found = []
    for row in facts.targets:
        if row.complete and row.target and row.result < row.target:
            text = target_sentence(row, facts.places)
            found.append(paragraph(f"Chưa đạt {text[0].lower()}{text[1:]}"))
    if facts.dormant:
        found.append(paragraph(_dormant_sentence(facts)))
    if facts.overdue:
        found.append(paragraph(f"Còn {two_digits(facts.overdue)} trường hợp quá thời hạn xét công nhận chính thức."))
    return tuple(found)


def _dormant_sentence(facts):
    longest = facts.dormant.first
    years = f"đã {two_digits(longest.years)} năm liền không kết nạp đảng viên."
    if facts.in_cell:
        return f"Chi bộ {years}"
    if facts.dormant.number == 1:
        return f"Còn 01 chi bộ nhiều năm chưa kết nạp được đảng viên: {longest.name}, {years}"
    return (
        f"Có {two_digits(facts.dormant.number)} chi bộ từ 02 năm liền trở lên chưa kết nạp được đảng viên; "
        f"lâu nhất là {longest.name}, {years}"
    )


def definition(key: str) -> str:
    """What a figure counts, in words."""
    return INDICATORS[key].definition if key in INDICATORS else ""
