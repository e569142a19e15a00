"""Mass organizations: the committee's vote, who only feeds the pool, counts beside the registered number, P6."""

import uuid
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches import actions as branch_actions
from branches.models import OrganizationUnion
from branches.permissions import Permission
from candidates import actions
from candidates.backing import formal_unions
from candidates.models import Candidate, Introduction, UnionRegistration
from candidates.overview import unions
from candidates.rules.calendar import month_later
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.candidates.desk_cases import step
from tests.candidates.test_introductions import filled
from tests.factories import days_ago, make_candidate, make_cast, make_organization, make_person, sign_in, today

pytestmark = pytest.mark.django_db
NEW, COUNTS, REGISTER = "candidates:introduce_person", "candidates:union_counts", "candidates:union_register"


@pytest.fixture
def cast():
    return make_cast()


def introduced(cell, on, union="youth_union", name=None):
    case = make_candidate(cell, person=make_person(name))
    return Introduction.objects.create(candidate=case, union=union, union_name="Ban Chấp hành", introduced_on=on)


def has_union(cell, union="youth_union", since=date(2015, 1, 1)):
    return OrganizationUnion.objects.create(organization=cell, union=union, valid_from=since)


def scope_of(cast, user="youth_A"):
    return cast[user].scope(Permission.PERSON_INTRODUCE)


# The vote


def test_the_committees_vote_and_the_branch_are_kept(client, cast):
    sign_in(client, cast["youth_A"])
    data = filled(cast.A1, proposed_by="Chi đoàn thôn 3", met_on=f"{days_ago(2):%d/%m/%Y}", share="two_thirds")
    assert client.post(reverse(NEW), data | {"votes_for": "10"}).status_code == 302
    row = Introduction.objects.get(union="youth_union")
    assert (row.total, row.present, row.votes_for, row.needed) == (15, 13, 10, 10)
    assert (row.met_on, row.proposed_by) == (days_ago(2), "Chi đoàn thôn 3")
    page = client.get(reverse("candidates:introduced")).content.decode()
    assert "10/15 ủy viên tán thành" in page
    assert "Chi đoàn thôn 3" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"votes_for": "7"}, "cần ít nhất 8/15"),
        ({"votes_for": "9", "share": "two_thirds"}, "cần ít nhất 10/15"),
        ({"votes_for": "14"}, "nhiều hơn số có mặt (13)"),
        ({"present": "16"}, "nhiều hơn tổng số ủy viên (15)"),
        ({"met_on": "01/01/2099"}, "họp trước khi ra nghị quyết"),
        ({"total": ""}, "Hãy điền “Tổng số ủy viên ban chấp hành”"),
    ],
)
def test_a_vote_that_cannot_be_or_does_not_carry_is_said_at_its_field(client, cast, fields, sentence):
    sign_in(client, cast["youth_A"])
    answer = client.post(reverse(NEW), filled(cast.A1, **fields))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Introduction.objects.exists()


def test_eight_of_fifteen_carry(client, cast):
    sign_in(client, cast["youth_A"])
    assert client.post(reverse(NEW), filled(cast.A1, votes_for="8")).status_code == 302


