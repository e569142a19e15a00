"""Excel files of reports and lists: the page's own numbers, for who may read the page, each taking logged."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AccessRecord
from candidates import actions
from partydev.papers.xlsx import tables_of
from reports import sheets
from reports.quarterly import build, period_of
from tests.factories import days_ago, make_person, sign_in, today
from tests.reports.reporting import lock, quick_papers

pytestmark = pytest.mark.django_db
YEAR = str(today().year)
HOSTILE = "=HYPERLINK(1)"


@pytest.fixture
def as_user(client, cast):
    return lambda name: sign_in(client, cast[name])


def xlsx(code="a", key=YEAR, **query):
    return reverse("reports:xlsx", args=[code, key]), query


def sheets_of(answer):
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def takes(kind):
    return list(AccessRecord.objects.filter(kind=kind).values_list("about", "purpose"))


def test_the_report_as_excel_holds_every_table_with_the_numbers_of_the_page(as_user, cast):
    client = as_user("lead_A")
    answer = client.get(*xlsx())
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"] == f'attachment; filename="bao-cao-a-{YEAR}.xlsx"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    found = sheets_of(answer)
    tables = list(tables_of(build(cast.A, period_of(cast.A, YEAR), on=today())))
    assert len(found) == len(tables) >= 9  # T1 to T10 but the one without a cell to name
    for table, rows in zip(tables, found.values(), strict=True):
        written = [row for row in rows if any(row)][-len(table.all_rows) - len(table.notes) :][: len(table.all_rows)]
        for row, held in zip(table.all_rows, written, strict=True):
            for each, value in zip(row.cells, held, strict=False):
                assert (
                    value == (each.text if each.value is None else pytest.approx(float(each.value))) or not each.text
                )
    assert takes("report_downloaded") == [(f"Báo cáo năm {YEAR}, bảng Excel", "")]


def test_every_number_that_the_report_prints_carries_its_value(cast):
    for table in tables_of(build(cast.A, period_of(cast.A, YEAR), on=today())):
        for row in table.all_rows:
            for each, column in zip(row.cells, table.columns, strict=False):
                if column.align == "right" and row.kind != "group" and each.text not in ("–", ""):
                    assert each.value is not None, (table.key, each.text)


def test_one_table_of_the_report(as_user):
    client = as_user("lead_A")
    assert len(sheets_of(client.get(*xlsx(bang="T6")))) == 1
    assert client.get(*xlsx(bang="T99")).status_code == 404
    page = client.get(reverse("reports:report", args=["a", YEAR])).content.decode()
    assert f"{reverse('reports:xlsx', args=['a', YEAR])}?bang=T6" in page


def test_the_same_report_gives_the_same_file(as_user):
    client = as_user("lead_A")
    assert client.get(*xlsx()).content == client.get(*xlsx()).content


def test_units_outside_have_no_file(as_user):
    assert as_user("lead_A").get(*xlsx("b1")).status_code == 404
    assert as_user("helper_A1").get(*xlsx("a")).status_code == 403


def asked(**more):
    return reverse("reports:people_xlsx"), {"don_vi": "a", "ky": YEAR, "chi_tieu": "pool_entered", **more}


def introduce(cast, name):
    actions.take_over(by=None, organization=cast.A1, person=make_person(name), stage="pool", entered_on=days_ago(1))


def test_the_list_as_excel_says_what_the_page_says_and_is_logged_with_its_purpose(as_user, cast):
    introduce(cast, HOSTILE)
    client = as_user("lead_A")
    address, query = asked(chi_tieu="in_pool")
    page = client.get(reverse("reports:people"), query)
    answer = client.get(address, query)
    (rows,) = sheets_of(answer).values()
    names = [row.name for row in page.context["rows"]]
    assert HOSTILE in names
    assert [row[1] for row in rows if isinstance(row[0], float)] == names
    with ZipFile(BytesIO(answer.content)) as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()
    assert takes("list_taken") == [(f"Người trong nguồn, năm {YEAR}", "figures")]


def test_a_list_is_taken_only_by_who_may_read_it(as_user):
    assert as_user("lead_A").get(*asked(don_vi="b1")).status_code == 404
    assert as_user("lead_A").get(*asked(chi_tieu="nothing")).status_code == 404
    assert as_user("helper_A1").get(*asked()).status_code == 403


def test_too_long_a_list_is_refused_in_words(as_user, cast, monkeypatch):
    introduce(cast, "Lò Văn Thử")
    monkeypatch.setattr(sheets, "MOST_PEOPLE", 0)
    monkeypatch.setattr("reports.views.people.MOST_PEOPLE", 0)
    answer = as_user("lead_A").get(*asked(chi_tieu="in_pool"))
    assert answer.status_code == 422
    assert "Hãy chọn kỳ ngắn hơn hoặc đơn vị nhỏ hơn" in answer.content.decode()
    assert takes("list_taken") == []


def test_taking_a_list_asks_as_often_for_one_row_as_for_many(as_user, cast, django_assert_max_num_queries):
    introduce(cast, "Lò Văn Một")
    client = as_user("lead_A")
    with django_assert_max_num_queries(100) as first:
        client.get(*asked(chi_tieu="in_pool"))
    for number in range(9):
        introduce(cast, f"Lò Văn Thêm {number}")
    with django_assert_max_num_queries(len(first)):
        client.get(*asked(chi_tieu="in_pool"))


def test_a_locked_report_gives_the_same_file_whatever_is_recorded_later(as_user, cast, monkeypatch):
    quick_papers(monkeypatch)
    lock(cast.A, YEAR)
    client = as_user("lead_A")
    address = reverse("reports:revision_xlsx", args=["a", YEAR, 1])
    first = client.get(*xlsx()).content
    introduce(cast, "Lò Văn Sau")
    assert client.get(*xlsx()).content == client.get(address).content == first
    assert client.get(*xlsx(hien_nay="1")).content != first
    assert address in client.get(reverse("reports:report", args=["a", YEAR])).content.decode()
    assert as_user("sec_A2").get(address).status_code == 404


@pytest.mark.parametrize("form", ["1", "2", "2B", "3", "5"])
def test_the_forms_as_excel_are_of_numbers(as_user, cast, form):
    introduce(cast, "Lò Văn Sau")
    answer = as_user("head_X").get(reverse("reports:form_xlsx", args=["a", YEAR, form]))
    (rows,) = sheets_of(answer).values()
    said = [text for row in rows for text in row if isinstance(text, str)]
    assert f"Biểu số {form}-BTCTW" in said
    assert [text for text in said if text.replace(".", "").replace(",", "").isdigit() and len(text) > 2] == []
    assert sum(isinstance(value, float) for row in rows for value in row) > 10
