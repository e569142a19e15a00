"""The pages of official forms: what is missing, what is typed, drafts, papers to be signed, all at once."""

import re
import uuid
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from branches.models import Person
from candidates.actions.remedies import record_remedy
from dossiers.catalogue_table import FORMS
from dossiers.models import FormText
from tests.candidates.desk_cases import step, vote
from tests.dossiers import form_cases as made
from tests.dossiers.form_pages import cast_with_a_decision, page, url
from tests.factories import days_ago, make_candidate, make_person, sign_in
from tests.kept import once_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]


made_cast = once_a_module(cast_with_a_decision)


@pytest.fixture
def candidate(cast):
    return cast.candidates["decided"]


def pdf_text(content):
    return " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages).split())


def send(client, candidate, slug, part=0, **data):
    data = {"form_token": str(uuid.uuid4()), "version": 0, **data}
    return client.post(url("form", candidate, slug, part), data)


# The list


def test_the_list_says_what_each_form_lacks_and_leads_there(client, cast, candidate):
    sign_in(client, cast["sec_A1"])

    text = page(client.get(url("forms", candidate)))

    assert "Nghị quyết đề nghị kết nạp đảng viên của chi bộ 6-KNĐ Còn thiếu" in text
    assert re.search(r"Quyết định kết nạp đảng viên 9-KNĐ (Đủ để in)", text)
    assert re.search(r"đảng ủy cơ sở 8-KNĐ Cấp khác chuẩn bị, thiếu \d+ nội dung", text)
    assert re.search(r"đảng viên chính thức 16-KNĐ Chưa đến lượt", text)


