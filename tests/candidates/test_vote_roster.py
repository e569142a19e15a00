"""A cell's vote from the list of who may vote: the page, the count, what is kept."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions, integrity
from candidates.models import Vote, VoteRoster, VoterSnapshot
from candidates.voters import attendance_of, roster_of
from partydev.once import new_token
from tests.candidates.pages import browser_of, case_url, day, step_url
from tests.candidates.vote_lists import exempt, members_of, minutes_url, record, ticked
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_organization, make_user, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


@pytest.fixture
def candidate(cast):
    return make_candidate(cast.A1, "opinions_collected")


# The page


def test_the_list_names_all_full_members_ticked_and_says_how_many_are_needed(cast, secretary, candidate):
    make_member(cast.A1, "Hà Dự Bị", status=Member.Status.PROBATIONARY)
    page = secretary.get(step_url(candidate, "cell_vote")).text
    people = members_of(cast.A1)
    for each in people:
        assert each.person.full_name in page
    assert page.count(" checked") == len(people) + 1  # and the choice of the list
    assert "Cần ít nhất 4/5 phiếu tán thành." in page
    assert "Hà Dự Bị" not in page
    assert candidate.person.full_name not in page.split("Người dự họp")[1]
    assert "chi bộ có 1 đảng viên dự bị" in page


def test_an_exempt_member_begins_away_and_is_not_counted_until_there(cast, secretary, candidate):
    member = exempt(members_of(cast.A1)[0])
    page = secretary.get(step_url(candidate, "cell_vote")).text
    assert "Cần ít nhất 3/4 phiếu tán thành." in page
    assert "(được miễn sinh hoạt)" in page
    assert record(secretary, candidate, ticked(cast.A1)).status_code == 302
    vote = candidate.votes.get()
    assert (vote.eligible, vote.needed) == (5, 4)
    assert vote.roster.voters.get(member=member).absence == ""


def test_the_day_in_the_address_brings_the_list_of_that_day(cast, secretary, candidate):
    branch_actions.transfer_out(by=None, member=members_of(cast.A1)[0], on=days_ago(3), other_place="Nơi khác")
    url = step_url(candidate, "cell_vote")
    assert "Cần ít nhất 3/4" in secretary.get(url).text
    earlier = secretary.get(url, {"ngay": day(days_ago(4))}).text
    assert "Cần ít nhất 4/5" in earlier
    assert f'value="{day(days_ago(4))}"' in earlier
    assert secretary.get(url, {"ngay": "hôm kia"}).status_code == 200


# What is recorded


def test_an_absent_member_is_counted_and_kept_with_the_reason(cast, secretary, candidate):
    away = members_of(cast.A1)[1]
    data = ticked(cast.A1, without=[away], **{f"why_{away.pk}": "đi công tác"})
    assert record(secretary, candidate, data).status_code == 302
    vote = candidate.votes.get()
    assert (vote.eligible, vote.present, vote.needed, vote.carried) == (5, 4, 4, True)
    kept = vote.roster.voters.get(member=away)
    assert (kept.absence, kept.reason, kept.full_name) == ("excused", "đi công tác", away.person.full_name)
    assert list(vote.roster.voters.exclude(member=away).values_list("absence", flat=True)) == [""] * 4
    assert attendance_of(vote).absent == 1


def test_a_member_elsewhere_for_a_time_is_left_out_with_the_paper_and_the_base_is_smaller(cast, secretary, candidate):
    away = members_of(cast.A1)[1]
    data = ticked(
        cast.A1,
        without=[away],
        votes_for=3,
        **{f"away_{away.pk}": "elsewhere", f"why_{away.pk}": "Giấy số 12, xã Bản Mẫu"},
    )
    assert record(secretary, candidate, data).status_code == 302
    vote = candidate.votes.get()
    assert (vote.eligible, vote.present, vote.needed, vote.carried) == (4, 4, 3, True)
    who = attendance_of(vote)
    assert (who.full, who.eligible, who.absent) == (5, 4, 1)
    assert [each.name for each in who.left_out] == [away.person.full_name]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("elsewhere", "Ghi nơi sinh hoạt tạm thời, số giấy giới thiệu của đồng chí"),
        ("exempt", "chưa ghi đồng chí"),
        ("lazy", "Mục đã chọn không còn trong danh sách"),
    ],
)
def test_nobody_is_left_out_without_what_the_rules_ask(cast, secretary, candidate, kind, words):
    away = members_of(cast.A1)[1]
    data = ticked(cast.A1, without=[away], note="Họp mở rộng", **{f"away_{away.pk}": kind})
    response = record(secretary, candidate, data)
    assert response.status_code == 422
    assert words in response.text
    assert not candidate.votes.exists()
    for kept in ("15-NQ/CB", "Họp mở rộng", "Đã họp rồi"):
        assert kept in response.text
    assert f'name="here_{away.pk}" id="id_here_{away.pk}" checked' not in response.text
    assert response.text.count("here_") >= 5


def test_who_is_there_counts_whatever_else_stands_in_the_line(cast, secretary, candidate):
    member = members_of(cast.A1)[1]
    data = ticked(cast.A1, **{f"away_{member.pk}": "elsewhere", f"why_{member.pk}": "xã Bản Mẫu"})
    assert record(secretary, candidate, data).status_code == 302
    vote = candidate.votes.get()
    assert (vote.eligible, vote.present) == (5, 5)
    assert vote.roster.voters.get(member=member).reason == ""


def test_a_member_of_another_cell_cannot_be_added(cast, secretary, candidate):
    stranger = members_of(cast.B1)[0]
    data = ticked(cast.A1, **{f"here_{stranger.pk}": "on"})
    assert record(secretary, candidate, data).status_code == 302
    vote = candidate.votes.get()
    assert vote.eligible == 5
    assert not vote.roster.voters.filter(member=stranger).exists()


def test_a_list_that_names_a_stranger_is_shown_anew_without_the_strangers_name(cast, secretary, candidate):
    stranger = members_of(cast.B1)[0]
    data = ticked(cast.A1)
    data["listed"] += f",{stranger.pk}"
    response = record(secretary, candidate, data)
    assert response.status_code == 422
    assert "bớt 1 người" in response.text
    assert stranger.person.full_name not in response.text
    assert not candidate.votes.exists()


def test_another_day_with_another_list_is_said_and_the_right_list_shown(cast, secretary, candidate):
    gone = members_of(cast.A1)[0]
    branch_actions.transfer_out(by=None, member=gone, on=days_ago(3), other_place="Nơi khác")
    data = ticked(cast.A1, on=days_ago(4))
    ids = [pk for pk in data["listed"].split(",") if pk != str(gone.pk)]
    del data[f"here_{gone.pk}"], data[f"away_{gone.pk}"]
    data["listed"] = ",".join(ids)
    response = record(secretary, candidate, data)
    assert response.status_code == 422
    assert f"Danh sách đảng viên chính thức ngày {day(days_ago(4))} khác danh sách vừa hiện" in response.text
    assert f"thêm {gone.person.full_name}" in response.text
    assert "Cần ít nhất 4/5 phiếu tán thành." in response.text
    data["listed"] = ",".join([*ids, str(gone.pk)])
    again = record(secretary, candidate, data | {f"here_{gone.pk}": "on"})
    assert again.status_code == 302
    assert candidate.votes.get().roster.voters.count() == 5


def test_more_votes_than_ticked_are_refused(cast, secretary, candidate):
    people = members_of(cast.A1)
    response = record(secretary, candidate, ticked(cast.A1, without=people[:3], votes_for=3))
    assert response.status_code == 422
    assert "Tổng số phiếu (3) nhiều hơn số có mặt (2)." in response.text


def test_the_chair_was_there(cast, secretary, candidate):
    first = members_of(cast.A1)[0]
    response = record(secretary, candidate, ticked(cast.A1, without=[first], chair=first.pk))
    assert response.status_code == 422
    assert "đang ghi là vắng mặt" in response.text


def test_probationers_present_are_at_most_those_there_are(cast, secretary, candidate):
    make_member(cast.A1, "Hà Dự Bị", status=Member.Status.PROBATIONARY)
    refused = record(secretary, candidate, ticked(cast.A1, probationary_present=2))
    assert "chi bộ chỉ có 1 đảng viên dự bị" in refused.text
    assert record(secretary, candidate, ticked(cast.A1, probationary_present=1)).status_code == 302
    who = attendance_of(candidate.votes.get())
    assert (who.total, who.probationary, who.probationary_present) == (6, 1, 1)


def test_totals_of_the_minutes_are_still_taken_and_what_differs_is_found(cast, secretary, candidate):
    data = ticked(cast.A1, counted_by="totals", eligible=6, present=5, votes_for=5)
    del data["as_happened"], data["reason"]
    refused = record(secretary, candidate, data)
    assert "Danh sách chi bộ có 5 đảng viên chính thức được tính, nhưng phiếu ghi 6." in refused.text
    assert record(secretary, candidate, data | {"as_happened": "on", "reason": "Theo biên bản"}).status_code == 302
    vote = candidate.votes.get()
    assert (vote.eligible, vote.present) == (6, 5)
    assert not VoteRoster.objects.exists()
    assert attendance_of(vote).is_by_name is False


def test_totals_are_asked_for_where_the_list_is_not_used(cast, secretary, candidate):
    response = record(secretary, candidate, ticked(cast.A1, counted_by="totals", eligible="", present=""))
    assert response.status_code == 422
    assert "Hãy điền “Số người có mặt”." in response.text


def test_the_same_form_twice_counts_once(cast, secretary, candidate):
    fields = {key: day(value) if hasattr(value, "strftime") else value for key, value in ticked(cast.A1).items()}
    fields["form_token"] = new_token(None)
    url = step_url(candidate, "cell_vote")
    assert {secretary.post(url, fields).status_code, secretary.post(url, fields).status_code} == {302}
    assert (Vote.objects.count(), VoteRoster.objects.count(), VoterSnapshot.objects.count()) == (1, 1, 5)


def test_a_second_vote_and_one_in_place_of_a_mistake_are_told(cast, secretary, candidate):
    assert (
        record(secretary, candidate, ticked(cast.A1, votes_for=2, votes_against=3, paper_number="")).status_code == 302
    )
    assert "Lần biểu quyết thứ 2." in secretary.get(step_url(candidate, "cell_vote")).text
    event = candidate.events.get(kind="cell_vote_failed")
    actions.take_back(candidate=candidate, event=event, by=cast["sec_A1"], reason="Nhầm số phiếu")
    page = secretary.get(step_url(candidate, "cell_vote")).text
    assert "Lần biểu quyết thứ" not in page
    assert f"Ghi lại thay cho lần ghi nhầm ngày {day(today())}" in page
    record(secretary, candidate, ticked(cast.A1))
    assert candidate.votes.get().corrects.event == event
    shown = secretary.get(case_url("detail", candidate)).text
    assert f"Ghi lại thay cho lần ghi nhầm ngày {day(today())}" in shown


# What is kept


def test_nothing_of_how_anyone_voted_is_kept():
    """P12: of a voter only the name, and being there or away."""
    fields = {field.name for field in VoterSnapshot._meta.get_fields()}
    assert fields == {"id", "roster", "member", "full_name", "absence", "reason"}


def test_the_list_is_never_changed(cast, secretary, candidate):
    record(secretary, candidate, ticked(cast.A1))
    voter = VoterSnapshot.objects.first()
    with pytest.raises(TypeError):
        voter.save()
    with pytest.raises(TypeError):
        voter.roster.save()
    for model, change in ((VoterSnapshot, {"absence": "unexcused"}), (VoteRoster, {"chair": "Người khác"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**change)


def test_a_list_that_does_not_give_the_votes_numbers_is_a_fault(cast, secretary, candidate):
    record(secretary, candidate, ticked(cast.A1))
    assert list(integrity.rosters()) == []
    roster = VoteRoster.objects.get()
    VoterSnapshot.objects.bulk_create(
        [VoterSnapshot(roster=roster, member=members_of(cast.B1)[0], full_name="Người thừa")]
    )
    assert [line for line in integrity.rosters() if "danh sách có 6 người được tính, phiếu ghi 5" in line]


def test_the_list_of_a_day_is_as_long_as_the_facts_say(cast):
    first, second, *_ = members_of(cast.A1)
    branch_actions.transfer_member(by=None, member=first, to=cast.A2, on=days_ago(5))
    branch_actions.record_departure(by=None, member=second, kind="deceased", on=days_ago(2))
    assert [len(roster_of(cast.A1, days_ago(back)).voters) for back in (6, 5, 3, 2)] == [5, 4, 4, 3]
    assert first.pk in {each.key for each in roster_of(cast.A2, days_ago(5)).voters}


def test_page_and_recording_ask_the_same_of_a_small_and_a_large_cell(cast):
    counts = []
    for size in (5, 60):
        cell = make_organization(f"Chi bộ {size}", "cell", cast.A)
        for number in range(size):
            make_member(cell, f"Đảng viên thứ {number}")
        client = browser_of(make_user(f"bithu_{size}", ("cell_secretary", cell)))
        case = make_candidate(cell, "opinions_collected")
        client.get(step_url(case, "cell_vote"))
        with CaptureQueriesContext(
            connection,
        ) as shown:
            client.get(step_url(case, "cell_vote"))
        with CaptureQueriesContext(connection) as sent:
            assert record(client, case, ticked(cell, votes_for=size)).status_code == 302
        with CaptureQueriesContext(connection) as told:
            client.get(minutes_url(case, "vote_minutes"))
        counts.append((len(shown), len(sent), len(told)))
    assert counts[0] == counts[1]
