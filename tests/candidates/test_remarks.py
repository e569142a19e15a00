"""The month of a cell, from outside: meeting, remarks, conclusions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.models import Member
from candidates import actions
from candidates.models import MonthlyRemark
from partydev.dates import add_months
from tests.candidates.remark_pages import (
    conclude_url,
    followed,
    last_month,
    post,
    remark_url,
    this_month,
    token,
    write,
)
from tests.factories import (
    days_ago,
    make_candidate,
    make_cast,
    make_organization,
    make_person,
    make_user,
    sign_in,
    today,
)
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
made_cast = once_a_module(make_cast)


def test_page_of_the_only_cell_shows_what_the_month_asks(client, cast):
    candidate = followed(cast)
    write(candidate, last_month())
    page = sign_in(client, cast["sec_A1"]).get(reverse("candidates:remarks")).content.decode()
    assert f"Ghi buổi họp chi bộ tháng {this_month():%m/%Y}" in page
    assert "Chi bộ không họp, ghi lý do" in page
    for words in ("Lò Thị Pán", "Cần viết", "Đã nhận xét", "Còn thiếu", remark_url(candidate)):
        assert words in page
    assert "Quần chúng ưu tú A1" not in page  # in the pool: nobody is given to help them before they are listed
    assert "Quần chúng ưu tú A2" not in page
    for cell, stage, name in ((cast.A1, "listed", "Một"), (cast.A1, "recognized", "Hai"), (cast.A2, "listed", "Ba")):
        make_candidate(cell, stage, person=make_person(f"Lò Thị {name}"))
    page = client.get(reverse("candidates:remarks")).text.split("Chưa phân công đảng viên giúp đỡ")[1]
    assert [name for name in ("Lò Thị Một", "Lò Thị Hai", "Lò Thị Ba") if name in page] == ["Lò Thị Một"]


def test_months_turn_back_and_never_beyond_the_present(client, cast):
    followed(cast)
    sign_in(client, cast["sec_A1"])
    earlier = add_months(this_month(), -6)
    page = client.get(reverse("candidates:remarks"), {"den": f"{earlier:%Y-%m}"}).content.decode()
    assert f"T{earlier.month}/{earlier.year}" in page
    for odd in ("2999-01", "x", "2026-13", "0000-01", "٢٠٢٦-٠١"):
        page = client.get(reverse("candidates:remarks"), {"den": odd})
        assert f"T{today().month}/{today().year}" in page.content.decode()


def test_several_cells_are_chosen_from_a_list(client, cast):
    followed(cast)
    sign_in(client, cast["head_A"])
    page = client.get(reverse("candidates:remarks")).content.decode()
    assert "Chi bộ A1" in page
    assert "Chi bộ A2" in page
    assert "Chi bộ B1" not in page
    assert "nhận xét còn thiếu" in page
    assert "Lò Thị Pán" in client.get(reverse("candidates:remarks"), {"chi_bo": cast.A1.pk}).content.decode()
    assert "Chi bộ A2" not in client.get(reverse("candidates:remarks"), {"q": "a1"}).content.decode()


def test_cell_outside_the_scope_is_not_found(client, cast):
    sign_in(client, cast["sec_A1"])
    for chosen in (cast.A2.pk, 999999, "1 or 1=1"):
        assert client.get(reverse("candidates:remarks"), {"chi_bo": chosen}).status_code == 404
    for name in ("meeting", "no_meeting", "conclude"):
        assert client.get(reverse(f"candidates:{name}", args=[cast.A2.pk, this_month()])).status_code == 404
        assert post(client, reverse(f"candidates:{name}", args=[cast.A2.pk, this_month()])).status_code == 404


@pytest.mark.parametrize("name", ["lead_A", "helper_A1", "centre_X", "youth_A", "auditor_X", "sysadmin"])
def test_only_who_acts_for_the_cell_opens_its_month(client, cast, name):
    sign_in(client, cast[name])
    urls = [reverse("candidates:remarks"), conclude_url(cast.A1)]
    assert [client.get(url).status_code for url in urls] == [403, 403]


def test_mentor_writes_for_the_people_assigned_and_goes_on_to_the_next(client, cast):
    one = followed(cast, "Lò Thị An", mentor=cast.mentor_member)
    two = followed(cast, "Lò Thị Bình", mentor=cast.mentor_member)
    other = followed(cast, "Lò Thị Cúc", mentor=Member.objects.filter(organization=cast.A1).last())
    sign_in(client, cast["helper_A1"])
    page = client.get(remark_url(one)).content.decode()
    assert "Lưu, sang người kế tiếp" in page
    assert "Nhận xét của" not in page
    assert client.get(remark_url(other)).status_code == 404
    answer = post(client, remark_url(one), strengths="Gương mẫu", shortcomings="", version=0, next=1)
    assert answer.url == remark_url(two)
    answer = post(client, remark_url(two), strengths="Chịu khó", shortcomings="", version=0)
    assert answer.url == reverse("home")
    assert MonthlyRemark.objects.get(candidate=one).written_by == cast["helper_A1"]


def test_who_was_not_yet_helped_in_a_month_is_not_the_next_of_that_month(client, cast):
    one = followed(cast, "Lò Thị An")
    new = make_candidate(cast.A1, "listed", person=make_person("Lò Thị Bình"), entered_on=this_month())
    mentor = Member.objects.filter(organization=cast.A1).first()
    actions.assign_mentor(candidate=new, mentor=mentor, by=None, on=this_month(), resolution_number="03-NQ/CB")
    sign_in(client, cast["sec_A1"])
    assert remark_url(new, last_month()) not in client.get(remark_url(one, last_month())).content.decode()
    data = {"strengths": "Gương mẫu", "shortcomings": "", "version": 0, "next": 1}
    assert client.get(post(client, remark_url(one, last_month()), **data).url).status_code == 200
    assert post(client, remark_url(one), **data).url == remark_url(new)


def test_last_month_stands_beside_and_is_not_copied(client, cast):
    candidate = followed(cast)
    write(candidate, last_month(), "Hăng hái dọn đường")
    response = sign_in(client, cast["sec_A1"]).get(remark_url(candidate))
    assert "Hăng hái dọn đường" in response.content.decode()
    assert response.context["form"]["strengths"].value() is None


def test_of_two_who_help_the_second_writes_on_and_the_table_says_whose_remark_it_is(client, cast):
    """One remark a month is what the cell concludes on; neither of the two loses words, and nobody's are unsigned."""
    first, second = Member.objects.filter(organization=cast.A1).select_related("person")[:2]
    candidate = followed(cast, mentor=first)
    alone = followed(cast, "Lò Văn Một", mentor=first)
    actions.assign_mentor(candidate=candidate, mentor=second, by=None, on=days_ago(90), resolution_number="05-NQ/CB")
    writers = [make_user(f"helps_{each.pk}", ("mentor", cast.A1), person=each.person) for each in (first, second)]
    sign_in(client, writers[0])
    for case in (candidate, alone):
        post(client, remark_url(case), version="0", strengths="Nhiệt tình", shortcomings="")
    page = sign_in(client, writers[1]).get(remark_url(candidate)).text
    assert f"Đã có nhận xét của {writers[0].full_name}" in page
    assert "Nhiệt tình" in page
    sent = post(client, remark_url(candidate), version="1", strengths="Nhiệt tình. Giúp bạn học.", shortcomings="")
    assert sent.status_code == 302
    assert "Đã có nhận xét của" not in client.get(remark_url(candidate)).text  # it is the own one now
    table = sign_in(client, cast["sec_A1"]).get(reverse("candidates:remarks")).context["rows"]
    said = {row["name"]: row["cells"][-1]["text"] for row in table}
    assert said["Lò Thị Pán"] == f"Đã nhận xét: {writers[1].full_name}"
    assert said["Lò Văn Một"] == "Đã nhận xét"
    read = client.get(remark_url(candidate)).text
    assert writers[0].full_name in read
    assert writers[1].full_name in read


