"""The letter of each place that stands in the list of verification is made from that row."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from candidates import actions
from dossiers import integrity
from dossiers.models import FormText
from partydev.once import new_token
from tests.candidates.desk_cases import decided_above
from tests.candidates.pages import browser_of
from tests.dossiers.cv.pages import open_profile
from tests.factories import make_candidate, make_cast, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


NAMED = "Vàng A Giấu Kín"


@pytest.fixture
def case():
    cast = make_cast()
    decided_above(cast)
    held = make_candidate(cast.A1, "cv_declared", person=make_person("Lường Thị Ban"))
    held.secretary, held.officer = cast["sec_A1"], cast["staff_A"]
    return held


def test_where_relatives_are_not_kept_no_form_stores_or_prints_their_names(case, settings):
    """Typed while the profile was open, they are hidden, named by `integrity`, and gone once cleared."""
    url = reverse("dossiers:form", kwargs={"pk": case.pk, "form": "20-knd", "part": 0})
    open_profile(settings)
    browser = browser_of(case.officer)
    typed = {"where": "Đảng ủy xã Mẫu", "to_verify": f"Ông {NAMED}, bố đẻ", "version": 0}
    assert browser.post(url, typed | {"form_token": new_token(None)}).status_code == 302
    assert NAMED in browser.get(url).content.decode()
    assert list(integrity.names_in_forms()) == []

    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}
    page = browser.get(url).content.decode()
    assert NAMED not in page
    assert 'name="to_verify"' not in page
    assert "những người thân cần thẩm tra (họ tên, năm sinh ghi trong lý lịch gửi kèm)" in page
    browser.post(url, typed | {"form_token": new_token(None), "version": 1, "where": "Đảng ủy xã Khác"})
    assert "to_verify" not in FormText.objects.get().values
    assert "Còn 1 biểu mẫu" in "".join(integrity.names_in_forms())  # in the history

    call_command("clear_relatives")
    assert list(integrity.names_in_forms()) == []
    assert NAMED not in str(list(FormText.history.values_list("values", flat=True)))


def test_a_name_from_before_the_profile_was_closed_is_on_no_page(case, settings):
    open_profile(settings)
    row = actions.ask_about(
        candidate=case, by=None, relation="father", place="home", body="Đảng ủy xã Mẫu", method="letter",
        full_name=NAMED,
    )  # fmt: skip
    urls = [
        reverse("candidates:verifications", kwargs={"pk": case.pk}),
        reverse("dossiers:form", kwargs={"pk": case.pk, "form": "20-knd", "part": row.pk}),
    ]
    browser = browser_of(case.secretary)
    assert all(NAMED in browser.get(url).content.decode() for url in urls)
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}
    assert not any(NAMED in browser.get(url).content.decode() for url in urls)