def test_the_persons_page_leads_to_the_forms(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    response = client.get(reverse("candidates:detail", kwargs={"pk": candidate.pk}))
    assert url("forms", candidate) in response.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_people_around(
    client, cast, candidate, django_assert_max_num_queries
):
    sign_in(client, cast["sec_A1"])
    with django_assert_max_num_queries(120):
        client.get(url("forms", candidate))


# One form


def test_a_form_names_each_gap_with_the_place_where_it_is_closed(client, cast):
    bare = made.bare(cast)
    sign_in(client, cast["sec_A1"])

    response = client.get(url("form", bare, "9-knd"))

    assert "Nội dung còn thiếu" in page(response)
    assert reverse("candidates:person", kwargs={"pk": bare.pk}) in response.content.decode()
    assert "(chưa có quê quán)" in page(response)


def test_what_is_typed_stands_in_the_paper_and_the_next_draft_begins(client, cast, candidate):
    sign_in(client, cast["sec_A1"])

    first = send(client, candidate, "6-knd", strengths="Gương mẫu, được tin cậy", probationers="2")
    again = send(client, candidate, "6-knd", version=1, strengths="Gương mẫu", probationers="2")

    assert (first.status_code, again.status_code) == (302, 302)
    text = page(client.get(url("form", candidate, "6-knd")))
    assert "Dự thảo lần thứ 2" in text
    assert "Ưu điểm: Gương mẫu" in text
    held = FormText.objects.get(candidate=candidate)
    assert (held.version, held.values["probationers"], held.written_by) == (2, 2, cast["sec_A1"])
    assert held.history.count() == 2


def test_saving_the_same_again_makes_no_new_draft(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    send(client, candidate, "6-knd", motive="Trong sáng")
    send(client, candidate, "6-knd", version=1, motive="Trong sáng")
    assert FormText.objects.get(candidate=candidate).draft == 1


def test_two_who_type_at_once_both_see_both_versions_and_nothing_is_lost(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    send(client, candidate, "6-knd", motive="Động cơ trong sáng")
    sign_in(client, cast["dep_A1"])

    response = send(client, candidate, "6-knd", motive="Phấn đấu vì lý tưởng của Đảng")

    assert response.status_code == 409
    text = page(response)
    assert "Động cơ trong sáng" in text
    assert "Phấn đấu vì lý tưởng của Đảng" in response.content.decode()
    assert FormText.objects.get(candidate=candidate).values["motive"] == "Động cơ trong sáng"
    version = re.search(r'name="version" value="(\d+)"', response.content.decode())[1]
    assert send(client, candidate, "6-knd", version=version, motive="Cả hai").status_code == 302
    assert FormText.objects.get(candidate=candidate).values["motive"] == "Cả hai"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"probationers": "ba"}, "phải là một số nguyên"),
        ({"probationers": "1", "probationers_present": "3"}, "nhiều hơn tổng số đảng viên dự bị (1)"),
        ({"strengths": "x" * 3001}, "dài tối đa 3.000 ký tự"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays_typed(client, cast, candidate, typed, said):
    sign_in(client, cast["sec_A1"])

    response = send(client, candidate, "6-knd", motive="Vẫn còn đây", **typed)

    assert response.status_code == 422
    assert said in page(response)
    assert "Vẫn còn đây" in response.content.decode()
    assert not FormText.objects.exists()


def test_unusual_letters_are_kept_in_one_form_and_a_foreign_letter_is_told(client, cast, candidate):
    sign_in(client, cast["sec_A1"])

    send(client, candidate, "6-knd", chair="Ðặng Thi\u0323 Ƀ K’Brih")
    text = page(client.get(url("form", candidate, "6-knd")))

    assert "Đặng Thị Ƀ K’Brih" in text
    assert "Đã thay chữ Ð" in text


def test_a_form_is_typed_by_whom_it_belongs_to(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    assert send(client, candidate, "8-knd", chair="Tôi").status_code == 403
    sign_in(client, cast["staff_A"])
    assert send(client, candidate, "8-knd", chair="Hà Văn Mận").status_code == 302
    sign_in(client, cast["lead_A"])
    assert client.get(url("form", candidate, "8-knd")).status_code == 200
    assert send(client, candidate, "8-knd", version=1, chair="Tôi").status_code == 403
    sign_in(client, cast["sec_B1"])
    assert client.get(url("form", candidate, "6-knd")).status_code == 404


def test_a_form_that_the_case_does_not_have_is_not_found(client, cast, candidate):
    sign_in(client, cast["staff_A"])
    for slug, part in (("7-knd", 0), ("6-knd", 5), ("khong-co", 0)):
        assert client.get(url("form", candidate, slug, part)).status_code == 404


# PDF


def test_a_paper_to_be_signed_waits_until_nothing_is_missing(client, cast, candidate):
    sign_in(client, cast["sec_A1"])

    refused = client.get(url("signed_pdf", candidate, "6-knd"))
    made.type_all(candidate, "6-knd")
    whole = client.get(url("signed_pdf", candidate, "6-knd"))

    assert refused.status_code == 422
    assert "Chưa in được bản để ký" in page(refused)
    assert "Ưu điểm" in page(refused)
    assert whole["Content-Type"] == "application/pdf"
    assert "Dự thảo" not in pdf_text(whole.content)
    assert f"6-knd-{candidate.code.lower()}.pdf" in whole["Content-Disposition"]
    assert "Lò" not in whole["Content-Disposition"]


def test_a_step_against_the_rules_keeps_its_paper_from_being_signed_and_says_the_clause(client, cast):
    young = make_person("Sùng A Trẻ", birth_date=days_ago(17 * 365), home_place="xã Mẫu", workplace="Trường Mẫu")
    candidate = made.fresh(make_candidate(cast.A1, stage="opinions_collected", person=young))
    step(candidate, "cell_vote", cast["sec_A1"], days_ago(3), ballot=vote(5, 5), as_happened=True, reason="Đã họp.")
    made.type_all(candidate, "6-knd")
    assert made.filled(candidate, "6-knd").is_whole
    sign_in(client, cast["sec_A1"])

    response = client.get(url("signed_pdf", candidate, "6-knd"))

    assert response.status_code == 422
    assert "18 tuổi" in page(response)
    assert "Theo điểm 1.1" in page(response)
    assert client.get(url("draft_pdf", candidate, "6-knd")).status_code == 200
    assert "Chưa đúng quy định" in page(client.get(url("forms", candidate)))

    kept = {"kind": "accepted", "number": "12-TB/ĐU", "issuer": "Đảng ủy cơ sở A", "text": "Giữ nguyên kết quả."}
    record_remedy(event=candidate.events.get(kind="cell_vote"), by=cast["head_A"], on=days_ago(1), **kept)
    assert client.get(url("signed_pdf", candidate, "6-knd")).status_code == 200


def test_a_form_whose_text_was_not_read_says_so_on_both_pages(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    assert "20-KNĐ, mẫu chưa được xác nhận" in page(client.get(url("forms", candidate)))
    assert "Mẫu chưa được xác nhận" in page(client.get(url("form", candidate, "20-knd")))
    assert "Mẫu chưa được xác nhận" not in page(client.get(url("form", candidate, "6-knd")))


def test_every_print_leaves_a_row_with_the_code_of_the_case_and_the_form(client, cast, candidate):
    sign_in(client, cast["sec_A1"])

    client.get(url("draft_pdf", candidate, "6-knd"))
    client.get(url("signed_pdf", candidate, "9-knd"))
    client.get(url("signed_pdf", candidate, "6-knd"))  # refused: nothing was printed
    client.get(url("bundle_pdf", candidate))

    printed = AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_PRINTED).order_by("pk")
    code = candidate.code
    assert [row.about for row in printed] == [f"{code}: 6-knd", f"{code}: 9-knd", f"{code}: all_forms"]


def test_guides_are_marked_and_never_printed_for_signing(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    guides = [form for form in FORMS if form.guide]
    assert {"1-knd", "2-knd"} <= {form.slug for form in guides}
    for form in guides:
        text = pdf_text(client.get(url("draft_pdf", candidate, form.slug)).content).lower()
        assert "bản gợi ý để người vào đảng tự viết" in text, form.slug
        assert client.get(url("signed_pdf", candidate, form.slug)).status_code == 404


def test_all_forms_come_in_one_zip_in_the_order_of_the_dossier(client, cast, candidate):
    sign_in(client, cast["sec_A1"])

    response = client.get(url("bundle_zip", candidate))

    names = zipfile.ZipFile(BytesIO(response.content)).namelist()
    slugs = [re.sub(r"^\d+-|-(du-thao|goi-y)?\.pdf$|\.pdf$", "", name) for name in names]
    order = [form.slug for form in FORMS]
    places = [order.index(slug.removesuffix("-du-thao").removesuffix("-goi-y")) for slug in slugs]
    assert places == sorted(places)
    assert any(name.endswith("-9-knd.pdf") for name in names)
    assert any(name.endswith("-6-knd-du-thao.pdf") for name in names)
    assert not any("16-knd" in name for name in names)
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in names)
    printed = AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_PRINTED)
    logged = sorted(printed.values_list("about", flat=True))
    assert logged == sorted(f"{candidate.code}: {slug}" for slug in slugs)


def test_all_forms_in_one_pdf_each_begin_on_a_page_of_their_own(client, cast, candidate):
    sign_in(client, cast["sec_A1"])
    packed = zipfile.ZipFile(BytesIO(client.get(url("bundle_zip", candidate)).content))
    pages = sum(len(PdfReader(BytesIO(packed.read(name))).pages) for name in packed.namelist())

    whole = PdfReader(BytesIO(client.get(url("bundle_pdf", candidate)).content))

    assert len(whole.pages) == pages
    text = pdf_text(client.get(url("bundle_pdf", candidate)).content)
    for said in (r"Số 125-QĐ/ĐU", r"Số \d+-NQ/CB", "T/M CHI BỘ", "T/M BAN THƯỜNG VỤ"):
        assert re.search(said, text), said


# Hostile text


def test_text_that_looks_like_code_stands_as_it_was_typed_in_every_form(client, cast):
    candidate = made.recognized(cast)
    hostile = f"{made.TAG} {made.TEMPLATE}"
    Person.objects.filter(pk=candidate.person_id).update(full_name=hostile, home_place=hostile, workplace=hostile)
    made.type_all(candidate, text=hostile)
    sign_in(client, cast["head_X"])
    _, found = made.sheets_of(candidate)
    assert len(found) > 15
    for sheet in found:
        response = client.get(url("form", candidate, sheet.form.slug, sheet.part))
        html = response.content.decode()
        assert "<img src=x" not in html, sheet.form.slug
        assert made.TEMPLATE in html, sheet.form.slug
        content = client.get(url("draft_pdf", candidate, sheet.form.slug, sheet.part)).content
        text = pdf_text(content).replace(" ", "")
        assert "49" not in re.findall(r"onerror=alert\(1\)>(..)", text), sheet.form.slug
        assert "{{7*7}}" in text, sheet.form.slug


def test_the_helper_of_a_person_opens_no_forms(client, cast, candidate):
    step(made.bare(cast), "list", cast["sec_A1"], days_ago(3))
    sign_in(client, cast["helper_A1"])
    assert client.get(url("forms", candidate)).status_code == 403
