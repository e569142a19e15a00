"""Re-admission: 36 and 60 months, once, the reasons that bar, the consent of the provincial level."""

from datetime import date

import pytest

from candidates.rules.again import LEFT_CHOICES
from candidates.rules.grounds import Ground
from tests.candidates.rules.test_eligibility import ask, level

AGAIN = {"is_readmission": True}


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 2, 9), "block"), (date(2026, 2, 10), "met"), (date(2026, 2, 11), "met")],
    ids=["day before 36 months", "36 months", "day after"],
)
def test_thirty_six_months_after_leaving(on, expected):
    assert level("may_be_readmitted", on, **AGAIN, left_party_on=date(2023, 2, 10)) == expected
    assert level("may_be_readmitted", on, left_party_on=date(2023, 2, 10)) == "met"  # nobody's re-admission


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 2, 9), "block"), (date(2026, 2, 10), "met"), (date(2026, 2, 11), "met")],
    ids=["day before 60 months", "60 months", "day after"],
)
def test_sixty_months_after_the_record_was_cleared(on, expected):
    fields = {**AGAIN, "left_party_because": "minor_crime", "conviction_cleared_on": date(2021, 2, 10)}
    assert level("conviction_is_long_past", on, **fields) == expected


def test_a_conviction_that_was_not_cleared_stops():
    assert level("conviction_is_long_past", **AGAIN, left_party_because="minor_crime") == "block"
    assert level("conviction_is_long_past", **AGAIN, left_party_because="other") == "met"


@pytest.mark.parametrize(("earlier", "expected"), [(0, "met"), (1, "block"), (2, "block")])
def test_once_only(earlier, expected):
    assert level("readmitted_once_only", **AGAIN, earlier_readmissions=earlier) == expected


@pytest.mark.parametrize(
    ("because", "expected"),
    [
        ("gave_up", "block"),
        ("own_request", "block"),
        ("own_request_hardship", "met"),
        ("disunity", "block"),
        ("corruption", "block"),
        ("waste", "block"),
        ("negative_acts", "block"),
        ("serious_crime", "block"),
        ("minor_crime", "met"),
        ("population", "met"),
        ("other", "met"),
        ("", "warn"),
    ],
)
def test_reasons_that_bar(because, expected):
    assert level("reason_of_leaving_does_not_bar", **AGAIN, left_party_because=because) == expected
    assert because in {"", *dict(LEFT_CHOICES)}


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 7, 25), "met"), (date(2026, 7, 26), "block"), (date(2026, 7, 27), "block")],
    ids=["day before 208-QĐ/TW", "its first day", "day after"],
)
def test_waste_bars_since_208(on, expected):
    assert level("reason_of_leaving_does_not_bar", on, **AGAIN, left_party_because="waste") == expected


def test_who_left_over_the_population_policy_is_asked_about():
    assert level("population_case_is_asked_about", **AGAIN, left_party_because="population") == "warn"
    assert level("population_case_is_asked_about", **AGAIN, left_party_because="other") == "met"


@pytest.mark.parametrize(
    ("consent", "expected"),
    [(date(2026, 9, 9), "met"), (date(2026, 9, 10), "met"), (date(2026, 9, 11), "block")],
    ids=["day before the decision", "its day", "day after"],
)
def test_the_provincial_consent_is_not_later_than_the_decision(consent, expected):
    grounds = (Ground("readmission_consent", "3-CV/TU", consent),)
    assert level("readmission_was_consented", date(2026, 9, 10), **AGAIN, grounds=grounds) == expected
    assert level("readmission_is_consented", **AGAIN) == "block"
    assert ask("readmission_is_consented", **AGAIN)[0].citation == "mục 3 Quy định 208-QĐ/TW ngày 26/7/2026"
