"""The cell's list of the year, its review as the minutes say, and what speaks for a person."""

from datetime import date
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates import actions, listed
from candidates.models import Candidate, Evidence, SourceList, SourceListEntry, SourceMark, SourceReview
from partydev.refusals import Conflict
from tests.candidates.pages import browser_of, send
from tests.factories import days_ago, make_candidate, make_cast, make_organization, make_person, today

pytestmark = pytest.mark.django_db
YEAR = today().year


@pytest.fixture
def cast():
    return make_cast()


def list_url(cell, year=YEAR):
    return reverse("candidates:source_list", args=[cell.pk, year])


def words_of(response):
    return unescape(response.content.decode())


def drawn(cast, *people):
    people = people or (cast.candidates["a1"],)
    return actions.file_source_list(by=None, organization=cast.A1, year=YEAR, candidates=list(people))


def test_a_cell_draws_up_its_list_and_the_committee_sees_who_has_not(cast):
    secretary = browser_of(cast["sec_A1"])
    case = cast.candidates["a1"]
    assert send(secretary, list_url(cast.A1), people=[case.pk], version="0").status_code == 302
    assert SourceList.objects.get().size == 1
    page = words_of(browser_of(cast["staff_A"]).get(reverse("candidates:sources"), {"chua": "1"}))
    assert "Chi bộ A2" in page
    assert "Chi bộ A1" not in page
    assert "Chi bộ B1" not in page


def test_an_empty_list_needs_a_reason(cast):
    secretary = browser_of(cast["sec_A1"])
    refused = send(secretary, list_url(cast.A1), version="0", empty_because="")
    assert refused.status_code == 422
    assert "hãy ghi vì sao" in words_of(refused)
    assert not SourceList.objects.exists()
    reason = "Người đủ tuổi đi làm xa, chưa về"
    assert send(secretary, list_url(cast.A1), version="0", empty_because=reason).status_code == 302
    assert reason in words_of(browser_of(cast["staff_A"]).get(reverse("candidates:sources")))
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceList.objects.update(empty_because="")


def test_only_people_of_the_cells_pool_are_listed(cast):
    secretary = browser_of(cast["sec_A1"])
    admitted = make_candidate(cast.A1, "probationary")
    for other in (cast.candidates["a2"], admitted):
        response = send(secretary, list_url(cast.A1), people=[other.pk], version="0")
        assert response.status_code == 422
    assert not SourceList.objects.exists()


def test_who_reads_the_list_and_who_writes_it(cast):
    drawn(cast)
    for name, status in (("lead_A", 200), ("sec_A2", 404), ("staff_B", 404), ("youth_A", 403)):
        assert browser_of(cast[name]).get(list_url(cast.A1)).status_code == status, name
    assert send(browser_of(cast["lead_A"]), list_url(cast.A1), version="1").status_code == 403
    assert "Sửa danh sách" not in words_of(browser_of(cast["lead_A"]).get(list_url(cast.A1)))
    assert browser_of(cast["sec_A1"]).get(list_url(cast.A1, 1800)).status_code == 404


def test_of_two_who_draw_it_up_the_second_is_told(cast):
    drawn(cast)
    response = send(browser_of(cast["sec_A1"]), list_url(cast.A1), people=[cast.candidates["a1"].pk], version="0")
    assert response.status_code == 409
    with pytest.raises(Conflict):
        drawn(cast)