def test_secretary_types_for_the_mentor(client, cast):
    candidate = followed(cast)
    mentor = str(candidate.mentors.get().mentor)
    sign_in(client, cast["sec_A1"])
    assert mentor in client.get(remark_url(candidate)).content.decode()
    sent = {"strengths": "Chăm", "shortcomings": "Ít nói", "version": 0, "said_by": mentor}
    assert post(client, remark_url(candidate), **sent).status_code == 302
    remark = MonthlyRemark.objects.get()
    assert (remark.said_by, remark.written_by) == (mentor, cast["sec_A1"])
    assert post(client, remark_url(candidate), **{**sent, "said_by": "Người lạ"}).status_code == 422


def test_empty_remark_is_refused(client, cast):
    candidate = followed(cast)
    answer = post(sign_in(client, cast["sec_A1"]), remark_url(candidate), strengths="", shortcomings=" ", version=0)
    assert answer.status_code == 422
    assert "Ghi ít nhất một ý" in answer.content.decode()
    assert not MonthlyRemark.objects.exists()


def test_second_writer_sees_both_texts_and_loses_none(client, cast):
    candidate = followed(cast)
    write(candidate, this_month(), "Lời của phó bí thư", by=cast["dep_A1"])
    sign_in(client, cast["sec_A1"])
    answer = post(client, remark_url(candidate), strengths="Lời của bí thư", shortcomings="", version=0)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lời của phó bí thư" in page
    assert "Lời của bí thư" in page
    assert 'name="version" value="1"' in page
    assert post(client, remark_url(candidate), strengths="Gộp cả hai", shortcomings="", version=1).status_code == 302
    page = client.get(remark_url(candidate)).content.decode()
    assert "Gộp cả hai" in page
    assert "trước đó: “Lời của phó bí thư”" in page


