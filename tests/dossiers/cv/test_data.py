"""The CV's parts by edition, partial dates, gaps between jobs: no database."""

from datetime import date

import pytest

from dossiers.cv.editions import EDITIONS, HD09, HD38, edition_on
from dossiers.cv.gaps import gaps
from dossiers.cv.pages import PAGE_OF
from dossiers.cv.partial import Partial, parse
from dossiers.cv.questions import QUESTIONS
from dossiers.cv.record import Entry, Record, Relative, mask
from dossiers.cv.rows import KINDS

TODAY = date(2026, 11, 22)
KNOWN = {"full_name": "Lò Thị Mẫu Đơn", "birth_date": "05/02/2000", "sex": "Nữ"}


def record(edition=HD38, answers=None, **more):
    return Record(edition, KNOWN, answers or {}, TODAY, **more)


@pytest.mark.parametrize("edition", EDITIONS, ids=[each.key for each in EDITIONS])
def test_every_part_has_a_page_known_questions_and_its_number(edition):
    assert [part.number for part in edition.parts] == list(range(1, len(edition.parts) + 1))
    for part in edition.parts:
        assert part.key in PAGE_OF
        assert set(part.asks) <= set(QUESTIONS)
        assert part.rows in {"", "family", *KINDS}


def test_the_form_of_2025_has_26_parts_and_asks_for_citizen_number_and_digital_skills():
    assert len(HD38.parts) == 26
    assert HD38.asks("citizen_id")
    assert HD38.asks("digital_skills")
    assert HD38.part("family").number == 21
    assert HD38.part("certified").number == 26


def test_the_older_form_numbers_otherwise_and_asks_neither():
    first = [(HD09.number(part), part.key) for part in HD09.parts[:5]]
    assert first == [("01", "used_name"), ("02", "sex"), ("03", "birth_name"), ("04", "other_names"), ("05", "born")]
    assert HD09.part("education").number == 12
    assert not HD09.asks("citizen_id")
    assert not HD09.asks("digital_skills")


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2016, 8, 1), "old"),
        (date(2021, 5, 1), "old"),
        (date(2025, 9, 28), "old"),
        (date(2025, 9, 29), "hd38"),
        (date(2025, 9, 30), "hd38"),
    ],
)
def test_the_edition_follows_the_day(day, key):
    assert edition_on(day).key == key


# Partial dates


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1958", "1958"),
        (" 5/1985 ", "05/1985"),
        ("05-1985", "05/1985"),
        ("1/5/1985", "01/05/1985"),
        ("không rõ", "không rõ"),
        ("", "None"),
    ],
)
def test_a_date_may_be_known_in_part(typed, read):
    assert str(parse(typed, with_day=True, may_be_unknown=True)) == read


@pytest.mark.parametrize(
    "typed", ["13/1985", "0/1985", "5/85", "85", "31/02/1990", "hôm qua", "١٩٥٨", "1985/5", "9" * 30]
)
def test_what_is_no_date_is_explained(typed):
    with pytest.raises(ValueError, match=r"^(Hãy|Không có|Năm).*\.$"):
        parse(typed, with_day=True)


def test_a_day_is_not_read_where_months_are_asked():
    with pytest.raises(ValueError, match="tháng/năm hoặc chỉ năm"):
        parse("01/05/1985")


# Gaps


def test_months_without_a_job_are_named():
    spans = [(Partial(2016, 9), Partial(2019, 2)), (Partial(2019, 9), None)]
    assert gaps(spans, TODAY) == ["Từ 03/2019 đến 08/2019 chưa ghi làm gì."]


@pytest.mark.parametrize(
    ("first_ends", "second_begins", "found"),
    [
        (Partial(2019, 2), Partial(2019, 3), []),
        (Partial(2019, 2), Partial(2019, 2), []),
        (Partial(2019, 2), Partial(2019, 4), ["Tháng 03/2019 chưa ghi làm gì."]),
        (Partial(2019), Partial(2020, 1), []),
        (Partial(2019), Partial(2020), []),
        (Partial(2020, 12), Partial(2019, 1), []),
    ],
)
def test_jobs_that_meet_or_lie_over_each_other_leave_no_gap(first_ends, second_begins, found):
    assert gaps([(Partial(2010, 1), first_ends), (second_begins, None)], TODAY) == found


@pytest.mark.parametrize(
    ("last", "found"),
    [(Partial(2026, 11), []), (Partial(2026, 10), []), (Partial(2026, 9), ["Từ 10/2026 đến nay chưa ghi làm gì."])],
)
def test_the_last_job_reaches_until_now(last, found):
    assert gaps([(Partial(2010, 1), last)], TODAY) == found


def test_without_a_job_nothing_is_pointed_out():
    assert gaps([], TODAY) == []


# What is finished


def test_only_what_is_there_counts():
    empty = record()
    assert (empty.done, empty.total) == (4, 26)  # both names, sex, and the part of a re-admission
    more = record(answers={"citizen_id": "001198004545", "not_in_youth_union": True})
    assert more.done == 6


def test_a_list_is_finished_by_a_row_or_by_saying_that_there_is_none():
    part = HD38.part("awards")
    assert not record().is_done(part)
    assert record(answers={"no_awards": True}).is_done(part)
    row = Entry(1, "awards", Partial(2021), details={"reason": "…"})
    with_row = record(entries=(row,))
    assert with_row.is_done(part)
    assert "no_awards" not in [question.key for question in with_row.asked(part)]


def test_a_readmission_asks_for_the_first_time_in_the_party():
    part = HD38.part("first_party")
    assert record().is_done(part)
    assert record().page_of(part) is None
    again = record(is_readmission=True)
    assert not again.is_done(part)
    assert "lan-dau" in [page.slug for page in again.pages]


def test_relatives_stand_in_the_order_of_kinship_then_of_age():
    found = record(
        relatives=(
            Relative(1, "child", "Con", Partial(2020)),
            Relative(2, "sibling", "Em", Partial(1999, 5)),
            Relative(3, "sibling", "Chị", Partial(1990)),
            Relative(4, "sibling", "Anh", Partial()),
            Relative(5, "paternal_grandfather", "Ông"),
        )
    ).rows("family")
    assert [each.full_name for each in found] == ["Ông", "Chị", "Em", "Anh", "Con"]


def test_of_a_deceased_relative_year_and_cause_are_told():
    kin = Relative(1, "father", "Lò Văn Mẫu", Partial(1950), Partial(2019), "bệnh")
    assert kin.life == "sinh năm 1950, mất năm 2019 (bệnh)"
    assert Relative(1, "father", "X", Partial(), Partial()).life == "sinh năm không rõ, mất năm không rõ"


def test_a_citizen_number_is_shown_masked():
    assert mask("001098765445") == "0010******45"


def test_two_jobs_may_begin_in_one_month_and_one_of_them_go_on():
    assert gaps([(Partial(2016, 9), None), (Partial(2016, 9), Partial(2019, 2))], TODAY) == []
