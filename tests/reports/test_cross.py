"""Composed tables: two dimensions of a figure, each cell with its list, small numbers not given away."""

from io import BytesIO
from itertools import pairwise, product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from branches import codelists
from branches.models.person import PersonGroup
from candidates import actions
from candidates.actions.entry import Milestone
from reports.cross.small import FEW, LEAST_HIDDEN, TOTAL, hidden_cells, with_sums
from tests.factories import days_ago, make_candidate, make_member, make_person, sign_in, today

YEAR = str(today().year)
ASKED = {"don_vi": "a", "loai": "Y", "nam": YEAR, "goc": "in_pool", "hang": "unit", "cot": "sex"}


@pytest.fixture
def as_user(client, cast):
    return lambda name: sign_in(client, cast[name])


def ask(client, name="cross", **more):
    return client.get(reverse(f"reports:{name}"), {**ASKED, **more})


def put_in_pool(cast, number, unit="A1", **person):
    for place in range(number):
        made = make_person(f"Lường Văn {place}", **{"birth_date": days_ago(9000 + place), **person})
        actions.take_over(by=None, organization=getattr(cast, unit), person=made, stage="pool", entered_on=days_ago(1))


def admit(cell, person):
    on = max(days_ago(2), today().replace(month=1, day=1))
    milestones = [Milestone("decide", on), Milestone("admit", on)]
    actions.take_over(by=None, organization=cell, person=person, stage="probationary", entered_on=days_ago(400),
                      milestones=milestones)  # fmt: skip


def links(page):
    """(number, address) of every linked cell of the table."""
    table = page.context["document"].tables[0]
    return [(each.value, each.href) for row in table.all_rows for each in row.cells if each.href]


@pytest.mark.django_db
def test_each_cell_opens_a_list_of_its_length(as_user, cast):
    put_in_pool(cast, 4, sex="male", ethnicity="03")
    put_in_pool(cast, 3, unit="A2", sex="female", religion="02")
    client = as_user("lead_A")
    pairs = [("unit", "sex"), ("age", "stage"), ("education", "union"), ("occupation", "unit"), ("source", "sex")]
    for rows, columns in pairs:
        found = links(ask(client, hang=rows, cot=columns))
        assert found
        for number, address in found:
            behind = client.get(
                reverse("reports:people"), {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
            )
            assert behind.context["page"].paginator.count == number, (rows, columns, address)


@pytest.mark.django_db
@pytest.mark.parametrize("base", ["admitted", "members", "in_pool"])
def test_every_pair_of_axes_adds_up_to_the_figure(as_user, cast, base):
    from reports.cross import axes_of
    from reports.cross.axes import SPANS
    from reports.figures import figures
    from reports.quarterly import period_of

    put_in_pool(cast, 3)
    for place in range(3):
        admit(cast.A1, make_person(f"Vi Thị {place}", occupation="08"))
    client = as_user("head_X")
    whole = figures(cast.X, period_of(cast.X, YEAR).up_to(today()))[base]
    assert whole >= 3
    axes = [axis for axis in axes_of(base) if axis not in ("ethnicity", "religion", "minority", "religious")]
    summed = set()
    for rows, columns in pairwise(axes):
        if {rows, columns} <= set(SPANS):
            continue
        table = ask(client, don_vi="x", goc=base, hang=rows, cot=columns).context["document"].tables[0]
        sums = table.total is not None and table.columns[-1].label == "Tổng cộng"
        assert sums == ("group" not in (rows, columns)), (rows, columns)
        if sums:
            assert table.total.cells[-1].value == whole, (rows, columns)
            summed |= {rows, columns}
    assert {"unit", "sex", "age", "occupation"} <= summed


@pytest.mark.django_db
@pytest.mark.parametrize("base", ["members", "in_pool"])
def test_who_is_in_two_groups_is_counted_in_both_and_nothing_is_summed_over_them(as_user, cast, base):
    person = make_person("Lường Thị Hai Nhóm", sex="female", birth_date=days_ago(9000))
    PersonGroup.objects.bulk_create(PersonGroup(person=person, group=group) for group in ("rural", "foreign_spouse"))
    put_in_pool(cast, 1, sex="male")
    if base == "members":
        make_member(cast.A1, person=person)
    else:
        actions.take_over(by=None, organization=cast.A1, person=person, stage="pool", entered_on=days_ago(1))
    client, names = as_user("lead_A"), codelists.labels("focus_groups")
    for rows, columns in (("group", "sex"), ("group", "unit"), ("sex", "group"), ("unit", "group")):
        page = ask(client, goc=base, hang=rows, cot=columns)
        table = page.context["document"].tables[0]
        by_group = rows == "group"
        assert by_group == (table.total is None)
        assert by_group == (table.columns[-1].label == "Tổng cộng")
        shown = {row.cells[0].text for row in table.all_rows} | {column.label for column in table.columns}
        assert {names["rural"], names["foreign_spouse"]} <= shown
        assert "Không xác định" not in shown
        asked = [
            {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
            for number, address in links(page)
            if number
        ]
        cells = [each for each in asked if "group=" in each["chi_tieu"]]
        for group in ("rural", "foreign_spouse"):
            assert sum(f"group={group}" in each["chi_tieu"] for each in cells) == 2  # the cell and its line's sum
        for each in cells:
            assert client.get(reverse("reports:people"), each).context["page"].paginator.count == 1


@pytest.mark.django_db
def test_a_table_asks_as_often_whatever_its_size(as_user, cast, django_assert_max_num_queries):
    put_in_pool(cast, 1)
    client = as_user("lead_A")
    with django_assert_max_num_queries(100) as few:
        ask(client, hang="ethnicity", cot="unit")
    put_in_pool(cast, 9, unit="A2", ethnicity="05")
    with django_assert_max_num_queries(len(few)):
        ask(client, hang="ethnicity", cot="unit")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"cot": "unit"}, "Hãy chọn tiêu chí khác"),
        ({"goc": "admitted", "hang": "month", "cot": "year"}, "Hãy chọn tiêu chí khác"),
        ({"hang": "month"}, "không chia được theo tháng"),
        ({"goc": "members", "hang": "stage"}, "không chia được theo bước"),
        ({"goc": "candidate__person__cccd"}, "Có lỗi cần sửa"),
        ({"hang": "person__full_name"}, "Có lỗi cần sửa"),
        ({"don_vi": "b1"}, "Không tìm thấy đơn vị này"),
        ({"nam": str(today().year + 1)}, "chưa đến"),
    ],
)
def test_what_cannot_be_laid_out_is_answered_at_the_field(as_user, cast, more, words):
    client = as_user("lead_A")
    for name in ("cross", "cross_xlsx", "cross_pdf"):
        answer = ask(client, name, **more)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert cast.B.name not in answer.content.decode()


