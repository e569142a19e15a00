"""Behind every number of a sent report, as long as it was printed, whatever is recorded and changed afterwards."""

import re
from html import unescape

import pytest
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.actions.entry import Milestone
from candidates.models import ClassNomination, MentorAssignment, TrainingClass
from reports.models import ReportRevision
from tests.factories import days_ago, make_candidate, make_person, sign_in, today
from tests.reports.reporting import lock, quick_papers, url

pytestmark = pytest.mark.django_db
THIS = str(today().year)
SINCE = days_ago(500)
LINK = re.compile(r'<a href="([^"]*/danh-sach/[^"]*chot=[^"]*)">([^<]*)</a>')


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    quick_papers(monkeypatch)


def help_with(case, mentor, since):
    return MentorAssignment.objects.create(candidate=case, mentor=mentor, phase="candidate", starts_on=since,
                                           resolution_number="1", resolution_on=since)  # fmt: skip


def a_year(cast):
    """Classes, help, cards to come, and one whose recognition is overdue; returns what is changed later."""
    # On one day of the year's that is today at the latest, also in January.
    on = max(days_ago(20), today().replace(month=1, day=1))
    held = actions.create_class(by=None, organization=cast.X, kind=TrainingClass.Kind.AWARENESS, name="Lớp khóa 7",
                                starts_on=on, ends_on=on)  # fmt: skip
    cases = [make_candidate(cast.A1, person=make_person(f"Vi Văn {place}")) for place in range(4)]
    sent = [actions.nominate(candidate=case, kind="awareness", by=None, on=on) for case in cases]
    actions.assign_to_class(nominations=sent, training_class=held, by=None)
    actions.record_results(training_class=held, by=None, completed={sent[0]: "01/GCN"}, absent=[], completed_on=on)
    mentor, other = Member.objects.filter(organization=cast.A1)[:2]
    first = help_with(cases[0], mentor, on)
    waits = make_candidate(cast.A1, "recognized", make_person("Lò Thị Một"))
    late = make_person("Vi Văn Muộn", youth_union_on=days_ago(3000))
    actions.take_over(by=None, organization=cast.A2, person=late, stage="probationary", entered_on=days_ago(900),
                      milestones=[Milestone("decide", SINCE), Milestone("admit", SINCE)])  # fmt: skip
    return on, sent, cases, first, other, waits.person, late


def links(client):
    found = [(unescape(href), unescape(text)) for href, text in LINK.findall(client.get(url("report", key=THIS)).text)]
    return {(href, int(re.match(r"[\d.]+", text)[0].replace(".", ""))) for href, text in found if text[:1].isdigit()}


def test_every_number_of_a_locked_report_opens_a_list_of_its_length_for_ever(client, cast):
    on, sent, cases, first, other, waits, late = a_year(cast)
    lock(cast.A, THIS)
    sign_in(client, cast["staff_A"])
    numbers = links(client)
    asked = {re.search(r"chi_tieu=([^&.]*)", href)[1] for href, number in numbers if number}
    assert {"pool_class_done", "pool_mentored", "class_sent%3Aawareness", "cards_due", "mentors", "overdue"} <= asked

    ClassNomination.objects.filter(pk__in=[row.pk for row in sent[1:3]]).update(result="completed", completed_on=on)
    MentorAssignment.objects.filter(pk=first.pk).update(ends_on=on)
    for case in cases[1:]:
        help_with(case, other, on)
    branch_actions.issue_card(by=None, member=waits.memberships.get(), number="12.345678", on=today())
    Member.objects.filter(person=late).update(joined_on=days_ago(5))
    actions.enter_pool(by=None, organization=cast.A1, person=make_person(), on=on, source="cell")

    for href, number in sorted(numbers):
        page = client.get(href)
        assert page.context["page"].paginator.count == number, href
        assert "dữ liệu hiện nay" not in page.text, href
    assert links(client) == numbers
    now = {"don_vi": "a", "ky": THIS, "chi_tieu": "mentors"}
    kept = client.get(reverse("reports:people"), now | {"chot": ReportRevision.objects.get().code})
    assert [row.on for row in kept.context["rows"]] == [on]
    assert client.get(reverse("reports:people"), now).context["page"].paginator.count == 1
    assert kept.context["rows"][0].name != client.get(reverse("reports:people"), now).context["rows"][0].name
