"""A cell's meeting from the agenda of what is due to its minutes and resolution."""

import pytest
from django.utils import timezone

from branches import actions as branch_actions
from branches.models import Member
from candidates import actions
from candidates.actions.clock import explain
from candidates.actions.minutes import check_not_closed
from candidates.address import named_on
from candidates.cell_meetings import papers, series, told
from candidates.cell_meetings.agenda import due_items
from candidates.cell_meetings.attendance import everyone
from candidates.models import AgendaItem, CellMeeting, MonthlyRemark, Obligation, Vote
from partydev.refusals import Conflict, Invalid
from tests.candidates.cell_meeting_pages import attended, busy, held, month, printed, url
from tests.candidates.desk_cases import step, vote
from tests.candidates.pages import browser_of, case_url, send, step_url
from tests.factories import days_ago, make_candidate, make_cast, make_person, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def test_two_votes_on_one_person_in_one_meeting_both_stand_in_the_minutes(cast):
    case = make_candidate(cast.A1, "recognition_prepared", person=make_person("Lò Thị Hai"))
    meeting = held(cast)
    item = actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[f"vote-{case.pk}"])
    assert item == 1
    happened = {"reason": "Xét muộn", "as_happened": True}
    step(case, "recognition_cell_vote", cast["sec_A1"], today(), "", ballot=vote(1, 5), **happened)
    step(case, "strike_off_cell_vote", cast["sec_A1"], today(), "9", ballot=vote(5, 5), **happened)

    said = {section.heading: str(section.paragraphs) for section in papers.minutes(meeting).sections[1].children}
    of_item = next(words for heading, words in said.items() if heading.startswith("Xét, đề nghị công nhận"))
    apart = next(words for heading, words in said.items() if heading.startswith("Biểu quyết"))
    assert "Không đủ số phiếu" in of_item
    assert "xóa tên" not in of_item
    assert "xóa tên" in apart
    assert "Chi bộ ra Nghị quyết số 09-NQ/CB." in apart  # the vote's own number, typed "9"
    assert "Nghị quyết số" not in of_item
    resolved = str(papers.resolution(meeting).sections[0])
    assert "không ra nghị quyết" not in resolved
    assert "xóa tên" in resolved
    away = [each.key for each in everyone(meeting) if each.is_full][:1]
    attended(cast, away)
    meeting.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        actions.close_cell_meeting(meeting=meeting, by=None, minutes_number="1")
    assert str(refused.value).count("danh sách dự họp có 4") == 2


def test_the_agenda_is_made_of_what_is_due_and_can_be_edited(cast, secretary):
    voted, alone = busy(cast)
    kinds = {(each.kind, each.candidate) for each in due_items(cast.A1, month(), today())}
    assert {("remarks", None), ("vote", voted), ("mentor", alone), ("explain", None)} <= kinds
    shown = secretary.get(url("cell_agenda", cast))
    waiting = cast.candidates["a1"]  # in the pool: a resolution of the cell by no certain day
    offered = dict(shown.context["form"].fields["due"].choices)
    assert offered[f"other-{waiting.pk}"].startswith("Xét, đưa vào danh sách bồi dưỡng quần chúng Q")
    assert f"other-{waiting.pk}" not in shown.context["form"]["due"].value()
    assert f"vote-{voted.pk}" in shown.context["form"]["due"].value()
    page = shown.text
    assert "Xét, đề nghị kết nạp đảng viên đối với quần chúng ưu tú Lò Thị Ưng" in page
    assert send(secretary, url("cell_agenda", cast), text=" ").status_code == 422
    other = {"due": [f"other-{waiting.pk}"], "text": ""}
    assert send(secretary, url("cell_agenda", cast), **other).status_code == 302
    assert f"/ho-so/{waiting.pk}/buoc/list/" in secretary.get(url("cell_meeting", cast)).text
    AgendaItem.objects.all().delete()
    sent = {"due": ["remarks-0", f"vote-{voted.pk}"], "text": "Phổ biến nghị quyết của cấp trên"}
    assert send(secretary, url("cell_agenda", cast), **sent).status_code == 302
    items = list(AgendaItem.objects.all())
    assert [each.kind for each in items] == ["remarks", "vote", "other"]
    assert "vote" not in {each.kind for each in due_items(cast.A1, month(), today())}
    last = items[-1]
    assert send(secretary, url("cell_item", cast, item=last.pk), text="Phổ biến Nghị quyết số 05").status_code == 302
    assert send(secretary, url("cell_item_move", cast, item=last.pk, way="len")).status_code == 302
    assert [each.kind for each in AgendaItem.objects.all()] == ["remarks", "other", "vote"]
    assert send(secretary, url("cell_item_move", cast, item=last.pk, way="bo")).status_code == 302
    assert not AgendaItem.objects.filter(kind="other").exists()
    assert send(secretary, url("cell_item_move", cast, item=items[0].pk, way="khac")).status_code == 404


