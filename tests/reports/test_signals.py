"""What leaders should urge: each signal on both sides of its threshold, by name and never ranked."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord
from branches import actions as branch_actions
from branches.models import Organization
from candidates.actions.entry import Milestone, take_over
from candidates.models import Obligation
from reports.actions import set_threshold
from reports.models import Report, ReportIssue, ReportRevision, Threshold
from reports.signals import cells, leading, people, register
from reports.signals.limits import limits
from tests.branches.pages import post
from tests.factories import (
    days_ago,
    make_candidate,
    make_cast,
    make_member,
    make_organization,
    make_person,
    make_user,
    sign_in,
    today,
)
from tests.reports.reporting import lock

pytestmark = pytest.mark.django_db
END = date(2026, 12, 31)


@pytest.fixture
def cast():
    return make_cast()


def admitted_in(cell, year):
    day = date(year, 6, 1)
    milestones = [Milestone("decide", day), Milestone("admit", day), Milestone("recognize", date(year + 1, 6, 15))]
    entered = date(year - 2, 1, 1)
    person = make_person(birth_date=date(1985, 5, 5))
    return take_over(by=None, organization=cell, person=person, stage="recognized", entered_on=entered,
                     milestones=milestones)  # fmt: skip


def causes(lines):
    return {line.name: " ".join(line.causes) for line in lines}


def tones(lines):
    return {line.name: line.tone for line in lines}


def show(client, cast, key, name="lead_A", **query):
    url = reverse("reports:signal", args=[key])
    return unescape(sign_in(client, cast[name]).get(url, query).content.decode())


# P1


def test_two_full_years_are_noted_three_are_urgent_and_one_is_neither(cast):
    for cell, last in ((cast.A1, 2024), (cast.A2, 2023), (cast.B1, 2025)):
        admitted_in(cell, last)
    found = cells.dormant_lines(cast.X, END)
    assert tones(found) == {"Chi bộ A1": cells.NOTED, "Chi bộ A2": cells.URGENT}
    assert causes(found)["Chi bộ A1"] == "02 năm liền không kết nạp đảng viên."
    assert causes(found)["Chi bộ A2"] == "03 năm liền không kết nạp đảng viên; cần đôn đốc ngay."


def test_the_year_that_runs_is_no_full_year(cast):
    admitted_in(cast.A1, 2024)
    assert "Chi bộ A1" not in causes(cells.dormant_lines(cast.A, date(2026, 12, 30)))
    assert "Chi bộ A1" in causes(cells.dormant_lines(cast.A, END))


def test_a_cell_younger_than_two_years_is_not_counted(cast):
    set_threshold(by=None, organization=cast.A, key="dormant_years", value=1, valid_from=date(2020, 1, 1), basis="KL")
    young = make_organization("Chi bộ mới", parent=cast.A, founded_on=date(2025, 1, 1))
    make_organization("Chi bộ đủ hai năm", parent=cast.A, founded_on=date(2024, 12, 31))
    older = make_organization("Chi bộ lập lại", parent=cast.A, founded_on=date(2025, 7, 1))
    older.last_admission_on = date(2021, 9, 2)
    older.save()
    names = causes(cells.dormant_lines(cast.A, END))
    assert young.name not in names
    assert "Chi bộ đủ hai năm" in names
    assert older.name in names  # it stood before under another committee


def test_a_cell_with_nobody_left_stands_apart_with_its_reason(client, cast):
    reason = "Mọi người đủ tuổi đều đã là đảng viên"
    facts = {"no_source_left": True, "no_source_because": reason}
    branch_actions.update_organization(by=None, organization=cast.A1, **facts)
    assert "Chi bộ A1" not in causes(cells.dormant_lines(cast.A, END))
    page = show(client, cast, "chi-bo-lau-nam")
    assert reason in page
    assert "Chi bộ A2" in page
    assert "Chi bộ B1" not in page


def test_nobody_left_needs_its_reason(client, cast):
    unit = make_user("head", ("org_head", cast.A))
    sign_in(client, unit)
    url = reverse("branches:edit", args=["a1"])
    page = client.get(url)
    data = {key: value for key, value in page.context["form"].initial.items() if value not in (None, False)}
    data |= {"no_source_left": "on", "no_source_because": "", "founded_on": "01/01/2010"}
    response = post(client, url, **data)
    assert response.status_code == 422
    assert "Hãy ghi vì sao địa bàn không còn quần chúng." in response.content.decode()
    assert not Organization.objects.get(code="a1").no_source_left


def test_the_list_is_by_committee_and_name_not_by_years(cast):
    first = make_organization("Chi bộ thôn 2", parent=cast.A, founded_on=date(2020, 1, 1))
    second = make_organization("Chi bộ thôn 10", parent=cast.A, founded_on=date(2012, 1, 1))
    names = list(causes(cells.dormant_lines(cast.A, END)))
    assert names.index(first.name) < names.index(second.name)


# P2


def cell_of(cast, full, exempt):
    cell = make_organization(f"Chi bộ {full} {exempt}", parent=cast.B)
    for number in range(full):
        member = make_member(cell)
        if number < exempt:
            branch_actions.exempt_member(by=None, member=member, on=days_ago(30))
    return cell.name


def test_two_full_members_are_few_and_three_are_not(cast):
    two, three = cell_of(cast, 2, 0), cell_of(cast, 3, 0)
    found = cells.weak_lines(cast.B, today())
    assert causes(found)[two] == "Chỉ có 02 đảng viên chính thức."
    assert tones(found)[two] == cells.URGENT
    assert three not in causes(found)


def test_half_exempt_is_noted_and_less_is_not(cast):
    half, less = cell_of(cast, 4, 2), cell_of(cast, 5, 2)
    found = cells.weak_lines(cast.B, today())
    assert causes(found)[half] == "02/04 đảng viên được miễn công tác, sinh hoạt (50%)."
    assert tones(found)[half] == cells.NOTED
    assert less not in causes(found)


# P7


def plan(unit, year):
    branch_actions.file_plan(
        by=None, organization=unit, year=year, kind="year", number="02a-KH/ĐU", issued_on=date(year, 1, 8)
    )


def urged(cast, on, user="lead_X"):
    user = cast[user]
    return causes(leading.leading_lines(user, cast.X, on, leading.unread_reports(user, cast.X, on)))


def test_a_plan_is_missed_once_its_day_is_over(cast):
    plan(cast.A, 2026)
    early, late = urged(cast, date(2026, 3, 31)), urged(cast, date(2026, 4, 1))  # the 90th and 91st day
    assert "Chưa có kế hoạch" not in early["Đảng bộ cơ sở B"]
    assert "Chưa có kế hoạch phát triển đảng viên năm 2026." in late["Đảng bộ cơ sở B"]
    assert "Chưa có kế hoạch" not in late["Đảng bộ cơ sở A"]


def test_a_registration_waits_ten_days_before_it_is_told(cast):
    row = branch_actions.register_target(by=None, organization=cast.A1, year=2026, value=2, submit=True)
    for days, told in ((10, False), (11, True)):
        type(row).objects.filter(pk=row.pk).update(submitted_on=days_ago(days))
        assert ("chờ trả lời quá 10 ngày" in urged(cast, today())["Đảng bộ cơ sở A"]) is told


def test_an_issued_report_is_unread_until_it_is_opened(client, cast):
    last = str(today().year - 1)
    sign_in(client, cast["lead_X"]).get(reverse("reports:pdf", args=["a", last]))  # the draft
    assert AccessRecord.objects.filter(kind="report_downloaded").exists()
    lock(cast.A, last)
    assert "01 báo cáo đã ban hành chưa mở đọc." in urged(cast, today())["Đảng bộ cơ sở A"]
    sign_in(client, cast["lead_X"]).get(reverse("reports:report", args=["a", last]))
    assert "báo cáo" not in urged(cast, today())["Đảng bộ cơ sở A"]
    assert "báo cáo" in urged(cast, today(), "head_X")["Đảng bộ cơ sở A"]
    lock(cast.A, last)
    assert "báo cáo" in urged(cast, today())["Đảng bộ cơ sở A"]  # corrected


def test_all_unread_reports_stand_on_pages_of_their_own(client, cast):
    """The signal shows the first ten; an opened one leaves, and of a unit beside one's own nothing is told."""
    sign_in(client, cast["lead_A"])
    address = reverse("reports:unread")

    def asked(**query):
        client.get(address, query)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address, query).context["page"]
        return page, len(queries)

    def issued(unit, number):
        """A number given before snapshots were kept: nothing is counted for it."""
        report = Report(period=str(today().year - 1)).place(unit)
        report.save()
        basis = {"counted_by": "ceremony", "calendar": "calendar", "term_starts_on": None, "texts": 0}
        revision = ReportRevision.objects.create(
            report=report, ordinal=1, code=f"K{unit.pk}", basis=basis, figures={}, taken_at=timezone.now()
        )
        ReportIssue.objects.create(
            revision=revision, number=number, issued_on=today(), issued_at=timezone.now(),
            signer_capacity="T/M ĐẢNG ỦY", signer_post="BÍ THƯ", signer_name="Lò Văn Ký",
        )  # fmt: skip
        Report.objects.filter(pk=report.pk).update(state="locked", revision=revision)

    for unit in (cast.A1, cast.B1):
        issued(unit, 1)
    few = asked()[1]
    signal_url = reverse("reports:signal", args=["don-doc"])
    assert "chua-doc" not in client.get(signal_url).text
    units = [make_organization(f"Chi bộ thôn {number}", parent=cast.A) for number in range(54)]
    for unit in units:
        issued(unit, 1)
    signal = client.get(signal_url)
    assert (len(signal.context["unread"]), signal.context["unread_count"]) == (10, 55)
    assert f'href="{address}?don_vi=a"' in signal.text
    first, many = asked()
    assert (len(first), len(asked(page="2")[0]), many) == (50, 5, few)
    client.get(reverse("reports:report", args=[units[0].code, str(today().year - 1)]))
    assert asked()[0].paginator.count == 54
    assert client.get(address, {"don_vi": "b"}).status_code == 404


