"""What is due from the decision on admission to recognition: T8 to T12, T18 of the regulations. No Django here."""

from candidates.rules.admission import ceremony_deadline, receipt_is_missing
from candidates.rules.calendar import month_later
from candidates.rules.duties_base import BASE, CELL, DECIDING, Duty, cited, put_off, since
from candidates.rules.probation import probation_ends_on, recognition_deadline
from candidates.rules.striking import part_needed

IN_PROBATION = (
    "probationary",
    "recognition_prepared",
    "recognition_cell_resolved",
    "recognition_committee_resolved",
    "strike_off_cell_resolved",
    "strike_off_committee_resolved",
    "reported_upward",
)
CEREMONY = "Tổ chức lễ kết nạp"
RECEIVE_FIRST = "Ghi ngày chi bộ nhận quyết định"


def ceremony(facts, law, clock):
    """The ceremony has its working days; a later one needs the consent of the committee above (T8)."""
    if facts.stage != "decided":
        return None
    deadline, row = ceremony_deadline(facts, law)
    opens = facts.decided_on or facts.on
    if deadline is None:
        return Duty("ceremony", f"{RECEIVE_FIRST}, {CEREMONY.lower()}", CELL, opens, None)
    last, paper = put_off(facts, "ceremony", "", deadline.day, opens)
    if receipt_is_missing(facts, law) and not paper:
        text = f"{RECEIVE_FIRST}, {CEREMONY.lower()} (hạn sớm nhất, tính từ ngày ký quyết định)"
        return Duty("ceremony", text, CELL, opens, last, unsure=deadline.unsure, **cited(row))
    text = CEREMONY
    consented = any(ground.kind == "late_ceremony_consent" for ground in facts.grounds)
    if facts.on > last and law.value("late_ceremony_consent") and not consented:
        text = f"{CEREMONY}: đã quá hạn, cần cấp ủy cấp trên trực tiếp đồng ý bằng văn bản"
    return Duty("ceremony", text, CELL, opens, last, unsure=deadline.unsure, extended=paper, **cited(row))


def member_cv(facts, law, clock):
    """The new member writes the member's CV within working days of the ceremony (T9)."""
    asked = clock.admitted_here and facts.joined_on and facts.stage in IN_PROBATION
    if not asked or clock.has_member_cv:
        return None
    row = law.at(facts.joined_on)["member_cv_working_days"]
    deadline = law.calendar.add_working_days(facts.joined_on, row.value)
    text = "Hướng dẫn đảng viên mới viết lý lịch đảng viên, ghi vào danh mục hồ sơ"
    return Duty("member_cv", text, CELL, facts.joined_on, deadline.day, unsure=deadline.unsure, **cited(row))


def new_member_class(facts, law, clock):
    """The class for new members, before probation ends."""
    if facts.stage != "probationary" or facts.new_member_class_on or facts.joined_on is None:
        return None
    return Duty(
        "new_member_class",
        "Cử đi học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới",
        CELL,
        facts.joined_on,
        probation_ends_on(facts.joined_on, law),
        **cited(law["new_member_class_required"]),
    )


def referral_letter(facts, law, clock):
    """A probationer who moved hands in the letter at the new cell in time (T18)."""
    if clock.moved_on is None or clock.has_letter or facts.stage not in IN_PROBATION:
        return None
    law = law.at(clock.moved_on)
    if "referral_letter_working_days" not in law:
        return None
    row = law["referral_letter_working_days"]
    deadline = law.calendar.add_working_days(clock.moved_on, row.value)
    text = "Nhận giấy giới thiệu sinh hoạt đảng, ghi vào danh mục hồ sơ"
    return Duty("referral_letter", text, CELL, clock.moved_on, deadline.day, unsure=deadline.unsure, **cited(row))


def prepare_recognition(facts, law, clock):
    """A month before probation ends the papers are made ready; the rules name no day for it."""
    if facts.stage != "probationary" or facts.joined_on is None:
        return None
    end, row = probation_ends_on(facts.joined_on, law), law.at(facts.joined_on)["probation_months"]
    if facts.on >= end:
        return None  # the cell considers it now, which the other duty says
    text = f"Chuẩn bị giấy tờ đề nghị công nhận chính thức; chi bộ xét từ ngày {end:%d/%m/%Y}"
    return Duty("prepare_recognition", text, CELL, month_later(end, -1), None, **cited(row))


def recognition(facts, law, clock):
    """Open from the day month 12 ends, never before; then the cell has its working days (T10 to T12)."""
    if facts.stage not in ("probationary", "recognition_prepared") or facts.joined_on is None:
        return None
    end = probation_ends_on(facts.joined_on, law)
    deadline, row = recognition_deadline(facts.joined_on, law)
    text = "Chi bộ xét, đề nghị công nhận đảng viên chính thức hoặc xóa tên"
    return Duty("recognition", text, CELL, end, deadline.day, unsure=deadline.unsure, **cited(row))


STRIKING = {
    "strike_off_cell_resolved": ("Họp đảng ủy xét đề nghị xóa tên đảng viên dự bị", BASE),
    "strike_off_committee_resolved": ("Quyết định xóa tên đảng viên dự bị", DECIDING),
    "reported_upward": ("Xem xét, quyết định công nhận chính thức hoặc xóa tên", DECIDING),
}


def striking(facts, law, clock):
    """What follows a proposal to strike off, and three votes in vain; the rules name no day for it."""
    text, turn = STRIKING.get(facts.stage, ("", CELL))
    if facts.stage == "strike_off_cell_resolved" and not facts.needs_base_resolution:
        text, turn = STRIKING["strike_off_committee_resolved"]
    lost = max(facts.failed_cell_votes, facts.failed_committee_votes)
    most = law.value("failed_votes_before_report")
    if facts.stage != "reported_upward" and lost >= most:
        part = part_needed(law, "cell_recognition_majority")
        text, turn = f"Báo cáo cấp trên xem xét, quyết định: đã biểu quyết {most} lần không đủ {part}", CELL
    return text and Duty("next_step", text, turn, since(facts), None, key=facts.stage)


MAKERS = (ceremony, member_cv, new_member_class, referral_letter, prepare_recognition, recognition, striking)
