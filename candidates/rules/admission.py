"""Admission: who can be admitted, on which papers, and in what time (Điều 4). No Django here."""

from candidates.rules.base import WARN, rule
from candidates.rules.calendar import month_later
from candidates.rules.keys import KEYS
from candidates.rules.schooling import reaches


@rule("minimum_age_years", link="person")
def old_enough(facts, law):
    """The person is at least 18 years old, counted by month, at the cell's vote."""
    least = law.value("minimum_age_years")
    if facts.birth_date is None:
        return "Chưa có ngày sinh nên không tính được tuổi."
    if month_later(facts.birth_date, least * 12) <= facts.on:
        return None
    return f"Tại ngày chi bộ xét, người vào Đảng chưa đủ {least} tuổi (tính theo tháng)."


@rule("maximum_age_years", who="Cấp ủy trực thuộc Trung ương", link="case")
def young_enough(facts, law):
    """The person is at most 60 years old, counted by month, or the consent for older ones is there."""
    most = law.value("maximum_age_years")
    if facts.birth_date is None or facts.over_60_consent:
        return None
    birthday = month_later(facts.birth_date, most * 12)
    if (facts.on.year, facts.on.month) <= (birthday.year, birthday.month):
        return None
    return (
        f"Tại ngày chi bộ xét, người vào Đảng đã quá {most} tuổi; cần văn bản đồng ý của cấp ủy trực thuộc Trung ương."
    )


@rule("maximum_age_years", who="Cấp ủy trực thuộc Trung ương", level=WARN)
def over_60_was_consented(facts, law):
    """For someone over 60 the consent was given before the decision."""
    return young_enough(facts, law)


@rule("minimum_schooling", link="person")
def schooled_enough(facts, law):
    """The person's schooling reaches what the rule asks, or the exception of special areas and elders."""
    if not facts.education:
        return "Chưa ghi trình độ giáo dục phổ thông."
    asked = [law.value("minimum_schooling")]
    if facts.special_area:
        asked.append(law.value("minimum_schooling_special_area"))
        asked += [law.value("minimum_schooling_elder")] if facts.respected_elder else []
    if any(reaches(facts, least) for least in asked):
        return None
    words = KEYS["minimum_schooling"].choices[asked[-1]]
    where = " ở địa bàn đặc thù" if facts.special_area else ""
    return f"Học vấn của người vào Đảng chưa đạt mức tối thiểu{where}: {words}."


@rule("awareness_certificate_months", who="Chi bộ, trung tâm chính trị", link="classes")
def has_valid_certificate(facts, law):
    """The certificate of the awareness class is there and not older than the rule allows."""
    if facts.certificate_on is None:
        return "Chưa có giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng."
    months = law.value("awareness_certificate_months")
    last = month_later(facts.certificate_on, months)
    if facts.on <= last:
        return None
    return (
        f"Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng đã quá {months} tháng "
        f"(hết giá trị sau ngày {last:%d/%m/%Y})."
    )


@rule("mentor_assigned", level=WARN, link="mentors")
def has_mentor(facts, law):
    """A full member is assigned to help the person."""
    return None if facts.mentors else "Chưa phân công đảng viên chính thức giúp đỡ."


@rule("dossier_papers", level=WARN, link="timeline")
def application_before_cv(facts, law):
    """The application is written before the CV."""
    applied = facts.dates.get("apply")
    return None if applied is None or applied <= facts.on else "Đơn xin vào Đảng phải viết trước khi khai lý lịch."


@rule("introducers_needed", link="introductions")
def has_introducers(facts, law):
    """Two full members introduce, or one and the Youth Union or the trade union."""
    members, unions = facts.introducing_members, facts.introducing_unions
    if members >= law.value("introducers_needed") or (members and unions):
        return None
    return (
        "Cần hai đảng viên chính thức giới thiệu, hoặc một đảng viên chính thức cùng nghị quyết giới thiệu của "
        f"Đoàn Thanh niên hoặc công đoàn cơ sở (hiện có {members} đảng viên, {unions} đoàn thể)."
    )


@rule("dossier_papers", link="catch_up")
def cv_is_verified(facts, law):
    """The CV was verified before the cell votes."""
    return None if "complete_verification" in facts.dates else "Chưa có kết luận thẩm tra lý lịch."