def test_leader_reads_and_does_not_write(client, cast):
    candidate = followed(cast)
    write(candidate, this_month(), "Chăm chỉ")
    sign_in(client, cast["lead_A"])
    page = client.get(remark_url(candidate)).content.decode()
    assert "Chăm chỉ" in page
    assert "<textarea" not in page
    assert post(client, remark_url(candidate), strengths="x", shortcomings="", version=1).status_code == 403


@pytest.mark.parametrize(("name", "status"), [("sec_A2", 404), ("staff_B", 404), ("centre_X", 403), ("youth_A", 403)])
def test_remark_outside_the_scope(client, cast, name, status):
    assert sign_in(client, cast[name]).get(remark_url(followed(cast))).status_code == status


def test_same_form_twice_is_one_remark(client, cast):
    candidate = followed(cast)
    sign_in(client, cast["sec_A1"])
    sent = {"form_token": token(), "strengths": "Một lần", "shortcomings": "", "version": 0}
    first, second = client.post(remark_url(candidate), sent), client.post(remark_url(candidate), sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert MonthlyRemark.objects.get().version == 1


def test_marks_in_a_remark_stay_text(client, cast):
    candidate = followed(cast)
    write(candidate, this_month(), '"><img src=x onerror=alert(1)>{{7*7}}')
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    sign_in(client, cast["sec_A1"])
    for url in (remark_url(candidate), conclude_url(cast.A1)):
        page = client.get(url).content.decode()
        assert "<img src=x" not in page
        assert "{{7*7}}" in page


def test_address_of_a_month_must_be_one(client, cast):
    sign_in(client, cast["sec_A1"])
    for month in ("2026-13", "2026-0", "26-11", "9999-01"):
        assert client.get(f"/ho-so/{cast.candidates['a1'].pk}/nhan-xet/{month}/").status_code == 404
    assert client.get(remark_url(cast.candidates["a1"], date(2001, 1, 1))).status_code == 404


def test_queries_do_not_grow_with_people(client, cast):
    followed(cast)
    sign_in(client, cast["sec_A1"])
    conclude = conclude_url(cast.A1)
    actions.hold_meeting(organization=cast.A1, month=this_month(), by=None, held_on=today())
    few = [count(client, url) for url in (reverse("candidates:remarks"), conclude)]
    for number in range(6):
        write(followed(cast, f"Lò Thị {number}"), this_month())
    assert [count(client, url) for url in (reverse("candidates:remarks"), conclude)] == few


def test_queries_do_not_grow_with_cells(client, cast):
    sign_in(client, cast["head_A"])
    few = count(client, reverse("candidates:remarks"))
    for _ in range(6):
        make_organization(parent=cast.A)
    assert count(client, reverse("candidates:remarks")) == few


def count(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_secretary_who_is_the_mentor_writes_in_the_own_name(client, cast):
    candidate = followed(cast)
    mentor = candidate.mentors.get().mentor
    user = make_user("sec_mentor", ("cell_secretary", cast.A1), person=mentor.person)
    page = sign_in(client, user).get(remark_url(candidate)).content.decode()
    assert "said_by" not in page
