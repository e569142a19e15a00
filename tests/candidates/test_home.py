"""The first page by permission, and the search."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.permissions import Permission
from candidates import actions
from candidates.models import Introduction, Obligation, TrialTask
from candidates.overview.work import SHOWN, own_work
from tests.candidates.desk_cases import decided_above, submitted
from tests.candidates.pages import browser_of
from tests.candidates.test_way import reach_submitted
from tests.factories import days_ago, make_candidate, make_cast, make_person, make_user, today
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def test_a_secretary_sees_what_is_overdue_first_with_one_press_to_the_act(cast):
    candidate = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    actions.assign_mentor(
        candidate=candidate, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(70), resolution_number="2"
    )
    page = browser_of(cast["sec_A1"]).get("/").text
    assert page.index("Quá hạn") < page.index("Tiếp theo")
    assert f"/ho-so/{candidate.pk}/buoc/open_dossier/" in page
    assert "Viết nhận xét" in page


def test_what_was_sent_back_stands_first(cast):
    for number in range(8):
        make_candidate(cast.A1, "pool", person=make_person(f"Người Trong Nguồn {number}"))
    decided_above(cast)
    case = submitted(cast, days_ago(40), "Người Được Gửi Trả")
    points = [("37", "Thiếu chữ ký")]
    actions.request_completion(candidate=case, by=cast["staff_A"], on=today(), points=points)
    helped = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Muộn"))
    actions.assign_mentor(
        candidate=helped, mentor=cast.mentor_member, by=None, on=days_ago(70), resolution_number="902-NQ/CB"
    )
    page = browser_of(cast["sec_A1"]).get("/").text
    first = page.index("Cấp trên đề nghị bổ sung hồ sơ")
    assert first < page.index("Người Được Gửi Trả") < page.index("<h2>Quá hạn") < page.index("Người Trong Nguồn")


def test_the_months_remarks_are_one_line_a_cell(cast):
    for number in range(3):
        candidate = make_candidate(cast.A1, "listed")
        actions.assign_mentor(
            candidate=candidate, mentor=cast.mentor_member, by=None, on=days_ago(400), resolution_number=str(number)
        )
    page = browser_of(cast["sec_A1"]).get("/").text
    assert f"Nhận xét tháng {today():%m/%Y}" in page
    assert "còn 3 người" in page
    assert page.count(f"Nhận xét tháng {today():%m/%Y}<") == 1


def test_a_secretary_sees_nothing_of_another_cell(cast):
    make_candidate(cast.A2, "listed", person=make_person("Vàng A Sính"))
    assert "Vàng A Sính" not in browser_of(cast["sec_A1"]).get("/").text


def test_a_cell_without_work_says_what_to_expect(cast):
    actions.advance(
        candidate=cast.candidates["a1"], transition="withdraw", by=cast["sec_A1"], on=days_ago(1), reason="Chuyển nhà"
    )
    assert "Không có việc nào đang chờ" in browser_of(cast["sec_A1"]).get("/").text


def test_an_officer_sees_the_oldest_dossiers_that_wait(cast):
    candidate, _ = reach_submitted(cast, start=60)
    page = browser_of(cast["staff_A"]).get("/").text
    assert "1 hồ sơ" in page
    assert candidate.person.full_name in page
    assert "Mở danh sách thẩm định" in page


def test_a_mentor_sees_this_months_remark_of_the_people_assigned(cast):
    mine = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    make_candidate(cast.A1, "listed", person=make_person("Vàng A Sính"))
    actions.assign_mentor(
        candidate=mine, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(1), resolution_number="2"
    )
    page = browser_of(cast["helper_A1"]).get("/").text
    assert "Lò Thị Pán" in page
    assert "Viết nhận xét tháng" in page
    assert "Vàng A Sính" not in page


def test_a_trial_task_that_is_overdue_waits_on_the_first_page_of_the_secretary_and_the_mentor(cast):
    mine = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    actions.assign_mentor(
        candidate=mine, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(30), resolution_number="2"
    )
    for title, due in (("Vận động hiến đất mở đường", 3), ("Dạy hè cho học sinh", -60)):
        actions.give_task(candidate=mine, by=cast["sec_A1"], title=title, given_on=days_ago(20), due_on=days_ago(due))
    task = mine.tasks.get(title="Vận động hiến đất mở đường")
    for name, address in (
        ("sec_A1", f"/ho-so/{mine.pk}/nhiem-vu/{task.pk}/"),
        ("helper_A1", f"/ho-so/{mine.pk}/#tasks"),
    ):
        page = browser_of(cast[name]).get("/").text
        assert "Nhiệm vụ thử thách: Vận động hiến đất mở đường" in page
        assert "Quá hạn 3 ngày" in page
        assert f'href="{address}"' in page
        assert "Dạy hè cho học sinh" not in page
    actions.complete_task(task=task, by=cast["sec_A1"], done_on=days_ago(1), result="Đã xong")
    assert "hiến đất" not in browser_of(cast["sec_A1"]).get("/").text


def test_tasks_beyond_those_listed_are_counted_and_a_mentor_reads_them_all(cast):
    mine = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))
    actions.assign_mentor(
        candidate=mine, mentor=cast.mentor_member, by=cast["sec_A1"], on=days_ago(1), resolution_number="2"
    )
    due = {"given_on": days_ago(20), "due_on": days_ago(3)}
    TrialTask.objects.bulk_create(TrialTask(candidate=mine, title=f"Việc {n}", **due) for n in range(SHOWN + 3))
    user = cast["sec_A1"]
    work = own_work(user, user.scope(Permission.CANDIDATE_ADVANCE), today())
    lines = [item for group in work.groups for item in group.items if item["what"].startswith("Nhiệm vụ thử thách")]
    assert (len(lines), work.more) == (SHOWN, 3)
    assert work.overdue >= SHOWN + 3
    assert work.total == sum(len(group.items) for group in work.groups) + 3
    assert "Còn 3 việc nữa" in browser_of(user).get("/").text
    assert browser_of(cast["helper_A1"]).get("/").text.count("Nhiệm vụ thử thách: Việc ") == SHOWN + 3


def test_how_sure_the_clauses_are_is_explained_once_a_list(cast):
    for number in range(3):
        make_candidate(cast.A1, "probationary", person=make_person(f"Người số {number}"))
    Obligation.objects.exclude(citation="").update(confidence="secondary", due_on=days_ago(1))
    page = browser_of(cast["sec_A1"]).get("/").text
    assert page.count(" (*)</p>") >= 3
    assert page.count("theo nguồn thứ cấp") == 1


def test_a_leader_sees_figures_and_no_work(cast):
    page = browser_of(cast["lead_A"]).get("/").text
    assert "quá hạn theo quy định" in page
    assert "Ghi nghị quyết" not in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("centre_X", "Lớp bồi dưỡng"),
        ("youth_A", "Giới thiệu vào nguồn"),
        ("auditor_X", "Nhật ký"),
        ("sysadmin", "Tài khoản"),
    ],
)
def test_those_who_keep_no_cases_find_their_way_in_and_no_person(cast, name, words):
    page = browser_of(cast[name]).get("/").text
    assert words in page
    assert "Quần chúng ưu tú A1" not in page


def test_their_way_in_says_who_waits_and_what_became_of_whom_they_introduced(cast):
    waits = make_candidate(cast.A1, "listed")
    actions.nominate(candidate=waits, kind="awareness", by=None, on=today(), paper_number="5")
    assert "1 người đang chờ xếp lớp." in browser_of(cast["centre_X"]).get("/").text
    officer = browser_of(cast["youth_A"])
    assert f"Năm {today().year} chưa giới thiệu người nào." in officer.get("/").text
    for stage, union in (("pool", "youth_union"), ("probationary", "youth_union"), ("pool", "trade_union")):
        case = make_candidate(cast.A1, stage, person=make_person("Người Được Giới Thiệu"))
        Introduction.objects.create(candidate=case, union=union, union_name="Ban Chấp hành", introduced_on=today())
    page = officer.get("/").text
    assert f"Năm {today().year} đã giới thiệu 2 người, trong đó 1 người đã được kết nạp." in page
    assert "Người Được Giới Thiệu" not in page


def test_the_home_page_takes_the_same_queries_for_one_and_for_many(cast):
    client = browser_of(make_user("sec_again", ("cell_secretary", cast.A1)))
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for _ in range(12):
        make_candidate(cast.A1, "probationary")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


def test_search_finds_without_marks_and_only_inside_ones_scope(cast):
    client = browser_of(cast["sec_A1"])
    make_candidate(cast.A1, person=make_person("Lò Thị Pán"))
    make_candidate(cast.A2, person=make_person("Lò Thị Phương"))
    page = client.get("/tim-kiem/", {"q": "lo thi"}).text
    assert "Lò Thị Pán" in page
    assert "Lò Thị Phương" not in page
    assert "Đảng viên A1 số 1" in client.get("/tim-kiem/", {"q": "dang vien a1"}).text
    assert "Không tìm thấy" in client.get("/tim-kiem/", {"q": "Chi bộ A2"}).text


def test_search_shows_twenty_and_says_there_are_more(cast):
    for number in range(22):
        make_candidate(cast.A1, person=make_person(f"Hà Văn Mẫu {number}"))
    page = browser_of(cast["sec_A1"]).get("/tim-kiem/", {"q": "ha van"}).text
    assert "20+" in page
    assert "Còn nữa" in page


def test_search_of_a_mentor_finds_only_the_people_assigned(cast):
    assert "Không tìm thấy" in browser_of(cast["helper_A1"]).get("/tim-kiem/", {"q": "quan chung"}).text
