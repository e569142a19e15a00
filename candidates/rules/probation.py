"""Probation and recognition as a full member (Điều 5). No Django here."""

from candidates.rules.admission import decided_late
from candidates.rules.base import WARN, rule
from candidates.rules.calendar import month_later
from candidates.rules.deadlines import RECOGNITION


def probation_ends_on(joined_on, law):
    """The day on which the months of probation are complete, and from which recognition counts.

    They run by the law of the ceremony's day; `law` may be the rules of any day.
    """
    return month_later(joined_on, law.at(joined_on).value("probation_months"))


def recognition_deadline(joined_on, law):
    """The `Deadline` by which the cell considers recognition (T11), and the `RuleValue` it rests on: that of the
    day on which probation ends.
    """
    end = probation_ends_on(joined_on, law)
    row = law.at(end)["recognition_vote_working_days"]
    return law.calendar.add_working_days(end, row.value), row


def _joined(facts, law):
    return facts.joined_on


def _end(facts, law):
    return facts.joined_on and probation_ends_on(facts.joined_on, law)


def _voted(facts, law=None):
    return facts.dates.get("recognition_cell_vote")


@rule("probation_months", met="Đã hết thời gian dự bị.", runs_from=_joined)
def probation_is_over(facts, law):
    """The twelve months of probation are complete when the cell votes on recognition."""
    if facts.joined_on is None:
        return "Chưa có ngày tổ chức lễ kết nạp nên không tính được thời gian dự bị."
    end = probation_ends_on(facts.joined_on, law)
    if facts.on >= end:
        return None
    months = law.value("probation_months")
    return f"Chưa hết {months} tháng dự bị (hết ngày {end:%d/%m/%Y})."


@rule(
    "recognition_vote_working_days",
    level=WARN,
    met="Còn trong thời hạn xét công nhận chính thức.",
    runs_from=_end,
)
def recognition_considered_in_time(facts, law):
    """The cell considers recognition within the working days the rule allows after probation."""
    if facts.joined_on is None:
        return None
    deadline, row = recognition_deadline(facts.joined_on, law)
    if facts.on <= deadline.day:
        return None
    months = law.at(facts.joined_on).value("probation_months")
    return (
        f"Chi bộ xét sau thời hạn {row.value} ngày làm việc kể từ khi hết thời gian dự bị "
        f"(hạn ngày {deadline.day:%d/%m/%Y}). Ngày công nhận chính thức vẫn tính từ khi hết {months} tháng dự bị."
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
    applies=lambda facts: _voted(facts) is not None,
    runs_from=_voted,
)
def recognition_decided_in_time(facts, law):
    """The decision falls within the working days that the rule allows after the cell's resolution."""
    voted = _voted(facts)
    return voted and decided_late(facts, law, RECOGNITION, voted)
