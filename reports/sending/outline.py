"""What the unit writes itself in its report, box by box, and the facts that each box begins with.

The judgement is the unit's. A box nobody wrote in shows the facts; once written in, it says what was written.
"""

from dataclasses import dataclass

from partydev.numbers import two_digits
from partydev.papers.document import Section, paragraph
from reports.models import ReportText
from reports.narrative import Facts, shortfalls
from reports.narrative_targets import WHAT, target_sentence
from reports.periods import Kind

NOT_WRITTEN = "(Chưa soạn.)"  # in drafts only


@dataclass(frozen=True)
class Box:
    """`help` says what belongs there; `only` names the kinds of period that have it (empty: all)."""

    key: str
    label: str
    help: str
    only: tuple = ()


BOXES = (
    Box("leadership", "Công tác lãnh đạo, chỉ đạo", "Văn bản, kế hoạch đã ban hành; việc giao chỉ tiêu, kiểm tra."),
    Box("strengths", "Ưu điểm", "Những việc làm được."),
    Box("weaknesses", "Hạn chế, khuyết điểm", "Những việc chưa đạt, còn chậm."),
    Box("causes", "Nguyên nhân", "Nguyên nhân khách quan, chủ quan."),
    Box("lessons", "Bài học kinh nghiệm", "Rút ra từ kết quả của kỳ.", (Kind.YEAR, Kind.TERM)),
    Box("targets", "Chỉ tiêu", "Chỉ tiêu của kỳ tới."),
    Box("tasks", "Nhiệm vụ, giải pháp", "Việc sẽ làm, ai làm, khi nào xong."),
    Box("proposals", "Kiến nghị, đề xuất", "Nếu không có thì để trống; bản gửi đi sẽ không có mục này."),
)
MOST_CHARACTERS = 10_000


def boxes(period):
    """The boxes that a report of `period` has."""
    return [box for box in BOXES if not box.only or period.kind in box.only]


def written(organization, period):
    """The newest `ReportText` of the report of `period`; None where nobody wrote."""
    rows = ReportText.objects.filter(report__organization=organization, report__period=period.key)
    return rows.select_related("written_by").order_by("version").last()


def suggested(facts: Facts, period) -> dict:
    """What each box of the report of `period` begins with: key -> paragraphs; facts only, or none."""
    return {
        "strengths": _strengths(facts),
        "weaknesses": shortfalls(facts),
        "targets": _targets(facts, period.following()),
        "tasks": _tasks(facts),
    }


def _strengths(facts):
    found = [
        paragraph(f"{'Vượt' if row.result > row.target else 'Đạt'} {text[0].lower()}{text[1:]}")
        for row, text in ((row, target_sentence(row, facts.places)) for row in facts.targets if _is_met(row))
    ]
    admitted, before = facts.now["admitted"], facts.before and facts.before["admitted"]
    if before and admitted > before:
        more = two_digits(admitted - before)
        found.append(paragraph(f"Số đảng viên mới kết nạp nhiều hơn cùng kỳ năm trước {more} đồng chí."))
    found += _share_of_units(facts)
    return tuple(found)


def _share_of_units(facts):
    """How many units admitted somebody; where fewer than half did, it is no strength to suggest."""
    some, every = facts.admitting or (0, 0)
    if not facts.now["admitted"] or 2 * some < every or every < 2:
        return []
    if some == every:
        return [paragraph(f"Cả {two_digits(every)} đơn vị trực thuộc đều kết nạp được đảng viên.")]
    return [paragraph(f"Có {two_digits(some)} trong {two_digits(every)} đơn vị trực thuộc kết nạp được đảng viên.")]


def _is_met(row):
    return row.target and row.result >= row.target


def _targets(facts, following):
    """What is left of the targets that still run in the period that is planned."""
    left = [row for row in facts.targets if row.target and not row.complete and row.result < row.target]
    left = [row for row in left if following is None or row.ends_on >= following.start]
    return tuple(
        paragraph(
            f"{WHAT[row.source][0]} đến hết ngày {row.ends_on:%d/%m/%Y}: {two_digits(row.target)} đảng viên; "
            f"còn phải kết nạp {two_digits(row.target - row.result)} đồng chí."
        )
        for row in left
    )


def _tasks(facts):
    now = facts.now
    lines = (
        (now["in_pool"], "Tiếp tục bồi dưỡng, giúp đỡ {} người trong nguồn phát triển đảng viên."),
        (now["dossiers_pending"], "Hoàn thành việc xem xét {} hồ sơ đề nghị kết nạp đang chờ quyết định."),
        (facts.overdue, "Xét công nhận chính thức đối với {} đảng viên dự bị đã quá thời hạn."),
        (0 if facts.in_cell else facts.dormant.number, "Tạo nguồn ở {} chi bộ nhiều năm chưa kết nạp được đảng viên."),
    )
    return tuple(paragraph(words.format(two_digits(count))) for count, words in lines if count)


class Outline:
    """The sections that the unit writes, for a draft or (`final`) for a snapshot: then what is empty is left out."""

    def __init__(self, facts, period, texts, *, final):
        self._facts, self._period, self._final = facts, period, final
        self._texts, self._suggested = texts, suggested(facts, period)
        self._boxes = {box.key: box for box in boxes(period)}

    def section(self, key):
        """The section of one box; None where it has none or stays empty."""
        box, paragraphs = self._boxes.get(key), self.paragraphs(key)
        if box is None or not paragraphs:
            return None
        return Section(box.label, paragraphs)

    def paragraphs(self, key):
        if key in self._texts:
            found = tuple(line.strip() for line in self._texts[key].splitlines() if line.strip())
        else:
            found = self._suggested.get(key, ())
        return found or (() if self._final else (NOT_WRITTEN,))

    def sections(self):
        """Sections III to V."""
        following = self._period.following()
        ahead = "Phương hướng, nhiệm vụ " + (following.label if following else "thời gian tới")
        found = (
            self._group("Đánh giá chung", "strengths", "weaknesses", "causes", "lessons"),
            self._group(ahead, "targets", "tasks"),
            self.section("proposals"),
        )
        return tuple(section for section in found if section)

    def _group(self, heading, *keys):
        children = tuple(section for section in map(self.section, keys) if section)
        return Section(heading, children=children) if children else None
