"""The articles' figures, counted over the demonstration's recorded facts and nothing else."""

from datetime import date
from itertools import pairwise

import pytest
from django.db.models import Count, Q, Sum

from branches import codelists
from branches.models import Member, MemberEvent, Organization, Target
from candidates.models import Candidate, StageEvent
from candidates.rulebook import rule_set, work_calendar
from candidates.rules.probation import probation_ends_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]


def unit(code):
    return Organization.objects.get(code=code)


def facts(code, first=date.min, last=date.max):
    return StageEvent.objects.under(unit(code)).filter(on__range=(first, last))


def happened(code, kind, first=date.min, last=date.max):
    return facts(code, first, last).filter(kind=kind).count()


def admitted(code, first, last):
    return happened(code, "admit", first, last)


def of_year(year):
    return date(year, 1, 1), date(year, 12, 31)


def stock(code, on):
    """(full, probationary) members on `on`, from the facts alone."""
    total = {"full_delta": 0, "probationary_delta": 0}
    for model in (StageEvent, MemberEvent):
        sums = model.objects.under(unit(code)).filter(on__lte=on).aggregate(*map(Sum, total))
        for field in total:
            total[field] += sums[f"{field}__sum"] or 0
    return tuple(total.values())


def members(code, on):
    return sum(stock(code, on))


def targets(code, source):
    return list(
        Target.objects.filter(organization__code=code, source=source)
        .order_by("starts_on")
        .values_list("value", flat=True)
    )


def test_s1_three_cells_of_8_5_and_17():
    on = date(2018, 9, 30)
    assert [members(f"lao-cai-{number}", on) for number in (1, 2, 3)] == [8, 5, 17]
    assert members("lao-cai", on) == 30
    assert Organization.objects.under(unit("lao-cai")).cells().count() == 3


NINE_MONTHS = {"nominate": 7, "admit": 2, "recognize": 1, "nominate_new_member": 1}


def test_s2_nine_months_of_2018():
    period = date(2018, 1, 1), date(2018, 9, 30)
    assert {kind: happened("lao-cai", kind, *period) for kind in NINE_MONTHS} == NINE_MONTHS
    cards = MemberEvent.objects.under(unit("lao-cai")).filter(kind="card", on__range=period).select_related("member")
    assert cards.count() == 3
    assert sum(card.member.recognized_on < date(2018, 1, 1) for card in cards) == 2
    assert facts("lao-cai", last=period[1]).aggregate(n=Sum("pending_delta"))["n"] == 2
    # The one in the class for new members is one of the two who were admitted.
    new = set(facts("lao-cai", *period).filter(kind="admit").values_list("candidate", flat=True))
    assert facts("lao-cai", *period).get(kind="nominate_new_member").candidate_id in new


def test_s2b_quarters_add_up_to_nine_months():
    quarters = [
        (date(2018, 1, 1), date(2018, 3, 31)),
        (date(2018, 4, 1), date(2018, 6, 30)),
        (date(2018, 7, 1), date(2018, 9, 30)),
    ]
    for kind, total in NINE_MONTHS.items():
        counts = [happened("lao-cai", kind, *quarter) for quarter in quarters]
        assert sum(counts) == total
        assert counts[2] <= total


def test_s3_kinds_of_organizations_in_lam_ha():
    kinds = Organization.objects.under(unit("lam-ha")).order_by().values_list("kind").annotate(n=Count("pk"))
    assert dict(kinds) == {"superior": 1, "grassroots_committee": 21, "cell": 351, "base_cell": 28}


def test_s4_a_cell_without_admission_since_2011():
    cell = unit("lam-ha-thon-xa")
    assert cell.founded_on.year == 2005
    assert cell.area_type == "remote"
    assert cell.last_admission_on == date(2011, 5, 19)
    assert happened(cell.code, "admit") == 1
    exempt = MemberEvent.objects.under(cell).aggregate(n=Sum("exempt_delta"))["n"]
    assert (members(cell.code, date(2016, 12, 31)), exempt) == (9, 5)


def test_s5_lam_ha_in_2016():
    assert admitted("lam-ha", *of_year(2016)) == 193
    assert targets("lam-ha", "assigned") == [160]
    assert members("lam-ha", date(2016, 12, 31)) == 3712


def test_s6_the_school():
    assert unit("loc-ninh-thpt").founded_on.year == 2020
    assert happened("loc-ninh-thpt", "enter_pool", date(2020, 1, 1), date(2023, 12, 31)) == 10
    assert admitted("loc-ninh-thpt", date(2020, 1, 1), date(2023, 12, 31)) == 8
    assert members("loc-ninh-thpt", date(2023, 12, 31)) == 41
    assert Organization.objects.under(unit("loc-ninh-thpt")).cells().count() == 3
    in_2023 = facts("loc-ninh-thpt", *of_year(2023))
    assert in_2023.filter(kind="nominate").values("candidate__person").distinct().count() == 4
    pupil = in_2023.get(kind="admit")
    assert (pupil.on, pupil.occupation, pupil.age) == (date(2023, 5, 13), "11", 18)
    assert happened("loc-ninh-thpt", "list", *of_year(2024)) == 16
    assert targets("loc-ninh-thpt", "expected") == [3]


