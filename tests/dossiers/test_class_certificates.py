"""Certificates of the awareness class: issued from the class's page; the cell only sees whether one exists."""

import re
import uuid
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from branches.models import Person
from candidates import actions
from candidates.models import TrainingClass
from dossiers.models import FormText
from tests.dossiers import form_cases as made
from tests.factories import days_ago, make_candidate, make_person, sign_in

pytestmark = pytest.mark.django_db
SAID = {"issuer": "Trung tâm Chính trị Mẫu", "place": "Suối Đá", "signer_name": "Hà Văn Mận"}


def ended(cast, count=2):
    """(an awareness class of X that has ended, its people, each with a certificate)."""
    held = actions.create_class(
        by=None, organization=cast.X, kind="awareness", name="Lớp nhận thức khóa II", starts_on=days_ago(20),
        ends_on=days_ago(16),
    )  # fmt: skip
    people = [
        make_candidate(cast.A1, person=make_person(f"Học Viên {number}", workplace="Trường Mẫu"))
        for number in range(count)
    ]
    rows = [actions.nominate(candidate=each, kind="awareness", by=None, on=days_ago(30)) for each in people]
    actions.assign_to_class(nominations=rows, training_class=held, by=None)
    done = {row: str(number) for number, row in enumerate(rows, 41)}
    actions.record_results(
        training_class=held, by=None, completed=done, absent=[], completed_on=days_ago(16), certificate_on=days_ago(15)
    )
    return TrainingClass.objects.get(pk=held.pk), people


def url(held, name="certificates"):
    return reverse(f"dossiers:{name}", args=[held.pk])


def page(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def send(client, held, version=0, **said):
    return client.post(url(held), {"form_token": str(uuid.uuid4()), "version": version, **SAID, **said})


def test_the_political_centre_reaches_them_from_the_class_and_prints_a_page_each(client, cast):
    held, people = ended(cast)
    sign_in(client, cast["centre_X"])
    assert url(held) in client.get(reverse("classes:detail", args=[held.pk])).content.decode()
    early = client.get(url(held, "certificates_pdf"))
    grade = f"grade_{people[0].nominations.get().pk}"

    assert (early.status_code, "Chưa in được" in page(early)) == (422, True)
    assert "Họ và tên người ký" in page(early)
    assert send(client, held, **{grade: "Khá"}).status_code == 302
    pdf = PdfReader(BytesIO(client.get(url(held, "certificates_pdf")).content))

    text = [" ".join(each.extract_text().split()) for each in pdf.pages]
    assert len(text) == 2
    assert "Trung tâm Chính trị Mẫu".upper() in text[0]
    assert "Chứng nhận: Học Viên 0" in text[0]
    assert "Kết quả học tập: Khá." in text[0]
    assert "Kết quả học tập" not in text[1]
    assert "Số: 41" in text[0]
    assert "GIÁM ĐỐC Hà Văn Mận" in text[1]
    printed = AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_PRINTED).values_list("about", flat=True)
    assert sorted(printed) == sorted(f"{each.code}: cn-ntvd" for each in people)
    for each in people:
        assert client.get(reverse("candidates:detail", args=[each.pk])).status_code == 403


def test_the_cell_sees_only_whether_it_exists(client, cast):
    _, people = ended(cast, 1)
    made.with_heads(cast)
    bare = made.bare(cast)
    sign_in(client, cast["sec_A1"])
    forms = reverse("dossiers:forms", args=[people[0].pk])
    one = {"pk": people[0].pk, "form": "cn-ntvd", "part": 0}

    assert f"CN-NTVĐ Đã cấp số 41, ngày {days_ago(15):%d/%m/%Y}" in page(client.get(forms))
    assert "CN-NTVĐ Chưa được cấp" in page(client.get(reverse("dossiers:forms", args=[bare.pk])))
    for name in ("form", "draft_pdf", "signed_pdf"):
        assert reverse(f"dossiers:{name}", kwargs=one) not in client.get(forms).content.decode()
        assert client.get(reverse(f"dossiers:{name}", kwargs=one)).status_code == 403
    sign_in(client, cast["staff_A"])
    assert client.get(reverse("dossiers:form", kwargs=one)).status_code == 200


def test_what_is_missing_of_a_person_is_said_with_the_name(client, cast):
    held, people = ended(cast)
    Person.objects.filter(pk=people[1].person_id).update(workplace="")
    sign_in(client, cast["centre_X"])
    send(client, held)

    assert "Đơn vị công tác, học tập: Học Viên 1." in page(client.get(url(held)))
    assert client.get(url(held, "certificates_pdf")).status_code == 422


def test_bad_input_is_said_at_its_field_and_stays_typed(client, cast):
    held, _ = ended(cast)
    sign_in(client, cast["centre_X"])

    response = send(client, held, issuer="", place="Vẫn còn đây")

    assert response.status_code == 422
    assert "Vẫn còn đây" in response.content.decode()
    assert not FormText.objects.exists()


def test_of_two_who_type_at_once_the_second_is_told(client, cast):
    held, _ = ended(cast)
    sign_in(client, cast["centre_X"])
    assert send(client, held).status_code == 302
    response = send(client, held, place="Nơi khác")

    assert (response.status_code, "Nơi khác" in response.content.decode()) == (409, True)
    assert {each.values["place"] for each in FormText.objects.all()} == {"Suối Đá"}


def test_who_only_sees_the_class_does_not_issue(client, cast):
    held, _ = ended(cast)
    sign_in(client, cast["sec_A1"])
    assert client.get(reverse("classes:detail", args=[held.pk])).status_code == 200
    assert client.get(url(held)).status_code == 403


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_the_class(client, cast, django_assert_max_num_queries):
    held, _ = ended(cast, 12)
    sign_in(client, cast["centre_X"])
    send(client, held)
    client.get(url(held))
    with django_assert_max_num_queries(16):
        client.get(url(held))
