"""The pages and papers of the statistical forms: who may have them, what they say, what stays once sent."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from reports.models import ReportRevision
from reports.official.forms import FORMS
from reports.quarterly import period_of
from reports.sending import life
from tests.factories import sign_in
from tests.kept import once_a_module
from tests.reports.official_world import admit, build, made
from tests.reports.reporting import quick_papers, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
world = once_a_module(build)


def test_the_forms_of_a_period_are_listed_and_read(world, client):
    sign_in(client, world["reader"])
    page = client.get(reverse("reports:forms", args=["huyen", "2025"])).content.decode()
    for form in FORMS.values():
        assert form.title in page
        assert reverse("reports:form", args=["huyen", "2025", form.code]) in page
    assert (
        reverse("reports:forms", args=["huyen", "2025"])
        in client.get(reverse("reports:report", args=["huyen", "2025"])).content.decode()
    )
    page = client.get(reverse("reports:form", args=["huyen", "2025", "2"])).content.decode()
    for words in (
        "Biểu số 2-BTCTW",
        "Thống kê đảng viên mới kết nạp",
        "NGƯỜI LẬP BIỂU",
        "TRƯỞNG BAN",
        "theo nguồn thứ cấp",
    ):
        assert words in page
    assert "chi_tieu=admitted%3Asex%3Dfemale" in page


@pytest.mark.parametrize(
    "args",
    [
        ("huyen", "2025", "6"),
        ("huyen", "2025", "2b"),
        ("huyen", "3000", "2"),
        ("khong", "2025", "2"),
        ("thon-1", "2025", "5"),
    ],
)
def test_what_is_no_form_is_not_there(world, client, args):
    sign_in(client, world["reader"])
    for name in ("form", "form_pdf"):
        assert client.get(reverse(f"reports:{name}", args=args)).status_code == 404


def test_the_paper_has_its_head_and_both_signatures_and_is_logged(world, client):
    sign_in(client, world["reader"])
    answer = client.get(reverse("reports:form_pdf", args=["huyen", "2025", "2"]))
    assert answer["Content-Disposition"] == 'attachment; filename="bieu-2-huyen-2025.pdf"'
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    for words in ("HUYỆN ỦY MẪU BAN TỔ CHỨC", "Biểu số 2-BTCTW", "THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP NĂM 2025",
                  "NGƯỜI LẬP BIỂU", "TRƯỞNG BAN", "- Nữ 2 1 200,00"):  # fmt: skip
        assert words in text
    assert "DỰ THẢO" not in text
    logged = AccessRecord.objects.filter(kind=AccessRecord.Kind.REPORT_DOWNLOADED).get()
    assert logged.about == "Biểu số 2-BTCTW, năm 2025"


@pytest.mark.parametrize(
    ("unit", "key", "status"),
    [("thon-1", "admitted:ethnicity=11&sex=female", 404), ("huyen", "admitted:ethnicity=11&sex=female", 200),
     ("thon-1", "admitted:ethnicity=11", 200), ("thon-2", "members:minority=no&sex=male", 200)],
)  # fmt: skip
def test_who_would_be_known_by_people_and_more_is_not_told_outside_the_unit(world, client, unit, key, status):
    sign_in(client, world["reader"])
    asked = {"don_vi": unit, "ky": "2025", "chi_tieu": key}
    assert client.get(reverse("reports:people"), asked).status_code == status


def test_a_form_stays_as_it_was_when_its_report_was_sent(world, client, monkeypatch):
    quick_papers(monkeypatch)
    sign_in(client, world["reader"])
    address, kept = reverse("reports:form", args=["huyen", "2025", "2"]), "Biểu giữ nguyên như lúc chốt số liệu"
    before = client.get(address)
    assert kept not in before.text
    life.submit(by=None, organization=world["huyen"], period=period_of(world["huyen"], "2025"), version=0)
    code = ReportRevision.objects.get().code
    admit(world["thon-1"], date(2025, 6, 1), sex="female")
    page, pdf = client.get(address), client.get(reverse("reports:form_pdf", args=["huyen", "2025", "2"]))
    assert kept in page.text
    assert numbers_in(page) == numbers_in(before)
    assert f"chot={code}" in page.text  # its lists are those of then
    assert "- Nữ 2 1 200,00" in text_of(pdf.content)
    now = client.get(address, {"hien_nay": 1})
    assert numbers_in(now) != numbers_in(before)
    assert "Biểu dưới đây tính theo dữ liệu hiện nay" in now.text
    named = client.get(address, {"chot": code})
    assert numbers_in(named) == numbers_in(before)
    assert client.get(reverse("reports:form", args=["huyen", "2024", "2"]), {"chot": code}).status_code == 404
    assert (
        reverse("reports:forms", args=["huyen", "2025"])
        in client.get(reverse("reports:report", args=["huyen", "2025"])).text
    )


def numbers_in(page):
    return re.findall(r">([\d.,]+)<", page.context["fragment"])


def test_a_cells_form_is_signed_by_its_secretary(world):
    paper = made("2", world["thon-1"]).document
    assert (paper.upper_name, paper.issuer_name, paper.signature.post) == ("Đảng ủy xã mẫu", "Chi bộ thôn 1", "BÍ THƯ")
