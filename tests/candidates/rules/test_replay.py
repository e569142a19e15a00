"""The same case under the rules of 2016, 2021, 2025 and 2026: what each set says, and where they differ.

The table of differences is regulations (h); each row of `DIFFERS` is one of its lines.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candidates.pipeline import TRANSITIONS
from candidates.rules import check, shipped_rulebook
from candidates.rules.admission import ceremony_deadline
from candidates.rules.deadlines import latest_extension
from candidates.rules.duties import duties
from candidates.rules.duties_base import ClockFacts
from candidates.rules.facts import BallotFacts, CandidateFacts
from candidates.rules.law import CONFIRMED, SECONDARY, UNCONFIRMED
from candidates.rules.papers import Profile, admission_papers
from candidates.rules.probation import probation_ends_on

# A day of the cell's vote in the life of each set of rules, holidays far away.
VOTED = {"2016": date(2017, 6, 20), "2021": date(2022, 6, 14), "2025": date(2025, 10, 6), "2026": date(2026, 9, 7)}
ERAS = tuple(VOTED)
PERSONS = ("applicant", "parents", "parents_in_law", "raiser", "spouse", "children")
BARRED = ("gave_up", "own_request", "disunity", "corruption", "serious_crime")
DIFFERS = {
    "minimum_schooling": ("lower_secondary_diploma",) * 3 + ("lower_secondary",),
    "minimum_age_years": (18,) * 4,
    "maximum_age_years": (60,) * 4,
    "over_60_consent": (True,) * 4,
    "awareness_certificate_months": (60,) * 4,
    "verified_persons": (PERSONS,) * 3 + ((*PERSONS, "spouse_raiser"),),
    "member_relatives_compared": (False, False, True, True),
    "deciding_body": ("district_standing", "district_standing", "commune_standing", "base_standing"),
    "admission_decision_working_days": (60,) * 4,
    "recognition_decision_working_days": (30,) * 4,
    "ceremony_counted_from": ("receipt", "receipt", "receipt", "issue"),
    "recognition_vote_working_days": (30,) * 4,
    "announced_at_next_meeting": (None, None, None, True),
    "readmission_barred": (BARRED,) * 3 + ((*BARRED[:4], "waste", "negative_acts", "serious_crime"),),
    "transfer_working_days": (None, 60, 60, 60),
    "referral_letter_working_days": (None, 30, 30, 30),
    "worker_months": (None, 12, 12, 12),
    "minimum_schooling_special_area": ("primary",) * 4,
    "decision_extension_working_days": (30,) * 4,
    "standing_decision_majority": ((1, 2),) * 4,
    "section_committee_label": ("đảng ủy bộ phận",) * 3
    + ("đảng ủy bộ phận hoặc đảng bộ trực thuộc cơ sở (thí điểm)",),
    "cv_edition": ("old", "old", "hd38", "hd38"),
    "card_digits": (8, 8, 12, 12),
    "form_edition": ("hd09", "hd12", "hd38", "hd38"),
    "layout_edition": ("hd36", "hd36", "hd36", "hd05"),
}


# The lines of the table of differences, each with the values that say it and how sure the four are (C: read in
# the text, S: read about, G: assumed, –: no rule of that time).
TABLE = {
    "Education": ("minimum_schooling", "CCSS"),
    "Special-area education": ("minimum_schooling_special_area", "GCGG"),
    "Age": ("minimum_age_years", "CCSS"),
    "Over-60 decision": ("over_60_consent", "CCSS"),
    "Class certificate": ("awareness_certificate_months", "SSSS"),
    "Relatives verified": ("verified_persons", "SCSS"),
    "Relatives compared": ("member_relatives_compared", "SSSS"),
    "Decision body": ("deciding_body", "CCGS"),
    "Decision limit of admission": ("admission_decision_working_days", "CCGG"),
    "Decision limit of recognition": ("recognition_decision_working_days", "CCGG"),
    "Its extension": ("decision_extension_working_days", "CCGG"),
    "Ceremony": ("ceremony_counted_from", "SSSS"),
    "Recognition by cell": ("recognition_vote_working_days", "CSSS"),
    "Announcement of recognition": ("announced_at_next_meeting", "–––S"),
    "Re-admission crime list": ("readmission_barred", "SSSS"),
    "Transfer": ("transfer_working_days", "–SSS"),
    "Referral letter": ("referral_letter_working_days", "–SGG"),
    "Organisation": ("section_committee_label", "CCSS"),
    "2-KNĐ": ("cv_edition", "SSSS"),
    "Card number": ("card_digits", "SSSS"),
    "Layout": ("layout_edition", "GCCS"),
}
MARKS = {CONFIRMED: "C", SECONDARY: "S", UNCONFIRMED: "G"}


def law(era):
    return shipped_rulebook().on(VOTED[era])


@pytest.mark.parametrize("key", DIFFERS)
def test_each_line_of_the_table_of_differences(key):
    assert tuple(law(era).value(key) for era in ERAS) == DIFFERS[key]


@pytest.mark.parametrize("line", TABLE)
def test_each_line_of_the_table_has_its_values_and_is_as_sure_as_it_was_read(line):
    key, sure = TABLE[line]
    assert key in DIFFERS
    held = [law(era).values.get(key) for era in ERAS]
    assert "".join(MARKS[row.confidence] if row else "–" for row in held) == sure
    for era, row in zip(ERAS, held, strict=True):
        assert row is None or row.holds_on(VOTED[era])


@pytest.mark.parametrize(
    ("era", "sure"), [("2016", CONFIRMED), ("2021", CONFIRMED), ("2025", UNCONFIRMED), ("2026", UNCONFIRMED)]
)
def test_how_sure_the_sixty_working_days_are(era, sure):
    assert law(era)["admission_decision_working_days"].confidence == sure


def case(era, **fields):
    """A regular case on the day of the cell's vote: everything is there."""
    voted = VOTED[era]
    return replace(
        CandidateFacts(
            on=voted,
            stage="opinions_collected",
            birth_date=voted.replace(year=voted.year - 25),
            education="lower_secondary",
            certificate_on=voted - timedelta(days=200),
            mentors=1,
            introducing_members=2,
            cell_full_members=9,
            dates={"apply": voted, "declare_cv": voted, "complete_verification": voted - timedelta(days=20)},
            ballot=BallotFacts(9, 9, 8, 1, 0, 9),
        ),
        **fields,
    )


