"""2-KNĐ as a guide to be copied by hand: what it holds, by edition and profile, and that nothing is lost."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessRecord
from candidates.models import Candidate
from dossiers.cv.partial import Partial
from dossiers.cv.questions import QUESTIONS
from dossiers.drafting import fill, sheet_of
from dossiers.gather import case_of
from partydev.papers.rendering import as_pdf
from partydev.papers.text import as_text
from tests.dossiers.cv.pages import (
    add_entry,
    add_relative,
    address,
    fill_answers,
    fill_lists,
    open_profile,
    whole_person,
)
from tests.factories import make_candidate, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAYLOAD = """"><img src=x onerror=alert(1)>{{7*7}}</script><svg onload=alert(2)>"""
# 300 letters with everything that Vietnamese and the peoples of the highlands write.
LONG = ("Nguyễn Ƀŭ K’Brơi Čil Ŏ Đặng " * 12)[:299] + "Ộ"


def filled(candidate):
    """The form of the case as its page fills it."""
    found = Candidate.objects.select_related("person", "organization", "member__person", "waits_at")
    case = case_of(found.get(pk=candidate.pk), timezone.localdate())
    return fill(case, sheet_of(case, "2-knd", 0))


def text_of(candidate):
    return re.sub(r"\s+", " ", as_text(filled(candidate).draft))


def pdf_of(candidate):
    return PdfReader(BytesIO(as_pdf(filled(candidate).draft)))


