"""Who can be admitted: age, schooling, and the cases on which a higher organ is heard. No Django here."""

from candidates.rules.base import WARN, Fault, rule
from candidates.rules.calendar import month_later
from candidates.rules.grounds import LIFTED_BY
from candidates.rules.keys import KEYS
from candidates.rules.schooling import reaches


def issuer_for(rule_name):
    """The organ whose document lets the rule pass."""
    return LIFTED_BY[rule_name].issuer


@rule("minimum_age_years", link="person", met="Đủ tuổi tối thiểu, tính theo tháng.")
def old_enough(facts, law):
    """The person is at least 18 years old, counted by month, at the cell's vote."""
    least = law.value("minimum_age_years")
    if facts.birth_date is None:
        return "Chưa có ngày sinh nên không tính được tuổi."
    if month_later(facts.birth_date, least * 12) <= facts.on:
        return None
    return f"Tại ngày chi bộ xét, người vào Đảng chưa đủ {least} tuổi (tính theo tháng)."


def _consenting():
    who = issuer_for("young_enough")
    return f"{who[0].lower()}{who[1:]}"


def months_over(birth_date, years, on):
    """How many calendar months `on` lies past the month in which someone is `years` old: 0 in that very month."""
    birthday = month_later(birth_date, years * 12)
    return (on.year - birthday.year) * 12 + on.month - birthday.month


@rule(
    "maximum_age_years",
    who=issuer_for("young_enough"),
    link="ground:over_60_consent",
    met="Không quá tuổi tối đa, tính theo tháng.",
    applies=lambda facts: facts.birth_date is not None,
)
def young_enough(facts, law):
    """The person is at most 60 years old, counted by month: a doubt in the month of the 60th birthday, over it
    from the next month on (regulations (j) 6). The consent for who is older lets the case go on.
    """
    most = law.value("maximum_age_years")
    months = months_over(facts.birth_date, most, facts.on)
    if months < 0:
        return None
    if months == 0:
        words = f"Tháng này người vào Đảng đủ {most} tuổi; từ tháng sau phải có văn bản đồng ý của {_consenting()}."
        return Fault(words, level=WARN, link="")
    return (
        f"Tại ngày chi bộ xét, người vào Đảng đã quá {most} tuổi; cần văn bản đồng ý của {_consenting()} "
        "trước khi quyết định kết nạp."
    )


@rule(
    "over_60_consent",
    who=issuer_for("over_60_was_consented"),
    link="ground:over_60_consent",
    applies=lambda facts: facts.birth_date is not None,
)
def over_60_was_consented(facts, law):
    """Who was over 60 when the cell voted has the consent before the decision."""
    judged = facts.dates.get("cell_vote") or facts.on
    if months_over(facts.birth_date, law.value("maximum_age_years"), judged) <= 0:
        return None
    return (
        f"Người vào Đảng đã quá {law.value('maximum_age_years')} tuổi khi chi bộ xét; chưa có văn bản đồng ý của "
        f"{_consenting()} trước ngày quyết định."
    )


def _is_special(facts):
    return facts.special_area or any(each.kind == "schooling_evidence" for each in facts.grounds)


@rule("minimum_schooling", link="person", met="Đạt mức học vấn tối thiểu.")
def schooled_enough(facts, law):
    """The person's schooling reaches what the rule asks, or the exception of special areas and elders."""
    if not facts.education:
        return "Chưa ghi trình độ giáo dục phổ thông."
    special, asked = _is_special(facts), [law.value("minimum_schooling")]
    if special:
        asked.append(law.value("minimum_schooling_special_area"))
        asked += [law.value("minimum_schooling_elder")] if facts.respected_elder else []
    if any(reaches(facts, least) for least in asked):
        return None
    words = KEYS["minimum_schooling"].choices[asked[-1]]
    where = " ở địa bàn đặc thù" if special else ""
    text = f"Học vấn của người vào Đảng chưa đạt mức tối thiểu{where}: {words}."
    if special:
        return text
    return Fault(f"{text} Nếu thuộc địa bàn đặc thù, ghi văn bản xác nhận.", link="ground:schooling_evidence")


@rule(
    "minimum_schooling_special_area",
    level=WARN,
    who=issuer_for("schooling_exception_is_evidenced"),
    link="ground:schooling_evidence",
    applies=lambda facts: bool(facts.education),
)
def schooling_exception_is_evidenced(facts, law):
    """Where only the exception of special areas or elders is reached, the area or role has its evidence."""
    if reaches(facts, law.value("minimum_schooling")) or schooled_enough(facts, law) is not None:
        return None
    role = "vai trò già làng, trưởng bản, người có uy tín" if _needs_role(facts, law) else "địa bàn đặc thù"
    return f"Xét theo mức học vấn ngoại lệ; cần ghi văn bản xác nhận {role}."


def _needs_role(facts, law):
    return not reaches(facts, law.value("minimum_schooling_special_area"))


@rule(
    "political_conclusion",
    who="Cấp ủy có thẩm quyền kết luận; cán bộ tổ chức ghi số, ngày kết luận",
    link="grounds",
    applies=lambda facts: facts.political_issue,
)
def political_issue_is_concluded(facts, law):
    """Where there is a political issue, the competent committee has concluded on it before the cell considers."""
    if not law.value("political_conclusion"):
        return None
    return "Có vấn đề chính trị: chưa có kết luận bằng văn bản của cấp ủy có thẩm quyền. Chi bộ chưa xét."


@rule(
    "consult_religion",
    level=WARN,
    who=issuer_for("religion_is_consulted"),
    link="ground:religion_consultation",
    applies=lambda facts: facts.religious,
)
def religion_is_consulted(facts, law):
    """Of a person with a religion the upper committee is asked; nobody is refused for it."""
    if not law.value("consult_religion"):
        return None
    return "Người vào Đảng theo tôn giáo: xin ý kiến cấp ủy cấp trên theo quy định riêng rồi ghi văn bản trả lời."


@rule(
    "consult_foreign",
    level=WARN,
    who=issuer_for("foreign_tie_is_consulted"),
    link="ground:foreign_consultation",
    applies=lambda facts: facts.foreign_tie,
)
def foreign_tie_is_consulted(facts, law):
    """Of someone married to a foreigner or of foreign origin the upper committee is asked; nobody is refused."""
    if not law.value("consult_foreign"):
        return None
    return (
        "Người vào Đảng kết hôn với người nước ngoài hoặc gốc nước ngoài: xin ý kiến cấp ủy cấp trên theo quy định "
        "riêng rồi ghi văn bản trả lời."
    )
