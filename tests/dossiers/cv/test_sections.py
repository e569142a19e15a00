"""The CV's pages: who may, what is saved, what is asked again, what two people at once see."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessRecord
from dossiers.cv.partial import Partial
from dossiers.models import CurriculumVitae
from partydev.once import new_token
from tests.dossiers.cv.pages import (
    add_entry,
    add_relative,
    address,
    fill_answers,
    fill_lists,
    open_profile,
    section_url,
    send,
    text_of,
    whole_person,
)
from tests.factories import make_candidate, make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# What each page of questions is sent with, and what of it the overview then shows.
PAGES = {
    "ho-ten": ({"other_names": "Đơn", "citizen_id": "0011 9800.4545"}, ["Đơn", "0011******45"]),
    "noi-o": (
        {"birth_place": "xã Bản Khoang", "temporary_residence": "ký túc xá", "nationality": "Việt Nam"},
        ["xã Bản Khoang", "ký túc xá"],
    ),
    "nghe-nghiep": ({"present_job": "Giáo viên tiểu học"}, ["Giáo viên tiểu học"]),
    "trinh-do": (
        {"profession": "Đại học Sư phạm", "digital_skills": "Chứng chỉ kỹ năng số", "political_theory": "elementary"},
        ["Đại học Sư phạm", "Chứng chỉ kỹ năng số", "Sơ cấp"],
    ),
    "vao-doan": ({"youth_union_place": "Đoàn trường THPT Mẫu"}, ["Đoàn trường THPT Mẫu"]),
    "lich-su": ({"own_history": "Lớn lên ở bản.\nĐi học."}, ["Lớn lên ở bản.<br>Đi học."]),
    "cong-viec": ({"no_jobs": "on"}, ["Chưa làm công việc nào"]),
    "dac-diem": ({"no_historical": "on"}, ["Không có đặc điểm lịch sử phải khai"]),
    "lop-hoc": ({"no_courses": "on"}, ["Chưa qua lớp đào tạo, bồi dưỡng nào"]),
    "nuoc-ngoai": ({"no_abroad": "on"}, ["Chưa đi nước ngoài từ 3 tháng trở lên"]),
    "khen-thuong": ({"no_awards": "on"}, ["Chưa có khen thưởng từ bằng khen trở lên"]),
    "ky-luat": ({"no_discipline": "on"}, ["Chưa bị kỷ luật"]),
    "gia-dinh": ({"family_by_hand": "on"}, ["đã tự khai phần này trên bản viết tay"]),
    "tu-nhan-xet": ({"self_assessment": "Cần cố gắng hơn."}, ["Cần cố gắng hơn."]),
    "ban-viet-tay": (
        {
            "pledged_on": "15/3/2026",
            "verified_by": "Đảng ủy xã Bản Khoang",
            "verified_on": "20/4/2026",
            "cell_remark_on": "01/05/2026",
            "certified_by": "Đảng ủy cơ sở A",
            "certified_on": "10/5/2026",
        },
        ["15/03/2026", "Đảng ủy xã Bản Khoang", "10/05/2026"],
    ),
}


# Every section


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_is_saved_and_leads_to_the_next(client, candidate, slug):
    data, shown = PAGES[slug]
    response = send(client, section_url(candidate, slug), **data)
    assert response.status_code == 302, response.context["form"].errors
    slugs = list(PAGES)
    after = slugs[slugs.index(slug) + 1 :]
    assert response["Location"] == (section_url(candidate, after[0]) if after else address("cv", candidate))
    page = text_of(client.get(address("cv", candidate)))
    for words in shown:
        assert words in page


def test_all_pages_together_finish_the_cv(client, candidate):
    for slug, (data, _) in PAGES.items():
        assert send(client, section_url(candidate, slug), **data).status_code == 302
    page = text_of(client.get(address("cv", candidate)))
    assert "26/26 phần đã xong" in page
    assert "Chưa xong" not in page


def test_what_is_known_of_the_person_is_shown_and_never_asked(client, candidate):
    page = client.get(section_url(candidate, "noi-o"))
    assert "thôn Khe Mẫu, xã Bản Khoang" in text_of(page)
    assert not {"home_place", "residence", "ethnicity", "religion"} & set(page.context["form"].fields)


def test_sent_from_the_overview_it_goes_back_there(client, candidate):
    url = section_url(candidate, "nghe-nghiep") + "?xem-lai"
    assert url in text_of(client.get(address("cv", candidate)))
    response = send(client, url, present_job="Giáo viên")
    assert response["Location"] == address("cv", candidate)


def test_the_overview_counts_and_says_what_was_not_given(client, candidate):
    page = text_of(client.get(address("cv", candidate)))
    assert "8/26 phần đã xong" in page
    assert re.search("bí danh:</span> +<span class=.soft.>Chưa cung cấp", page)
    assert section_url(candidate, "ho-ten") in page  # the first page that lacks something, in one tap


def test_who_only_reads_sees_the_overview_without_a_way_to_change(cast, candidate):
    page = sign_in(Client(), cast["lead_A"]).get(address("cv", candidate))
    assert page.status_code == 200
    assert "Sửa" not in text_of(page).split("<main")[1]


# Who may


@pytest.mark.parametrize(
    ("user", "status"),
    [
        ("sec_A1", 200),
        ("staff_A", 200),
        ("lead_A", 403),
        ("rec_A", 403),
        ("helper_A1", 403),
        ("youth_A", 403),
        ("sec_A2", 404),
        ("sec_B1", 404),
    ],
)
def test_only_who_may_enter_the_person_opens_a_section(cast, candidate, user, status):
    own = sign_in(Client(), cast[user])
    for url in (section_url(candidate, "ho-ten"), address("cv_add", candidate, section="cong-viec")):
        assert own.get(url).status_code == status
        data = {"form_token": new_token(None), "version": 0, "other_names": "Tên Khác"}
        assert own.post(url, data).status_code in ({302, 422} if status == 200 else {status})
    assert CurriculumVitae.objects.exists() == (status == 200)


@pytest.mark.parametrize(("user", "status"), [("lead_A", 200), ("helper_A1", 403), ("sec_A2", 404)])
def test_the_overview_is_read_by_who_may_open_the_dossier(cast, candidate, user, status):
    assert sign_in(Client(), cast[user]).get(address("cv", candidate)).status_code == status


def test_a_mentor_who_may_open_dossiers_elsewhere_does_not_read_this_cv(cast):
    helper = cast["helper_A1"]
    both = make_user("both", ("mentor", cast.A1), ("cell_secretary", cast.A2), person=helper.person)
    case = make_candidate(cast.A1, person=whole_person())
    case.mentors.create(
        mentor=cast.mentor_member, phase="candidate", starts_on=case.entered_on, resolution_on=case.entered_on
    )
    client = sign_in(Client(), both)
    assert client.get(f"/ho-so/{case.pk}/").status_code == 200
    assert client.get(address("cv", case)).status_code == 403


def test_every_opening_is_logged(client, candidate):
    entry = add_entry(candidate, "jobs", Partial(2016, 9))
    for url in (
        address("cv", candidate),
        section_url(candidate, "ho-ten"),
        address("cv_add", candidate, section="cong-viec"),
        address("cv_row", candidate, row=entry.pk),
    ):
        before = AccessRecord.objects.filter(kind="dossier_read", about=candidate.code).count()
        client.get(url)
        assert AccessRecord.objects.filter(kind="dossier_read", about=candidate.code).count() == before + 1, url


# Bad input


BAD = [
    ("ho-ten", {"citizen_id": "12345", "other_names": "Còn đây"}, "citizen_id", "12 chữ số"),
    ("ho-ten", {"birth_name": "Lò 7", "other_names": "Còn đây"}, "birth_name", "chỉ gồm chữ"),
    ("noi-o", {"birth_place": "x" * 301, "nationality": "Còn đây"}, "birth_place", "tối đa 300 ký tự"),
    ("trinh-do", {"political_theory": "x", "languages": "Còn đây"}, "political_theory", "hãy chọn lại"),
    ("lich-su", {"own_history": "Còn đây" + "x" * 6000}, "own_history", "tối đa 6.000 ký tự"),
    ("dac-diem", {"no_historical": "on", "historical": "Còn đây"}, "no_historical", "bỏ dấu này"),
    ("ban-viet-tay", {"pledged_on": "31/02/2026", "verified_by": "Còn đây"}, "pledged_on", "Không có ngày 31"),
]


@pytest.mark.parametrize(("slug", "data", "field", "words"), BAD, ids=[f"{row[0]}-{row[2]}" for row in BAD])
def test_bad_input_is_explained_at_its_field_and_stays_typed(client, candidate, slug, data, field, words):
    response = send(client, section_url(candidate, slug), **data)
    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors[field])
    page = text_of(response)
    assert "Còn đây" in page
    assert f'href="#id_{field}' in page
    assert not CurriculumVitae.objects.exists()


def test_a_section_that_does_not_exist_or_does_not_apply_is_not_found(client, candidate):
    assert client.get(section_url(candidate, "khong-co")).status_code == 404
    assert client.get(section_url(candidate, "lan-dau")).status_code == 404
    assert client.get(address("cv_add", candidate, section="ho-ten")).status_code == 404
    assert client.get(address("cv_add", candidate, section="gia-dinh")).status_code == 404


def test_odd_letters_are_kept_in_one_form_with_a_note(client, candidate):
    typed = {"other_names": "H'Ƀŭ\u00a0Čil, \u00d0\u1ed7 K\u2019Brơi"}
    response = send(client, section_url(candidate, "ho-ten"), **typed)
    page = text_of(client.get(response["Location"]))
    assert "Đã thay chữ Ð" in page
    assert CurriculumVitae.objects.get().answers["other_names"] == "H'Ƀŭ Čil, Đỗ K\u2019Brơi"


def test_limits_are_told_before_typing(client, candidate):
    assert "tối đa 300 ký tự" in text_of(client.get(section_url(candidate, "noi-o")))
    assert "Tối đa 6.000 ký tự" in text_of(client.get(section_url(candidate, "lich-su")))


# Editions


def test_a_record_of_2021_keeps_the_older_form(client, candidate):
    fill_answers(candidate, pledged_on="2021-05-10")
    page = text_of(client.get(address("cv", candidate)))
    assert "12. Trình độ hiện nay" in page
    assert "/29 phần đã xong" in page
    assert "Số căn cước" not in page
    fields = client.get(section_url(candidate, "trinh-do")).context["form"].fields
    assert "digital_skills" not in fields
    assert "citizen_id" not in client.get(section_url(candidate, "ho-ten")).context["form"].fields


def test_a_record_of_2026_has_the_newer_form(client, candidate):
    fill_answers(candidate, pledged_on="2026-03-10")
    page = text_of(client.get(address("cv", candidate)))
    assert "11. Trình độ hiện nay" in page
    assert "0011******45" in page
    assert "001198004545" not in page


# Numbers of queries


def test_forty_relatives_and_as_many_jobs_take_no_more_queries(client, candidate, settings):
    open_profile(settings)
    fill_lists(candidate)
    add_relative(candidate)
    urls = [address("cv", candidate), section_url(candidate, "gia-dinh"), section_url(candidate, "cong-viec")]
    client.get(urls[0])

    def queries(url):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url).status_code == 200
        return len(found)

    few = [queries(url) for url in urls]
    for number in range(39):
        add_relative(candidate, kin="sibling", full_name=f"Lò Văn Em {'I' * (number % 7)}")
        add_entry(candidate, "jobs", Partial(1990 + number % 20, 1), Partial(1990 + number % 20, 5))
    assert [queries(url) for url in urls] == few
    assert max(few) < 30
    assert text_of(client.get(urls[1])).count("Lò Văn") >= 40