def test_the_database_keeps_no_impossible_vote(cast):
    row = introduced(cast.A1, days_ago(3))
    whole = {"met_on": days_ago(4), "total": 9, "present": 8, "votes_for": 7, "needed": 5}
    Introduction.objects.filter(pk=row.pk).update(**whole)
    for wrong in ({"present": 10}, {"votes_for": 9}, {"needed": 8}, {"total": None}, {"met_on": today()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Introduction.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.parametrize(("union", "source"), [("women_union", "women_union"), ("front", "other")])
def test_another_organization_feeds_the_pool_and_stands_beside_nobody(client, cast, union, source):
    sign_in(client, cast["head_A"])
    empty = dict.fromkeys(("met_on", "total", "present", "votes_for"), "")
    assert client.post(reverse(NEW), filled(cast.A1, union=union, **empty)).status_code == 302
    case = Candidate.objects.get(person__full_name="Lò Thị Pán")
    assert (case.stage, case.source) == ("pool", source)
    assert formal_unions(case.introductions.all()) == ()
    youth = Introduction(candidate=case, union="youth_union")
    assert formal_unions([*case.introductions.all(), youth]) == ("youth_union",)


# Counts beside the registered number


def test_counts_by_quarter_stand_beside_what_was_registered(client, cast):
    year = today().year
    introduced(cast.A1, date(year, 1, 5))
    introduced(cast.A1, date(year, 1, 6), union="trade_union")
    introduced(cast.B1, date(year, 1, 5))
    sign_in(client, cast["youth_A"])
    data = {"organization": "a", "union": "youth_union", "year": year, "number": "4", "on": f"{today():%d/%m/%Y}"}
    for number in ("4", "6"):  # the newest holds
        answer = client.post(reverse(REGISTER), data | {"number": number, "form_token": str(uuid.uuid4())})
        assert answer.url == reverse(COUNTS)
    found = {each.union: each.rows for each in unions.counts(scope_of(cast), year)}
    assert found["youth_union"][-1] == ("Cộng", [1, 0, 0, 0], 1, 6)
    assert ("Chi bộ A1", [1, 0, 0, 0], 1, None) in found["youth_union"]
    assert found["trade_union"][-1] == ("Cộng", [1, 0, 0, 0], 1, None)
    page = client.get(reverse(COUNTS)).content.decode()
    assert "Chi bộ B1" not in page
    assert Candidate.objects.get(organization=cast.A1, introductions__union="trade_union").code not in page


def test_the_own_number_stands_beside_the_sum_and_is_not_added_to_those_below(client, cast):
    year, introduced_at = today().year, date(today().year, 1, 5)
    case = introduced(cast.A1, introduced_at).candidate
    Introduction.objects.create(candidate=case, union="youth_union", union_name="BCH", introduced_on=introduced_at)
    entry = {"by": None, "union": "youth_union", "year": year}
    for unit, number, on in ((cast.A, 50, today()), (cast.A1, 30, today()), (cast.A2, 20, today())):
        actions.register_number(organization=unit, number=number, on=on, **entry)
    actions.register_number(organization=cast.A, number=5, on=days_ago(1), **entry)  # corrects the mistyped 50
    rows = unions.counts(scope_of(cast), year)[0].rows
    assert [(row[0], row[2], row[3]) for row in rows] == [("Chi bộ A1", 1, 30), ("Chi bộ A2", 0, 20), ("Cộng", 1, 5)]
    above = unions.counts(cast["head_X"].scope(Permission.PERSON_INTRODUCE), year)[0].rows
    assert [(row[0], row[3]) for row in above] == [("Đảng bộ cơ sở A", 5), ("Cộng", 5)]


def test_an_introduction_stays_with_the_union_that_made_it_when_the_person_moves(cast):
    has_union(cast.A1)
    has_union(cast.B1)
    case = make_candidate(cast.A1, person=make_person("Người chuyển đi"))
    actions.introduce(candidate=case, by=None, on=days_ago(3), union="youth_union", union_name="Đoàn xã")
    actions.move_cell(candidate=case, to=cast.B1, by=None, on=days_ago(1))
    rows = unions.counts(scope_of(cast), days_ago(3).year)[0].rows
    assert [(row[0], row[2]) for row in rows] == [("Chi bộ A1", 1), ("Cộng", 1)]
    assert unions.counts(cast["staff_B"].scope(Permission.REPORT_VIEW), days_ago(3).year) == []
    turns = unions.turns(scope_of(cast), days_ago(3).year)
    assert [(name, total) for name, _, total in turns] == [("Chi bộ A1", 1), ("Cộng", 1)]
    assert unions.turns(scope_of(cast), days_ago(3).year, "trade_union") == []
    assert unions.turns(cast["staff_B"].scope(Permission.REPORT_VIEW), days_ago(3).year) == []
    assert not unions.quiet(scope_of(cast), today())
    assert [each.unit for each in unions.quiet(cast["staff_B"].scope(Permission.REPORT_VIEW), today())] == [
        "Chi bộ B1"
    ]


def test_a_union_introduces_once_and_the_vote_completes_what_the_cell_entered(client, cast):
    case = make_candidate(cast.A1, person=make_person("Lò Thị Pán", birth_date=date(2001, 5, 17)))
    words = {"candidate": case, "union": "youth_union", "union_name": "Đoàn xã"}
    actions.introduce(by=cast["sec_A1"], on=days_ago(5), **words)
    sign_in(client, cast["youth_A"])
    assert client.post(reverse(NEW), filled(cast.A1)).status_code == 302
    row = Introduction.objects.get()
    assert (row.votes_for, row.paper_number, row.introduced_on) == (12, "12-NQ/ĐTN", today())
    with pytest.raises(Conflict, match="không ghi lần thứ hai"):
        actions.introduce(by=cast["sec_A1"], on=today(), **words)
    assert row.attempt == 0
    # What gets past the action is held by the database.
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(
            candidate=case, union="youth_union", union_name="Đoàn", introduced_on=today(), attempt=0
        )


def test_a_case_taken_up_again_is_introduced_once_more_and_what_is_late_belongs_to_its_own_attempt(cast):
    case = make_candidate(cast.A1, entered_on=days_ago(90), person=make_person("Lò Thị Pán"))
    words = {"candidate": case, "by": cast["sec_A1"], "union": "youth_union", "union_name": "Đoàn xã"}
    actions.introduce(on=days_ago(80), **words)
    step(case, "withdraw", cast["sec_A1"], days_ago(60))
    step(case, "reconsider", cast["sec_A1"], days_ago(40))
    with pytest.raises(Conflict, match=f"ngày {days_ago(80):%d/%m/%Y}; không ghi lần thứ hai"):
        actions.introduce(on=days_ago(50), **words)  # of the first attempt, told late
    actions.introduce(on=days_ago(30), **words)
    event = case.events.get(kind="reconsider")
    assert list(case.introductions.values_list("attempt", flat=True)) == [0, event.pk]
    with pytest.raises(Conflict, match=f"ngày {days_ago(30):%d/%m/%Y}"):
        actions.introduce(on=days_ago(20), **words)


def test_of_what_was_recorded_twice_before_one_row_gets_the_attempt_and_none_is_lost(cast):
    case = make_candidate(cast.A1, entered_on=days_ago(90))
    step(case, "withdraw", cast["sec_A1"], days_ago(60))
    step(case, "reconsider", cast["sec_A1"], days_ago(40))
    vote = {"met_on": days_ago(75), "total": 9, "present": 9, "votes_for": 9, "needed": 5}
    for days, counted in ((80, {}), (75, vote), (30, {}), (20, {})):
        said = {"union": "youth_union", "union_name": "Đoàn", "introduced_on": days_ago(days)}
        Introduction.objects.create(candidate=case, **said, **counted)
    migration = import_module("candidates.migrations.0045_a_union_introduces_once_in_an_attempt")
    migration.number(apps, None)
    again = case.events.get(kind="reconsider").pk
    rows = Introduction.objects.order_by("introduced_on").values_list("attempt", flat=True)
    assert list(rows) == [None, 0, again, None]


def test_an_officer_speaks_for_the_own_organization_by_its_committees_vote(client, cast):
    sign_in(client, cast["youth_A"])
    assert [key for key, _ in client.get(reverse(NEW)).context["form"].fields["union"].choices] == ["youth_union"]
    assert client.post(reverse(NEW), filled(cast.A1, union="trade_union")).status_code == 422
    assert len(client.get(reverse(REGISTER)).context["form"].fields["union"].choices) == 1
    case = Candidate.objects.get(organization=cast.A1)
    vote = actions.UnionVote(met_on=today(), total=9, present=9, votes_for=9)
    for union, voted in (("trade_union", vote), ("youth_union", None)):
        with pytest.raises(Invalid):
            actions.introduce(
                candidate=case, by=cast["youth_A"], on=today(), union=union, union_name="BCH", vote=voted
            )
    entry = {"organization": cast.A, "year": today().year, "number": 3, "on": today()}
    with pytest.raises(Invalid):
        actions.register_number(by=cast["youth_A"], union="trade_union", **entry)
    assert cast["head_A"].unions(cast.A) is None


def test_what_was_registered_is_not_changed(cast):
    row = actions.register_number(
        by=cast["youth_A"], organization=cast.A1, union="youth_union", year=today().year, number=3, on=today()
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        UnionRegistration.objects.filter(pk=row.pk).update(number=9)
    # A unit that moves takes it with it.
    branch_actions.move(by=None, organization=cast.A1, parent=cast.B, on=today())
    assert UnionRegistration.objects.under(cast.B).exists()
    with pytest.raises(NotAllowed):
        actions.register_number(
            by=cast["youth_A"], organization=cast.B1, union="youth_union", year=today().year, number=3, on=today()
        )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"organization": "b1"}, "Không tìm thấy đơn vị này"), ({"year": "2001"}, "Ngày đăng ký sau năm 2001")],
)
def test_a_wrong_registration_is_said_at_its_field(client, cast, fields, sentence):
    sign_in(client, cast["union_A"])
    data = {"organization": "a1", "union": "trade_union", "year": today().year, "number": "4"}
    data |= {"on": f"{today():%d/%m/%Y}", "form_token": str(uuid.uuid4())}
    answer = client.post(reverse(REGISTER), data | fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not UnionRegistration.objects.exists()


# P6: nobody introduced in two quarters; no Youth Union


@pytest.mark.parametrize(
    ("on", "since"),
    [
        (date(2026, 11, 22), date(2026, 4, 1)),
        (date(2026, 1, 1), date(2025, 7, 1)),
        (date(2026, 6, 30), date(2025, 10, 1)),
    ],
)
@pytest.mark.once
def test_the_two_whole_quarters_before_this_one_are_looked_at(on, since):
    assert unions.quiet_since(on) == since
    assert "năm" in unions.quiet_words(on)


def test_two_quarters_without_an_introduction_are_told_and_one_within_is_not(cast):
    since = unions.quiet_since(today())
    has_union(cast.A1)
    has_union(cast.A2)
    introduced(cast.A1, since)
    introduced(cast.A2, since - timedelta(days=1))
    introduced(cast.A2, today(), union="trade_union")
    found = unions.quiet(scope_of(cast), today())
    assert [each.unit for each in found] == ["Chi bộ A2"]
    causes = " ".join(found[0].causes)
    assert f"{since - timedelta(days=1):%d/%m/%Y}" in causes
    assert "người trong nguồn" in causes
    assert "Chưa đăng ký" in causes
    # An introduction since cures it.
    introduced(cast.A2, today())
    assert not unions.quiet(scope_of(cast), today())


def test_all_quiet_units_stand_on_pages_of_their_own(client, cast):
    """The page of counts shows the first ten; none of the others is lost."""
    sign_in(client, cast["lead_X"])
    has_union(cast.B1)
    address = reverse("candidates:quiet_unions")

    def asked(query):
        client.get(address, query)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address, query).context["page"]
        return page, len(queries)

    few = asked({"don_vi": "b"})[1]
    assert "chua-gioi-thieu" not in client.get(reverse(COUNTS)).text
    units = [make_organization(f"Chi bộ thôn {number}", parent=cast.A) for number in range(30)]
    for unit in units:
        has_union(unit)
        has_union(unit, "trade_union")
    counts = client.get(reverse(COUNTS), {"don_vi": "a"})
    assert (len(counts.context["quiet"]), counts.context["quiet_count"]) == (10, 60)
    assert f'href="{address}?don_vi=a"' in counts.text
    first, many = asked({"don_vi": "a"})
    second, _ = asked({"don_vi": "a", "page": "2"})
    assert (len(first), len(second), first.paginator.count) == (50, 10, 60)
    assert {each.unit for each in [*first, *second]} == {str(unit) for unit in units}
    assert asked({})[0].paginator.count == 61
    assert many == few
    sign_in(client, cast["lead_A"])
    assert asked({"don_vi": "b"})[0].paginator.count == 60  # of a unit beside one's own nothing is told


