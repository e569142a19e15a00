"""The letter of each place that stands in the list of verification is made from that row."""

import pytest
from django.urls import reverse

from candidates import actions
from tests.candidates.desk_cases import decided_above
from tests.candidates.pages import browser_of
from tests.factories import make_candidate, make_cast, make_person

pytestmark = pytest.mark.django_db


def test_each_place_has_a_letter_that_names_it_and_no_relative(client):
    cast = make_cast()
    decided_above(cast)
    case = make_candidate(cast.A1, "cv_declared", person=make_person("Lường Thị Ban"))
    row = actions.ask_about(
        candidate=case, by=None, relation="father", place="home", body="Đảng ủy xã Bản Khoang", method="letter"
    )
    secretary = browser_of(cast["sec_A1"])
    listed = secretary.get(reverse("candidates:verifications", kwargs={"pk": case.pk})).content.decode()
    url = reverse("dossiers:form", kwargs={"pk": case.pk, "form": "20-knd", "part": row.pk})
    assert url in listed
    page = secretary.get(url).content.decode()
    assert "Đảng ủy xã Bản Khoang" in page
    assert "Cha đẻ của người vào Đảng (họ tên, năm sinh ghi trong lý lịch gửi kèm)" in page
    assert "cha đẻ, Đảng ủy xã Bản Khoang" in page
    alone = secretary.get(reverse("dossiers:form", kwargs={"pk": case.pk, "form": "20-knd", "part": 0}))
    assert alone.status_code == 200
    other = {"pk": case.pk, "form": "gioi-thieu-tham-tra", "part": row.pk}
    assert secretary.get(reverse("dossiers:form", kwargs=other)).status_code == 404
