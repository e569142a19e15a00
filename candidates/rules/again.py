"""Re-admission: when, once, for whom, and with whose consent. No Django here."""

from candidates.rules.base import WARN, Fault, rule
from candidates.rules.calendar import month_later
from candidates.rules.grounds import LIFTED_BY
from candidates.rules.keys import KEYS

MINOR_CRIME = "minor_crime"
_BARRED = KEYS["readmission_barred"].choices
LEFT_CHOICES = [
    (key, f"{words[0].upper()}{words[1:]}".removesuffix(" (trừ hoàn cảnh gia đình đặc biệt khó khăn)"))
    for key, words in _BARRED.items()
] + [
    ("own_request_hardship", "Tự làm đơn xin ra khỏi Đảng do hoàn cảnh gia đình đặc biệt khó khăn"),
    (MINOR_CRIME, "Bị kết án về tội ít nghiêm trọng"),
    ("population", "Vi phạm chính sách dân số"),
    ("other", "Lý do khác"),
]
_CONSENT = {"who": LIFTED_BY["readmission_is_consented"].issuer, "link": "ground:readmission_consent"}


def _is_again(facts):
    return facts.is_readmission


@rule("readmissions_allowed", link="case", met="Chưa từng được kết nạp lại.", applies=_is_again)
def readmitted_once_only(facts, law):
    """Someone who left the Party is re-admitted once only."""
    if facts.earlier_readmissions < law.value("readmissions_allowed"):
        return None
    return "Chỉ được xem xét kết nạp lại một lần."


@rule("readmission_months", link="case", met="Đủ thời gian kể từ khi ra khỏi Đảng.", applies=_is_again)
def may_be_readmitted(facts, law):
    """Since leaving the Party the months have gone by that the rule asks."""
    months = law.value("readmission_months")
    if facts.left_party_on is None:
        return "Chưa ghi ngày ra khỏi Đảng."
    first = month_later(facts.left_party_on, months)
    if facts.on >= first:
        return None
    return f"Chưa đủ {months} tháng kể từ khi ra khỏi Đảng (đủ từ ngày {first:%d/%m/%Y})."


@rule(
    "readmission_after_conviction_months",
    link="case",
    met="Đủ thời gian kể từ khi được xóa án tích.",
    applies=lambda facts: (
        facts.is_readmission and (facts.left_party_because == MINOR_CRIME or facts.conviction_cleared_on is not None)
    ),
)
def conviction_is_long_past(facts, law):
    """After a conviction for a less serious crime the months have gone by since the record was cleared."""
    months = law.value("readmission_after_conviction_months")
    if facts.conviction_cleared_on is None:
        return "Chưa ghi ngày được xóa án tích."
    first = month_later(facts.conviction_cleared_on, months)
    if facts.on >= first:
        return None
    return f"Chưa đủ {months} tháng kể từ khi được xóa án tích (đủ từ ngày {first:%d/%m/%Y})."


@rule(
    "readmission_barred",
    link="case",
    met="Lý do ra khỏi Đảng không thuộc trường hợp không xem xét kết nạp lại.",
    applies=_is_again,
)
def reason_of_leaving_does_not_bar(facts, law):
    """The reason for which the person left is none of those that bar re-admission."""
    because = facts.left_party_because
    if not because:
        return Fault("Chưa ghi lý do ra khỏi Đảng nên chưa đối chiếu được.", level=WARN)
    if because not in law.value("readmission_barred"):
        return None
    return f"Không xem xét kết nạp lại: người này {_BARRED[because]}."


@rule(
    "readmission_consent",
    level=WARN,
    who="Chi bộ, cấp ủy cấp trên",
    link="",
    applies=lambda facts: facts.is_readmission and facts.left_party_because == "population",
)
def population_case_is_asked_about(facts, law):
    """For who left over the population policy the Secretariat has a guidance of its own."""
    return "Ra khỏi Đảng vì vi phạm chính sách dân số: xét theo hướng dẫn riêng của Ban Bí thư; xin ý kiến cấp trên."


@rule("readmission_consent", applies=_is_again, **_CONSENT)
def readmission_is_consented(facts, law):
    """The provincial standing committee has consented to considering the re-admission."""
    if not law.value("readmission_consent"):
        return None
    return "Chưa có văn bản đồng ý xem xét kết nạp lại của ban thường vụ tỉnh ủy, thành ủy và tương đương."


@rule("readmission_consent", applies=_is_again, **_CONSENT)
def readmission_was_consented(facts, law):
    """That consent is not later than the decision."""
    return readmission_is_consented(facts, law)
