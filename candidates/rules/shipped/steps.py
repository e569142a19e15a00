"""Papers, votes, decisions, ceremony, probation, and what ends a membership (regulations (b), (c), (e), (f))."""

from datetime import date

from candidates.rules.law import (
    CHARTER,
    HD01_2016,
    HD01_2021,
    HD01_2026,
    HD06_2025,
    HD36,
    HD38,
    PRACTICE,
    QD20,
    QD24,
    QD29,
    QD208,
    QD232,
    QD294,
    QD399,
)
from candidates.rules.shipped._rows import GUIDANCE, HANDBOOKS, IMPLEMENTING, C, S, U, chain, charter, shared

_C_THEN_U = (C, C, C, U, U, U)
_PERSONS = ("applicant", "parents", "parents_in_law", "raiser", "spouse", "children")

ROWS = (
    # The dossier
    *shared("dossier_papers", ("38", "37", "01", "39", "40", "41", "42", "43"), HANDBOOKS, "điểm I.1", (S, S, S)),
    *shared("recognition_papers", ("46", "47", "48", "49", "50"), HANDBOOKS, "mục về công nhận chính thức", (S, S, S)),
    *shared("papers_valid_months", 12, GUIDANCE, "mục 3", (S, S, U, U)),
    *chain(
        "verified_persons",
        (HD01_2016, "điểm 3.4", _PERSONS, S),
        (HD01_2021, "điểm 3.4", _PERSONS, C),
        (HD06_2025, "điểm 3.4", _PERSONS, S),
        (HD01_2026, "mục về thẩm tra lý lịch", (*_PERSONS, "spouse_raiser"), S),
    ),
    *chain(
        "member_relatives_compared",
        (HD01_2016, "điểm 3.4", False, S),
        (HD01_2021, "điểm 3.4", False, S),
        (HD06_2025, "điểm 3.4c", True, S),
        (HD01_2026, "mục về thẩm tra lý lịch", True, S),
    ),
    *chain("verification_reply_working_days", (PRACTICE, "", 30, U)),
    *chain("verification_reply_abroad_working_days", (PRACTICE, "", 90, U)),
    # Votes
    *charter("cell_admission_majority", (2, 3), "khoản 3 Điều 4"),
    *charter("committee_admission_majority", (2, 3), "khoản 3 Điều 4"),
    *charter("cell_recognition_majority", (2, 3), "Điều 5", S),
    *shared("committee_recognition_majority", (2, 3), HANDBOOKS, "mục về công nhận chính thức", (S, S, S)),
    *chain(
        "cell_strike_off_majority",
        (CHARTER, "Điều 5", (2, 3), S),
        (HD01_2026, "mục về xóa tên đảng viên dự bị", (2, 3), S),
    ),
    *chain(
        "executive_decision_majority",
        (HD01_2016, "", (2, 3), U),
        (HD01_2021, "", (2, 3), U),
        (HD06_2025, "điểm 3.7a", (2, 3), S),
        (HD01_2026, "", (2, 3), U),
    ),
    *shared("standing_decision_majority", (1, 2), IMPLEMENTING, "mục 9", (U, U, U, S, U, U)),
    *shared("cell_other_majority", (1, 2), IMPLEMENTING, "điểm 9.3", (U, U, U, S, U, S)),
    *shared("absent_members_left_out", True, IMPLEMENTING, "điểm 9.3.2", (U, U, U, S, U, U)),
    *charter("cell_minimum_members", 3, "Điều 24", S),
    *shared("failed_votes_before_report", 3, IMPLEMENTING, "điểm 4.2.3", (U, C, U, U, U, U)),
    *charter("base_committee_members", 30, "Điều 21", S),
    # Decisions
    *chain(
        "deciding_body",
        (QD29, "điểm 4.3.2", "district_standing", C),
        (QD24, "điểm 4.3.2", "district_standing", C),
        (QD232, "điểm 4.3.2", "district_standing", C),
        (QD294, "điểm 4.3.2", "commune_standing", U),
        (QD20, "điểm 4.3.2", "commune_standing", U),
        (QD208, "điểm 4.3.2", "base_standing", S),
    ),
    *shared("admission_decision_working_days", 60, IMPLEMENTING, "điểm 4.3.1", _C_THEN_U),
    *shared("recognition_decision_working_days", 30, IMPLEMENTING, "điểm 4.3.1", _C_THEN_U),
    *shared("decision_extension_working_days", 30, IMPLEMENTING, "điểm 4.3.1", _C_THEN_U),
    # Ceremony
    *shared("ceremony_working_days", 30, IMPLEMENTING, "mục 4", (S,) * 6),
    *chain(
        "ceremony_counted_from",
        (QD29, "mục 4", "receipt", S),
        (QD24, "mục 4", "receipt", S),
        (QD232, "mục 4", "receipt", S),
        (QD294, "mục 4", "receipt", S),
        (QD20, "mục 4", "receipt", S),
        (QD208, "mục 4", "issue", S),
    ),
    *shared("late_ceremony_consent", True, IMPLEMENTING, "mục 4", (S, S, S, S, S, S)),
    *shared("member_cv_working_days", 30, HANDBOOKS, "mục về hồ sơ đảng viên", (U, S, U)),
    *shared("joined_on", "ceremony", HANDBOOKS, "mục về thẻ đảng viên", (S, S, S)),
    *shared("party_age_from", "decision", IMPLEMENTING, "mục 4", (S, S, S, S, S, S)),
    # Probation
    *charter("probation_months", 12, "khoản 1 Điều 5", S),
    *chain(
        "recognition_vote_working_days",
        (QD29, "điểm 4.2a", 30, C),
        (QD24, "điểm 4.2.1", 30, S),
        (QD232, "điểm 4.2", 30, S),
        (QD294, "điểm 4.2", 30, S),
        (QD20, "điểm 4.2", 30, S),
        (QD208, "điểm 4.2", 30, S),
    ),
    *shared("recognized_from", "probation_end", IMPLEMENTING, "điểm 4.2.2", (U, C, S, S, S, S)),
    *chain("announced_at_next_meeting", (HD01_2026, "", True, S), since=None),
    # Leaving, and what is checked every year
    *shared("strike_off_months_absent", 3, IMPLEMENTING[1:], "mục 8", (S, U, U, U, S), since=None),
    *shared("strike_off_months_no_progress", 12, IMPLEMENTING[1:], "mục 8", (S, U, U, U, S), since=None),
    *shared("strike_off_years_duties", 2, IMPLEMENTING[1:], "mục 8", (S, U, U, U, S), since=None),
    *charter("appeal_working_days", 30, "Điều 39", S),
    *chain("reconciliation_months", (HD06_2025, "", 12, U), (HD38, "", 12, S), since=None),
    *chain("card_check_months", (HD38, "", 12, S), since=None),
    # Forms
    *chain("form_edition", (HANDBOOKS[0], "", "hd09", S), (HANDBOOKS[1], "", "hd12", S), (HD38, "", "hd38", S)),
    *chain(
        "cv_edition",
        (HANDBOOKS[0], "mẫu 2-KNĐ", "old", S),
        (HANDBOOKS[1], "mẫu 2-KNĐ", "old", S),
        (HD38, "mẫu 2-KNĐ", "hd38", S),
    ),
    *chain("layout_edition", (HD36, "", "hd36", C), (QD399, "", "hd05", S)),
    *chain(
        "card_digits",
        (HANDBOOKS[0], "mục về thẻ đảng viên", 8, S),
        (HANDBOOKS[1], "mục về thẻ đảng viên", 8, S),
        (HD38, "mục về thẻ đảng viên", 12, S),
    ),
    *chain(
        "section_committee_label",
        (QD29, "", "đảng ủy bộ phận", C),
        (QD24, "", "đảng ủy bộ phận", C),
        (QD232, "", "đảng ủy bộ phận", S),
        (QD294, "", "đảng ủy bộ phận", S),
        (QD20, "", "đảng ủy bộ phận", U),
        (QD208, "", "đảng ủy bộ phận hoặc đảng bộ trực thuộc cơ sở (thí điểm)", S),
    ),
)

# The days on which a new set of rules began, as a reader looks for them.
SET_DAYS = (
    (date(2016, 7, 25), "Quy định 29-QĐ/TW"),
    (date(2021, 7, 30), "Quy định 24-QĐ/TW"),
    (date(2025, 1, 20), "Quy định 232-QĐ/TW"),
    (date(2025, 7, 1), "Quy định 294-QĐ/TW"),
    (date(2026, 4, 8), "Quy định 20-QĐ/TW"),
    (date(2026, 7, 26), "Quy định 208-QĐ/TW"),
)
