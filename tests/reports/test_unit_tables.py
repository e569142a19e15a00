"""T4, T6, T8, T9: what happened in two cells, as the tables of their committee print it."""

from datetime import timedelta

import pytest

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.models import (
    CellMeeting,
    ClassNomination,
    MentorAssignment,
    MonthlyRemark,
    RemarkRhythm,
    TrainingClass,
)
from partydev.dates import add_months
from reports import lists
from reports.figures import figures
from reports.lists_beside import classes_key
from reports.periods import dates
from reports.tables import TABLES, classes
from tests.factories import days_ago, make_candidate, make_member, make_person, today

pytestmark = pytest.mark.django_db
FIRST = add_months(today().replace(day=1), -3)
LAST = today().replace(day=1) - timedelta(days=1)
PERIOD = dates(FIRST, LAST)
DAY = FIRST + timedelta(days=20)


def printed(key, organization, period=PERIOD):
    """First cell -> the numbers of the row, lists behind them counted: every link is as long as its number."""
    table = TABLES[key](organization, period, lambda key, unit, when: (key, unit, when))
    for row in table.all_rows:
        for each in row.cells:
            if each.href:
                assert len(lists.facts_behind(each.href[0], *each.href[1:])) == each.value, each.href
    rows = [row for row in table.all_rows if row.kind != "group"]
    return {row.cells[0].text: [each.value for each in row.cells[1:]] for row in rows}, table


def test_moves_between_cells_are_theirs_and_not_the_committees(cast):
    moved, left = Member.objects.filter(organization=cast.A1)[:2]
    branch_actions.transfer_member(by=None, member=moved, to=cast.A2, on=DAY)
    branch_actions.transfer_out(by=None, member=left, on=DAY, other_place="Đảng bộ xã khác")
    branch_actions.record_departure(
        by=None, member=Member.objects.filter(organization=cast.A2)[1], kind="deceased", on=DAY
    )
    make_member(cast.A2, "Đảng viên ghi sau", on=DAY)
    rows, table = printed("T6", cast.A)
    #                       start  in: adm come back | out: dead exp struck quit gone annulled | end
    assert rows["Chi bộ A1"] == [5, 0, 0, 0, 0, 0, 0, 0, 2, 0, 3]
    assert rows["Chi bộ A2"] == [6, 0, 1, 0, 1, 0, 0, 0, 0, 0, 6]
    assert rows["Tổng cộng"] == [11, 0, 0, 0, 1, 0, 0, 0, 1, 0, 9]
    assert rows["Tổng cộng"][-1] == figures(cast.A, PERIOD)["members"]
    assert not any("CẢNH BÁO" in note for note in table.notes)
    assert printed("T6", cast.A1)[0]["Tổng cộng"] == rows["Chi bộ A1"]


def test_cards_wait_for_those_recognized_here_until_they_are_handed_out(cast):
    first, _ = (make_candidate(cast.A1, "recognized", make_person(f"Lò Thị {place}")) for place in ("Một", "Hai"))
    wide = dates(days_ago(60), today())
    assert printed("T8", cast.A, wide)[0]["Chi bộ A1"] == [2, 0, 2]
    branch_actions.issue_card(by=None, member=first.person.memberships.get(), number="12.345678", on=today())
    rows, _ = printed("T8", cast.A, wide)
    assert rows["Chi bộ A1"] == [2, 1, 1]
    assert rows["Tổng cộng"] == [2, 1, 1]
    assert rows["Chi bộ A2"] == [0, 0, 0]  # its roster has no card numbers, and nobody there waits


def help_with(case, mentor, since, until=None):
    MentorAssignment.objects.create(
        candidate=case, mentor=mentor, phase="candidate", starts_on=since, ends_on=until,
        resolution_number="1", resolution_on=since,
    )  # fmt: skip


def remark(case, month, **said):
    MonthlyRemark.objects.create(candidate=case, month=month, **said)


def test_remarks_are_asked_of_whole_months_of_help(cast):
    months = [add_months(FIRST, place) for place in range(3)]
    mentor, other = Member.objects.filter(organization=cast.A1)[:2]
    case = cast.candidates["a1"]
    help_with(case, mentor, FIRST - timedelta(days=40))
    help_with(case, other, FIRST - timedelta(days=40), until=months[1])
    remark(case, months[0], strengths="Chăm chỉ")
    remark(case, months[1], conclusion="Chi bộ thống nhất")
    late = cast.candidates["a2"]
    help_with(late, Member.objects.filter(organization=cast.A2)[0], months[1] + timedelta(days=19))  # from the 20th
    remark(late, months[1], strengths="Sớm quá")  # not asked of yet, so it does not count
    remark(late, months[2])  # opened and left empty
    rows, _ = printed("T9", cast.A)
    assert [float(each) for each in rows["Chi bộ A1"]] == [1, 3, 2, 66.7]
    assert [float(each) for each in rows["Chi bộ A2"]] == [1, 1, 0, 0]
    assert [float(each) for each in rows["Tổng cộng"]] == [2, 4, 2, 50]