def test_attendance_is_taken_once_and_stands_in_the_votes_form(cast, secretary):
    voted, _ = busy(cast)
    held(cast)
    away = Member.objects.filter(organization=cast.A1).last()
    page = secretary.get(url("cell_attendance", cast))
    people = page.context["form"].people
    sent = {f"here_{each.key}": "on" for each in people if each.key != away.pk}
    sent |= {f"away_{each.key}": "excused" for each in people}
    silent = send(secretary, url("cell_attendance", cast), **sent)
    assert silent.status_code == 422
    assert f"Nêu lý do vắng mặt của đồng chí {away}." in silent.text
    gone = {**sent, f"why_{away.pk}": "đi viện", "chair": str(away.pk)}
    refused = send(secretary, url("cell_attendance", cast), **gone)
    assert refused.status_code == 422
    assert "đang ghi là vắng mặt" in refused.text
    chair = next(each for each in people if each.is_full and each.key != away.pk)
    assert send(secretary, url("cell_attendance", cast), **{**gone, "chair": str(chair.key)}).status_code == 302
    meeting = CellMeeting.objects.get()
    assert meeting.chair == chair.name
    assert [each.full_name for each in meeting.attendance.exclude(absence="")] == [str(away)]
    form = secretary.get(f"{step_url(voted, 'cell_vote')}?ngay={today():%d/%m/%Y}").context["form"]
    assert not form[f"here_{away.pk}"].value()
    assert form[f"why_{away.pk}"].value() == "đi viện"
    assert form["chair"].value() == str(chair.key)


def test_a_vote_from_the_meeting_comes_back_to_it(cast, secretary):
    voted, _ = busy(cast)
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[f"vote-{voted.pk}"])
    attended(cast)
    page = secretary.get(url("cell_meeting", cast)).text
    address = f"{step_url(voted, 'cell_vote')}?ngay={today():%d/%m/%Y}&hop=1"
    assert address.replace("&", "&amp;") in page
    vote = {"on": today(), "eligible": 5, "present": 5, "votes_for": 5, "votes_against": 0, "votes_other": 0}
    passed = {"paper_number": "07-NQ/CB", "as_happened": "on", "reason": "Đã họp rồi"}
    answer = send(secretary, address, **vote, **passed)
    assert answer.status_code == 302, answer.text
    assert answer.url == url("cell_meeting", cast)
    assert Vote.objects.get().met_on == today()
    page = secretary.get(url("cell_meeting", cast)).text
    assert "Tán thành 5/5: đủ số phiếu" in page
    assert series.next_number(cast.A1, series.RESOLUTION, today()) == "08-NQ/CB"


