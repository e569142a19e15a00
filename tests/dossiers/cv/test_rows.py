"""Rows of the CV's lists, added and removed without scripts; two people at one page or row of it."""

import pytest
from django.test import Client

from dossiers import cv_actions
from dossiers.cv.partial import Partial
from dossiers.models import CurriculumVitae, CvEntry
from partydev.once import new_token
from tests.dossiers.cv.pages import (
    add_entry,
    address,
    record,
    section_url,
    send,
    text_of,
    whole_person,
)
from tests.factories import make_candidate, sign_in

pytestmark = pytest.mark.django_db


ROWS = {
    "cong-viec": {"start": "9/2016", "end": "02/2019", "work": "Dạy học ở Trường Khe Mẫu", "post": "Tổ trưởng"},
    "lop-hoc": {"start": "2020", "end": "6/2020", "subject": "Bồi dưỡng nghiệp vụ", "school": "Trường Mẫu"},
    "nuoc-ngoai": {
        "start": "1/2018",
        "end": "5/2018",
        "purpose": "Lao động",
        "country": "Lào",
        "decided_by": "tự túc",
    },
    "khen-thuong": {"start": "5/2021", "reason": "Dạy giỏi", "award": "Bằng khen", "level": "UBND tỉnh"},
    "ky-luat": {"start": "2022", "reason": "Đi muộn", "award": "Xem xét, không kỷ luật", "level": "Trường"},
}


@pytest.mark.parametrize("slug", ROWS)
def test_a_row_is_added_changed_and_removed_without_scripts(client, candidate, slug):
    section = section_url(candidate, slug)
    client.post(section, {"form_token": new_token(None), "version": 0, "no_jobs": "on", "no_awards": "on"})
    response = send(client, address("cv_add", candidate, section=slug), **ROWS[slug])
    assert response.status_code == 302, response.context["form"].errors
    assert response["Location"] == section
    entry = CvEntry.objects.get()
    title = list(ROWS[slug].values())[2 if "end" in ROWS[slug] else 1]
    page = text_of(client.get(section))
    assert title in page
    assert "1 " in page
    assert not [key for key in client.get(section).context["form"].fields if key.startswith("no_")]

    url = address("cv_row", candidate, row=entry.pk)
    assert url in page
    changed = send(client, url, start="2017")
    assert changed.status_code == 302, changed.context["form"].errors
    assert CvEntry.objects.get().from_year == 2017

    gone = client.post(address("cv_remove_row", candidate, row=entry.pk), {"form_token": new_token(None)})
    assert gone["Location"] == section
    assert not CvEntry.objects.exists()
    assert CvEntry.history.filter(history_type="-").exists()


BAD_ROWS = [
    ({"start": "", "end": "2019", "work": "Còn đây"}, "start", "Hãy điền"),
    ({"start": "2016", "end": "", "work": "Còn đây"}, "end", "Còn đến nay"),
    ({"start": "5/2019", "end": "3/2019", "work": "Còn đây"}, "end", "phải sau khi bắt đầu (05/2019)"),
    ({"start": "2016", "end": "2017", "ongoing": "on", "work": "Còn đây"}, "ongoing", "bỏ dấu này"),
    ({"start": "13/2016", "end": "2017", "work": "Còn đây"}, "start", "Không có tháng 13"),
    ({"start": "2090", "end": "2091", "work": "Còn đây"}, "start", "chưa đến"),
    ({"start": "2016", "end": "2017", "work": "", "post": "Còn đây"}, "work", "Hãy điền"),
]


@pytest.mark.parametrize(("data", "field", "words"), BAD_ROWS)
def test_a_row_that_cannot_be_is_explained_and_stays_typed(client, candidate, data, field, words):
    response = send(client, address("cv_add", candidate, section="cong-viec"), **data)
    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors[field])
    assert "Còn đây" in text_of(response)
    assert not CvEntry.objects.exists()


def test_months_without_a_job_are_pointed_out_and_never_refused(client, candidate):
    add_entry(candidate, "jobs", Partial(2016, 9), Partial(2019, 2))
    add_entry(candidate, "jobs", Partial(2019, 9), None)
    for url in (section_url(candidate, "cong-viec"), address("cv", candidate)):
        assert "Từ 03/2019 đến 08/2019 chưa ghi làm gì." in text_of(client.get(url))
    assert record(candidate).is_done(record(candidate).edition.part("jobs"))


