"""Admission: on which papers, and in what time (Điều 4). No Django here."""

from candidates.rules.base import BLOCK, WARN, Fault, against, rule
from candidates.rules.calendar import month_later
from candidates.rules.deadlines import ADMISSION, decision_deadline
from candidates.rules.duties_base import DECIDED, lapsed_before, put_off
from candidates.rules.key_words import PERSONS
from candidates.rules.papers import CELL_RESOLUTION, paper_names


@rule(
    "awareness_certificate_months",
    who="Chi bộ, trung tâm chính trị",
    link="classes",
    met="Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng còn giá trị.",
)
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


@rule(
    "awareness_certificate_months",
    level=WARN,
    who="Chi bộ, trung tâm chính trị",
    link="classes",
    applies=lambda facts: facts.certificate_on is not None,
)
def certificate_lasts_to_the_decision(facts, law):
    """The certificate, which was good at the cell's vote, does not end before the decision (regulations (j) 7)."""
    last = month_later(facts.certificate_on, law.value("awareness_certificate_months"))
    if facts.on <= last:
        return None
    return (
        "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng đã hết giá trị "
        f"sau ngày {last:%d/%m/%Y}, trước khi có quyết định kết nạp."
    )


@rule("mentor_assigned", level=WARN, link="mentors", met="Đã phân công đảng viên chính thức giúp đỡ.")
def has_mentor(facts, law):
    """A full member is assigned to help the person."""
    return None if facts.mentors else "Chưa phân công đảng viên chính thức giúp đỡ."


@rule("dossier_papers", level=WARN, link="timeline", met="Đơn xin vào Đảng viết trước lý lịch.")
def application_before_cv(facts, law):
    """The application is written before the CV."""
    applied = facts.dates.get("apply")
    return None if applied is None or applied <= facts.on else "Đơn xin vào Đảng phải viết trước khi khai lý lịch."


@rule("dossier_papers", link="catch_up", met="Đã có kết luận thẩm tra lý lịch.")
def cv_is_verified(facts, law):
    """The CV was verified before the cell votes; of whom, the guidance of the day says."""
    if "complete_verification" in facts.dates:
        return None
    persons = ", ".join(PERSONS[each] for each in law.value("verified_persons"))
    compared = " Người thân là đảng viên thì đối chiếu hồ sơ." if law.value("member_relatives_compared") else ""
    return f"Chưa có kết luận thẩm tra lý lịch. Phải thẩm tra: {persons}.{compared}"


def papers_count_from(facts, months):
    """From when the months of the papers run: the making of the dossier, or their renewal; None while unknown."""
    opened, oldest = facts.dates.get("open_dossier"), min(facts.opinions_on, default=None)
    if opened is None or oldest is None:
        return opened or oldest
    return oldest if oldest > month_later(opened, months) else opened


@rule(
    "papers_valid_months",
    level=WARN,
    link="papers",
    met="Giấy giới thiệu, ý kiến nhận xét còn giá trị.",
    applies=lambda facts: bool(facts.opinions_on),
)
def papers_are_fresh(facts, law):
    """The cell considers before the months are over after which introductions and opinions are made anew (T2)."""
    months = law.value("papers_valid_months")
    start = papers_count_from(facts, months)
    last = month_later(start, months)
    if facts.on <= last:
        return None
    return (
        f"Đã quá {months} tháng kể từ khi làm hồ sơ (ngày {start:%d/%m/%Y}): làm lại giấy giới thiệu, nghị quyết "
        "giới thiệu của đoàn thể, ý kiến nhận xét và thẩm tra bổ sung lý lịch."
    )


@rule("dossier_papers", who="Chi bộ", link="papers", met="Đủ giấy tờ của hồ sơ.")
def papers_are_whole(facts, law):
    """Every paper that the dossier must hold is entered in its register."""
    if not facts.missing_papers:
        return None
    return f"Hồ sơ còn thiếu {len(facts.missing_papers)} giấy tờ: {'; '.join(facts.missing_papers)}."


@rule("dossier_papers", level=WARN, link="papers")
def papers_of_the_vote_are_there(facts, law):
    """Every paper that the cell reads before it votes is in the register: all but its own resolution.

    No step asks this; it is told before the meeting, so that nobody hears of it after the vote (`overview.ahead`).
    """
    missing = [name for name in facts.missing_papers if name != paper_names()[CELL_RESOLUTION]]
    if not missing:
        return None
    return f"Trước khi chi bộ họp xét, hồ sơ còn thiếu {len(missing)} giấy tờ: {'; '.join(missing)}."


@rule("dossier_papers", who="Cán bộ tổ chức của cấp ủy đang giữ hồ sơ", met="Giấy tờ đã được kiểm tra, đạt yêu cầu.")
def papers_are_accepted(facts, law):
    """Every paper was looked at and meets the requirements."""
    if not facts.papers_not_accepted:
        return None
    waiting = facts.papers_not_accepted
    return f"Còn {len(waiting)} giấy tờ chờ kiểm tra, chưa ghi đạt yêu cầu: {'; '.join(waiting)}."


@rule("dossier_papers", link="points", met="Đã bổ sung đủ các nội dung được đề nghị.")
def points_are_answered(facts, law):
    """Every point that was asked to be completed is answered."""
    if not facts.open_points:
        return None
    return f"Còn {facts.open_points} nội dung được đề nghị bổ sung chưa ghi là đã hoàn thiện."


