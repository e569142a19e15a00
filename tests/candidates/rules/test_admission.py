"""The rules of admission: the day before, the day, the day after; the clause is part of every refusal."""

from datetime import date

import pytest

from candidates.rules import check, shipped_rulebook
from candidates.rules.duties_base import Extended
from candidates.rules.facts import BallotFacts, CandidateFacts
from candidates.rules.grounds import Ground


def ask(rule, on, law_on=None, **fields):
    """The findings of one rule on a day."""
    return check(
        [rule], CandidateFacts(on=on, stage="opinions_collected", **fields), shipped_rulebook().on(law_on or on)
    )


def level(rule, on, **fields):
    found = ask(rule, on, **fields)
    return found[0].level if found else "met"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 5, 16), "block"), (date(2026, 5, 17), "met"), (date(2026, 5, 18), "met")],
    ids=["day before 18", "18th birthday", "day after"],
)
def test_old_enough(on, expected):
    assert level("old_enough", on, birth_date=date(2008, 5, 17)) == expected


def test_old_enough_born_on_29_february():
    assert level("old_enough", date(2026, 2, 27), birth_date=date(2008, 2, 29)) == "block"
    assert level("old_enough", date(2026, 2, 28), birth_date=date(2008, 2, 29)) == "met"


def test_old_enough_without_birth_date_says_so():
    assert "Chưa có ngày sinh" in ask("old_enough", date(2026, 1, 1))[0].text


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 4, 30), "met"),
        (date(2026, 5, 1), "warn"),
        (date(2026, 5, 31), "warn"),
        (date(2026, 6, 1), "block"),
    ],
    ids=["month before", "birthday month begins", "its last day", "next month"],
)
def test_young_enough_counts_by_month(on, expected):
    assert level("young_enough", on, birth_date=date(1966, 5, 17)) == expected


@pytest.mark.parametrize(
    ("education", "special", "elder", "expected"),
    [
        ("lower_secondary", False, False, "met"),
        ("primary", False, False, "block"),
        ("primary", True, False, "met"),
        ("literate", True, False, "block"),
        ("literate", True, True, "met"),
        ("literate", False, True, "block"),
        ("", False, False, "block"),
    ],
)
def test_schooled_enough(education, special, elder, expected):
    facts = {"education": education, "special_area": special, "respected_elder": elder}
    assert level("schooled_enough", date(2026, 8, 1), **facts) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 7, 25), "block"), (date(2026, 7, 26), "met"), (date(2026, 7, 27), "met")],
    ids=["day before 208-QĐ/TW", "its first day", "day after"],
)
def test_the_programme_without_its_diploma_is_enough_since_208(on, expected):
    assert level("schooled_enough", on, education="lower_secondary", lacks_diploma=True) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 3, 14), "met"), (date(2026, 3, 15), "met"), (date(2026, 3, 16), "block")],
    ids=["day before", "last day of 60 months", "day after"],
)
def test_certificate_holds_60_months(on, expected):
    assert level("has_valid_certificate", on, certificate_on=date(2021, 3, 15)) == expected


@pytest.mark.parametrize(
    ("members", "unions", "expected"),
    [(2, 0, "met"), (1, 1, "met"), (1, 0, "block"), (0, 2, "block"), (0, 0, "block")],
)
def test_introducers(members, unions, expected):
    on = date(2026, 8, 1)
    assert level("has_introducers", on, introducing_members=members, introducing_unions=unions) == expected


@pytest.mark.parametrize(("members", "expected"), [(2, "block"), (3, "met"), (4, "met")])
def test_cell_has_three_full_members(members, expected):
    assert level("cell_has_three_full_members", date(2026, 8, 1), cell_full_members=members) == expected


def test_vote_against_the_roster_warns():
    ballot = BallotFacts(12, 12, 12, 0, 0, base=13)
    found = ask("vote_counts_all_full_members", date(2026, 8, 1), ballot=ballot)
    assert [finding.level for finding in found] == ["warn"]
    assert "13 đảng viên chính thức" in found[0].text


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 2, 9), "block"), (date(2026, 2, 10), "met"), (date(2026, 2, 11), "met")],
    ids=["day before 36 months", "36 months", "day after"],
)
def test_readmission_after_36_months(on, expected):
    assert level("may_be_readmitted", on, is_readmission=True, left_party_on=date(2023, 2, 10)) == expected


