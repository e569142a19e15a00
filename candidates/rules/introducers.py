"""Who introduces: how many, since when together, and who takes the place of one who cannot. No Django here."""

from candidates.rules.base import WARN, Fault, rule
from candidates.rules.calendar import month_later

# The two that introduce formally, beside one full member; other organizations only feed the pool.
FORMAL_UNIONS = ("youth_union", "trade_union")
REPLACED_CHOICES = [
    ("moved", "Chuyển đi nơi khác"),
    ("deceased", "Từ trần"),
    ("disciplined", "Bị kỷ luật"),
    ("unfit", "Không còn điều kiện giới thiệu"),
]


@rule("introducers_needed", link="introductions", met="Đủ người giới thiệu.")
def has_introducers(facts, law):
    """Two full members introduce, or one and the Youth Union or the trade union; who has left counts no more."""
    members, unions = facts.introducing_members, facts.introducing_unions
    if members >= law.value("introducers_needed") or (members and unions):
        return None
    gone = [each for each in facts.introducers if each.gone]
    if gone:
        who = "; ".join(f"đồng chí {each.name} {each.gone}" for each in gone)
        return f"Cần phân công đảng viên giới thiệu thay: {who}."
    return (
        "Cần hai đảng viên chính thức giới thiệu, hoặc một đảng viên chính thức cùng nghị quyết giới thiệu của "
        f"Đoàn Thanh niên hoặc công đoàn cơ sở (hiện có {members} đảng viên, {unions} đoàn thể)."
    )


def _asked(facts, law):
    """The members who introduce and of whom the time together is asked."""
    exempt = law.value("replacement_introducer_exempt")
    return [each for each in facts.introducers if not each.gone and not (each.is_replacement and exempt)]


@rule(
    "introducer_together_months",
    link="introductions",
    met="Đảng viên giới thiệu đã cùng công tác, lao động, học tập hoặc cư trú đủ thời gian.",
    applies=lambda facts: any(not each.gone for each in facts.introducers),
)
def introducers_know_the_person(facts, law):
    """Who introduces has been with the person for 12 months at the cell's meeting; a replacement need not.

    What is not known stops the step; in a case that was taken over half-way it is to be noted only.
    """
    months, asked = law.value("introducer_together_months"), _asked(facts, law)
    short = [
        f"đồng chí {each.name} (đủ từ ngày {month_later(each.since_together, months):%d/%m/%Y})"
        for each in asked
        if each.since_together and facts.on < month_later(each.since_together, months)
    ]
    if short:
        return (
            f"Chưa cùng công tác, lao động, học tập hoặc cư trú với người vào Đảng đủ {months} tháng: "
            f"{'; '.join(short)}."
        )
    unknown = [f"đồng chí {each.name}" for each in asked if each.since_together is None]
    if unknown:
        words = f"Chưa ghi cùng công tác, cư trú với người vào Đảng từ ngày nào: {'; '.join(unknown)}."
        return Fault(words, level=WARN if facts.taken_over else None, link=_form_of(asked))
    return None


@rule(
    "youth_union_age_years",
    level=WARN,
    who="Chi bộ, Đoàn cơ sở",
    link="introductions",
    applies=lambda facts: facts.youth_union_here and facts.birth_date is not None and facts.introducing_members > 0,
)
def youth_union_introduces_its_age(facts, law):
    """Where there is a Youth Union, it introduces who is of its age (khoản 1 Điều 4); past it either way will do."""
    last = month_later(facts.birth_date, 12 * law.value("youth_union_age_years"))
    if facts.youth_union_introduces or facts.on > last:
        return None
    return (
        f"Người vào Đảng trong độ tuổi đoàn viên (đến ngày {last:%d/%m/%Y}) thì Đoàn giới thiệu, cùng một đảng viên "
        "chính thức. Đơn vị có tổ chức Đoàn nhưng chưa có nghị quyết giới thiệu của Đoàn."
    )


def _form_of(asked):
    """The form of the first introduction of which the day is not known."""
    first = next(each for each in asked if each.since_together is None)
    return f"introduction:{first.key}" if first.key else "introductions"