def test_a_list_says_its_limit(client, candidate, monkeypatch):
    monkeypatch.setattr(cv_actions, "MOST_ROWS", 1)
    add_entry(candidate, "jobs", Partial(2016, 9), Partial(2019, 2))
    response = send(client, address("cv_add", candidate, section="cong-viec"), **ROWS["cong-viec"])
    assert response.status_code == 422
    assert "tối đa 1 dòng" in text_of(response)
    assert "Dạy học ở Trường Khe Mẫu" in text_of(response)


def test_a_row_of_another_case_does_not_exist(client, cast, candidate):
    other = make_candidate(cast.A1, person=whole_person(full_name="Vàng A Mẫu"))
    entry = add_entry(other, "jobs", Partial(2016, 9))
    for name in ("cv_row", "cv_remove_row"):
        assert client.post(address(name, candidate, row=entry.pk), {"form_token": new_token(None)}).status_code == 404
    assert CvEntry.objects.exists()


# Two people at once


def test_who_saves_second_sees_both_versions_and_may_save_on_top(cast, client, candidate):
    other, url = sign_in(Client(), cast["staff_A"]), section_url(candidate, "nghe-nghiep")
    send(client, url, present_job="Nông dân")
    version = CurriculumVitae.objects.get().version
    assert send(other, url, present_job="Công nhân").status_code == 302
    response = client.post(url, {"form_token": new_token(None), "version": version, "present_job": "Giáo viên"})
    assert response.status_code == 409
    page = text_of(response)
    for words in ("Nông dân", "Công nhân", "Giáo viên", "Người dùng staff_A đã sửa phần này"):
        assert words in page
    assert record(candidate).value("present_job") == "Công nhân"
    again = {name: response.context["form"][name].value() for name in ("version", "present_job")}
    assert client.post(url, {**again, "form_token": new_token(None)}).status_code == 302
    assert record(candidate).value("present_job") == "Giáo viên"


def test_two_people_on_two_pages_do_not_disturb_each_other(cast, client, candidate):
    other = sign_in(Client(), cast["staff_A"])
    send(client, section_url(candidate, "ho-ten"), other_names="Đơn")
    version = CurriculumVitae.objects.get().version
    send(other, section_url(candidate, "tu-nhan-xet"), self_assessment="Tự thấy còn thiếu sót.")
    data = {"form_token": new_token(None), "version": version, "present_job": "Giáo viên"}
    assert client.post(section_url(candidate, "nghe-nghiep"), data).status_code == 302
    assert record(candidate).value("self_assessment") == "Tự thấy còn thiếu sót."


def test_ones_own_earlier_saves_are_no_clash_and_are_kept(client, candidate):
    url = section_url(candidate, "noi-o")
    send(client, url, birth_place="xã Cũ", nationality="Việt Nam")
    version = CurriculumVitae.objects.get().version
    send(client, url, birth_place="xã Mới")
    old_page = {"form_token": new_token(None), "version": version, "birth_place": "xã Cũ", "nationality": "Lào"}
    assert client.post(url, old_page).status_code == 302
    assert record(candidate).value("birth_place") == "xã Mới"
    assert record(candidate).value("nationality") == "Lào"


def test_two_people_at_one_row(cast, client, candidate):
    entry = add_entry(candidate, "jobs", Partial(2016, 9), Partial(2019, 2))
    url, other = address("cv_row", candidate, row=entry.pk), sign_in(Client(), cast["staff_A"])
    send(other, url, work="Làm rừng")
    data = {"form_token": new_token(None), "version": 1, "start": "9/2016", "end": "2/2019", "work": "Làm nương"}
    response = client.post(url, data)
    assert response.status_code == 409
    assert "Làm rừng" in text_of(response)
    assert "Làm nương" in text_of(response)


def test_what_was_typed_about_a_row_that_is_gone_is_not_lost(client, candidate):
    entry = add_entry(candidate, "jobs", Partial(2016, 9), Partial(2019, 2))
    url = address("cv_row", candidate, row=entry.pk)
    client.post(address("cv_remove_row", candidate, row=entry.pk), {"form_token": new_token(None)})
    data = {"form_token": new_token(None), "version": 1, "start": "9/2016", "end": "2/2019", "work": "Làm nương"}
    response = client.post(url, data)
    assert response.status_code == 409
    assert "Làm nương" in text_of(response)
    assert "đã bỏ dòng này" in text_of(response)
    assert client.get(url).status_code == 404


def test_a_page_sent_twice_counts_once(client, candidate):
    url, token = address("cv_add", candidate, section="cong-viec"), new_token(None)
    for _ in range(2):
        assert send(client, url, token=token, **ROWS["cong-viec"]).status_code == 302
    assert CvEntry.objects.count() == 1