@pytest.mark.django_db
def test_the_file_holds_the_numbers_of_the_page(as_user, cast):
    put_in_pool(cast, 4)
    client = as_user("lead_A")
    table = ask(client).context["document"].tables[0]
    answer = ask(client, "cross_xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[-1] == [table.total.cells[0].text, *(float(each.value) for each in table.total.cells[1:])]
    assert ask(client, "cross_pdf").content.startswith(b"%PDF")


@pytest.mark.django_db
def test_small_numbers_are_shown_to_their_own_unit_and_hidden_above(as_user, cast):
    put_in_pool(cast, 1, ethnicity="05", birth_date=days_ago(9500))
    put_in_pool(cast, 5, unit="A2", ethnicity="05")

    def cells(viewer, **more):
        page = ask(as_user(viewer), hang="ethnicity", cot="unit", **more)
        table = page.context["document"].tables[0]
        return {row.cells[0].text: [each.text for each in row.cells[1:]] for row in table.all_rows}, page

    name = codelists.labels("ethnic_groups")["05"]
    above, page = cells("lead_A")
    assert "ẩn" in above[name]
    row = next(row for row in page.context["document"].tables[0].all_rows if row.cells[0].text == name)
    assert [each.href != "" for each in row.cells[1:]] == [False] * (len(row.cells) - 1)
    assert "1" not in above[name][:-1]
    assert "không hiển thị ngoài đơn vị" in page.content.decode()
    own, page = cells("sec_A1", don_vi="a1")
    assert "1" in own[name]
    assert not page.context["document"].tables[0].notes


@st.composite
def tables(draw):
    rows, columns = range(draw(st.integers(1, 5))), range(draw(st.integers(1, 5)))
    return {place: draw(st.sampled_from([0, 0, 1, 2, 3, 7, 20])) for place in product(rows, columns)}, rows, columns


@pytest.mark.once
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_no_line_gives_a_hidden_number_away(given_table):
    numbers, rows, columns = given_table
    hidden = hidden_cells(numbers, rows, columns, lambda row, column: column is not TOTAL)
    table = with_sums(numbers, rows, columns)
    assert all(place in hidden for place, number in table.items() if number in FEW and place[1] is not TOTAL)
    lines = [[(row, column) for column in columns] + [(row, TOTAL)] for row in (*rows, TOTAL)]
    lines += [[(row, column) for row in rows] + [(TOTAL, column)] for column in (*columns, TOTAL)]
    for *parts, total in lines:
        unseen = [place for place in parts if place in hidden]
        if unseen and total not in hidden:
            assert len(unseen) > 1
            assert sum(table[place] for place in unseen) >= LEAST_HIDDEN
        if total in hidden and any(table[place] for place in parts):
            assert unseen


@pytest.mark.django_db
def test_a_hidden_cell_is_not_told_by_its_list_either(as_user, cast):
    put_in_pool(cast, 1, ethnicity="05")
    asked = {"don_vi": "a1", "ky": YEAR, "chi_tieu": "in_stage:pool&ethnicity=05"}
    for viewer, status in (("lead_A", 404), ("sec_A1", 200)):
        client = as_user(viewer)
        assert client.get(reverse("reports:people"), asked).status_code == status
        assert client.get(reverse("reports:people_xlsx"), asked).status_code == status
    page = ask(as_user("lead_A"), don_vi="a1", hang="stage", cot="ethnicity")
    assert {"ẩn"} <= {each.text for row in page.context["document"].tables[0].all_rows for each in row.cells}


@pytest.mark.django_db
def test_many_columns_become_rows_and_too_many_are_refused_in_words(as_user, cast, monkeypatch):
    client = as_user("lead_A")
    table = ask(client, goc="admitted", hang="sex", cot="age").context["document"].tables[0]
    assert table.columns[0].label == "Giới tính"
    monkeypatch.setattr("reports.cross.tables.MOST_COLUMNS", 3)
    table = ask(client, goc="admitted", hang="sex", cot="age").context["document"].tables[0]
    assert table.columns[0].label == "Tuổi đời"
    answer = ask(client, goc="admitted", hang="month", cot="age")
    assert answer.status_code == 422
    assert "nên quá rộng" in answer.content.decode()


@pytest.mark.django_db
def test_a_small_cell_is_not_told_by_another_base_nor_by_a_difference(as_user, cast):
    put_in_pool(cast, 1, ethnicity="05", sex="female")
    put_in_pool(cast, 4, ethnicity="03", sex="female")
    put_in_pool(cast, 4, ethnicity="03", sex="male")
    for key, above in (
        ("in_pool:ethnicity=05", 404),
        ("in_pool:ethnicity=03", 200),
        ("in_pool:ethnicity=03,05", 404),
        ("in_pool:ethnicity=03&sex=female", 200),
        ("in_pool:ethnicity=03,05&sex=female", 404),
        ("in_stage:pool&ethnicity=03,05", 404),
        ("in_pool:ethnicity=03&occupation=07", 404),
        ("in_pool:ethnicity=05&sex=male", 404),  # nobody, and not told from one or two
        ("members:ethnicity=03,05", 200),
        ("in_pool:sex=female,male&age=18_30", 200),
    ):
        for viewer, status in (("lead_A", above), ("sec_A1", 200)):
            asked = {"don_vi": "a1", "ky": YEAR, "chi_tieu": key}
            assert as_user(viewer).get(reverse("reports:people"), asked).status_code == status, (viewer, key)


@pytest.mark.django_db
def test_a_group_that_is_a_figure_of_its_own_hides_its_small_cells(as_user, cast):
    candidate = make_candidate(cast.A1, "probationary", make_person(ethnicity="05", sex="female"))
    asked = {"don_vi": "a1", "ky": str(candidate.member.joined_on.year)}
    for key, above in (("admitted_women:ethnicity=05", 404), ("admitted:ethnicity=05", 200), ("admitted_women", 200)):
        for viewer, status in (("lead_A", above), ("sec_A1", 200)):
            answer = as_user(viewer).get(reverse("reports:people"), {**asked, "chi_tieu": key})
            assert answer.status_code == status, (viewer, key)