def test_minutes_tell_what_was_recorded_and_are_a_draft_until_they_are_done(cast, secretary):
    voted, _ = busy(cast)
    cast.A.place = "Mường Mẫu"
    cast.A.save()
    keys = ["remarks-0", f"vote-{voted.pk}"]
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=keys, text="Thu, nộp đảng phí")
    away = Member.objects.filter(organization=cast.A1).last()
    meeting = attended(cast, away={away.pk})
    names = [each.name for each in everyone(meeting) if each.is_full]
    CellMeeting.objects.update(chair=names[0], minutes_by=names[1])
    AgendaItem.objects.filter(kind="vote").update(outcome="Để buổi họp sau.")
    actions.conclude_month(candidate=voted, month=month(), by=None, conclusion="Chi bộ nhất trí")
    other = AgendaItem.objects.get(kind="other")
    said = {f"outcome_{AgendaItem.objects.get(kind='vote').pk}": "Để buổi họp sau."}
    said |= {f"outcome_{other.pk}": "Đã thu đủ <b>quý</b>", "conclusion": "Giao chi ủy theo dõi.", "began_at": "07:30"}
    refused = send(secretary, url("cell_outcome", cast), **said, ended_at="07:00")
    assert refused.status_code == 422
    assert "Đã thu đủ &lt;b&gt;" in refused.text
    assert send(secretary, url("cell_outcome", cast), **said, ended_at="09:15", venue="Nhà văn hóa").status_code == 302
    draft = printed(secretary, cast, "bien-ban")
    assert "DỰ THẢO" in draft
    close = {"minutes_number": "01-BB/CB", "resolution_number": "2"}
    assert send(secretary, url("cell_close", cast), **close).status_code == 302
    paper = printed(secretary, cast, "bien-ban")
    for words in (
        "Số 01-BB/CB", "lúc 07 giờ 30", "tại Nhà văn hóa", f"đồng chí {away} (ốm)",
        "Về quần chúng Lò Thị Ưng: Chi bộ nhất trí.", "Đã thu đủ <b>quý</b>", "Giao chi ủy theo dõi.",
        "kết thúc lúc 09 giờ 15",
    ):  # fmt: skip
        assert words in paper, words
    assert "DỰ THẢO" not in paper
    # What the cell has to vote on and did not is said so, and is in no resolution, whatever was typed of it.
    assert f"Để buổi họp sau. {told.NOT_RESOLVED}" in paper
    resolution = printed(secretary, cast, "nghi-quyet")
    assert "Số 02-NQ/CB" in resolution
    assert "cuộc họp chi bộ tháng" in resolution
    assert "Kết luận nhận xét tháng" in resolution
    assert "Đã thu đủ" not in resolution  # done at every meeting, resolved by none
    assert "Để buổi họp sau" not in resolution
    assert secretary.get(url("cell_paper", cast, paper="khac")).status_code == 404
    meeting.refresh_from_db()
    with pytest.raises(Conflict):
        actions.hold_meeting(organization=cast.A1, month=month(), by=None, held_on=today())
    with pytest.raises(Conflict):
        actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Thêm")
    assert send(secretary, url("cell_reopen", cast)).status_code == 302
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Thêm")


def test_what_a_cell_resolves_by_a_step_is_resolved_once_the_step_is_recorded(cast):
    waiting = cast.candidates["a1"]  # in the pool
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[f"other-{waiting.pk}"], text="")
    AgendaItem.objects.update(outcome="Nhất trí cao")
    meeting = held(cast)
    assert told.NOT_RESOLVED in str(papers.minutes(meeting))
    assert "Nhất trí cao" not in str(papers.resolution(meeting))
    given = {"by": None, "on": today(), "paper": actions.Paper("07-NQ/CB"), "as_happened": True, "reason": "Đã họp"}
    actions.advance(candidate=waiting, transition="list", **given)
    assert told.NOT_RESOLVED not in str(papers.minutes(meeting))
    assert "Nhất trí cao" in str(papers.resolution(meeting))


