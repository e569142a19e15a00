"""What a duty is, and what the clock knows of a case beside its facts. No Django here."""

from dataclasses import dataclass
from datetime import date, timedelta

CELL, BASE, DECIDING = "cell", "base", "deciding"
TURN_WORDS = {CELL: "Chi bộ", BASE: "Đảng ủy cơ sở", DECIDING: "Cấp có thẩm quyền quyết định"}
# How long before its last day a paper's running out is told of.
NOTICE = timedelta(days=90)

# In the order of the way, as lists and filters name them.
KINDS = {
    "next_step": "Bước tiếp theo",
    "readmission": "Xem xét kết nạp lại",
    "long_enough_here": "Đủ thời gian ở nơi xem xét",
    "mentor": "Phân công giúp đỡ",
    "remark": "Nhận xét hằng tháng",
    "certificate": "Giấy chứng nhận hết giá trị",
    "verification_reply": "Trả lời thẩm tra lý lịch",
    "papers": "Giấy tờ quá thời hạn",
    "decide": "Xét, quyết định",
    "notice": "Báo kết quả cho chi bộ",
    "ceremony": "Lễ kết nạp",
    "member_cv": "Lý lịch đảng viên",
    "new_member_class": "Lớp bồi dưỡng đảng viên mới",
    "referral_letter": "Giấy giới thiệu sinh hoạt đảng",
    "transfer": "Chuyển sang chi bộ khác",
    "prepare_recognition": "Chuẩn bị công nhận chính thức",
    "recognition": "Công nhận chính thức",
    "reconciliation": "Đối khớp hồ sơ đảng viên",
    "card_check": "Kiểm tra thẻ đảng viên",
    "list_review": "Rà soát danh sách nguồn",
}
UNIT_KINDS = ("reconciliation", "card_check", "list_review")
# Whose day a decision may put off.
DECIDED = "decide"
EXTENDABLE = (DECIDED, "ceremony")
LATE_PAPER = ", ban hành khi đã quá hạn"


@dataclass(frozen=True)
class Extended:
    """A recorded decision that puts a last day off to `until`; `paper` names it ("Quyết định số … ngày …")."""

    until: date
    paper: str
    issued_on: date


@dataclass(frozen=True)
class ClockFacts:
    """What duties rest on beside `CandidateFacts`.

    `months_remarked`: first days of the months that have a remark or an excuse; `mentored_since`: the day
    since which someone is assigned to help, `help_ended` the (first, last) days of who helped before them and was
    relieved or is gone; `admitted_here`: the ceremony was recorded when it was held, not
    found on taking over; `has_member_cv`, `has_letter`: the member's CV, the letter of the last move, are in the
    register; `moved_on`: the last move to this cell; `rhythm`: how often remarks are asked (`rules.rhythm`).
    """

    months_remarked: frozenset = frozenset()
    mentored_since: date | None = None
    help_ended: tuple = ()
    admitted_here: bool = False
    has_member_cv: bool = False
    moved_on: date | None = None
    has_letter: bool = False
    rhythm: tuple = ()


@dataclass(frozen=True)
class Duty:
    """Something to be done. `key` tells two duties of one kind apart; `due_on` None: no date by rule.

    `rule` is the key of the rulebook's value the day rests on. `unsure` marks a date computed through a
    year whose holidays are not known. `extended` names the decision
    that put the day off.
    """

    kind: str
    text: str
    turn: str
    opens_on: date
    due_on: date | None
    citation: str = ""
    confidence: str = ""
    key: str = ""
    unsure: bool = False
    rule: str = ""
    extended: str = ""


def cited(row):
    """What a duty says of the value `row` that it rests on."""
    return {"citation": str(row.citation), "confidence": row.confidence, "rule": row.key}


def since(facts):
    """The day of the last thing that is known of the case."""
    return max([day for day in facts.dates.values() if day], default=facts.on)


def put_off(facts, kind, key, deadline, begins_on):
    """(last day, words of the decision) of a duty whose days run since `begins_on`.

    A decision issued before that belongs to an earlier attempt; one whose day has come nearer than the
    deadline's own moves nothing. The words say where the deadline had lapsed when it was put off.
    """
    found = _put_off(facts, kind, key, begins_on)
    if not found or found[-1].until <= deadline:
        return deadline, ""
    late = lapsed_before(facts, kind, key, deadline, begins_on)
    return found[-1].until, found[-1].paper + (LATE_PAPER if late else "")


def lapsed_before(facts, kind, key, deadline, begins_on):
    """The first last day of a decision that had passed before it was put off; None where it was in time (T6).

    A ceremony's consent comes when the ceremony is late: that is what it is for.
    """
    for each in _put_off(facts, kind, key, begins_on) if kind == DECIDED else ():
        if each.issued_on > deadline:
            return deadline
        deadline = max(deadline, each.until)
    return None


def _put_off(facts, kind, key, begins_on):
    return [each for each in facts.extensions.get((kind, key), ()) if each.issued_on >= begins_on]
