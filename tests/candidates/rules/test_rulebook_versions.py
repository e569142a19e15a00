"""Whatever is confirmed or corrected: on every day exactly one version of a value holds, and no other value moves."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.rules import shipped_rulebook
from candidates.rules.keys import KEYS
from candidates.rules.law import CONFIRMED, SECONDARY, UNCONFIRMED
from candidates.rules.values import FIRST_DAY, OverlapError, Rulebook
from candidates.rules.words import fault, in_words, lines
from partydev.checks import law_is_whole

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
REVISIONS = st.lists(st.tuples(st.sampled_from(sorted(KEYS)), DAYS, st.none() | DAYS), max_size=8)


def spans(book, key):
    return [(row.valid_from, row.valid_to) for row in book.versions(key)]


def is_whole(book, key):
    rows = spans(book, key)
    return all(end and (start - end).days == 1 for (_, end), (start, _) in pairwise(rows)) and rows[-1][1] is None


@given(REVISIONS)
def test_no_revision_leaves_a_gap_or_an_overlap(revisions):
    book = first = shipped_rulebook()
    for key, since, until in revisions:
        if until and until < since:
            continue
        row = replace(book.versions(key)[0], valid_from=since, valid_to=until, confidence=CONFIRMED, revised=True)
        try:
            revised = book.revised(row)
        except OverlapError:
            continue
        assert is_whole(revised, key)
        assert spans(revised, key)[0][0] == spans(first, key)[0][0]
        assert revised.on(since)[key] == row or since < FIRST_DAY
        if since - timedelta(days=1) >= FIRST_DAY:
            before = since - timedelta(days=1)
            assert revised.on(before).value(key) == book.on(before).value(key)
        if until and until >= FIRST_DAY:
            after = until + timedelta(days=1)
            assert revised.on(after).value(key) == book.on(after).value(key)
        others = [each for each in book.rows if each.key != key]
        assert [each for each in revised.rows if each.key != key] == others
        book = revised


def test_every_shipped_value_reads_as_words_and_is_of_its_shape():
    for row in shipped_rulebook().rows:
        assert fault(row.key, row.value) == "", row
        assert all(lines(row.key, row.value)), row
        assert "_" not in in_words(row.key, row.value), row


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("probation_months", -1),
        ("probation_months", 0),
        ("probation_months", "12"),
        ("probation_months", True),
        ("probation_months", 12.5),
        ("cell_admission_majority", (3, 2)),
        ("cell_admission_majority", (1, 3)),
        ("cell_admission_majority", (2, 0)),
        ("cell_admission_majority", "2/3"),
        ("minimum_schooling", "university"),
        ("dossier_papers", ()),
        ("dossier_papers", ("38", "38")),
        ("verified_persons", ("neighbour",)),
        ("over_60_consent", "co"),
        ("section_committee_label", " "),
    ],
)
def test_what_is_of_another_shape_is_refused(key, value):
    assert fault(key, value)


def confirmed(key, since, until=None):
    return replace(
        shipped_rulebook().on(since)[key], valid_from=since, valid_to=until, confidence=CONFIRMED, revised=True
    )


def test_what_was_confirmed_without_an_end_ends_where_a_later_release_begins_a_new_version():
    """The next decree is shipped after an administrator confirmed the present one for good."""
    key, since, decree = "awareness_certificate_months", date(2026, 8, 3), date(2027, 1, 1)
    held = shipped_rulebook().on(since)[key]
    later = replace(held, value=48, valid_from=decree)
    rows = [row for row in shipped_rulebook().rows if row is not held]
    upgraded = Rulebook((*rows, replace(held, valid_to=date(2026, 12, 31)), later), shipped_rulebook().calendar)

    with pytest.raises(OverlapError):
        upgraded.revised(confirmed(key, since))
    book = upgraded.replayed(confirmed(key, since))

    assert is_whole(book, key)
    assert book.on(date(2026, 12, 31))[key].confidence == CONFIRMED
    assert book.on(decree).value(key) == 48


def test_what_was_confirmed_of_days_that_no_version_has_any_more_is_left_out():
    book = shipped_rulebook()
    assert book.replayed(replace(confirmed("worker_months", date(2026, 8, 3)), valid_from=date(2012, 1, 1))) is book


@pytest.mark.parametrize(
    ("key", "on", "document", "confidence"),
    [
        ("minimum_age_years", date(2026, 3, 1), "qd294-2025", SECONDARY),
        ("minimum_age_years", date(2024, 3, 1), "qd24-2021", CONFIRMED),
        ("deciding_body", date(2025, 3, 1), "qd232-2025", CONFIRMED),
        ("card_digits", date(2023, 3, 1), "hd12-2022", SECONDARY),
        ("layout_edition", date(2016, 9, 1), "hd36-2018", UNCONFIRMED),
        ("layout_edition", date(2018, 4, 3), "hd36-2018", CONFIRMED),
        ("dossier_papers", date(2017, 6, 4), "hd09-2017", UNCONFIRMED),
    ],
)
def test_each_day_is_cited_by_the_document_that_held_on_it(key, on, document, confidence):
    row = shipped_rulebook().on(on)[key]
    assert (row.citation.document.key, row.confidence) == (document, confidence)


def test_no_shipped_value_outlives_its_document_nor_is_sure_before_it():
    for row in shipped_rulebook().rows:
        document = row.citation.document
        assert document.holds_to is None or (row.valid_to and row.valid_to <= document.holds_to), row
        assert row.valid_from >= document.holds_from or row.confidence == UNCONFIRMED, row


@pytest.mark.parametrize("changes", [{"valid_to": None}, {"valid_from": FIRST_DAY}], ids=["outlives", "sure before"])
def test_the_deployment_stops_on_a_value_beyond_its_document(monkeypatch, changes):
    sure = replace(shipped_rulebook().on(date(2022, 1, 1))["minimum_age_years"], **changes)
    monkeypatch.setattr("candidates.rules.shipped.ROWS", (sure,))
    assert "partydev.E010" in {each.id for each in law_is_whole(None)}
