"""A rehearsal says which open cases would change and how, and writes nothing; many cases ask no more than few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions import rulebook as acts
from candidates.models import Candidate, Obligation, RuleRevision
from candidates.overview.trial import tried as tried_for
from candidates.rehearsal import SOONER, open_cases, rehearse
from candidates.rulebook import rulebook
from candidates.rules.calendar import calendar_of, shipped_holidays
from candidates.rules.values import Rulebook
from tests.candidates.pages import browser_of, send
from tests.candidates.rulebook_answers import KEY, REVISION, all_rows, answers
from tests.factories import make_candidate, make_cast, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def tried(key, value, since=date(2026, 7, 26)):
    revision = acts.unsaved(
        key=key,
        value=value,
        valid_from=since,
        valid_to=None,
        document="Quy định thử",
        issuer="Ban Bí thư",
        issued_on=date(2026, 8, 1),
        article="",
        reason="Thử",
    )
    return acts.trial(rulebook(), revision)


def test_a_rehearsal_names_the_cases_that_change_and_writes_nothing(cast):
    case = make_candidate(cast.A1, "probationary")
    before = all_rows()
    book = rulebook()
    changes = list(rehearse(book, tried("recognition_vote_working_days", 20), today(), open_cases()))
    assert [change.candidate for change in changes] == [case]
    line = changes[0].lines[0]
    due = Obligation.objects.open().get(candidate=case, kind="recognition").due_on
    assert line.before == f"hạn {due:%d/%m/%Y}"
    assert (line.kind, line.after) == (SOONER, f"hạn {line.due_on:%d/%m/%Y}, sớm hơn {(due - line.due_on).days} ngày")
    assert line.sentence == f"{line.about}: hiện nay {line.before}; sau khi ghi {line.after}."
    assert all_rows() == before
    assert rulebook() is book


def test_what_the_next_step_lacks_is_compared_too(cast):
    Candidate.objects.filter(pk=cast.candidates["a1"].pk).update(stage="opinions_collected")
    changes = list(rehearse(rulebook(), tried("minimum_age_years", 40), today(), open_cases()))
    said = [line for change in changes for line in change.lines if line.about == "Bước tiếp theo"]
    assert said
    assert all(line.before != line.after for line in said)


def test_the_same_book_changes_nothing(cast):
    make_candidate(cast.A1, "probationary")
    assert list(rehearse(rulebook(), rulebook(), today(), open_cases())) == []


def test_a_day_off_can_be_tried_too(cast):
    make_candidate(cast.A1, "probationary")
    every = [(row.day, row.effect) for row in shipped_holidays()]
    due = Obligation.objects.open().get(kind="recognition").due_on
    book = Rulebook(rulebook().rows, calendar_of([*every, (due, "off")]))
    [change] = rehearse(rulebook(), book, today(), open_cases())
    assert change.lines[0].before == f"hạn {due:%d/%m/%Y}"


def test_many_cases_ask_as_often_as_few(cast):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            list(rehearse(rulebook(), trial, today(), open_cases()))
        return len(queries)

    trial = tried("recognition_vote_working_days", 20)
    for stage in ("probationary", "decided", "submitted", "applied"):
        make_candidate(cast.A1, stage)
    few = asked()
    for stage in ("probationary", "decided", "submitted", "applied") * 3:
        make_candidate(cast.A1, stage)
    assert asked() == few


# Looking over, and what the rehearsal tells to whom


def test_looking_over_records_nothing_and_says_what_would_move(cast):
    make_candidate(cast.A1, "probationary")
    case = make_candidate(cast.B1, "probationary")
    client = browser_of(cast["head_X"])
    before = list(Obligation.objects.order_by("pk").values())
    response = send(client, reverse("rulebook:revise", args=[KEY]), **answers(valid_from="26/07/2026"))
    text = response.content.decode()
    assert response.status_code == 200
    assert not RuleRevision.objects.exists()
    for words in ("Chưa ghi gì.", "30 ngày làm việc", "20 ngày làm việc", "<strong>2 hồ sơ</strong>", str(case)):
        assert words in text, words
    assert list(Obligation.objects.order_by("pk").values()) == before
    back = send(client, reverse("rulebook:revise", args=[KEY]), **answers(), back="1").content.decode()
    assert "Hướng dẫn mới thay số ngày." in back


def test_the_cases_that_change_are_listed_fifty_to_a_page_with_counts_of_each_kind(cast, monkeypatch):
    monkeypatch.setattr("candidates.overview.trial.ON_A_PAGE", 2)
    cases = [make_candidate(unit, "probationary") for unit in (cast.A1, cast.A1, cast.B1)]
    client, url = browser_of(cast["head_X"]), reverse("rulebook:revise", args=[KEY])
    before = all_rows()
    first = send(client, url, **answers(valid_from="26/07/2026"))
    second = send(client, url, **answers(valid_from="26/07/2026"), trang="2")
    for text in (first.text, second.text):
        assert "<strong>3 hạn còn mở</strong> sẽ dời" in text
        assert "<strong>3</strong> hạn đến sớm hơn" in text
        assert 'value="20"' in text  # what was entered goes along from page to page
    listed = [[str(case) in text for case in cases] for text in (first.text, second.text)]
    assert [sum(each) for each in listed] == [2, 1]
    assert "Trang 2 trong 2: 3–3 trong 3 hồ sơ" in second.text
    due = Obligation.objects.open().get(candidate=cases[2], kind="recognition").due_on
    assert f"hiện nay hạn {due:%d/%m/%Y}; sau khi ghi hạn " in second.text
    assert str(cases[2].organization) in second.text
    assert all_rows() == before
    for odd in ("abc", "99", "-1", ""):
        assert send(client, url, **answers(valid_from="26/07/2026"), trang=odd).status_code == 200


def test_who_sees_some_units_only_reads_names_of_these_only(cast):
    seen, other = make_candidate(cast.A1, "probationary"), make_candidate(cast.B1, "probationary")
    trial = acts.trial(rulebook(), acts.unsaved(key=KEY, **REVISION))
    found = tried_for(cast["head_A"], rulebook(), trial, today())
    assert [change.candidate for change in found.changes] == [seen]
    assert found.units == [(other.organization, 1)]
    assert (found.total, found.moved) == (2, 2)


def test_the_administrator_learns_how_many_and_no_name(cast):
    case = make_candidate(cast.A1, "probationary")
    client = browser_of(cast["sysadmin"])
    text = send(client, reverse("rulebook:revise", args=[KEY]), **answers(valid_from="26/07/2026")).content.decode()
    assert str(case) not in text
    assert case.code not in text
    assert "Số hồ sơ thay đổi theo đơn vị" in text
    assert "Chi bộ A1" in text
