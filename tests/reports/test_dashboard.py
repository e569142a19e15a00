"""The leader's page: its numbers, its lists, what is overdue, and three taps to the PDF."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AccessRecord
from branches import actions as branch_actions
from branches.models import Member, Target
from candidates import obligations
from candidates.actions.entry import Milestone, take_over
from reports.leading.attention import units_in_need
from reports.periods import CALENDAR, DAY_15, so_far
from reports.quarterly import unit_bars
from reports.tally import folding
from tests.factories import days_ago, make_candidate, make_cast, make_organization, make_person, sign_in, today
from tests.kept import once_a_module
from tests.reports.test_forecast import admit

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


@pytest.mark.once
def test_the_page_asks_few_questions_whether_the_unit_is_folded_or_not(client, cast, django_assert_max_num_queries):
    page = page_of(client, cast)
    with django_assert_max_num_queries(75):
        show(client, cast)
    folding.fold(least=0)
    with django_assert_max_num_queries(75):
        assert stats(page_of(client, cast)) == stats(page)


def test_targets_and_units_in_need_with_their_cause(client, cast):
    page = page_of(client, cast)
    assert "Kế hoạch cấp trên giao" in page
    need = page[page.index('id="can-quan-tam"') : page.index('id="du-bao"')]
    assert cast.A1.name in need
    assert "việc quá hạn" in need
    assert "xếp hạng" not in page


def test_a_cell_without_admission_is_named_with_the_members_it_has(client, cast):
    shown = {each["row"].cell: each["row"].full_members for each in show(client, cast).context["dormant"]}
    assert cast.A1 in shown
    held = {cell: Member.objects.filter(organization=cell, status="full", left_on=None).count() for cell in shown}
    assert shown == held
    assert held[cast.A1] > 0


def test_overdue_names_person_and_unit(client, cast):
    page = page_of(client, cast)
    assert "Cà Thị Muộn" in page
    listed = sign_in(client, cast["lead_A"]).get(reverse("reports:overdue")).content.decode()
    assert "Cà Thị Muộn" in listed
    assert cast.A2.name in listed


def test_what_is_overdue_as_a_spreadsheet_names_whom_the_reader_may_open(client, cast):
    def rows(name):
        reader = sign_in(client, cast[name])
        page = reader.get(reverse("reports:overdue"))
        file = reader.get(reverse("reports:overdue_xlsx")).content
        found = CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(0).to_python()
        found = [row for row in found if isinstance(row[0], float)]
        assert [(row[1], row[2], row[5], row[6]) for row in found] == [
            (row.what, row.who, row.due_on, float(row.days)) for row in page.context["rows"]
        ]
        return str(found)

    assert "Cà Thị Muộn" in rows("lead_A")
    assert "Cà Thị Muộn" not in rows("staff_B")
    assert AccessRecord.objects.filter(kind="list_taken", organization=cast.A, about="Việc quá hạn").exists()


MOST_TAPS = 3


def links(page):
    """Where a page leads within the results and reports, each once; what only a keyboard meets is left out."""
    found = re.findall(r'<a [^>]*href="(/bao-cao/[^"#]*)"', page)
    return dict.fromkeys(unescape(address) for address in found)


def test_three_taps_from_the_first_page_to_the_quarters_pdf(client, cast):
    """Walked from the page after signing in, link by link, as a thumb would."""
    sign_in(client, cast["lead_A"])
    quarter = f"{today().year}-Q{(today().month + 2) // 3}"
    wanted = reverse("reports:pdf", args=["a", quarter])
    waiting, seen = [(reverse("home"), 0)], set()
    while waiting:
        address, taps = waiting.pop(0)
        if address.partition("?")[0] == wanted:
            assert client.get(address).content.startswith(b"%PDF")
            assert taps <= MOST_TAPS
            return
        page = client.get(address)
        if taps == MOST_TAPS or not page["Content-Type"].startswith("text/html"):
            continue
        for each in links(page.content.decode()):
            if each not in seen:
                seen.add(each)
                # What ends in the wanted file is looked at first: a walk over every page would take minutes.
                near = wanted.startswith(each.partition("?")[0]) or "ket-qua" in each
                waiting.insert(0, (each, taps + 1)) if near else waiting.append((each, taps + 1))
    raise AssertionError("the quarter's PDF is not reached")


def test_the_forecast_says_plainly_when_there_is_too_little_history(client, cast):
    page = page_of(client, cast)
    assert f"Chưa đủ số liệu để dự báo năm {today().year}." in page
    assert "Cần ít nhất 02 năm" in page


def given(unit, value):
    """The year's target of a unit, assigned from above."""
    year = today().year
    branch_actions.set_target(by=None, organization=unit, source=Target.Source.ASSIGNED, value=value,
                              starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))  # fmt: skip