def test_the_member_in_charge_finds_the_own_units(client, cast):
    member = make_member(cast.A1, "Giàng A Phụ")
    branch_actions.update_organization(by=None, organization=cast.A, responsible_member=member)
    make_user("mine", ("leader", cast.X), person=member.person)
    user = type(cast["lead_X"]).objects.get(username="mine")
    sign_in(client, user)
    branch_actions.register_target(by=None, organization=cast.A1, year=2026, value=2, submit=True)
    page = unescape(client.get(reverse("reports:signal", args=["don-doc"]), {"phu_trach": "1"}).content.decode())
    assert "Đảng bộ cơ sở A" in page.partition("<main")[2]
    assert "Đảng bộ cơ sở B" not in page.partition("<main")[2]


# P11, P12


def test_a_group_below_its_share_is_said_in_words(client, cast):
    admitted_in(cast.A1, 2025)
    sign_in(client, cast["staff_A"])
    url = reverse("reports:shares", args=["a"])
    data = {"admitted_women": "50,1", "admitted_ethnic_minority": "30,5", "source": "Niên giám", "year": "2025"}
    assert post(client, url, **data).status_code == 302
    lines = {line.key: line for line in people.group_lines(cast.A, END)}
    assert lines["admitted_women"].words == ""
    assert lines["admitted_ethnic_minority"].words == "Thấp hơn tỷ lệ trong dân số."
    assert lines["admitted_pupils"].words == ""
    bad = post(client, url, **(data | {"admitted_women": "120"}))
    assert bad.status_code == 422
    assert 'value="120"' in bad.content.decode()