def test_a_correction_keeps_whom_the_year_brought(cast):
    """Who was admitted or moved since stays on the list; the day of filing too; who is taken off leaves a history."""
    case, other = cast.candidates["a1"], make_candidate(cast.A1, person=make_person("Vàng Thị Chờ"))
    moved = make_candidate(cast.A1, person=make_person("Sùng Thị Chuyển"))
    drawn(cast, case, other, moved)
    SourceList.objects.update(filed_on=days_ago(30))
    Candidate.objects.filter(pk=case.pk).update(stage="probationary")
    actions.move_cell(candidate=moved, to=cast.B1, by=None, on=today())
    new = make_candidate(cast.A1, person=make_person("Giàng A Mới"))
    secretary = browser_of(cast["sec_A1"])
    page = words_of(secretary.get(list_url(cast.A1)))
    assert "sửa danh sách không bỏ ra" in page
    assert "vì sao" not in page  # somebody stands on it for good
    assert "Đã chuyển khỏi chi bộ" in page
    assert "Chi bộ B1" not in page  # where they are now is no longer this cell's to read
    assert send(secretary, list_url(cast.A1), people=[new.pk], version="1").status_code == 302
    row = SourceList.objects.get()
    assert {entry.candidate for entry in row.entries.all()} == {case, moved, new}
    assert (row.size, row.filed_on) == (3, days_ago(30))
    assert SourceListEntry.history.get(history_type="-").candidate == other
    assert not list(listed.source_lists())


# The review


def review_url(cell):
    return reverse("candidates:source_review", args=[cell.pk, YEAR])


def test_a_class_is_what_the_minutes_conclude(cast):
    case, other = cast.candidates["a1"], make_candidate(cast.A1, person=make_person("Vàng Thị Chờ"))
    drawn(cast, case, other)
    data = {"minutes_number": "4-BB/CB", "minutes_on": today(), f"letter_{case.pk}": "B"}
    data |= {f"conclusion_{case.pk}": "Cần giao thêm nhiệm vụ"}
    assert send(browser_of(cast["sec_A1"]), review_url(cast.A1), **data).status_code == 302
    mark = SourceMark.objects.get()
    assert (mark.candidate, mark.letter) == (case, "B")
    page = words_of(browser_of(cast["staff_A"]).get(list_url(cast.A1)))
    assert "Loại B theo biên bản số 4-BB/CB" in page
    assert "Chưa có kết luận phân loại của chi bộ" in page  # the other: nothing is worked out
    assert "Cần giao thêm nhiệm vụ" in words_of(
        browser_of(cast["staff_A"]).get(reverse("candidates:detail", args=[case.pk]))
    )


@pytest.mark.parametrize(("changes", "words"), [
    ({"minutes_number": ""}, "Hãy điền"), ({"letter": "", "conclusion": ""}, "ít nhất một người"),
    ({"letter": ""}, "Hãy chọn phân loại mà biên bản ghi"), ({"minutes_on": "01/01/2020"}, "họp trong năm ấy"),
    ({"letter": "D"}, "không còn trong danh sách"), ({"minutes_on": "31/12/2099"}, "chưa đến"),
])  # fmt: skip
def test_a_review_without_its_ground_is_refused(cast, changes, words):
    case = cast.candidates["a1"]
    drawn(cast)
    data = {"minutes_number": "4", "minutes_on": today(), "letter": "A", "conclusion": "Tiến bộ"} | changes
    data = {f"{key}_{case.pk}" if key in ("letter", "conclusion") else key: value for key, value in data.items()}
    response = send(browser_of(cast["sec_A1"]), review_url(cast.A1), **data)
    assert response.status_code == 422
    assert words in words_of(response)
    assert not SourceReview.objects.exists()


def test_nobody_is_classed_by_a_cell_that_they_left(cast, capsys):
    year = YEAR - 1
    case, gone = cast.candidates["a1"], make_candidate(cast.A1, person=make_person("Sùng Thị Chuyển"))
    row = actions.file_source_list(by=None, organization=cast.A1, year=year, candidates=[case, gone])
    actions.move_cell(candidate=gone, to=cast.B1, by=None, on=date(year, 6, 10))
    secretary, url = browser_of(cast["sec_A1"]), reverse("candidates:source_review", args=[cast.A1.pk, year])
    data = {"minutes_number": "9", f"letter_{case.pk}": "A", f"letter_{gone.pk}": "C"}
    after = send(secretary, url, minutes_on=date(year, 6, 20), **data)
    assert after.status_code == 422
    assert "người này không ở chi bộ này" in words_of(after)
    assert not SourceMark.objects.exists()
    # Minutes of a day when they were still here may be entered late.
    assert send(secretary, url, minutes_on=date(year, 6, 5), **data).status_code == 302
    call_command("integrity")
    review = SourceReview(source_list=row, minutes_number="10", minutes_on=date(year, 6, 20))
    review.save()
    SourceMark(review=review, candidate=gone, letter="C").save()
    with pytest.raises(CommandError):
        call_command("integrity")
    assert "không ở chi bộ ấy vào ngày họp" in capsys.readouterr().out