def test_s7_loc_hiep():
    assert admitted("loc-hiep", date(2021, 1, 1), date(2024, 3, 31)) == 26
    results = [admitted("loc-hiep", *of_year(year)) for year in (2021, 2022, 2023)]
    given = targets("loc-hiep", "assigned")
    assert all(result >= target for result, target in zip(results, given, strict=True))
    assert (results[2], given[2]) == (9, 5)


def test_s8_loc_ninh():
    assert [admitted("loc-ninh", *of_year(year)) for year in (2021, 2022, 2023)] == [99, 101, 107]
    assert targets("loc-ninh", "assigned") == [95, 96, 100]
    assert members("loc-ninh", date(2023, 12, 31)) == 3152
    assert unit("loc-ninh").term_starts_on == date(2021, 1, 1)


def test_s9_groups_of_the_634():
    rows = facts("khoi-tinh", date(2020, 1, 1), date(2024, 5, 31)).filter(kind="admit")
    youth, trade = Q(in_youth_union=True), Q(in_trade_union=True, in_youth_union=False)
    assert rows.aggregate(
        all=Count("pk"),
        women=Count("pk", filter=Q(sex="female")),
        minority=Count("pk", filter=Q(ethnicity__in=codelists.minority_codes())),
        youth=Count("pk", filter=youth),
        trade=Count("pk", filter=trade),
        students=Count("pk", filter=Q(occupation="10")),
        students_in_youth=Count("pk", filter=youth & Q(occupation="10")),
    ) == {
        "all": 634,
        "women": 355,
        "minority": 177,
        "youth": 356,
        "trade": 278,
        "students": 6,
        "students_in_youth": 6,
    }
    # The same whichever day counts.
    assert happened("khoi-tinh", "decide", date(2020, 1, 1), date(2024, 5, 31)) == 634


def test_s10_the_term_is_beaten_and_every_year_is_missed():
    assert [admitted("s10", *of_year(year)) for year in (2021, 2022, 2023)] == [35, 40, 45]
    assert targets("s10", "assigned") == [50, 50, 50]
    assert targets("s10", "congress") == [100]


def test_s11_fifty_members_of_the_base_cell():
    cell, on = unit("attp"), date(2020, 2, 5)
    assert (cell.kind, cell.founded_on) == ("base_cell", date(2018, 5, 14))
    assert "314-QĐ/ĐUK" in cell.founding_decision
    assert stock("attp", date(2018, 5, 14)) == (28, 0)
    assert (
        Member.objects.filter(organization=cell, party_group__isnull=False).values("party_group").distinct().count()
        == 4
    )
    assert happened("attp", "admit", last=on) == 10
    came = MemberEvent.objects.under(cell).filter(kind="transfer_in", on__lte=on)
    assert came.aggregate(n=Sum("full_delta"))["n"] == 12
    assert stock("attp", on) == (40, 10)
    joined = facts("attp", last=on).filter(kind="admit").values_list("on", flat=True)
    due = [work_calendar().add_working_days(probation_ends_on(day, rule_set(on)), 30).day for day in joined]
    assert sum(day < on for day in due) == 2


def test_s13_a_move_inside_cancels():
    before, after = date(2023, 6, 14), date(2023, 6, 15)
    change = {code: members(code, after) - members(code, before) for code in ("s13-x", "s13-y", "s13")}
    assert change == {"s13-x": -1, "s13-y": 1, "s13": 0}
    moves = MemberEvent.objects.under(unit("s13")).filter(on=after)
    assert {move.common_depth for move in moves} == {unit("s13").depth}


def test_s14_decided_in_september_admitted_in_october():
    days = dict(facts("s14").filter(kind__in=("decide", "admit")).values_list("kind", "on"))
    assert days == {"decide": date(2023, 9, 25), "admit": date(2023, 10, 8)}


def test_no_figure_includes_another():
    codes = ["lao-cai", "lam-ha", "loc-ninh", "khoi-tinh", "attp", "s10", "s13", "s14"]
    assert len({unit(code).ancestor_0 for code in codes}) == len(codes)


def test_every_case_ends_where_its_last_main_fact_led():
    for candidate in Candidate.objects.prefetch_related("events")[:400]:
        main = [event for event in candidate.events.all() if event.from_stage != event.to_stage]
        assert candidate.stage == main[-1].to_stage
        assert all(one.to_stage == other.from_stage for one, other in pairwise(main))
        assert candidate.closed_on == main[-1].on


def test_facts_stand_in_the_order_of_their_days():
    last = {}
    for pk, kind, on in StageEvent.objects.order_by("pk").values_list("candidate_id", "kind", "on"):
        assert on >= last.get(pk, on), (pk, kind, on)
        last[pk] = on


def test_every_row_has_one_row_of_history():
    for model in (Member, Candidate):
        assert set(model.history.values_list("id", flat=True)) == set(model.objects.values_list("pk", flat=True))
