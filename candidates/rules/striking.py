"""Striking a probationer off, and votes that did not carry (Quy định 24-QĐ/TW điểm 4.2.3). No Django here."""

from candidates.rules.base import rule

VOTED = ("strike_off_cell_resolved", "strike_off_committee_resolved", "reported_upward")


def part_needed(law, key):
    """The part of all votes that the rulebook's value `key` asks for, as it is written: "2/3"."""
    part, whole = law.value(key)
    return f"{part}/{whole}"


def _asked_often_enough(failed, law, who, key):
    """The sentence for a further vote of a body whose votes failed as often as the rule allows."""
    most = law.value("failed_votes_before_report")
    if failed < most:
        return None
    return (
        f"{who} đã biểu quyết {most} lần (công nhận, xóa tên) mà không lần nào đủ {part_needed(law, key)}. "
        "Báo cáo cấp trên xem xét, quyết định; không biểu quyết thêm."
    )


@rule("failed_votes_before_report", link="votes")
def cell_may_vote_again(facts, law):
    """The cell has not yet voted three times on this probationer in vain."""
    return _asked_often_enough(facts.failed_cell_votes, law, "Chi bộ", "cell_recognition_majority")


@rule("failed_votes_before_report", who="Đảng ủy cơ sở", link="votes")
def committee_may_vote_again(facts, law):
    """The base committee has not yet voted three times on this probationer in vain."""
    return _asked_often_enough(facts.failed_committee_votes, law, "Đảng ủy cơ sở", "committee_recognition_majority")


@rule("failed_votes_before_report", link="votes")
def votes_have_failed(facts, law):
    """The cell or the committee voted three times and never reached two thirds."""
    most = law.value("failed_votes_before_report")
    votes = max(facts.failed_cell_votes, facts.failed_committee_votes)
    if votes >= most:
        return None
    part = part_needed(law, "cell_recognition_majority")
    return f"Mới ghi {votes} lần biểu quyết không đủ {part}; báo cáo cấp trên quyết định sau lần thứ {most}."


@rule("cell_strike_off_majority", met="Chi bộ đã biểu quyết đề nghị xóa tên, hoặc đã báo cáo cấp trên.")
def strike_off_was_voted(facts, law):
    """The cell has proposed the striking-off by its vote, or the case was reported upward."""
    if facts.stage in VOTED:
        return None
    part = part_needed(law, "cell_strike_off_majority")
    return f"Chưa có nghị quyết của chi bộ đề nghị xóa tên (ít nhất {part} tổng số đảng viên chính thức tán thành)."


@rule("cell_strike_off_majority", who="Đảng ủy cơ sở")
def base_committee_has_resolved_strike_off(facts, law):
    """The base committee has voted on what the cell proposed, where its resolution is needed."""
    if not facts.needs_base_resolution or facts.stage != "strike_off_cell_resolved":
        return None
    return "Chưa có nghị quyết đề nghị xóa tên của đảng ủy cơ sở."