def test_grades_are_totals_of_the_new_members_only(cast):
    new = admitted_in(cast.A1, 2024).member
    old = admitted_in(cast.A1, 2022).member
    grade = {"organization": cast.A1, "year": 2025, "paper": "QĐ 12 ngày 05/12/2025", "by": None}
    branch_actions.record_grades(grades={new: "not_done", old: "not_done"}, **grade)
    found = {line.year: line for line in people.grade_lines(cast.A, END)}
    assert found[2025].members == 1
    assert found[2025].words == "01 đảng viên mới không hoàn thành nhiệm vụ."
    assert found[2024].words == ""
    assert all(line.members == 0 for line in people.grade_lines(cast.B, END))


def test_grades_of_who_left_since_stay_with_the_unit_and_year(cast):
    gone, moved = admitted_in(cast.A1, 2024).member, admitted_in(cast.A1, 2024).member
    grades = dict.fromkeys((gone, moved), "not_done")
    branch_actions.record_grades(by=None, organization=cast.A1, year=2025, paper="QĐ 12", grades=grades)
    branch_actions.record_departure(by=None, member=gone, kind="struck_off", on=date(2026, 3, 1))
    branch_actions.transfer_member(by=None, member=moved, to=cast.B1, on=date(2026, 3, 1))

    def counted(unit):
        return {line.year: (line.members, line.graded[-1][1]) for line in people.grade_lines(unit, today())}

    assert (counted(cast.A)[2025], counted(cast.A)[2026]) == ((2, 2), (0, 0))
    assert (counted(cast.B)[2025], counted(cast.B)[2026]) == ((0, 0), (1, 0))
    assert counted(cast.X)[2026] == (1, 0)


