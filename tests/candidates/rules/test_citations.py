"""Every shipped value cites a document of its time and a place that such a document has, no surer than it was read."""

import re

import pytest

from candidates.rules.keys import KEYS
from candidates.rules.law import (
    CHARTER,
    CONFIRMED,
    DOCUMENTS,
    GUIDANCE,
    HANDBOOKS,
    HD01_2021,
    HD36,
    IMPLEMENTING,
    LAYOUTS,
    PRACTICE,
    QD24,
    QD29,
    QD58,
    QD232,
    UNCONFIRMED,
    YOUTH_CHARTER,
)
from candidates.rules.shipped import ROWS

# Only these were read in their own text; of any other a value is known at second hand at best.
READ = (CHARTER, QD29, QD24, QD232, HD01_2021, HD36)
NUMBERED = r"(điểm|mục) \d{1,2}(\.\d{1,2}){0,2}[a-d]?"
NAMED = r"mục về .+"
# How each kind of document is divided: the implementing regulations have numbered points and no "Điều".
PLACES = {
    **dict.fromkeys(IMPLEMENTING, rf"({NUMBERED})?"),
    **dict.fromkeys(GUIDANCE, rf"({NUMBERED}|{NAMED})?"),
    **dict.fromkeys(HANDBOOKS, rf"(điểm I\.\d(\.\d)?|{NAMED}|mẫu \d{{1,2}}A?-KNĐ)?"),
    **dict.fromkeys(LAYOUTS, ""),
    CHARTER: r"(khoản \d )?Điều ([1-9]|[1-3]\d|4[0-8])",
    YOUTH_CHARTER: r"Điều \d{1,2}",
    QD58: "",
    PRACTICE: "",
}
ids = [f"{row.key}, {row.citation}, {row.valid_from:%d/%m/%Y}" for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_a_value_cites_a_place_that_its_document_has(row):
    document = row.citation.document
    assert document in DOCUMENTS
    assert re.fullmatch(PLACES[document], row.citation.article), row.citation


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_a_value_is_no_surer_than_its_document_was_read(row):
    document = row.citation.document
    if row.confidence == CONFIRMED:
        assert document in READ
        # A whole document says how papers look, and what the committees of its time are called.
        assert row.citation.article or row.key in ("layout_edition", "section_committee_label")
    if document is PRACTICE:
        assert row.confidence == UNCONFIRMED
    if document.holds_from > row.valid_from and document is not QD29:
        # Which document said so before this one was there is not known for certain.
        assert row.confidence != CONFIRMED


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_a_value_ends_with_its_document_at_the_latest(row):
    document = row.citation.document
    if document.holds_to and row.valid_to:
        assert row.valid_to <= document.holds_to
    if document.holds_to is None and row.valid_to:
        assert any(each.key == row.key and each.valid_from > row.valid_to for each in ROWS)


# The clauses that a sentence on the screen names, as they were found.
CITED = {
    ("minimum_age_years", QD24): "điểm 1.1.1",
    ("over_60_consent", QD24): "điểm 1.1.2",
    ("minimum_schooling", QD29): "điểm 1.2.1",
    ("minimum_schooling", QD24): "điểm 1.2.1",
    ("introducers_needed", CHARTER): "khoản 1 Điều 4",
    ("introducer_together_months", CHARTER): "khoản 2 Điều 4",
    ("cell_admission_majority", CHARTER): "khoản 3 Điều 4",
    ("committee_admission_majority", CHARTER): "khoản 3 Điều 4",
    ("admission_decision_working_days", QD232): "điểm 4.3.1",
    ("recognition_decision_working_days", QD29): "điểm 4.3.1",
    ("decision_extension_working_days", QD24): "điểm 4.3.1",
    ("deciding_body", QD24): "điểm 4.3.2",
    ("recognition_vote_working_days", QD29): "điểm 4.2a",
    ("recognition_vote_working_days", QD24): "điểm 4.2.1",
    ("recognized_from", QD24): "điểm 4.2.2",
    ("failed_votes_before_report", QD24): "điểm 4.2.3",
    ("readmission_months", QD24): "mục 3",
    ("transfer_working_days", QD24): "mục 6",
    ("referral_letter_working_days", QD24): "mục 6",
    ("strike_off_months_absent", QD24): "mục 8",
    ("standing_decision_majority", IMPLEMENTING[3]): "mục 9",
    ("cell_other_majority", IMPLEMENTING[3]): "điểm 9.3",
    ("absent_members_left_out", IMPLEMENTING[3]): "điểm 9.3.2",
    ("awareness_certificate_months", GUIDANCE[2]): "điểm 5.4",
    ("verified_persons", HD01_2021): "điểm 3.4",
    ("member_relatives_compared", GUIDANCE[2]): "điểm 3.4c",
    ("executive_decision_majority", GUIDANCE[2]): "điểm 3.7a",
    ("consult_religion", HD01_2021): "điểm 6.1",
    ("student_months", HD01_2021): "điểm 6.2a",
    ("appeal_working_days", CHARTER): "Điều 39",
    ("list_review_months", HANDBOOKS[0]): "điểm I.1.1",
}


@pytest.mark.parametrize(("key", "document"), CITED, ids=[f"{key}, {document.name}" for key, document in CITED])
def test_the_clause_is_the_one_that_was_found(key, document):
    found = {row.citation.article for row in ROWS if row.key == key and row.citation.document == document}
    assert found == {CITED[key, document]}


def test_every_value_is_cited_and_none_is_unknown():
    assert {row.key for row in ROWS} == set(KEYS)
