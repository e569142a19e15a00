"""The list of people on their way as a spreadsheet: the page's rows under the page's filters, for its readers."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AccessRecord
from tests.factories import make_candidate, make_person, make_user, sign_in

pytestmark = pytest.mark.django_db


def sheet(client, **query):
    answer = client.get(reverse("candidates:list_xlsx"), query)
    assert answer["X-Content-Type-Options"] == "nosniff"
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [row[:4] for row in rows if isinstance(row[0], float)]


def test_the_file_holds_what_the_filtered_page_shows(client, cast):
    make_candidate(cast.A1, person=make_person("=1+1"))
    make_candidate(cast.A2, stage="applied", person=make_person("Lò Văn Hai"))
    sign_in(client, cast["staff_A"])
    for query in ({}, {"cell": "a1"}, {"stage": "applied"}, {"order": "name"}):
        page = client.get(reverse("candidates:list"), query)
        shown = [[each.person.full_name, each.code, each.organization.name] for each in page.context["page"]]
        assert shown
        assert [row[1:] for row in sheet(client, **query)] == shown
        assert page.context["sheet_url"] in page.content.decode().replace("&amp;", "&")
    assert {"=1+1", "Quần chúng ưu tú A1"} <= {row[1] for row in sheet(client)}
    assert "Quần chúng ưu tú B1" not in str(sheet(client))
    assert AccessRecord.objects.filter(kind="list_taken", organization=cast.A).exists()


def words(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    return str(CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python())


def test_what_was_left_out_is_said_on_the_sheet(client, cast):
    sign_in(client, cast["staff_A"])
    assert "Lọc" not in words(client, "candidates:list_xlsx", order="name")
    found = words(client, "candidates:list_xlsx", cell=cast.A1.pk, stage="pool", q="Quần")
    for part in ("Tên hoặc mã hồ sơ: Quần", f"Đơn vị: {cast.A1.name}", "Bước: "):
        assert part in found, part
    assert "Lọc: Tình trạng: " in words(client, "candidates:members_xlsx", "a", status="left")
    # A year is a number: Excel sorts it, and marks no text.
    assert "1970.0" in words(client, "candidates:members_xlsx", "a")


def test_who_reads_two_units_takes_the_list_of_both(client, cast):
    """Under the name of the unit above both, and in the log of each."""
    both = make_user("kiem-nhiem", ("org_officer", cast.A), ("org_officer", cast.B))
    found = words(sign_in(client, both), "candidates:list_xlsx")
    assert "Quần chúng ưu tú A1" in found
    assert "Quần chúng ưu tú B1" in found
    assert cast.X.committee_name.upper() in found
    taken = AccessRecord.objects.filter(kind="list_taken").values_list("organization", flat=True)
    assert set(taken) == {cast.A.pk, cast.B.pk}


def test_who_helps_takes_only_whom_they_help(client, cast):
    assert sheet(sign_in(client, cast["helper_A1"])) == []


def test_a_list_too_long_is_refused_in_words(client, cast, monkeypatch):
    monkeypatch.setattr("accounts.list_files.MOST_ROWS", 1)
    answer = sign_in(client, cast["staff_A"]).get(reverse("candidates:list_xlsx"))
    assert answer.status_code == 422
    assert "Hãy lọc theo đơn vị" in answer.text
    assert reverse("candidates:list") in answer.text
    page = client.get(reverse("candidates:list"))
    assert "Hãy lọc theo đơn vị hoặc theo bước" in page.text
    assert reverse("candidates:list_xlsx") not in page.text
    assert not AccessRecord.objects.filter(kind="list_taken").exists()


def test_a_longer_list_asks_no_more(client, cast, django_assert_max_num_queries):
    sign_in(client, cast["staff_A"])
    with django_assert_max_num_queries(60) as few:
        sheet(client)
    for number in range(5):
        make_candidate(cast.A1, person=make_person(f"Lò Thị {number}"))
    with django_assert_max_num_queries(len(few)):
        sheet(client)