def test_what_is_heard_counted_and_explained_is_told_as_it_was(cast):
    busy(cast)
    other = make_candidate(cast.A1, "probationary", person=make_person("Lò Thị Dự"))
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=["remarks-0", "explain-0"], text="Phổ biến")
    items = {each.kind: each for each in AgendaItem.objects.all()}
    AgendaItem.objects.filter(kind="remarks").update(text="Nghe nhận xét, kết luận tháng này (17 người)")
    AgendaItem.objects.filter(kind="explain").update(text="Kiểm điểm, giải trình việc quá hạn (4 việc)")
    AgendaItem.objects.filter(kind="other").update(outcome="Đã nghe")
    late = Obligation.objects.open().filter(candidate__isnull=False, acts_at=cast.A1, due_on__lt=today()).first()
    explain(obligation=late, by=None, reason="Ốm", remedy="Họp bù", promised_on=today())
    meeting = held(cast)
    actions.conclude_month(candidate=other, month=month(), by=None, conclusion="Giữ vững")
    said = {
        each.heading: [line.text for line in each.paragraphs] for each in papers.minutes(meeting).sections[1].children
    }
    assert said["Nghe nhận xét, kết luận tháng này"] == [
        "Chi bộ đã kết luận về 01 trong 17 người được giúp đỡ.", "Về đồng chí Lò Thị Dự: Giữ vững.",
    ]  # fmt: skip
    counted, named = said["Kiểm điểm, giải trình việc quá hạn"]
    assert counted == "Đã giải trình 01 trong 04 việc."
    assert f"đối với {named_on(late.candidate, today())}: Ốm. Sẽ làm: Họp bù." in named
    resolved = papers.resolution(meeting)
    assert [each.heading for each in resolved.sections[0].children] == ["Kết luận nhận xét tháng này"]
    assert items["explain"].text not in str(resolved)
    assert late.candidate.code in papers.codes(meeting)
    AgendaItem.objects.exclude(kind="other").delete()
    MonthlyRemark.objects.update(conclusion="")
    assert papers.NOTHING_RESOLVED in str(papers.resolution(meeting))
    assert papers.resolution(meeting).withheld


def test_minutes_wait_for_who_was_there(cast, secretary):
    assert secretary.get(url("cell_attendance", cast)).status_code == 404  # nothing was held yet
    held(cast)
    refused = send(secretary, url("cell_close", cast), minutes_number="01-BB/CB", resolution_number="")
    assert refused.status_code == 422
    assert "còn 2 việc ghi trong danh sách ở trên" in refused.text
    assert refused.text.lower().count("ghi kết luận của buổi họp") == 1
    assert CellMeeting.objects.get().closed_at is None


def test_the_list_of_another_day_is_not_taken(cast):
    meeting = held(cast)
    people = {each.key: ("", "") for each in everyone(meeting)}
    member = Member.objects.filter(organization=cast.A1).last()
    branch_actions.transfer_out(by=None, member=member, on=days_ago(0), other_place="Nơi khác")
    with pytest.raises(Invalid):
        actions.record_cell_attendance(meeting=meeting, by=None, people=people)


def test_a_meeting_without_an_item_says_so(cast, secretary):
    held(cast)
    assert "Buổi họp chưa có nội dung" in secretary.get(url("cell_meeting", cast)).text
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Phổ biến nghị quyết")
    assert "Buổi họp chưa có nội dung" not in secretary.get(url("cell_meeting", cast)).text


def test_assigning_from_the_agenda_is_offered_where_nobody_helps(cast, secretary):
    _, alone = busy(cast)
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[f"mentor-{alone.pk}"])
    address = f"{case_url('assign_mentor', alone)}?hop={month():%Y-%m}"
    assert address in secretary.get(url("cell_meeting", cast)).text
    data = {"mentor": cast.mentor_member.pk, "on": today(), "resolution_number": "05-NQ/CB", "not_disciplined": "on"}
    assert send(secretary, address, **data).url == url("cell_meeting", cast)
    page = secretary.get(url("cell_meeting", cast)).text
    assert f"Đã phân công đồng chí {cast.mentor_member}" in page
    assert address not in page


