"""Probation and recognition as a full member (Điều 5). No Django here."""

from candidates.rules.admission import decided_late
from candidates.rules.base import WARN, rule
from candidates.rules.calendar import month_later


def probation_ends_on(joined_on, law):
    """The day on which the months of probation are complete, and from which recognition counts."""
    return month_later(joined_on, law.value("probation_months"))


@rule("probation_months", met="Đã hết thời gian dự bị.")
def probation_is_over(facts, law):
    """The twelve months of probation are complete when the cell votes on recognition."""
    if facts.joined_on is None:
        return "Chưa có ngày tổ chức lễ kết nạp nên không tính được thời gian dự bị."
    end = probation_ends_on(facts.joined_on, law)
    if facts.on >= end:
        return None
    return f"Chưa hết {law.value('probation_months')} tháng dự bị (hết ngày {end:%d/%m/%Y})."


@rule("recognition_vote_working_days", level=WARN, met="Còn trong thời hạn xét công nhận chính thức.")
def recognition_considered_in_time(facts, law):
    """The cell considers recognition within the working days the rule allows after probation."""
    if facts.joined_on is None:
        return None
    days = law.value("recognition_vote_working_days")
    last = law.calendar.add_working_days(probation_ends_on(facts.joined_on, law), days).day
    if facts.on <= last:
        return None
    return (
        f"Chi bộ xét sau thời hạn {days} ngày làm việc kể từ khi hết thời gian dự bị (hạn ngày {last:%d/%m/%Y}). "
        "Ngày công nhận chính thức vẫn tính từ khi hết 12 tháng dự bị."
    )


@rule("new_member_class_required", link="classes", met="Đã học lớp bồi dưỡng đảng viên mới.")
def new_member_class_is_done(facts, law):
    """The probationer has finished the class for new members."""
    if not law.value("new_member_class_required") or facts.new_member_class_on:
        return None
    return "Chưa có giấy chứng nhận học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới."


@rule("recognition_papers", link="papers", met="Đủ giấy tờ đề nghị công nhận chính thức.")
def recognition_papers_are_whole(facts, law):
    """Every paper that the proposal for recognition must hold is entered in the register."""
    if not facts.missing_recognition_papers:
        return None
    missing = facts.missing_recognition_papers
    return f"Còn thiếu {len(missing)} giấy tờ đề nghị công nhận: {'; '.join(missing)}."


@rule(
    "committee_recognition_majority",
    who="Đảng ủy cơ sở",
    met="Đã có nghị quyết đề nghị công nhận chính thức của đảng ủy cơ sở.",
    applies=lambda facts: facts.needs_base_resolution,
)
def base_committee_has_resolved_recognition(facts, law):
    """The base committee has voted on recognition, where its resolution is needed."""
    if not facts.needs_base_resolution or facts.stage in ("recognition_committee_resolved", "reported_upward"):
        return None
    return "Chưa có nghị quyết đề nghị công nhận chính thức của đảng ủy cơ sở."


@rule(
    "recognition_decision_working_days",
    level=WARN,
    who="Cấp có thẩm quyền",
    met="Còn trong thời hạn quyết định công nhận.",
    applies=lambda facts: facts.dates.get("recognition_cell_vote") is not None,
)
def recognition_decided_in_time(facts, law):
    """The decision falls within the working days that the rule allows after the cell's resolution."""
    voted = facts.dates.get("recognition_cell_vote")
    if voted is None:
        return None
    return decided_late(facts, law, "recognition", voted, law.value("recognition_decision_working_days"))
