"""Targets in percent: entered by hand, shown beside the year's and the term's with both parts of the fraction."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Target
from partydev.once import new_token
from partydev.refusals import Invalid, NotAllowed
from reports.actions_beside import set_share_target
from reports.leading.aims import aims
from reports.models import ShareTarget
from reports.periods import CALENDAR, DAY_15, dates, so_far
from tests.factories import make_cast, make_person, sign_in, today
from tests.kept import once_a_module
from tests.reports.test_forecast import admit

pytestmark = pytest.mark.django_db
YEAR = date(2025, 1, 1), date(2025, 12, 31)
TERM = date(2023, 7, 1), date(2028, 6, 30)


def admitted():
    """In A: one man in 2023, two women and a man in 2025; the cells have ten members from before."""
    cast = make_cast()
    for on, sex in ((date(2023, 9, 1), "male"), (date(2025, 2, 1), "female"), (date(2025, 3, 1), "female"),
                    (date(2025, 4, 1), "male")):  # fmt: skip
        admit(cast.A1, on, person=make_person(sex=sex))
    return cast


cast = once_a_module(admitted)


def set_share(organization, measure, least, span=YEAR, source="assigned", most=None, by=None):
    return set_share_target(by=by, organization=organization, measure=measure, source=source, starts_on=span[0],
                            ends_on=span[1], least=Decimal(least), most=most and Decimal(most))  # fmt: skip


def lines(organization, on=date(2025, 6, 30)):
    found = aims(organization, dates(date(on.year, 1, 1), on))
    return {line.label: line for line in found}


def said(reached):
    return [(each.part, each.whole, each.percent, each.wanted, each.said, each.span) for each in reached]


def test_a_share_of_the_new_members_in_the_year_and_in_the_term(cast):
    set_share(cast.A, "admitted_women", "70")
    set_share(cast.A, "admitted_women", "50", TERM, "congress")
    line = lines(cast.A)["Đảng viên mới kết nạp: nữ"]
    # A share may be too low already while its year runs; the term's counts from its own first day.
    assert said(line.year) == [(2, 3, "66,7", "từ 70%", "Đang thấp hơn", "năm 2025")]
    assert said(line.term) == [(2, 4, "50,0", "từ 50%", "Đang đạt", "01/07/2023 – 30/06/2028")]
    # On its last day a year is not over.
    assert lines(cast.A, date(2025, 12, 31))[line.label].year[0].said == "Đang thấp hơn"
    set_share(cast.A, "admitted_women", "60", (YEAR[0], date(2025, 6, 30)))
    assert said(lines(cast.A, date(2025, 7, 1))[line.label].year)[0][3:5] == ("từ 60%", "Đạt")


def test_what_is_below_the_bound_is_not_printed_as_the_bound(cast):
    set_share(cast.A, "admitted_women", "66.7")
    (reached,) = lines(cast.A)["Đảng viên mới kết nạp: nữ"].year
    assert (reached.percent, reached.said) == ("66,67", "Đang thấp hơn")


def test_a_whole_years_target_is_that_reporting_years(cast):
    """On the calendar from the 15th on, the last days of December are of the next year."""
    set_share(cast.A, "admitted_women", "40")
    branch_actions.set_target(by=None, organization=cast.A, source=Target.Source.ASSIGNED, starts_on=YEAR[0],
                              ends_on=YEAR[1], value=40)  # fmt: skip
    assert len(aims(cast.A, so_far(DAY_15, date(2025, 12, 14)))) == 2
    assert aims(cast.A, so_far(DAY_15, date(2025, 12, 20))) == []
    assert len(aims(cast.A, so_far(CALENDAR, date(2025, 12, 20)))) == 2


def test_why_there_is_nothing_to_divide_by(cast):
    cast.A.term_starts_on = date(2022, 7, 1)
    cast.A.save()
    set_share(cast.A, "rate_of_term", "3", TERM)
    label = "Kết nạp trong năm trên tổng số đảng viên đầu nhiệm kỳ"
    cast.A.term_starts_on = date(2025, 1, 15)
    # What was recorded before the congress is still known.
    assert [each.whole for each in lines(cast.A)[label].term][-1] == 10
    cast.A.history.all().delete()
    without = [each.lacks for each in lines(cast.A)[label].term if each.whole is None]
    assert without[-1] == "Chưa ghi ngày bắt đầu nhiệm kỳ trước"
    cast.A.term_starts_on = None
    assert lines(cast.A)[label].year[0].lacks == "Chưa ghi ngày bắt đầu nhiệm kỳ của đơn vị"


def test_a_rate_of_the_members_is_judged_by_whole_years(cast):
    set_share(cast.A, "rate", "20", TERM, "congress", most="30")
    line = lines(cast.A)["Kết nạp trong năm trên tổng số đảng viên đầu năm"]
    # Ten on the roster, and who was admitted in 2023: eleven as 2025 began.
    assert said(line.year) == [(3, 11, "27,3", "từ 20% đến 30%", "Đạt", "năm 2025")]
    first, second = line.term
    # Half of 2023 is not judged by what a whole year should bring.
    assert (first.part, first.said, first.span) == (1, "", "01/07/2023 – 31/12/2023")
    assert (second.part, second.whole, second.said, second.span) == (0, 11, "Chưa đạt", "năm 2024")
    # While its year runs, a rate can only grow: nothing is said of it.
    set_share(cast.A, "rate", "90")
    assigned = next(each for each in lines(cast.A)[line.label].year if each.source == "Kế hoạch cấp trên giao")
    assert assigned.said == ""


@pytest.mark.parametrize(("most", "now", "then"), [("60", "Đang vượt", "Vượt"), ("70", "Đang đạt", "Đạt")])
def test_what_exceeds_a_range_is_beyond_it(cast, most, now, then):
    """Two of three: a share may fall again while its days run."""
    set_share(cast.A, "admitted_women", "40", most=most)
    set_share(cast.A, "admitted_women", "40", (YEAR[0], date(2025, 6, 29)), most=most)
    said = {each.ends_on: each.said for each in lines(cast.A)["Đảng viên mới kết nạp: nữ"].year}
    assert said == {date(2025, 6, 30): now, date(2025, 6, 29): then}


def test_a_rate_beyond_its_range_only_grows(cast):
    set_share(cast.A, "rate", "3", most="4")
    (reached,) = lines(cast.A)["Kết nạp trong năm trên tổng số đảng viên đầu năm"].year
    assert (reached.said, reached.tone) == ("Vượt", "good")


def test_what_is_above_the_upper_bound_is_not_printed_as_the_bound(cast):
    """One in fourteen is 7,14."""
    admit(cast.A1, date(2026, 2, 1))
    set_share(cast.A, "rate", "3", (date(2026, 1, 1), date(2026, 12, 31)), most="7.1")
    found = lines(cast.A, date(2026, 6, 30))["Kết nạp trong năm trên tổng số đảng viên đầu năm"].year
    assert [(each.part, each.whole, each.percent, each.said) for each in found] == [(1, 14, "7,14", "Vượt")]


def test_a_target_that_counts_from_another_day_than_the_term_says_so(cast):
    branch_actions.set_target(by=None, organization=cast.A, source=Target.Source.CONGRESS, starts_on=TERM[0],
                              ends_on=TERM[1], value=20)  # fmt: skip
    set_share(cast.A, "admitted_women", "50", TERM, "congress")

    def counted():
        return {each.counted for line in lines(cast.A).values() for each in (*line.year, *line.term)}

    assert counted() == {""}
    cast.A.term_starts_on = date(2023, 6, 15)
    assert counted() == {"Tính từ 01/07/2023; nhiệm kỳ của đơn vị từ 15/06/2023"}
    cast.A.term_starts_on = TERM[0]
    assert counted() == {""}


def test_targets_of_people_of_year_and_term_stand_beside_each_other(cast):
    for source, span, value in ((Target.Source.ASSIGNED, YEAR, 4), (Target.Source.CONGRESS, TERM, 20),
                                (Target.Source.REGISTERED, YEAR, 0)):  # fmt: skip
        branch_actions.set_target(by=None, organization=cast.A, source=source, starts_on=span[0], ends_on=span[1],
                                  value=value)  # fmt: skip
    line = lines(cast.A)["Kết nạp đảng viên"]
    assert [(each.part, each.whole, each.percent) for each in line.year] == [(3, 4, "75,0"), (3, None, None)]
    assert line.year[1].wanted == "Không giao chỉ tiêu"
    assert [(each.source, each.part, each.whole) for each in line.term] == [("Nghị quyết đại hội", 4, 20)]


def test_nobody_admitted_gives_no_percentage_and_no_verdict(cast):
    set_share(cast.B, "admitted_women", "40")
    (reached,) = lines(cast.B)["Đảng viên mới kết nạp: nữ"].year
    assert (reached.part, reached.whole, reached.percent, reached.said) == (0, None, None, "")


def test_every_number_leads_to_a_list_as_long(client, cast):
    span = date(today().year, 1, 1), date(today().year, 12, 31)
    admit(cast.A1, span[0], person=make_person(sex="female"))
    set_share(cast.A, "admitted_women", "40", span)
    page = sign_in(client, cast["lead_A"]).get(reverse("reports:dashboard"), {"don_vi": "a"})
    (each,) = [line for line in page.context["aims"] if line["aim"].label == "Đảng viên mới kết nạp: nữ"]
    ((reached, address),) = each["year"]
    assert reached.part == client.get(address).context["page"].paginator.count == 1
    assert "từ 40%" in unescape(page.content.decode())


# Entering


def post(client, user, code="a", **data):
    sent = {
        "measure": "admitted_women",
        "source": "congress",
        "year": "2026",
        "least": "40",
        "document": "Nghị quyết 1",
    }
    url = reverse("reports:share_targets", args=[code])
    return sign_in(client, user).post(url, sent | data | {"form_token": new_token(None)})


def test_an_officer_enters_mends_and_takes_away(client, cast):
    assert post(client, cast["staff_A"], least="40,5%").status_code == 302
    row = ShareTarget.objects.get(organization=cast.A, measure="admitted_women", starts_on=date(2026, 1, 1))
    assert (row.least, row.most, row.ends_on, row.document) == (
        Decimal("40.5"),
        None,
        date(2026, 12, 31),
        "Nghị quyết 1",
    )
    sent = shown_to_mend(client, row)
    assert (sent["least"], sent["year"], sent.get("starts_on")) == ("40,5", "2026", None)
    assert mend(client, row, sent | {"least": "41", "most": "45"}).status_code == 302
    row.refresh_from_db()
    assert (row.least, row.most) == (41, 45)
    assert row.history.count() == 2
    # An empty box takes nothing away.
    assert mend(client, row, shown_to_mend(client, row) | {"least": ""}).status_code == 422
    page = client.get(reverse("reports:share_targets", args=["a"]), {"sua": row.pk}).content.decode()
    assert 'name="bo"' in page
    assert mend(client, row, {"bo": "1", "version": sent["version"]}).status_code == 409
    assert mend(client, row, {"bo": "1", "version": shown_to_mend(client, row)["version"]}).status_code == 302
    assert not ShareTarget.objects.filter(pk=row.pk).exists()
    assert ShareTarget.history.filter(id=row.pk, history_type="-").count() == 1
    assert mend(client, row, sent).status_code == 409


def shown_to_mend(client, row):
    """What the form of the mended row holds, as a browser sends it."""
    form = client.get(reverse("reports:share_targets", args=["a"]), {"sua": row.pk}).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: form.fields[name].prepare_value(value) for name, value in values.items() if value is not None}
    days = {name: f"{value:%d/%m/%Y}" for name, value in values.items() if isinstance(value, date)}
    return {name: str(value) for name, value in (values | days).items()}


def mend(client, row, sent):
    url = f"{reverse('reports:share_targets', args=['a'])}?sua={row.pk}"
    return client.post(url, sent | {"form_token": new_token(None)})


def test_another_year_or_term_moves_the_mended_row_and_writes_over_none(client, cast):
    sign_in(client, cast["staff_A"])
    year = set_share(cast.A, "admitted_women", "40", source="congress")
    term = set_share(cast.A, "rate", "3", TERM, "congress")
    sent = shown_to_mend(client, year)
    assert mend(client, year, sent | {"year": "2027", "least": "45"}).status_code == 302
    year.refresh_from_db()
    assert (year.starts_on, year.ends_on, year.least) == (date(2027, 1, 1), date(2027, 12, 31), 45)
    # The one who had the page open before is told.
    assert mend(client, year, sent | {"least": "50"}).status_code == 409
    sent = shown_to_mend(client, term)
    both = mend(client, term, sent | {"year": "2027"})
    assert both.status_code == 422
    assert "hai kỳ này khác nhau" in unescape(both.content.decode())
    assert mend(client, term, sent | {"ends_on": "30/06/2027"}).status_code == 302
    assert [row.ends_on for row in ShareTarget.objects.filter(measure="rate")] == [date(2027, 6, 30)]
    # Where another stands already, neither is written over; nor is one by typing it anew.
    other = set_share(cast.A, "admitted_women", "30", source="congress")
    taken = mend(client, other, shown_to_mend(client, other) | {"year": "2027"})
    assert taken.status_code == post(client, cast["staff_A"], year="2027").status_code == 422
    assert "bấm “Sửa” ở dòng đó" in unescape(taken.content.decode())
    year.refresh_from_db()
    assert year.least == 45


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"least": "120"}, "không quá 100"),
        ({"least": "0"}, "lớn hơn 0"),
        ({"least": "nhiều"}, "phải là một số"),
        ({"least": "40,125"}, "hai chữ số sau dấu phẩy"),
        ({"least": "4", "most": "3"}, "lớn hơn đầu dưới"),
        ({"least": "", "most": "4"}, "Hãy điền"),
        ({"least": "2.345"}, "dấu phẩy, ví dụ 2,35"),
        ({"least": "0.125"}, "hai chữ số sau dấu phẩy"),
        ({"least": "5.6,1"}, "phải là một số"),
        ({"measure": ""}, "Hãy chọn"),
        ({"measure": "password"}, "không còn trong danh sách"),
        ({"year": ""}, "Hãy điền năm"),
        ({"year": "", "starts_on": "01/07/2025", "ends_on": "01/06/2025"}, "không được trước ngày đầu kỳ"),
        ({"year": "", "starts_on": "01/07/2025"}, "Hãy điền ngày cuối kỳ"),
        ({"measure": "rate_of_term"}, "ngày bắt đầu nhiệm kỳ"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(client, cast, wrong, words):
    before = ShareTarget.objects.count()
    answer = post(client, cast["staff_A"], **wrong)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page
    assert "Nghị quyết 1" in page
    assert ShareTarget.objects.count() == before


def test_what_is_assigned_from_above_is_set_above(client, cast):
    assert post(client, cast["staff_A"], source="assigned").status_code == 422
    with pytest.raises(NotAllowed):
        set_share(cast.A, "admitted_women", "40", by=cast["staff_A"])
    assert post(client, cast["head_X"], source="assigned").status_code == 302
    assert post(client, cast["lead_A"]).status_code == 403
    assert post(client, cast["staff_A"], code="b").status_code == 404
    page = sign_in(client, cast["staff_A"]).get(reverse("reports:share_targets", args=["a"])).content.decode()
    assert "do cấp trên giao" in page


def test_the_database_holds_the_bounds(cast):
    row = set_share(cast.A, "admitted_women", "40")
    for wrong in ({"least": 0}, {"least": 101}, {"most": 40}, {"ends_on": date(2024, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ShareTarget.objects.filter(pk=row.pk).update(**wrong)
    with pytest.raises(Invalid):
        set_share(cast.A, "admitted_women", "40", (YEAR[1], YEAR[0]))


def test_more_targets_of_the_same_days_ask_no_more(cast):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            lines(cast.A)
        return len(seen)

    set_share(cast.A, "admitted_women", "40")
    few = asked()
    set_share(cast.A, "admitted_women", "45", source="congress")
    assert asked() == few
