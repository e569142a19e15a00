"""P1: what a dossier is opened for is asked once a day, and who opened it is shown to leaders and auditors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.log import record
from accounts.models import AccessRecord
from candidates import opening
from partydev.once import new_token
from tests.candidates.desk_cases import appraised, cast_decided_above
from tests.candidates.meeting_pages import planned
from tests.candidates.pages import case_url
from tests.factories import days_ago, make_candidate, make_person, sign_in
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(cast_decided_above)
READ = {"kind": AccessRecord.Kind.DOSSIER_READ}


@pytest.fixture
def case(cast):
    return make_candidate(cast.A1, "listed", person=make_person("Lò Thị Pán"))


@pytest.fixture
def leader(cast):
    return sign_in(Client(), cast["lead_A"], tells=False)


def asked_at(case):
    return case_url("purpose", case)


def tell(client, case, **data):
    return client.post(case_url("purpose", case), {"form_token": "1" * 32, **data})


def test_the_question_lists_its_purposes_and_leads_to_the_page_that_was_wanted(cast, case, leader):
    wanted = case_url("verifications", case)
    asked = leader.get(wanted)
    page = leader.get(asked["Location"])
    for words in ("Thẩm định hồ sơ", "Kiểm tra", "Giám sát", "Giải quyết đơn thư", "Đối chiếu số liệu báo cáo"):
        assert words in page.text
    assert "Công việc của chi bộ" not in page.text
    assert f'value="{wanted}"' in page.text
    assert tell(leader, case, purpose="petition", tiep=wanted)["Location"] == wanted
    assert leader.get(wanted).status_code == 200
    row = AccessRecord.objects.get(**READ)
    assert (row.user, row.dossier, row.purpose, row.organization) == (cast["lead_A"], case.code, "petition", cast.A1)
    assert row.address == "127.0.0.1"


def test_an_address_too_long_to_be_kept_leads_to_the_page_without_its_filters(case, leader):
    wanted = case_url("verifications", case)
    asked = leader.get(wanted, {"q": "9" * 1000})
    tiep = leader.get(asked["Location"]).context["form"]["tiep"].value()
    assert len(tiep) > 1000
    assert tell(leader, case, purpose="check", tiep=tiep)["Location"] == wanted
    assert tell(leader, case, purpose="check", tiep=tiep)["Location"] == wanted  # pressed twice


def test_a_file_is_offered_on_a_page_that_takes_the_place_of_the_question(cast, case, leader):
    """The browser saves a file and stays where it is: on the question it would look as if nothing had happened."""
    wanted = reverse("dossiers:bundle_pdf", args=[case.pk])
    asked = leader.get(wanted)
    assert "Mở hồ sơ này để làm gì?" in leader.get(asked["Location"]).text
    told = tell(leader, case, purpose="petition", tiep=wanted)
    page = leader.get(told["Location"]).text
    assert "Tệp đã sẵn sàng" in page
    assert f'href="{wanted}"' in page
    assert f'href="{case_url("detail", case)}"' in page
    assert "Mở hồ sơ này để làm gì?" not in page
    assert (
        'href="https://xau.vn' not in leader.get(case_url("purpose", case), {"tiep": f"https://xau.vn{wanted}"}).text
    )
    other = sign_in(Client(), cast["head_A"], tells=False).get(told["Location"]).text
    assert "Mở hồ sơ này để làm gì?" in other  # who has told nothing is asked


def test_another_purpose_is_said_in_one_line(case, leader):
    refused = tell(leader, case, purpose="other", note=" ")
    assert refused.status_code == 422
    assert "Hãy ghi ngắn gọn mở hồ sơ để làm việc gì." in refused.text
    assert tell(leader, case, purpose="own_cell").status_code == 422
    assert tell(leader, case).status_code == 422
    assert not AccessRecord.objects.filter(kind="purpose_told").exists()
    tell(leader, case, purpose="other", note="Trả lời chi bộ\n2026-01-01 admin đăng nhập")
    leader.get(case_url("detail", case))
    row = AccessRecord.objects.get(**READ)
    assert row.why.startswith("Trả lời chi bộ")
    assert "\n" not in row.note


@pytest.mark.parametrize("url", ["https://xau.vn/", "//xau.vn/", "javascript:alert(1)", "/\\xau.vn", "xau"])
def test_the_question_leads_nowhere_else(case, leader, url):
    assert tell(leader, case, purpose="check", tiep=url)["Location"] == case_url("detail", case)


def test_an_answer_holds_for_this_reader_this_dossier_and_this_day(cast, case, leader):
    tell(leader, case, purpose="check")
    assert leader.get(case_url("detail", case)).status_code == 200
    other = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Khác"))
    assert leader.get(case_url("detail", other)).status_code == 302
    assert sign_in(Client(), cast["head_A"], tells=False).get(case_url("detail", case)).status_code == 302
    AccessRecord.objects.update(at=timezone.now() - timedelta(days=1))
    assert leader.get(case_url("detail", case)).status_code == 302


def test_what_was_opened_for_work_is_not_asked_again_when_the_work_is_done(cast):
    """The officer who has just sent a dossier on sees what became of it."""
    case = appraised(cast, days_ago(40))
    officer = sign_in(Client(), cast["staff_A"], tells=False)
    assert officer.get(case_url("detail", case)).status_code == 200
    type(case).objects.filter(pk=case.pk).update(stage="returned", waits_at=cast.A1)
    assert officer.get(case_url("detail", case)).status_code == 200
    assert set(AccessRecord.objects.filter(**READ).values_list("purpose", flat=True)) == {"meeting"}


def test_a_meetings_paper_says_of_nobody_on_it_what_their_dossier_is_opened_for(cast):
    case = appraised(cast, days_ago(40))
    meeting = planned(cast, case)
    head = sign_in(Client(), cast["head_A"], tells=False)
    assert head.get(reverse("desk:meeting_paper", args=[meeting.pk, "to-trinh"])).status_code == 200
    type(case).objects.filter(pk=case.pk).update(stage="returned", waits_at=cast.A1)
    assert head.get(case_url("detail", case))["Location"].startswith(asked_at(case))
    assert "giấy tờ của phiên họp" in sign_in(Client(), cast["lead_A"]).get(case_url("readers", case)).text


def test_a_form_that_is_sent_is_never_held_up(cast, case):
    head = sign_in(Client(), cast["head_A"], tells=False)
    sent = head.post(case_url("comments", case), {"form_token": "2" * 32, "text": "Cần bổ sung", "audience": "both"})
    assert sent["Location"] != asked_at(case), sent["Location"]
    assert case.comments.count() == 1


def test_a_refused_form_shows_no_dossier_before_the_question_and_keeps_what_was_typed(cast, case):
    head = sign_in(Client(), cast["head_A"], tells=False)
    url = case_url("task", case)
    token = new_token(cast["head_A"])
    refused = head.post(url, {"form_token": token, "title": "Giúp đoàn viên mới", "given_on": "31/02/2026"})
    assert refused["Location"].startswith(asked_at(case))
    assert case.person.full_name not in refused.content.decode()
    assert not AccessRecord.objects.filter(**READ).exists()

    tiep = head.get(refused["Location"]).context["form"]["tiep"].value()
    back = tell(head, case, purpose="check", tiep=tiep)["Location"]
    page = head.get(back)
    assert "Giúp đoàn viên mới" in page.text
    assert AccessRecord.objects.filter(**READ).count() == 1


def test_a_refused_form_leaves_a_row_of_the_log_like_the_page_itself(cast, case, leader):
    head = sign_in(Client(), cast["head_A"])
    tell(head, case, purpose="check")
    before = AccessRecord.objects.filter(**READ).count()
    assert head.post(case_url("task", case), {"form_token": "3" * 32}).status_code == 422
    assert AccessRecord.objects.filter(**READ).count() == before + 1


def test_readers_are_told_with_role_and_purpose(cast, case, leader):
    tell(leader, case, purpose="supervise")
    leader.get(case_url("detail", case))
    page = leader.get(case_url("readers", case)).text
    for words in ("Người dùng lead_A", "Lãnh đạo cấp ủy, Đảng bộ cơ sở A", "Giám sát", "Lò Thị Pán"):
        assert words in page
    assert case_url("readers", case) in leader.get(case_url("detail", case)).text


def test_an_auditor_sees_the_code_alone_and_comes_from_the_log(cast, case):
    sign_in(Client(), cast["lead_A"]).get(case_url("detail", case))
    auditor = sign_in(Client(), cast["auditor_X"])
    page = auditor.get(case_url("readers", case)).text
    assert case.code in page
    assert "Pán" not in page
    assert case_url("readers", case) in auditor.get("/tai-khoan/nhat-ky/").text


@pytest.mark.parametrize(("who", "status"), [("sec_A1", 403), ("staff_A", 403), ("head_A", 200)])
def test_readers_are_shown_by_a_right_of_its_own(cast, case, who, status):
    assert sign_in(Client(), cast[who]).get(case_url("readers", case)).status_code == status


def test_readers_take_as_many_questions_for_one_as_for_many(cast, case, leader, django_assert_num_queries):
    def read_by(*names):
        for name in names:
            opening.tell(user=cast[name], candidate=case, purpose="check")
            record("dossier_read", cast[name], case.organization, about=case.code, purpose="check")

    read_by("lead_A")
    with CaptureQueriesContext(connection) as first:
        leader.get(case_url("readers", case))
    read_by(*["lead_X", "head_A", "staff_A", "sec_A1", "rec_A"] * 12)
    with django_assert_num_queries(len(first)):
        page = leader.get(case_url("readers", case))
    assert "Trang 1 trong 2" in page.text