def test_a_mark_of_who_was_taken_off_meanwhile_is_not_dropped_silently(cast):
    case, off = cast.candidates["a1"], make_candidate(cast.A1, person=make_person("Vàng Thị Chờ"))
    drawn(cast, case)
    data = {"minutes_number": "9", "minutes_on": today(), f"letter_{case.pk}": "A", f"letter_{off.pk}": "B"}
    data |= {f"conclusion_{off.pk}": "Cần thử thách thêm"}
    response = send(browser_of(cast["sec_A1"]), review_url(cast.A1), **data)
    assert response.status_code == 422
    assert "Cần thử thách thêm" in words_of(response)
    assert not SourceReview.objects.exists()


def test_a_review_is_never_changed(cast):
    marks = {cast.candidates["a1"]: ("A", "")}
    drawn_list = drawn(cast)
    review = actions.record_source_review(
        by=None, source_list=drawn_list, minutes_number="4", minutes_on=today(), marks=marks
    )
    with pytest.raises(TypeError):
        review.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        SourceMark.objects.update(letter="C")


# What speaks for a person


def test_evidence_is_recorded_mended_and_taken_away(cast):
    case, secretary = cast.candidates["a1"], browser_of(cast["sec_A1"])
    url = reverse("candidates:evidence", args=[case.pk])
    what = "Vận động ba hộ hiến đất làm đường"
    data = {"kind": "movement", "on": today(), "what": what, "source": "Ban Công tác Mặt trận"}
    assert send(secretary, url, **data).status_code == 302
    row = Evidence.objects.get()
    assert what in words_of(secretary.get(reverse("candidates:detail", args=[case.pk])))
    change = reverse("candidates:evidence_change", args=[case.pk, row.pk])
    send(secretary, change, kind="movement", on=today(), what="Hai hộ", source="")
    assert Evidence.objects.get().what == "Hai hộ"
    foreign = reverse("candidates:evidence_change", args=[cast.candidates["a2"].pk, row.pk])
    assert secretary.get(foreign).status_code == 404
    send(secretary, change, kind="movement", on=today(), what="Hai hộ", source="", mistaken="on")
    assert not Evidence.objects.exists()
    assert Evidence.history.filter(history_type="-").count() == 1


@pytest.mark.parametrize(("field", "value", "words"), [
    ("what", "", "Hãy điền"), ("on", "31/12/2099", "chưa đến"), ("kind", "khac", "không còn trong danh sách"),
    ("what", "a" * 501, "tối đa 500"),
])  # fmt: skip
def test_evidence_that_cannot_be_is_refused(cast, field, value, words):
    data = {"kind": "award", "on": today(), "what": "Giấy khen", "source": "UBND xã"} | {field: value}
    url = reverse("candidates:evidence", args=[cast.candidates["a1"].pk])
    response = send(browser_of(cast["sec_A1"]), url, **data)
    assert response.status_code == 422
    assert words in words_of(response)
    assert not Evidence.objects.exists()


@pytest.mark.once
def test_the_cells_take_as_many_queries_for_many(cast):
    browser, url = browser_of(cast["lead_X"]), reverse("candidates:sources")

    def taken():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        return len(queries)

    few = taken()
    for number in range(20):
        make_organization(f"Chi bộ thôn {number}", parent=cast.B)
    assert taken() == few


def test_a_list_that_lost_a_line_is_found(cast, capsys):
    drawn(cast)
    call_command("integrity")
    SourceListEntry.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("integrity")
    assert "ghi 1 người, có 0 dòng" in capsys.readouterr().out