def test_readmission_only_once():
    fields = {"is_readmission": True, "left_party_on": date(2000, 1, 1), "earlier_readmissions": 1}
    assert level("readmitted_once_only", date(2026, 2, 10), **fields) == "block"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 6, 24), "met"), (date(2024, 6, 25), "warn")],
    ids=["30th working day", "day after"],
)
def test_ceremony_counts_from_receipt_before_208(on, expected):
    fields = {"decided_on": date(2024, 5, 6), "decision_received_on": date(2024, 5, 13)}
    found = ask("ceremony_in_time", on, law_on=date(2024, 5, 6), **fields)
    assert (found[0].level if found else "met") == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 9, 29), "met"), (date(2026, 9, 30), "warn")],
    ids=["30th working day, make-up Saturday counted", "day after"],
)
def test_ceremony_counts_from_issue_since_208(on, expected):
    found = ask("ceremony_in_time", on, law_on=date(2026, 8, 14), decided_on=date(2026, 8, 14))
    assert (found[0].level if found else "met") == expected


def test_every_refusal_cites_its_clause_and_how_sure_it_is():
    finding = ask("schooled_enough", date(2022, 1, 1), education="primary")[0]
    assert finding.citation == "điểm 1.2.1 Quy định 24-QĐ/TW ngày 30/7/2021"
    assert finding.confidence == "confirmed"
    assert ask("schooled_enough", date(2026, 8, 1), education="primary")[0].confidence == "secondary"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 3, 14), "met"), (date(2026, 3, 15), "met"), (date(2026, 3, 16), "warn")],
    ids=["day before", "last day of 60 months", "day after"],
)
def test_a_certificate_that_ends_before_the_decision_is_noted(on, expected):
    assert level("certificate_lasts_to_the_decision", on, certificate_on=date(2021, 3, 15)) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 8, 9), "met"), (date(2026, 8, 10), "met"), (date(2026, 8, 11), "warn")],
    ids=["day before", "last day of 12 months", "day after"],
)
def test_papers_count_twelve_months_from_the_making_of_the_dossier(on, expected):
    fields = {"dates": {"open_dossier": date(2025, 8, 10)}, "opinions_on": (date(2026, 2, 1), date(2026, 3, 1))}
    assert level("papers_are_fresh", on, **fields) == expected


def test_papers_that_were_made_anew_count_from_then():
    fields = {"dates": {"open_dossier": date(2024, 1, 5)}, "opinions_on": (date(2026, 2, 1), date(2026, 3, 1))}
    assert level("papers_are_fresh", date(2027, 2, 1), **fields) == "met"
    assert level("papers_are_fresh", date(2027, 2, 2), **fields) == "warn"
    assert level("papers_are_fresh", date(2027, 2, 2)) == "met"  # none are known


@pytest.mark.parametrize(
    ("consent", "expected"),
    [(date(2026, 10, 1), "met"), (date(2026, 10, 2), "met"), (date(2026, 10, 3), "warn")],
    ids=["day before the ceremony", "its day", "day after"],
)
def test_a_late_ceremony_passes_with_the_upper_committees_consent(consent, expected):
    grounds = (Ground("late_ceremony_consent", "5-CV/ĐU", consent),)
    found = ask(
        "ceremony_in_time", date(2026, 10, 2), law_on=date(2026, 8, 14), decided_on=date(2026, 8, 14), grounds=grounds
    )
    assert (found[0].level if found else "met") == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 10, 20), "met"), (date(2026, 10, 21), "warn")],
    ids=["day put off to", "day after"],
)
def test_a_ceremony_that_was_put_off_is_late_after_the_new_day_only(on, expected):
    extensions = {("ceremony", ""): [Extended(date(2026, 10, 20), "văn bản số 5", date(2026, 9, 1))]}
    fields = {"decided_on": date(2026, 8, 14), "extensions": extensions}
    found = ask("ceremony_in_time", on, law_on=date(2026, 8, 14), **fields)
    assert (found[0].level if found else "met") == expected
    assert all("20/10/2026 theo văn bản số 5" in finding.text for finding in found)


@pytest.mark.parametrize(
    ("rule", "event", "key"),
    [
        ("decided_in_time", "cell_vote", "admission"),
        ("recognition_decided_in_time", "recognition_cell_vote", "recognition"),
    ],
)
def test_a_decision_that_was_put_off_is_late_after_the_new_day_only(rule, event, key):
    voted, until = date(2026, 3, 2), date(2026, 6, 30)
    fields = {"dates": {event: voted}}
    assert level(rule, until, **fields) == "warn"
    fields["extensions"] = {("decide", key): [Extended(until, "văn bản số 5", date(2026, 4, 1))]}
    assert level(rule, until, **fields) == "met"
    late = ask(rule, date(2026, 7, 1), **fields)[0]
    assert late.level == "warn"
    assert "30/06/2026 theo văn bản số 5" in late.text