@rule(
    "cell_admission_majority",
    level=WARN,
    who="Cấp ủy cấp trên, ghi cách khắc phục",
    link="irregular",
    met="Nghị quyết chi bộ ghi đúng quy định.",
)
def cell_vote_was_regular(facts, law):
    """The cell's resolution was passed as the rules ask."""
    if "cell_vote" not in facts.irregular:
        return None
    kept = facts.irregular["cell_vote"]
    # Where the vote was recorded against the rules, these are why; what was only noted then is not.
    kept = [found for found in kept if found.get("level") == BLOCK] or kept
    why = "; ".join(against(found | {"text": found["text"].rstrip(".")}) for found in kept)
    said = f"Nghị quyết chi bộ được ghi là chưa đúng quy định{why and ': '}{why}."
    return Fault(f"{said} Cần báo cáo cấp ủy cấp trên kèm hồ sơ.", citation="" if why else None)


@rule(
    "committee_admission_majority",
    who="Đảng ủy cơ sở",
    met="Đã có nghị quyết đề nghị kết nạp của đảng ủy cơ sở.",
    applies=lambda facts: facts.needs_base_resolution,
)
def base_committee_has_resolved(facts, law):
    """The base committee has voted, where its resolution is needed."""
    if not facts.needs_base_resolution or facts.stage == "committee_resolved":
        return None
    return "Chưa có nghị quyết đề nghị kết nạp của đảng ủy cơ sở."


@rule(
    "admission_decision_working_days",
    level=WARN,
    who="Cấp có thẩm quyền",
    met="Còn trong thời hạn quyết định kết nạp.",
    applies=lambda facts: facts.dates.get("cell_vote") is not None,
    runs_from=lambda facts, law: facts.dates.get("cell_vote"),
)
def decided_in_time(facts, law):
    """The decision falls within the working days that the rule allows after the cell's resolution."""
    voted = facts.dates.get("cell_vote")
    return voted and decided_late(facts, law, ADMISSION, voted)


def decided_late(facts, law, key, voted):
    """The sentence on a decision after its days from the cell's vote, or after the day it was put off to; on one
    that was put off when its days were over already (T6).
    """
    deadline, row = decision_deadline(key, voted, law)
    last, paper = put_off(facts, DECIDED, key, deadline.day, voted)
    if facts.on <= last:
        lapsed = lapsed_before(facts, DECIDED, key, deadline.day, voted)
        return lapsed and Fault(
            f"Thời hạn quyết định đã hết ngày {lapsed:%d/%m/%Y} trước khi được gia hạn ({paper}). Quá hạn không có "
            "lý do chính đáng thì xem xét trách nhiệm nơi để chậm.",
            law_key="decision_extension_working_days",
        )
    until = f"được gia hạn đến ngày {last:%d/%m/%Y} theo {paper}" if paper else f"hạn ngày {last:%d/%m/%Y}"
    return f"Quyết định sau thời hạn {row.value} ngày làm việc kể từ nghị quyết chi bộ ({until})."


def ceremony_deadline(facts, law):
    """The last day for the ceremony and the value it rests on, or (None, None).

    The rule set is the one of the decision's date: before 26/7/2026 the days run from the cell's
    receipt of the decision, since then from its issue. While the receipt is not recorded they are counted
    from the issue, the earliest that it can be (regulations (j) 9).
    """
    if facts.decided_on:
        law = law.at(facts.decided_on)
    starts = {"issue": facts.decided_on, "receipt": facts.decision_received_on or facts.decided_on}
    start, row = starts[law.value("ceremony_counted_from")], law["ceremony_working_days"]
    if start is None:
        return None, None
    return law.calendar.add_working_days(start, row.value), row


def receipt_is_missing(facts, law):
    """Whether the days of the ceremony run from the cell's receipt of the decision, which is not recorded."""
    if facts.decided_on is None or facts.decision_received_on:
        return False
    return law.at(facts.decided_on).value("ceremony_counted_from") == "receipt"


@rule(
    "ceremony_working_days",
    level=WARN,
    who="Cấp ủy cấp trên trực tiếp",
    link="ground:late_ceremony_consent",
    met="Còn trong thời hạn tổ chức lễ kết nạp.",
    applies=lambda facts: facts.decided_on is not None or facts.decision_received_on is not None,
    runs_from=lambda facts, law: facts.decided_on,
)
def ceremony_in_time(facts, law):
    """The ceremony is held within the working days that the rule allows, or the upper committee consents."""
    deadline, row = ceremony_deadline(facts, law)
    if deadline is None:
        return None
    last, paper = put_off(facts, "ceremony", "", deadline.day, facts.decided_on or facts.on)
    if facts.on <= last:
        return None
    if receipt_is_missing(facts, law) and not paper:
        return Fault(
            f"Chưa ghi ngày chi bộ nhận quyết định. Nếu tính từ ngày ký, hạn {row.value} ngày làm việc hết ngày "
            f"{last:%d/%m/%Y}: ghi ngày nhận, hoặc báo cấp ủy cấp trên trực tiếp nếu đã quá hạn.",
            who="Chi bộ",
            link="receipt",
        )
    until = f"được lùi đến ngày {last:%d/%m/%Y} theo {paper}" if paper else f"hạn ngày {last:%d/%m/%Y}"
    return f"Lễ kết nạp sau thời hạn {row.value} ngày làm việc ({until}); cần cấp ủy cấp trên trực tiếp đồng ý."