def test_what_is_done_does_not_change_and_the_way_to_open_it_again_is_shown(cast, secretary):
    voted, alone = busy(cast)
    meeting = attended(cast)
    CellMeeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now(), minutes_number="01-BB/CB")
    vote = {"on": today(), "eligible": 5, "present": 5, "votes_for": 5, "votes_against": 0, "votes_other": 0}
    passed = {"paper_number": "07-NQ/CB", "as_happened": "on", "reason": "Đã họp rồi"}
    address = step_url(voted, "cell_vote")
    refused = send(secretary, address, **vote, **passed)
    assert refused.status_code == 409
    assert f'href="{url("cell_meeting", cast)}"' in refused.text
    assert "07-NQ/CB" in refused.text  # nothing typed is lost
    for name in ("cell_agenda", "cell_attendance", "cell_outcome", "cell_close", "meeting"):
        page = secretary.get(url(name, cast)).text
        assert "Biên bản buổi họp này đã xong" in page, name
        assert f'<p><a href="{url("cell_meeting", cast)}">Mở trang buổi họp' in page, name
    with pytest.raises(Conflict):
        actions.assign_mentor(
            candidate=alone, mentor=cast.mentor_member, by=None, on=today(), resolution_number="08-NQ/CB"
        )
    assert send(secretary, url("cell_reopen", cast)).status_code == 302
    assert send(secretary, address, **vote, **passed).status_code == 302
    CellMeeting.objects.filter(pk=meeting.pk).update(closed_at=timezone.now())
    with pytest.raises(Conflict) as conflict:
        actions.take_back(candidate=voted, event=Vote.objects.get().event, by=None, reason="Ghi nhầm")
    assert conflict.value.url == url("cell_meeting", cast)
    assert "Biên bản buổi họp này đã xong" in secretary.get(url("cell_outcome", cast)).text
    actions.reopen_cell_meeting(meeting=meeting, by=None)
    assert "Biên bản buổi họp này đã xong" not in secretary.get(url("cell_outcome", cast)).text
    # Who has the person now opens no minutes of the former cell.
    meeting.refresh_from_db()
    meeting.closed_at = timezone.now()
    with pytest.raises(Conflict, match="Đề nghị Chi bộ A1 mở lại") as conflict:
        check_not_closed(meeting, cast["sec_B1"])
    assert conflict.value.url == ""


def test_who_saves_second_does_not_wipe_out_the_first(cast, secretary):
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Phổ biến nghị quyết")
    attended(cast)
    item, opened = AgendaItem.objects.get(), secretary.get(url("cell_outcome", cast))
    typed = {f"outcome_{item.pk}": "Của người thứ hai", "conclusion": "Kết luận thứ hai"}
    typed["version"] = str(opened.context["form"]["version"].value())
    assert f'name="version" value="{typed["version"]}"' in opened.text
    first = {"outcomes": {item.pk: "Của người thứ nhất"}, "conclusion": "Kết luận thứ nhất"}
    actions.record_outcome(meeting=CellMeeting.objects.get(), by=None, **first)
    refused = send(secretary, url("cell_outcome", cast), **typed)
    assert refused.status_code == 409
    assert "Kết luận thứ hai" in refused.text
    item.refresh_from_db()
    assert item.outcome == "Của người thứ nhất"
    typed["version"] = str(CellMeeting.objects.get().version)
    assert send(secretary, url("cell_outcome", cast), **typed).status_code == 302
    assert "Của người thứ nhất" in item.history.values_list("outcome", flat=True)
    people = secretary.get(url("cell_attendance", cast))
    stale = {"version": str(int(people.context["form"]["version"].value()) - 1)}
    stale |= {f"here_{each.key}": "on" for each in people.context["form"].people}
    assert send(secretary, url("cell_attendance", cast), **stale).status_code == 409


