"""Votes: whole-number arithmetic over the right base. No Django here."""

from candidates.rules.base import WARN, rule


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


@rule("cell_admission_majority", level=WARN, who="Bí thư chi bộ", link="votes")
def vote_counts_all_full_members(facts, law):
    """The vote counts all full members of the cell, not only those present."""
    ballot = facts.ballot
    if ballot is None or ballot.base is None or ballot.eligible == ballot.base:
        return None
    return (
        f"Danh sách chi bộ có {ballot.base} đảng viên chính thức được tính, nhưng phiếu ghi {ballot.eligible}. "
        "Tỷ lệ tính trên tổng số đảng viên chính thức của chi bộ."
    )


@rule("committee_admission_majority", level=WARN, who="Cán bộ tổ chức", link="votes")
def vote_counts_all_committee_members(facts, law):
    """The vote counts all members of the committee."""
    ballot = facts.ballot
    if ballot is None or ballot.base is None or ballot.eligible == ballot.base:
        return None
    return f"Cấp ủy có {ballot.base} ủy viên, nhưng phiếu ghi {ballot.eligible}. Tỷ lệ tính trên tổng số cấp ủy viên."


@rule("cell_minimum_members", who="Đảng ủy cấp trên")
def cell_has_three_full_members(facts, law):
    """The cell has at least three full members."""
    least = law.value("cell_minimum_members")
    if facts.cell_full_members >= least:
        return None
    return (
        f"Chi bộ có {facts.cell_full_members} đảng viên chính thức, chưa đủ {least} để ra nghị quyết. "
        "Cấp trên tăng cường đảng viên hoặc ghép chi bộ."
    )
