"""Votes: whole-number arithmetic over the right base. No Django here."""

from dataclasses import dataclass

from candidates.rules.base import BLOCK, WARN, Fault, rule
from candidates.rules.grounds import told

PRESENT, EXCUSED, UNEXCUSED, EXEMPT, ELSEWHERE = "", "excused", "unexcused", "exempt", "elsewhere"
# Who is away for one of these is not counted in the total (điểm 9.3.2 of the implementing regulation).
LEFT_OUT = (EXEMPT, ELSEWHERE)


@dataclass(frozen=True)
class Voter:
    """A member of the cell at its meeting, never how anyone voted.

    `absence` is empty for who was there; `is_exempt` is what is recorded of the member on that day.
    """

    key: int
    name: str = ""
    is_full: bool = True
    is_exempt: bool = False
    absence: str = PRESENT
    reason: str = ""

    @property
    def is_present(self):
        return self.absence == PRESENT

    @property
    def is_left_out(self):
        return self.absence in LEFT_OUT


@dataclass(frozen=True)
class Roster:
    """Who had the right to vote at a cell's meeting, one by one, and how many probationers sat with them."""

    voters: tuple
    probationary: int = 0
    probationary_present: int = 0
    chair: str = ""
    minutes_by: str = ""

    @property
    def present(self):
        """How many of those who may vote were there."""
        return sum(each.is_full and each.is_present for each in self.voters)


def voting_base(voters):
    """How many count: all full members but those left out. A probationer never does, who is present always does."""
    return sum(each.is_full and not each.is_left_out for each in voters)


def may_leave_out(law):
    """Whether the rules of the day let a cell leave absent members out of the total."""
    return bool(law.value("absent_members_left_out"))


def not_left_out(voter, law):
    """Why this absent member cannot be left out of the total, as a sentence; "" where it may be so."""
    if not voter.is_left_out:
        return ""
    if not may_leave_out(law):
        return "Quy định của ngày họp không cho phép để đảng viên vắng mặt ngoài tổng số."
    if voter.absence == EXEMPT and not voter.is_exempt:
        return (
            f"Danh sách đảng viên chưa ghi đồng chí {voter.name} được miễn công tác và sinh hoạt đảng. "
            "Ghi việc miễn ở trang đảng viên trước, hoặc chọn lý do khác."
        )
    if voter.absence == ELSEWHERE and not voter.reason:
        return f"Ghi nơi sinh hoạt tạm thời, số giấy giới thiệu của đồng chí {voter.name}."
    return ""


def needed(base, ratio, *, majority=False):
    """How many of `base` votes carry it: at least num/den of them, or more than that for a majority."""
    num, den = ratio
    return base * num // den + 1 if majority else -(-base * num // den)


def carries(votes_for, base, ratio, *, majority=False):
    """Whether `votes_for` out of `base` reach the ratio: 3·for ≥ 2·base for two thirds."""
    num, den = ratio
    return votes_for * den > base * num if majority else votes_for * den >= base * num


def impossible(ballot):
    """Why these numbers cannot be: field -> sentence; empty when they can."""
    errors = {}
    if ballot.eligible < 1:
        errors["eligible"] = "Nhập số người có quyền biểu quyết, ít nhất là 1."
    if ballot.present > ballot.eligible:
        errors["present"] = f"Số có mặt ({ballot.present}) nhiều hơn số có quyền biểu quyết ({ballot.eligible})."
    cast = ballot.votes_for + ballot.votes_against + ballot.votes_other
    if cast > ballot.present:
        errors["votes_for"] = f"Tổng số phiếu ({cast}) nhiều hơn số có mặt ({ballot.present})."
    return errors


# The value of the rulebook by which a body below the deciding one resolves: (body, purpose) -> key.
MAJORITIES = {
    ("cell", "admission"): "cell_admission_majority",
    ("base", "admission"): "committee_admission_majority",
    ("cell", "recognition"): "cell_recognition_majority",
    ("base", "recognition"): "committee_recognition_majority",
    ("cell", "strike_off"): "cell_strike_off_majority",
    ("base", "strike_off"): "committee_recognition_majority",
}
# Votes of one body on one probationer, whichever was asked, are attempts at the same question.
COUNTED_TOGETHER = ("recognition", "strike_off")


@rule("cell_admission_majority", level=WARN, who="Bí thư chi bộ", link="votes")
def vote_counts_all_full_members(facts, law):
    """The vote counts all full members of the cell, not only those present."""
    ballot = facts.ballot
    if ballot is None or ballot.base is None or ballot.eligible == ballot.base:
        return None
    words = (
        f"Danh sách chi bộ có {ballot.base} đảng viên chính thức được tính, nhưng phiếu ghi {ballot.eligible}. "
        "Tỷ lệ tính trên tổng số đảng viên chính thức của chi bộ."
    )
    return _short_of_all(ballot, words)


@rule("committee_admission_majority", level=WARN, who="Cán bộ tổ chức", link="votes")
def vote_counts_all_committee_members(facts, law):
    """The vote counts all members of the committee."""
    ballot = facts.ballot
    if ballot is None or ballot.base is None or ballot.eligible == ballot.base:
        return None
    words = (
        f"Cấp ủy có {ballot.base} ủy viên được tính, nhưng phiếu ghi {ballot.eligible}. "
        "Tỷ lệ tính trên tổng số ủy viên."
    )
    return _short_of_all(ballot, words)


def _short_of_all(ballot, words):
    """A wrong total is to be looked at; one on which alone the vote carries stops the step."""
    key = ballot.law_key or None
    if ballot.needed_of_base is None:
        return Fault(words, law_key=key)
    least = f"Trên tổng số {ballot.base} cần ít nhất {ballot.needed_of_base} phiếu tán thành"
    return Fault(f"{words} {least}, mới có {ballot.votes_for}.", level=BLOCK, law_key=key)


@rule(
    "cell_minimum_members",
    who="Đảng ủy cấp trên",
    link="ground:small_cell_assignment",
    met="Chi bộ đủ đảng viên chính thức để ra nghị quyết.",
)
def cell_has_three_full_members(facts, law):
    """The cell has at least three full members."""
    least = law.value("cell_minimum_members")
    if facts.cell_full_members >= least:
        return None
    text = f"Chi bộ có {facts.cell_full_members} đảng viên chính thức, chưa đủ {least} để ra nghị quyết."
    assigned = next((each for each in facts.grounds if each.kind == "small_cell_assignment"), None)
    if assigned is None:
        return f"{text} Cấp ủy cấp trên trực tiếp tăng cường đảng viên, hoặc giao chi bộ khác xem xét."
    rest = "Ghi đảng viên được tăng cường vào danh sách chi bộ, hoặc chuyển hồ sơ sang chi bộ được giao."
    return Fault(f"{text} {told(assigned)} {rest}", who="Chi bộ, cấp ủy cấp trên", link="next")
