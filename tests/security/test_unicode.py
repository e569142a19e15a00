"""One canonical form goes in, every way of typing finds it, and a twin is seen as one: R19."""

import io
import unicodedata

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from branches.models import Person
from candidates.models import Candidate
from partydev.once import new_token
from partydev.papers.pdf import render
from tests.factories import make_cast, sign_in
from tests.security.sent import day

pytestmark = pytest.mark.django_db
NFD = unicodedata.normalize("NFD", "Nguyễn Thị Hòa")
# What is typed, what is kept, and whether the page says that something was mended.
NAMES = [
    ("Nguyễn Thị Hòa", "Nguyễn Thị Hòa", False),
    (NFD, "Nguyễn Thị Hòa", False),
    ("Nguyễn\u00a0Thị\u202fHòa", "Nguyễn Thị Hòa", False),
    ("\u200bNguyễn  Thị\tHòa \ufeff", "Nguyễn Thị Hòa", False),
    ("\u00d0ỗ Văn \u00d0ức", "Đỗ Văn Đức", True),
    ("\u0189ỗ Văn \u0189ức", "Đỗ Văn Đức", True),
    ("K\u2019Brơi", "K\u2019Brơi", False),
    ("H'Ƀŭ Čil", "H'Ƀŭ Čil", False),
    ("Uỷ Ban", "Uỷ Ban", False),
]
SEARCHES = {
    "Nguyễn Thị Hòa": ["nguyen thi hoa", "NGUYỄN THỊ HOÀ", NFD, "thị hòa", "Nguyễn\u00a0Thị"],
    "Đỗ Văn Đức": ["do van duc", "ĐỖ VĂN ĐỨC", "\u00d0ỗ Văn", "đức"],
    "K\u2019Brơi": ["k'brơi", "K\u2019broi"],
    "Uỷ Ban": ["ủy ban", "uy ban", "UỶ"],
}


@pytest.fixture
def client_of_a1():
    return sign_in(Client(), make_cast()["sec_A1"])


def enter(client, name, birth_date="02/03/1999", **more):
    data = {"full_name": name, "birth_date": birth_date, "sex": "female", "ethnicity": "01", "religion": "00"}
    data |= {"on": day(0), "source": "cell", "form_token": new_token(None), **more}
    return client.post(reverse("candidates:enter"), data)


@pytest.mark.parametrize(("typed", "kept", "mended"), NAMES)
def test_a_name_is_kept_in_one_form(client_of_a1, typed, kept, mended):
    response = enter(client_of_a1, typed)
    assert response.status_code == 302
    person = Candidate.objects.latest("pk").person
    assert person.full_name == kept
    assert unicodedata.is_normalized("NFC", person.full_name)
    page = client_of_a1.get(response["Location"]).content.decode()
    assert ("Đã thay chữ Ð" in page) == mended


@pytest.mark.parametrize(("name", "ways"), SEARCHES.items(), ids=list(SEARCHES))
def test_every_way_of_typing_finds_it(client_of_a1, name, ways):
    enter(client_of_a1, name)
    for words in ways:
        for address in ("search", "candidates:list"):
            page = client_of_a1.get(reverse(address), {"q": words})
            shown = name if "'" not in name and "\u2019" not in name else "Brơi"
            assert shown in page.content.decode(), f"{address}: {words!r}"


def test_a_twin_in_other_letters_is_seen(client_of_a1):
    enter(client_of_a1, "Đỗ Thị Hòa")
    for twin in (unicodedata.normalize("NFD", "Đỗ Thị Hòa"), "\u00d0ỗ Thị Hoà", "ĐỖ  THỊ HÒA"):
        response = enter(client_of_a1, twin)
        assert response.status_code == 422
        assert "same_person" in response.context["form"].errors
    assert Person.objects.filter(search="do thi hoa").count() == 1


def test_the_text_of_a_pdf_is_what_was_kept():
    letters = "Đỗ Thị Hòa, K\u2019Brơi, H'Ƀŭ Čil, Uỷ ban, NGUYỄN, ẫ ẵ ỗ ỡ ỹ Ỹ"
    content = render(f"<html lang='vi'><body><p>{letters}</p></body></html>")
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert unicodedata.normalize("NFC", text.strip()) == letters