def test_the_dashboard_names_the_cells_that_the_signal_names(client, cast):
    """A threshold of ten years: what the two pages count, and what they say of it, is one."""
    for key, value in (("dormant_years_long", 20), ("dormant_years", 10)):
        set_threshold(by=None, organization=cast.A, key=key, value=value, valid_from=date(2020, 1, 1), basis="KL")
    Organization.objects.filter(pk=cast.A1.pk).update(last_admission_on=date(2019, 5, 1))
    shown = sign_in(client, cast["lead_A"]).get(reverse("reports:dashboard"))
    named = {each["row"].cell.name for each in shown.context["dormant"]}
    assert named == set(causes(cells.dormant_lines(cast.A, today())))
    assert cast.A1.name not in named
    assert "từ 02 năm liền" not in unescape(shown.content.decode())


# Thresholds, the common page


def test_a_threshold_holds_from_its_day_and_the_nearest_unit_wins(client, cast):
    sign_in(client, cast["head_X"])
    data = {"key": "few_full_members", "value": "9", "valid_from": "01/03/2026", "basis": "Kết luận số 5"}
    assert post(client, reverse("reports:thresholds", args=["x"]), **data).status_code == 302
    four = {"key": "few_full_members", "value": 4, "valid_from": date(2026, 4, 1), "basis": "KL"}
    set_threshold(by=None, organization=cast.A, **four)
    assert limits(cast.A1, date(2026, 2, 28))["few_full_members"] == 3
    assert limits(cast.A1, date(2026, 3, 1))["few_full_members"] == 9
    assert limits(cast.A1, date(2026, 4, 1))["few_full_members"] == 4
    assert limits(cast.B1, date(2026, 4, 1))["few_full_members"] == 9