def found(era, step, facts):
    return [(finding.rule, finding.level) for finding in check(TRANSITIONS[step].rules, facts, law(era))]


@pytest.mark.parametrize("era", ERAS)
def test_a_regular_case_passes_the_cells_vote_under_every_set(era):
    assert [name for name, level in found(era, "cell_vote", case(era)) if level == "block"] == []


@pytest.mark.parametrize(("era", "expected"), [("2016", 1), ("2021", 1), ("2025", 1), ("2026", 0)])
def test_without_the_diploma_the_case_waits_until_208(era, expected):
    blocks = [name for name, level in found(era, "cell_vote", case(era, lacks_diploma=True)) if level == "block"]
    assert blocks == ["schooled_enough"] * expected


@pytest.mark.parametrize("era", ERAS)
def test_the_ceremony_of_a_decision_received_late_has_until_then_or_since_its_issue(era):
    decided = VOTED[era] + timedelta(days=30)
    received = decided + timedelta(days=21)
    facts = case(era, stage="decided", decided_on=decided, decision_received_on=received)
    deadline, row = ceremony_deadline(facts, shipped_rulebook().on(decided))
    start = decided if era == "2026" else received
    assert deadline == shipped_rulebook().calendar.add_working_days(start, row.value)
    assert row.citation.document.holds_from <= decided


@pytest.mark.parametrize("era", ERAS)
def test_probation_is_twelve_months_and_recognition_dates_from_its_end_under_every_set(era):
    joined = VOTED[era]
    assert probation_ends_on(joined, law(era)) == joined.replace(year=joined.year + 1)
    assert law(era).value("recognized_from") == "probation_end"


@pytest.mark.parametrize("era", ERAS)
def test_the_papers_of_the_dossier_and_whose_handbook_asks_for_them(era):
    codes = [need.code for need in admission_papers(Profile(("youth_union",)), law(era))]
    assert codes == ["38", "37", "01", "39", "40", "42", "43"]
    assert law(era)["dossier_papers"].confidence == SECONDARY


def duty(era, kind, clock=None, **fields):
    found = duties(case(era, **fields), law(era), clock or ClockFacts())
    return next((each for each in found if each.kind == kind), None)


@pytest.mark.parametrize(("era", "announced"), [("2016", False), ("2021", False), ("2025", False), ("2026", True)])
def test_a_recognition_is_announced_at_the_next_meeting_since_2026(era, announced):
    step = duty(era, "next_step", stage="recognized", dates={"recognize": VOTED[era]})
    assert step.text.startswith("Công bố quyết định công nhận") is announced


@pytest.mark.parametrize(("era", "asked"), [("2016", False), ("2021", True), ("2025", True), ("2026", True)])
def test_the_letter_of_a_move_has_a_day_since_2021(era, asked):
    joined, moved = VOTED[era] - timedelta(days=90), VOTED[era] - timedelta(days=5)
    found = duty(era, "referral_letter", ClockFacts(moved_on=moved), stage="probationary", joined_on=joined)
    assert (found is not None) is asked
    if asked:
        assert found.due_on == shipped_rulebook().calendar.add_working_days(moved, 30).day


@pytest.mark.parametrize(("era", "barred"), [("2016", False), ("2021", False), ("2025", False), ("2026", True)])
def test_who_was_convicted_of_waste_is_barred_since_208(era, barred):
    facts = case(era, is_readmission=True, left_party_on=date(2010, 1, 1), left_party_because="waste")
    levels = dict(found(era, "cell_vote", facts))
    assert levels.get("reason_of_leaving_does_not_bar") == ("block" if barred else None)


@pytest.mark.parametrize("era", ERAS)
def test_the_committees_have_sixty_working_days_and_thirty_more_under_every_set(era):
    held = duty(era, "decide", stage="submitted", dates={"cell_vote": VOTED[era]})
    calendar = shipped_rulebook().calendar
    assert held.due_on == calendar.add_working_days(VOTED[era], 60).day
    assert latest_extension("admission", VOTED[era], law(era)).day == calendar.add_working_days(held.due_on, 30).day


@pytest.mark.parametrize("era", ERAS)
def test_the_cell_considers_recognition_in_thirty_working_days_after_month_twelve(era):
    joined = VOTED[era] - timedelta(days=370)
    held = duty(era, "recognition", stage="probationary", joined_on=joined)
    end = probation_ends_on(joined, law(era))
    assert (held.opens_on, held.due_on) == (end, shipped_rulebook().calendar.add_working_days(end, 30).day)


def test_a_day_before_the_oldest_set_is_judged_by_it_and_never_sure():
    before = shipped_rulebook().on(date(2016, 7, 24))
    assert not before.covered
    assert {row.confidence for row in before.values.values()} == {UNCONFIRMED}
    assert set(before.values) == set(shipped_rulebook().on(date(2016, 7, 25)).values)
