"""What a special case, or the papers of the vote, will need is told while there is time."""

import pytest

from candidates import actions
from candidates.models import Candidate
from candidates.rules.papers import paper_names
from partydev.dates import add_months
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.candidates.special_cases import ready, record, stands, vote
from tests.factories import days_ago, make_candidate, make_person, today

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def early(client, case):
    return client.get(case_url("detail", case)).context["early"]


@pytest.mark.parametrize("stage", ["pool", "listed", "dossier_opened", "verifying"])
@pytest.mark.parametrize(
    ("person", "fields", "rule", "organ", "kind"),
    [
        ({"birth_date": days_ago(63 * 365)}, {}, "young_enough", "Ban thường vụ cấp ủy", "over_60_consent"),
        ({"education": "primary"}, {}, "schooled_enough", "Chi bộ", "schooling_evidence"),
        ({"religion": "01"}, {}, "religion_is_consulted", "Cấp ủy cấp trên", "religion_consultation"),
        ({}, {"foreign_tie": True}, "foreign_tie_is_consulted", "Cấp ủy cấp trên", "foreign_consultation"),
        ({}, {"political_issue": True}, "political_issue_is_concluded", "Cấp ủy có thẩm quyền", ""),
    ],
)
def test_a_special_case_is_told_from_the_pool_on(cast, secretary, stage, person, fields, rule, organ, kind):
    case = make_candidate(cast.A1, stage, person=make_person(**person))
    Candidate.objects.filter(pk=case.pk).update(**fields)
    assert stands(case) == stage
    [told] = early(secretary, case)
    assert (told.rule, told.state) == (rule, "early")
    assert told.citation
    assert organ in told.who
    page = secretary.get(case_url("detail", case)).text
    assert "Cần chuẩn bị trước: 1" in page
    if kind:
        assert told.url == case_url("record_ground", case, kind=kind)
        assert record(secretary, case, kind).status_code == 302
        assert rule not in [line.rule for line in early(secretary, case)]


def test_who_is_no_special_case_is_told_nothing_early(cast, secretary):
    case = make_candidate(cast.A1, "listed")
    assert early(secretary, case) == []
    assert "Cần chuẩn bị trước" not in secretary.get(case_url("detail", case)).text
    unknown = make_candidate(cast.A1, "pool", person=make_person(education=""))
    assert early(secretary, unknown) == []


def test_what_the_present_step_asks_itself_is_not_told_twice(cast, secretary):
    case = ready(cast, birth_date=days_ago(63 * 365))
    page = secretary.get(case_url("detail", case))
    assert "young_enough" in [line.rule for line in page.context["missing"]]
    assert "young_enough" not in [line.rule for line in page.context["early"]]


def test_a_consent_that_the_decision_wants_is_told_after_the_vote_too(cast):
    person = make_person(birth_date=days_ago(63 * 365))
    case, staff = make_candidate(cast.A1, "submitted", person=person), browser_of(cast["staff_A"])
    assert [line.rule for line in early(staff, case)] == ["over_60_was_consented"]
    record(staff, case, "over_60_consent")
    assert early(staff, case) == []


def test_papers_of_the_vote_are_told_before_the_meeting(cast, secretary):
    case = ready(cast)
    actions.introduce(candidate=case, by=None, on=days_ago(5), union="youth_union", union_name="Chi đoàn")
    [told] = early(secretary, case)
    assert told.rule == "papers_of_the_vote_are_there"
    for name in ("39", "40"):
        assert paper_names()[name] in told.text
    assert paper_names()["43"] not in told.text  # the resolution is what the meeting makes
    assert told.citation
    assert "Không còn nội dung nào thiếu" not in secretary.get(case_url("detail", case)).text
    form = secretary.get(step_url(case, "cell_vote")).text
    assert "Trước khi chi bộ họp xét, hồ sơ còn thiếu" in form
    for code in ("01", "37", "39", "40", "42"):
        actions.enter_paper(candidate=case, by=None, code=code, issued_on=days_ago(4), number="1")
    assert early(secretary, case) == []
    assert "Trước khi chi bộ họp xét" not in secretary.get(step_url(case, "cell_vote")).text
    assert vote(secretary, case).status_code == 302


def test_the_link_to_a_day_that_is_entered_says_that_it_is_changed(cast, secretary):
    case = ready(cast, together=0)
    assert secretary.get(case_url("detail", case)).text.count("Ghi ngày cùng công tác") == 2
    url = case_url("introduction", case, introduction=case.introductions.first().pk)
    assert send(secretary, url, since_together=add_months(today(), -13)).status_code == 302
    page = secretary.get(case_url("detail", case)).text
    assert (page.count("Sửa ngày cùng công tác"), page.count("Ghi ngày cùng công tác")) == (1, 1)