def test_the_forecast_beside_the_target_with_how_good_it_was(client, cast):
    year = today().year
    for back, days in ((3, ((1, 1), (12, 31))), (2, ((1, 1), (12, 31), (12, 31))), (1, ((1, 1),))):
        for month, day in days:
            admit(cast.B1, date(year - back, month, day))
    given(cast.B, 4)
    page = page_of(client, cast, "lead_X", don_vi="b")
    rest = (1, 2, 0) if (today().month, today().day) < (12, 31) else (0, 0, 0)
    least, most = min(rest), max(rest)
    words = f"Cả năm {year}: {least}–{most}" if most else f"Dự báo cả năm {year}: không có"
    assert f"{words} đảng viên mới." in page
    tried = f"{1 + rest[0]}–{1 + rest[1]}, thực tế 1." if most else "1, thực tế 1."
    assert f"Năm {year - 1}, cùng ngày này dự báo {tried}" in page
    assert ("không năm nào có kết quả trong khoảng" in page) == bool(most)
    assert "Chỉ tiêu năm là 04: cả khoảng dự báo đều thấp hơn chỉ tiêu." in page
    assert "xác suất" not in page


def test_each_number_says_its_target_and_the_same_days_of_last_year(client, cast):
    admit_this_year(cast.B1, make_person())
    given(cast.B, 4)
    page = page_of(client, cast, "lead_X", don_vi="b")
    assert "đạt 25% chỉ tiêu năm (4)" in page
    assert "tăng 1 so với cùng kỳ năm trước (0)" in page
    assert page.count("ngày này năm trước") >= 2  # the pool, what waits for a decision


def test_units_in_need_say_that_nobody_is_left_and_that_the_place_is_hard(client, cast):
    """A unit that said why nobody is left is told with its reason; a hard place alone is no cause."""
    young = {"kind": "cell", "parent": cast.A, "founded_on": days_ago(90)}
    why = "Cả thôn đã vào Đảng hoặc đi làm xa"
    empty = make_organization("Chi bộ Khe Vắng", code="vang", no_source_left=True, no_source_because=why,
                              area_type="border_island", **young)  # fmt: skip
    make_organization("Chi bộ Khe Xa", code="khe-xa", area_type="remote", **young)
    given(empty, 5)

    def need_of(page):
        return page[page.index('id="can-quan-tam"') : page.index('id="du-bao"')]

    # Who said that nobody is left is not urged for that alone, nor for the target.
    assert empty.name not in need_of(page_of(client, cast))
    obligations.sync(make_candidate(empty, "probationary"), today())
    need = need_of(page_of(client, cast))
    part = need[need.index(empty.name) :]
    assert f"Địa bàn không còn quần chúng: {why}." in part
    assert "Địa bàn biên giới, hải đảo." in part
    assert "Chưa kết nạp được đảng viên; chỉ tiêu năm là 05." not in part
    assert "Chi bộ Khe Xa" not in need
    # In the tree's order, never by how grave: A1 was founded before.
    assert need.index(cast.A1.name) < need.index(empty.name)
    above = page_of(client, cast, "lead_X")
    assert "Chi bộ Khe Vắng không còn quần chúng" in above
    assert "02 chi bộ ở vùng sâu, vùng xa và biên giới, hải đảo." in above


def test_of_many_units_in_need_five_stand_open_and_the_rest_is_one_tap_away(client, cast):
    for number in range(6):
        cell = make_organization(f"Chi bộ muộn {number}", "cell", cast.A, code=f"muon-{number}")
        obligations.sync(make_candidate(cell, "probationary"), today())
    answer = show(client, cast)
    page = answer.content.decode()
    need = page[page.index('id="can-quan-tam"') : page.index('id="du-bao"')]
    seen, folded = need.split("<details")
    names = [unit.name for unit in answer.context["in_need"]]
    assert len(names) > 6
    assert all(name in seen for name in names[:5])
    assert all(name in folded and name not in seen for name in names[5:])
    # It stands before everything that a leader opens only now and then.
    assert page.index('id="can-quan-tam"') < min(
        page.index(f'id="{part}"') for part in ("du-bao", "chi-tieu", "cac-buoc")
    )


def test_the_steps_are_drawn_where_there_are_any(client, cast):
    drawn = {}
    for unit in (cast.A, make_organization("Chi bộ mới", "cell", cast.A, code="moi")):
        answer = show(client, cast, don_vi=unit.code)
        page = answer.content.decode()
        part = page[page.index('id="cac-buoc"') : page.index('id="ngoai-don-vi"')]
        drawn[any(row["number"] for row in answer.context["steps"]["rows"])] = "<svg" in part
    assert drawn == {True: True, False: False}


def test_the_last_days_of_december_are_judged_by_the_next_years_target(cast):
    """On the calendar from the 15th on: what was reached last year is not asked for again."""
    branch_actions.set_target(by=None, organization=cast.B, source=Target.Source.ASSIGNED, value=40,
                              starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))  # fmt: skip
    for calendar, blamed in ((CALENDAR, True), (DAY_15, False)):
        year = so_far(calendar, date(2025, 12, 20))
        causes = {unit.code: unit.causes for unit in units_in_need(cast.X, year, year.end)}
        assert ("Chưa kết nạp được đảng viên; chỉ tiêu năm là 40." in causes.get("b", ())) == blamed
        assert unit_bars(cast.X, year).bars[1].target == (40 if blamed else None)


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