def test_a_month_without_a_meeting_and_a_longer_rhythm_ask_less(cast):
    months = [add_months(FIRST, place) for place in range(3)]
    for code in ("a1", "a2"):
        cell = getattr(cast, code.upper())
        help_with(cast.candidates[code], Member.objects.filter(organization=cell)[0], FIRST - timedelta(days=40))
    CellMeeting(month=months[0], not_held_because="Bão lũ").place(cast.A1).save()
    RemarkRhythm(months=3, valid_from=FIRST, basis="Nghị quyết").place(cast.A2).save()
    rows, _ = printed("T9", cast.A)
    assert rows["Chi bộ A1"][1] == 2
    assert rows["Chi bộ A2"][1] == 1  # a quarter is closed by its third month


def test_classes_count_sending_and_completing_each_by_its_day(cast):
    held = actions.create_class(
        by=None, organization=cast.X, kind=TrainingClass.Kind.AWARENESS, name="Lớp khóa 7",
        starts_on=DAY, ends_on=DAY + timedelta(days=4),
    )  # fmt: skip
    cases = [make_candidate(cast.A1, person=make_person(f"Vi Văn {place}")) for place in range(3)]
    nominations = [actions.nominate(candidate=case, kind="awareness", by=None, on=DAY) for case in cases]
    actions.nominate(candidate=cast.candidates["a2"], kind="awareness", by=None, on=DAY)
    actions.assign_to_class(nominations=nominations, training_class=held, by=None)
    actions.record_results(
        training_class=held, by=None, completed={nominations[0]: "01/GCN", nominations[1]: "02/GCN"},
        absent=[nominations[2]], completed_on=DAY + timedelta(days=4),
    )  # fmt: skip
    rows, table = printed("T4", cast.A)
    assert rows["Lớp khóa 7"][-2:] == [3, 2]
    assert rows["Chưa xếp lớp hoặc không ghi lớp"][-2:] == [1, 0]  # who was absent waits again, but was sent once
    assert rows["Cộng"][-2:] == [figures(cast.A, PERIOD)["sent_to_awareness_class"], 2] == [4, 2]
    assert table.rows[1].cells[2].text.endswith("X")
    assert printed("T4", cast.B)[0] == {}


def many_classes(cast):
    """A class of both cells, one of A1 alone, one of new members, and somebody of A2 who waits for a class."""
    first, second = (make_candidate(cell, "pool") for cell in (cast.A1, cast.A2))
    held = [
        actions.create_class(by=None, organization=cast.X, kind=kind, name=kind, starts_on=DAY, ends_on=DAY)
        for kind in ("awareness", "awareness", "new_member")
    ]
    for case, place, on in ((first, 0, DAY), (second, 0, DAY), (cast.candidates["a1"], 1, DAY - timedelta(days=90))):
        row = ClassNomination(candidate=case, kind="awareness", training_class=held[place], nominated_on=on)
        row.result, row.completed_on = "completed", DAY
        row.save()
    ClassNomination.objects.create(candidate=first, kind="new_member", training_class=held[2], nominated_on=DAY)
    ClassNomination.objects.create(candidate=cast.candidates["a2"], kind="awareness", nominated_on=DAY)


def test_many_classes_are_printed_by_unit_and_each_number_opens_its_rows(cast, monkeypatch):
    many_classes(cast)
    assert sum(row.kind == "plain" for row in printed("T4", cast.A)[1].rows) == 4
    monkeypatch.setattr(classes, "MOST_CLASSES", 3)
    assert printed("T4", cast.A)[1].columns == classes.COLUMNS
    monkeypatch.setattr(classes, "MOST_CLASSES", 2)
    _, table = printed("T4", cast.A)
    parts = [(row.kind, row.cells[0].text, [each.value for each in row.cells[1:]]) for row in table.rows]
    awareness, new = (TrainingClass.Kind(kind).label for kind in ("awareness", "new_member"))
    #                              classes, sent, completed
    assert parts == [
        ("group", awareness, []),
        ("plain", "Chi bộ A1", [2, 1, 2]),
        ("plain", "Chi bộ A2", [1, 2, 1]),
        ("total", "Cộng", [2, 3, 3]),
        ("group", new, []),
        ("plain", "Chi bộ A1", [1, 1, 0]),
        ("plain", "Chi bộ A2", [0, 0, 0]),
        ("total", "Cộng", [1, 1, 0]),
    ]
    assert all(each.href for row in table.rows for each in row.cells[1:] if each.value)


def test_the_list_of_classes_names_them_and_who_convened_them(cast):
    many_classes(cast)
    key = classes_key("awareness")
    facts = lists.facts_behind(key, cast.A2, PERIOD)
    assert [(line.name, line.unit, line.on) for line in lists.lines(key, facts, None, cast.A2, PERIOD)] == [
        ("awareness", cast.X.name, DAY)
    ]
    assert (lists.kind_of(key).head, lists.kind_of(key).unit) == ("Lớp", "lớp")
    assert lists.kind_of("classes:none") is None


def test_what_stands_at_the_committee_itself_is_a_row_without_a_list(cast, monkeypatch):
    many_classes(cast)
    monkeypatch.setattr(classes, "MOST_CLASSES", 0)
    case = make_candidate(cast.A1, "pool")
    case.place(cast.A).save()
    ClassNomination.objects.create(candidate=case, kind="awareness", nominated_on=DAY)
    _, table = printed("T4", cast.A)
    own = next(row for row in table.rows if row.cells[0].text.startswith("Trực tiếp"))
    assert [each.value for each in own.cells[1:]] == [0, 1, 0]
    assert not any(each.href for each in own.cells)
