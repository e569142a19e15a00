"""The sentences of the quarterly report, in the Party's own prose; every number from `reports.figures`.

Counts below ten are written 01 to 09; "đồng chí" is for members only; a percentage stands without
a space and, where it is whole, without decimals.
"""

from dataclasses import dataclass

from partydev.numbers import percent_in_prose, two_digits
from partydev.papers.document import Cell, Paragraph, paragraph
from reports.catalogue import INDICATORS
from reports.figures import DormantCell, TargetResult

SHARES = (
    ("admitted_women", "nữ"),
    ("admitted_ethnic_minority", "dân tộc thiểu số"),
    ("admitted_youth_union", "đoàn viên Đoàn TNCS Hồ Chí Minh"),
    ("admitted_trade_union", "đoàn viên công đoàn (quá tuổi Đoàn)"),
    ("admitted_students", "sinh viên"),
)


@dataclass(frozen=True)
class Facts:
    """What the sentences are written from. `link(key)` leads to the list behind a figure."""

    body: str  # "Đảng bộ", "Chi bộ"
    period_label: str
    now: dict
    before: dict | None
    year_so_far: int
    year_label: str
    targets: list[TargetResult]
    dormant: list[DormantCell]
    overdue: int
    link: object
    places: int = 1

    def count(self, key, number=None):
        """A number in prose that opens its list."""
        return Cell(two_digits(self.now[key] if number is None else number), self.link(key))


def situation(facts: Facts) -> tuple[Paragraph, ...]:
    """I: organizations and members at the end of the period."""
    now = facts.now
    parts = [f"Đến cuối kỳ, toàn {facts.body} có ", facts.count("members"), " đảng viên, trong đó ",
             facts.count("full_members"), " đảng viên chính thức, ", facts.count("probationary_members"),
             " đảng viên dự bị."]  # fmt: skip
    return (paragraph(*parts), *_organizations(facts, now))


def _organizations(facts, now):
    base, cells = now["base_organizations"], now["cells"]
    if base > 1:
        text = (
            f"Có {two_digits(base)} tổ chức cơ sở đảng, gồm {two_digits(now['grassroots_committees'])} đảng bộ cơ sở "
            f"với {two_digits(cells)} chi bộ trực thuộc và {two_digits(now['base_cells'])} chi bộ cơ sở; "
            f"tổng số {two_digits(cells + now['base_cells'])} chi bộ."
        )
        return (paragraph(text),)
    if cells:
        return (paragraph(f"{facts.body} có {two_digits(now['members'])} đảng viên, {two_digits(cells)} chi bộ."),)
    return ()


def sourcing(facts: Facts) -> tuple[Paragraph, ...]:
    """II.2–3: the pool and the awareness class."""
    return (
        paragraph(
            f"Trong {facts.period_label}, các chi bộ đưa vào nguồn ", facts.count("pool_entered"),
            " quần chúng ưu tú, đoàn viên ưu tú; đến cuối kỳ có ", facts.count("in_pool"),
            " người trong nguồn phát triển đảng viên.",
        ),
        paragraph(
            "Đã cử ", facts.count("sent_to_awareness_class"),
            " quần chúng ưu tú, đoàn viên ưu tú đi học lớp bồi dưỡng nhận thức về Đảng.",
        ),
    )  # fmt: skip


def dossiers(facts: Facts) -> tuple[Paragraph, ...]:
    """II.5: dossiers before the deciding body."""
    return (
        paragraph("Có ", facts.count("dossiers_pending"),
                  " hồ sơ đề nghị kết nạp đã hoàn thiện, đang trình cấp có thẩm quyền xem xét, quyết định."),
    )  # fmt: skip


def admissions(facts: Facts) -> tuple[Paragraph, ...]:
    """II.6: admissions against targets, last year and the parts."""
    first = [f"Trong {facts.period_label}, toàn {facts.body} kết nạp được ", facts.count("admitted"),
             " đảng viên mới", *_compared(facts), "."]  # fmt: skip
    found = [paragraph(*first)]
    if facts.year_label != facts.period_label:
        found.append(paragraph(f"Lũy kế {facts.year_label} kết nạp {two_digits(facts.year_so_far)} đồng chí."))
    found += [paragraph(target_sentence(row, facts.places)) for row in facts.targets]
    if not facts.targets:
        found.append(paragraph("Đơn vị không được giao chỉ tiêu cho kỳ này."))
    if facts.now["admitted"]:
        found.append(_shares(facts))
    return tuple(found)


