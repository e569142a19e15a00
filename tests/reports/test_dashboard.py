"""The leader's page: its numbers, its lists, what is overdue, and three taps to the PDF."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Member, Target
from candidates import obligations
from candidates.actions.entry import Milestone, take_over
from tests.factories import days_ago, make_candidate, make_cast, make_organization, make_person, sign_in, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db


def admit_this_year(cell, person):
    first = date(today().year, 1, 1)
    milestones = [Milestone("decide", first), Milestone("admit", first)]
    take_over(by=None, organization=cell, person=person, stage="probationary", entered_on=days_ago(500),
              milestones=milestones)  # fmt: skip


def cast_with_results():
    """The cast, with one probationer long overdue and one admitted this year in cell A2."""
    cast = make_cast()
    late = make_candidate(cast.A2, "probationary", person=make_person("Cà Thị Muộn"))
    obligations.sync(late, today())
    admit_this_year(cast.A2, make_person("Lò Văn Mới"))
    first = date(today().year, 1, 1)
    for unit, value in ((cast.A, 4), (cast.A1, 2)):
        branch_actions.set_target(by=None, organization=unit, source=Target.Source.ASSIGNED, starts_on=first,
                                  ends_on=date(today().year, 12, 31), value=value)  # fmt: skip
    return cast


made_cast = once_a_module(cast_with_results)


def show(client, cast, name="lead_A", **query):
    return sign_in(client, cast[name]).get(reverse("reports:dashboard"), query)


def page_of(*args, **query):
    return unescape(show(*args, **query).content.decode())


def stats(page):
    return {label: int(value) for label, value in re.findall(
        r'class="stat-label">([^<]+)</p><p class="stat-value"><a[^>]*>(\d+)', page)}  # fmt: skip


def test_six_numbers_open_lists_of_their_length(client, cast):
    page = page_of(client, cast)
    found = stats(page)
    assert found["Kết nạp đảng viên"] == 1
    assert found["Đảng viên dự bị quá thời hạn xét công nhận"] == 1
    assert len(found) == 6
    links = re.findall(r'class="stat-value"><a href="([^"]+)">', page)
    for address, number in zip(links, found.values(), strict=True):
        rows = client.get(address).context["page"].paginator.count
        assert rows == number


def test_targets_and_units_in_need_with_their_cause(client, cast):
    page = page_of(client, cast)
    assert "Kế hoạch cấp trên giao" in page
    need = page[page.index("Đơn vị cần quan tâm, đôn đốc") : page.index("Việc quá hạn")]
    assert cast.A1.name in need
    assert "việc quá hạn" in need
    assert "xếp hạng" not in page


def test_overdue_names_person_and_unit(client, cast):
    page = page_of(client, cast)
    assert "Cà Thị Muộn" in page
    listed = sign_in(client, cast["lead_A"]).get(reverse("reports:overdue")).content.decode()
    assert "Cà Thị Muộn" in listed
    assert cast.A2.name in listed


def button(page, words):
    """Where the button with these words leads."""
    return re.findall(r'class="button" href="([^"]+)"', page[: page.index(f"<span>{words}")])[-1]


def test_three_taps_to_the_pdf(client, cast):
    page = page_of(client, cast)
    report = unescape(client.get(button(page, "Báo cáo quý này")).content.decode())
    assert client.get(button(report, "Tải PDF")).content.startswith(b"%PDF")


def test_nothing_of_other_units(client, cast):
    page = page_of(client, cast)
    assert cast.B.name not in page
    assert cast.X.name not in page
    for code in ("b", "x", "khong-co"):
        assert show(client, cast, don_vi=code).status_code == 404
    assert show(client, cast, "helper_A1").status_code == 403


def test_a_running_year_is_judged_by_today(client, cast):
    """The number on the leader's page, in the report and behind both is the same; a target still has time."""
    sign_in(client, cast["lead_A"])
    report = unescape(client.get(reverse("reports:report", args=["a", str(today().year)])).content.decode())
    assert "01</a> đảng viên dự bị đã quá thời hạn" in report
    assert "Chưa đạt" not in report
    assert people(client, cast, chi_tieu="overdue").context["page"].paginator.count == 1


def test_switching_down_and_up(client, cast):
    below = page_of(client, cast, don_vi="a1")
    assert f"<h1>{cast.A1.name}</h1>" in below
    assert f'href="{reverse("reports:dashboard")}?don_vi=a"' in below
    assert f"<h1>{cast.X.name}</h1>" in page_of(client, cast, "lead_X")


# The list behind a number


def people(client, cast, name="lead_A", **query):
    asked = {"don_vi": "a", "ky": str(today().year), "chi_tieu": "admitted", **query}
    return sign_in(client, cast[name]).get(reverse("reports:people"), asked)


def test_the_list_names_people_and_says_what_it_counts(client, cast):
    page = people(client, cast).content.decode()
    assert "Lò Văn Mới" in page
    assert "Định nghĩa" in page
    assert cast.A2.name in page


def test_names_are_asked_of_the_person_not_of_the_fact(client, cast):
    """A member who has moved to another unit keeps counting where it happened; the name is not shown there."""
    member = Member.objects.filter(organization=cast.A2, candidate__isnull=True).first()
    branch_actions.transfer_member(by=None, member=member, to=cast.B1, on=today())
    answer = people(client, cast, chi_tieu="transferred_out")
    page = answer.content.decode()
    assert answer.context["page"].paginator.count == 1
    assert member.person.full_name not in page
    assert "Không hiển thị họ tên" in page
    assert member.person.full_name in people(client, cast, "lead_X", chi_tieu="transferred_out").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"don_vi": "b"}, {"don_vi": ""}, {"ky": "bao-gio"}, {"ky": "2999"}, {"chi_tieu": "password"}]
)
def test_a_list_that_is_not_there(client, cast, wrong):
    assert people(client, cast, **wrong).status_code == 404


def test_one_row_and_many_take_the_same_queries(client, cast):
    def count(address, **query):
        sign_in(client, cast["lead_A"]).get(address, query)  # what a first request alone asks
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address, query).status_code == 200
        return len(seen)

    asked = {"don_vi": "a", "ky": str(today().year)}
    pages = [(reverse("reports:people"), {**asked, "chi_tieu": key}) for key in ("in_pool", "admitted", "members")]
    pages += [(reverse("reports:overdue"), {"don_vi": "a"}), (reverse("reports:dashboard"), {"don_vi": "a"})]
    few = [count(address, **query) for address, query in pages]
    for number in range(6):
        cell = make_organization(f"Chi bộ thêm {number}", "cell", cast.A, code=f"them-{number}")
        make_candidate(cell)
        late = make_candidate(cell, "probationary")
        obligations.sync(late, today())
        admit_this_year(cell, make_person())
    assert [count(address, **query) for address, query in pages] == few