def test_another_day_asks_anew_who_was_there_but_not_over_votes(cast, secretary):
    voted, _ = busy(cast)
    meeting = attended(cast)
    other = month()  # the first; on that day itself there is none to move to
    if other == today():
        return
    case = {"candidate": voted, "transition": "cell_vote", "by": None, "on": today()}
    counts = {"eligible": 5, "present": 5, "votes_for": 5, "votes_against": 0, "votes_other": 0}
    paper = actions.Paper("07-NQ/CB")
    event = actions.advance(**case, ballot=counts, paper=paper, reason="Đã họp", as_happened=True)
    address = url("meeting", cast)
    refused = send(secretary, address, held_on=other, minutes_number="")
    assert refused.status_code == 422
    assert "đã ghi biểu quyết về 1 người" in refused.text
    assert meeting.attendance.exists()
    actions.take_back(candidate=voted, event=event, by=None, reason="Ghi nhầm ngày")
    assert send(secretary, f"{address}?hop=1", held_on=other, minutes_number="").status_code == 302
    assert "danh sách người dự phải ghi lại" in secretary.get(url("cell_meeting", cast)).text
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.chair, meeting.attendance.count()) == (other, "", 0)


def test_nothing_unfinished_is_signed_and_nothing_decided_is_left_out(cast, secretary):
    voted, alone = busy(cast)
    actions.fill_agenda(organization=cast.A1, month=month(), by=None, keys=[], text="Phổ biến nghị quyết")
    attended(cast)
    sent = {"minutes_number": "01-BB/CB", "resolution_number": ""}
    refused = send(secretary, url("cell_close", cast), **sent)
    assert refused.status_code == 422
    for words in ("người chủ trì, người ghi biên bản", "Ghi kết luận", "“Phổ biến nghị quyết”"):
        assert words in refused.text
    counts = {"eligible": 5, "present": 5, "votes_for": 5, "votes_against": 0, "votes_other": 0}
    case = {"candidate": voted, "transition": "cell_vote", "by": None, "on": today()}
    actions.advance(**case, ballot=counts, paper=actions.Paper("07-NQ/CB"), reason="Đã họp", as_happened=True)
    given = {"by": None, "on": today(), "resolution_number": "08-NQ/CB"}
    actions.assign_mentor(candidate=alone, mentor=cast.mentor_member, **given)
    meeting = CellMeeting.objects.get()
    people = everyone(meeting)
    chaired = {each.key: ("", "") for each in people}
    actions.record_cell_attendance(meeting=meeting, by=None, people=chaired, chair=people[0].name)
    refused = send(secretary, url("cell_close", cast), **sent)
    # The chair is recorded.
    mended = f'<a class="row-link" href="{url("cell_attendance", cast)}">Ghi người ghi biên bản</a>'
    assert mended in refused.text
    full = [each for each in people if each.is_full]
    here = {each.key: ("excused", "ốm") if each == full[-1] else ("", "") for each in people}
    names = {"chair": full[0].name, "minutes_by": full[1].name}
    actions.record_cell_attendance(meeting=meeting, by=None, people=here, **names)
    items = dict.fromkeys(AgendaItem.objects.values_list("pk", flat=True), "Đã nghe")
    actions.record_outcome(meeting=meeting, by=None, outcomes=items, conclusion="Nhất trí.")
    assert "sửa danh sách dự họp" in send(secretary, url("cell_close", cast), **sent).text
    here[full[-1].key] = ("", "")
    actions.record_cell_attendance(meeting=meeting, by=None, people=here, **names)
    assert send(secretary, url("cell_close", cast), **sent).status_code == 302
    paper = printed(secretary, cast, "bien-ban")
    assert "Biểu quyết đề nghị kết nạp vào Đảng đối với quần chúng ưu tú Lò Thị Ưng" in paper
    assert "Phân công giúp đỡ quần chúng Lò Thị Pán" in paper
    assert secretary.get(url("cell_paper_pdf", cast, paper="nghi-quyet")).status_code == 404