def squeezed(reader):
    """The PDF's text without white space: lines break where they must."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def test_it_is_marked_as_a_guide_and_never_signed_as_printed(cast, candidate):
    assert "Bản gợi ý để người vào Đảng tự viết" in text_of(candidate)
    client = sign_in(Client(), cast["sec_A1"])
    url = reverse("dossiers:signed_pdf", kwargs={"pk": candidate.pk, "form": "2-knd", "part": 0})
    assert client.get(url).status_code == 404


def test_the_cover_and_all_26_parts_are_there(candidate):
    fill_answers(candidate, birth_name="Lò Thị Khai Sinh")
    fill_lists(candidate)
    paper = filled(candidate)
    assert paper.gaps == []
    text = text_of(candidate)
    for words in ("LÒ THỊ KHAI SINH", "Lò Thị Mẫu Đơn", "17/05/1998", "xã Bản Khoang", "(cấp ủy ghi)", "tự viết tay"):
        assert words in text
    for number in range(1, 27):
        assert f" {number}. " in text, number
    assert "Bản Khoang, ngày 15 tháng 3 năm 2026" in text
    for signer in ("NGƯỜI KHAI", "T/M CẤP ỦY", "T/M CHI ỦY (CHI BỘ)"):
        assert signer in text
    assert "…" not in text


def test_what_is_missing_is_named_and_leads_to_the_cv(cast, candidate):
    gaps = {gap.label: gap.page for gap in filled(candidate).gaps}
    assert gaps["Số căn cước"] == "cv"
    assert gaps["Lịch sử bản thân"] == "cv"
    page = sign_in(Client(), cast["sec_A1"]).get(
        reverse("dossiers:form", kwargs={"pk": candidate.pk, "form": "2-knd", "part": 0})
    )
    assert address("cv", candidate) in page.content.decode()


def test_an_empty_list_says_that_there_is_nothing(candidate):
    nothing = {key: True for key in QUESTIONS if key.startswith("no_")}
    fill_answers(candidate, **nothing, historical=None)
    text = text_of(candidate)
    assert "Chưa đi nước ngoài từ 3 tháng trở lên." in text
    assert "Đặc điểm lịch sử Không." in text


def test_the_older_form_has_its_numbers_and_not_the_newer_questions(candidate):
    fill_answers(candidate, pledged_on="2021-05-10", digital_skills="kỹ năng số riêng")
    text = text_of(candidate)
    for words in ("01. Họ và tên đang dùng", "12. Trình độ hiện nay", "17. Lịch sử bản thân", "09-HD/BTCTW"):
        assert words in text
    for words in ("001198004545", "kỹ năng số riêng", "căn cước", "quốc tịch: Nội dung"):
        assert words not in text


def test_a_closed_installation_prints_an_empty_table_of_relatives(candidate):
    fill_answers(candidate, family_by_hand=True)
    text = text_of(candidate)
    assert "21. Hoàn cảnh gia đình Bản cài đặt này chỉ dùng sổ theo dõi" in text
    assert "Quan hệ, họ và tên, năm sinh" in text
    assert "Anh, chị, em ruột; con" in text


def test_an_open_installation_prints_the_relatives(candidate, settings):
    open_profile(settings)
    add_relative(candidate, full_name="Lò Văn Cha", died=Partial(2019), death_cause="bệnh")
    text = text_of(candidate)
    assert "Cha đẻ: Lò Văn Cha, sinh năm 1958, mất năm 2019 (bệnh)" in text
    assert "Quan hệ, họ và tên, năm sinh" not in text


def test_a_readmission_tells_the_first_time(candidate):
    Candidate.objects.filter(pk=candidate.pk).update(is_readmission=True)
    fill_answers(candidate, first_admitted_at="Chi bộ Khe Cũ")
    assert "Chi bộ Khe Cũ" in text_of(candidate)


def test_forty_relatives_and_the_longest_texts_lose_no_letter(cast, settings):
    open_profile(settings)
    candidate = make_candidate(cast.A1, person=whole_person(full_name=LONG[:300]))
    fill_answers(candidate, text=LONG)
    fill_lists(candidate, text=LONG)
    for number in range(40):
        kin = ("paternal_grandfather", "mother", "sibling", "child")[number % 4]
        add_relative(candidate, kin, text=LONG, full_name=LONG, death_cause=LONG, died=Partial(2019))
    reader = pdf_of(candidate)
    text, whole = squeezed(reader), re.sub(r"\s+", "", LONG)
    typed = sum(question.kind in ("line", "text") for question in QUESTIONS.values())
    # Each relative: name, cause of death, and what is asked of its kind.
    assert text.count(whole) >= 40 * 8 + typed - 12
    assert "\ufffd" not in text
    fonts = {font for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert all("+" in font.get_object()["/BaseFont"] for font in fonts), "a font is not embedded"


def test_text_stays_text_on_the_page_and_in_the_pdf(cast, candidate, settings):
    open_profile(settings)
    fill_answers(candidate, text=PAYLOAD, birth_name="")
    add_entry(candidate, "jobs", Partial(2016, 9), text=PAYLOAD)
    add_relative(candidate, text=PAYLOAD)
    client = sign_in(Client(), cast["sec_A1"])
    for url in (
        address("cv", candidate),
        address("cv_section", candidate, section="cong-viec"),
        address("cv_section", candidate, section="noi-o"),
        address("cv_section", candidate, section="gia-dinh"),
        reverse("dossiers:form", kwargs={"pk": candidate.pk, "form": "2-knd", "part": 0}),
    ):
        page = client.get(url).content.decode()
        assert "<img src=x" not in page, url
        assert "<svg onload" not in page, url
    reader = pdf_of(candidate)
    assert re.sub(r"\s+", "", PAYLOAD) in squeezed(reader)
    assert not reader.attachments
    assert not {"/JavaScript", "/OpenAction", "/AA"} & set(reader.trailer["/Root"])


def test_printing_is_logged(cast, candidate):
    client = sign_in(Client(), cast["sec_A1"])
    url = reverse("dossiers:draft_pdf", kwargs={"pk": candidate.pk, "form": "2-knd", "part": 0})
    assert client.get(url)["Content-Type"] == "application/pdf"
    assert AccessRecord.objects.filter(kind="dossier_printed", about__startswith=candidate.code).count() == 1