def test_a_union_younger_than_the_two_quarters_or_ended_is_not_told_of(cast):
    since = unions.quiet_since(today())
    young = has_union(cast.A1, since=since + timedelta(days=1))
    assert not unions.quiet(scope_of(cast), today())
    young.valid_from = since
    young.save()
    assert len(unions.quiet(scope_of(cast), today())) == 1
    young.valid_to = days_ago(1)
    young.save()
    assert not unions.quiet(scope_of(cast), today())


def test_cells_without_a_youth_union_are_flagged_to_the_trade_union_and_nothing_is_blocked(client, cast):
    has_union(cast.A1)
    has_union(cast.A2, "trade_union")
    sign_in(client, cast["union_A"])
    page = client.get(reverse(COUNTS))
    assert [(cell.name, trade) for cell, trade, _ in page.context["cells"]] == [("Chi bộ A2", True)]
    assert "Công đoàn cơ sở giới thiệu, cùng một đảng viên chính thức." in page.content.decode()
    OrganizationUnion.objects.filter(organization=cast.A2).update(valid_to=days_ago(1))
    page = client.get(reverse(COUNTS))
    assert [(cell.name, trade) for cell, trade, _ in page.context["cells"]] == [("Chi bộ A2", False)]
    assert "Hai đảng viên chính thức giới thiệu." in page.content.decode()


def test_a_leader_sees_the_unit_asked_for_and_the_page_asks_as_much_for_one_as_for_many(client, cast):
    sign_in(client, cast["lead_X"])
    address = f"{reverse(COUNTS)}?don_vi=a"
    has_union(cast.A1)
    introduced(cast.A1, today())
    introduced(cast.B1, today())
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        rows = client.get(address).context["counts"][0].rows
    assert [row[0] for row in rows] == ["Chi bộ A1", "Cộng"]
    for cell in (cast.A1, cast.A2, cast.A):
        has_union(cell, "trade_union")
        introduced(cast.A2, month_later(today(), -8), union="trade_union")
        introduced(cast.A1, today(), union="women_union")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(one)