def _compared(facts):
    if not facts.before or not facts.before["admitted"]:
        return []
    now, before = facts.now["admitted"], facts.before["admitted"]
    if now == before:
        return [", bằng cùng kỳ năm trước"]
    word = "tăng" if now > before else "giảm"
    change = abs(now - before)
    share = percent_in_prose(change, before, facts.places)
    return [f", {word} {two_digits(change)} đồng chí ({word} {share}%) so với cùng kỳ năm trước"]


def target_sentence(row: TargetResult, places=1) -> str:
    """ "đạt 120,6% kế hoạch, vượt 20,6%": one target and its result, in words."""
    what = {"congress": "chỉ tiêu nghị quyết đại hội", "assigned": "kế hoạch cấp trên giao",
            "registered": "chỉ tiêu đơn vị đăng ký"}[row.source]  # fmt: skip
    span = _span(row)
    if not row.target:
        return f"Không giao chỉ tiêu {span}; kết nạp {two_digits(row.result)} đồng chí."
    reached = percent_in_prose(row.result, row.target, places)
    text = f"So với {what} {span} là {two_digits(row.target)} đảng viên, đã kết nạp {two_digits(row.result)}"
    text += f" đồng chí, đạt {reached}%"
    if row.result > row.target:
        text += f", vượt {percent_in_prose(row.result - row.target, row.target, places)}%"
    return text + "."


def _span(row):
    first, last = row.starts_on, row.ends_on
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years and first.year == last.year:
        return f"năm {first.year}"
    if whole_years:
        return f"giai đoạn {first.year} - {last.year}"
    return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def _shares(facts):
    total = facts.now["admitted"]
    runs = ["Trong đó: "]
    shown = [(key, name) for key, name in SHARES if facts.now[key]]
    for place, (key, name) in enumerate(shown):
        share = percent_in_prose(facts.now[key], total, facts.places)
        runs += ["; " if place else "", f"{name} ", facts.count(key), f" đồng chí, chiếm {share}%"]
    if not shown:
        runs = ["Không có đảng viên mới thuộc các nhóm nữ, dân tộc thiểu số, đoàn viên, sinh viên"]
    return paragraph(*[run for run in runs if run], ".")


def members_after(facts: Facts) -> tuple[Paragraph, ...]:
    """II.7–8: probation, recognition, cards; striking off and transfers."""
    found = [
        paragraph(
            "Công nhận chính thức cho ", facts.count("recognized"), " đảng viên dự bị; cử ",
            facts.count("sent_to_new_member_class"),
            " đồng chí học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới; phát thẻ cho ",
            facts.count("cards_issued"), " đảng viên.",
        ),
    ]  # fmt: skip
    if facts.overdue:
        found.append(
            paragraph(
                "Còn ", Cell(two_digits(facts.overdue), facts.link("overdue")),
                " đảng viên dự bị đã quá thời hạn xét công nhận chính thức.",
            )
        )  # fmt: skip
    return tuple(found)


def changes(facts: Facts) -> tuple[Paragraph, ...]:
    """II.8: striking off and transfers."""
    return (
        paragraph(
            "Xóa tên trong danh sách đảng viên dự bị ", facts.count("struck_off"), " trường hợp; tiếp nhận ",
            facts.count("transferred_in"), " đảng viên chuyển sinh hoạt đảng đến, giới thiệu ",
            facts.count("transferred_out"), " đảng viên chuyển sinh hoạt đảng đi.",
        ),
    )  # fmt: skip


def shortfalls(facts: Facts) -> tuple[Paragraph, ...]:
    """III: facts for the paragraph on what fell short; the judgement is the unit's to write."""
    found = []
    for row in facts.targets:
        if row.complete and row.target and row.result < row.target:
            found.append(paragraph(f"Chưa đạt: {target_sentence(row, facts.places)[0].lower()}"
                                   f"{target_sentence(row, facts.places)[1:]}"))  # fmt: skip
    if facts.dormant:
        longest = facts.dormant[0]
        found.append(
            paragraph(
                f"Còn {two_digits(len(facts.dormant))} chi bộ từ 02 năm liền trở lên chưa kết nạp được đảng viên; "
                f"lâu nhất là {longest.cell.name}, {two_digits(longest.years)} năm liền không kết nạp đảng viên."
            )
        )
    if facts.overdue:
        found.append(paragraph(f"Còn {two_digits(facts.overdue)} trường hợp quá thời hạn xét công nhận chính thức."))
    return tuple(found)


def definition(key: str) -> str:
    """What a figure counts, in words."""
    return INDICATORS[key].definition if key in INDICATORS else ""