def test_a_mistyped_threshold_is_mended_the_same_day_and_the_two_stay_in_order(client, cast):
    sign_in(client, cast["staff_A"])
    url, data = reverse("reports:thresholds", args=["a"]), {"valid_from": "01/03/2026", "basis": "Kết luận số 5"}
    for value in ("30", "3"):
        assert post(client, url, key="few_full_members", value=value, **data).status_code == 302
    assert limits(cast.A1, date(2026, 3, 1))["few_full_members"] == 3
    for key, value in (("dormant_years_long", "1"), ("dormant_years", "4")):
        refused = post(client, url, key=key, value=value, **data)
        assert refused.status_code == 422
        assert "không được ít hơn số năm bắt đầu nêu tên" in unescape(refused.content.decode())


@pytest.mark.parametrize(("field", "value", "words"), [
    ("value", "0", "không được nhỏ hơn 1"), ("value", "101", "không quá"), ("basis", "", "Hãy điền"),
    ("key", "khac", "không còn trong danh sách"), ("valid_from", "31/02/2026", "Không có ngày 31"),
])  # fmt: skip
def test_a_wrong_threshold_is_refused(client, cast, field, value, words):
    sign_in(client, cast["staff_A"])
    data = {"key": "exempt_percent", "value": "40", "valid_from": "01/03/2026", "basis": "Kết luận số 5"}
    response = post(client, reverse("reports:thresholds", args=["a"]), **(data | {field: value}))
    assert response.status_code == 422
    assert words in unescape(response.content.decode())
    assert not Threshold.objects.exists()


def test_the_common_page_leads_to_every_signal(client, cast):
    answer = sign_in(client, cast["lead_A"]).get(reverse("reports:signals"))
    page = unescape(answer.content.decode())
    assert [row["signal"] for row in answer.context["rows"]] == list(register.SIGNALS)
    for row in answer.context["rows"]:
        assert row["words"], row["signal"].title
        assert client.get(row["url"]).status_code == 200
    for key in ("chi-bo-lau-nam", "chi-bo-it-dang-vien", "don-doc", "co-cau", "dang-vien-moi"):
        assert f"{reverse('reports:signal', args=[key])}?don_vi=a" in page
    for key in register.OWN:
        assert client.get(reverse("reports:signal", args=[key]), {"don_vi": "a"}).status_code == 200
    assert client.get(reverse("reports:signal", args=["khong-co"])).status_code == 404


@pytest.mark.once
def test_signals_take_as_many_queries_for_many_cells(client, cast):
    def taken(key):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("reports:signal", args=[key])).status_code == 200
        return len(queries)

    sign_in(client, cast["lead_X"])
    keys = ("chi-bo-lau-nam", "chi-bo-it-dang-vien", "don-doc")
    client.get(reverse("reports:signals"))
    few = [taken(key) for key in keys]
    for number in range(12):
        make_organization(f"Chi bộ thôn {number}", parent=cast.B)
        make_organization(f"Đảng bộ cơ sở {number}", "grassroots_committee", cast.X)
    assert [taken(key) for key in keys] == few


@pytest.mark.once
def test_the_common_page_counts_letters_and_quiet_unions_in_as_many_queries_for_many(client, cast):
    def taken():
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(reverse("reports:signals"), {"don_vi": "a"})
        said = {row["signal"].key: row["words"] for row in shown.context["rows"]}
        return len(queries), said["tham-tra"], said["doan-the"]

    sign_in(client, cast["lead_A"])
    taken()
    number, *said = taken()
    assert said == ["Không có", "Không có"]
    for cell in (cast.A1, cast.A2, cast.B1):
        cell.unions.create(union="youth_union", valid_from=date(2015, 1, 1))
        case = make_candidate(cell, "verifying")
        Obligation(candidate=case, acts_at=cell, kind="verification_reply", key="999", text="Trả lời thẩm tra",
                   opens_on=days_ago(90), due_on=days_ago(60)).place(cell).save()  # fmt: skip
    assert taken() == (number, "02 nơi, 02 quá hạn", "02 nơi chưa giới thiệu")