@rule("dossier_papers", who="Chi bộ", link="papers")
def papers_are_whole(facts, law):
    """Every paper that the dossier must hold is entered in its register."""
    if not facts.missing_papers:
        return None
    return f"Hồ sơ còn thiếu {len(facts.missing_papers)} giấy tờ: {'; '.join(facts.missing_papers)}."


@rule("dossier_papers", who="Cán bộ tổ chức của cấp ủy đang giữ hồ sơ")
def papers_are_accepted(facts, law):
    """Every paper was looked at and meets the requirements."""
    if not facts.papers_not_accepted:
        return None
    waiting = facts.papers_not_accepted
    return f"Còn {len(waiting)} giấy tờ chờ kiểm tra, chưa ghi đạt yêu cầu: {'; '.join(waiting)}."


@rule("dossier_papers", link="points")
def points_are_answered(facts, law):
    """Every point that was asked to be completed is answered."""
    if not facts.open_points:
        return None
    return f"Còn {facts.open_points} nội dung được đề nghị bổ sung chưa ghi là đã hoàn thiện."


@rule("cell_admission_majority", level=WARN, link="votes")
def cell_vote_was_regular(facts, law):
    """The cell's resolution was passed as the rules ask."""
    if "cell_vote" not in facts.irregular:
        return None
    return "Nghị quyết chi bộ được ghi là chưa đúng quy định; cần báo cáo cấp trên kèm hồ sơ."


@rule("committee_admission_majority", who="Đảng ủy cơ sở")
def base_committee_has_resolved(facts, law):
    """The base committee has voted, where its resolution is needed."""
    if not facts.needs_base_resolution or facts.stage == "committee_resolved":
        return None
    return "Chưa có nghị quyết đề nghị kết nạp của đảng ủy cơ sở."


@rule("admission_decision_working_days", level=WARN, who="Cấp có thẩm quyền")
def decided_in_time(facts, law):
    """The decision falls within the working days that the rule allows after the cell's resolution."""
    voted = facts.dates.get("cell_vote")
    if voted is None:
        return None
    days = law.value("admission_decision_working_days")
    last = law.calendar.add_working_days(voted, days)
    if facts.on <= last.day:
        return None
    return f"Quyết định sau thời hạn {days} ngày làm việc kể từ nghị quyết chi bộ (hạn ngày {last.day:%d/%m/%Y})."


def ceremony_deadline(facts, law):
    """The last day for the ceremony and the value it rests on, or (None, None).

    The rule set is the one of the decision's date: before 26/7/2026 the days run from the cell's
    receipt of the decision, since then from its issue.
    """
    if facts.decided_on:
        law = law.at(facts.decided_on)
    starts = {"issue": facts.decided_on, "receipt": facts.decision_received_on}
    start, row = starts[law.value("ceremony_counted_from")], law["ceremony_working_days"]
    if start is None:
        return None, None
    return law.calendar.add_working_days(start, row.value), row


@rule("ceremony_working_days", level=WARN)
def ceremony_in_time(facts, law):
    """The ceremony is held within the working days that the rule allows, or the upper committee consents."""
    deadline, row = ceremony_deadline(facts, law)
    if deadline is None or facts.on <= deadline.day:
        return None
    return (
        f"Lễ kết nạp sau thời hạn {row.value} ngày làm việc (hạn ngày {deadline.day:%d/%m/%Y}); "
        "cần cấp ủy cấp trên trực tiếp đồng ý."
    )


@rule("readmission_months", link="case")
def may_be_readmitted(facts, law):
    """Someone who left the Party is re-admitted once, and only after the time the rule asks."""
    if not facts.is_readmission:
        return None
    if facts.earlier_readmissions >= law.value("readmissions_allowed"):
        return "Chỉ được xem xét kết nạp lại một lần."
    months = law.value("readmission_months")
    if facts.left_party_on is None:
        return "Chưa ghi ngày ra khỏi Đảng."
    first = month_later(facts.left_party_on, months)
    if facts.on >= first:
        return None
    return f"Chưa đủ {months} tháng kể từ khi ra khỏi Đảng (đủ từ ngày {first:%d/%m/%Y})."
