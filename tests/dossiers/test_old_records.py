"""R17, from outside: what ended under former rules opens, prints the form of its day, and lacks nothing of today."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from candidates import actions
from tests.candidates.pages import browser_of
from tests.factories import make_cast, make_person

pytestmark = pytest.mark.django_db
DECIDED = {"old": date(2021, 2, 1), "new": date(2026, 8, 3)}


def decided(cell, on, *, ended):
    milestones = {"decide": on} | ({"admit": date(2021, 2, 20), "recognize": date(2022, 3, 1)} if ended else {})
    return actions.take_over(
        by=None,
        organization=cell,
        person=make_person(),
        stage="recognized" if ended else "decided",
        entered_on=date(2019, 3, 4),
        milestones=[actions.Milestone(key, day, actions.Paper("118-QĐ/ĐU")) for key, day in milestones.items()],
    )


def printed(client, candidate):
    """The decision on admission as it is downloaded."""
    url = reverse("dossiers:draft_pdf", kwargs={"pk": candidate.pk, "form": "9-knd", "part": 0})
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


def test_a_record_of_2021_opens_prints_its_old_form_and_lacks_nothing():
    cast = make_cast()
    client = browser_of(cast["sec_A1"])
    old = decided(cast.A1, DECIDED["old"], ended=True)
    page = client.get(reverse("candidates:detail", kwargs={"pk": old.pk})).text
    assert "Nội dung còn thiếu" not in page
    paper, fresh = printed(client, old), printed(client, decided(cast.A1, DECIDED["new"], ended=False))
    assert "Mẫu 9-KNĐ, Hướng dẫn 09-HD/BTCTW" in paper
    assert "Căn cứ Quy định 29-QĐ/TW" in paper
    assert "Mẫu 9-KNĐ, Hướng dẫn 38-HD/BTCTW" in fresh
    assert "Căn cứ Quy định 208-QĐ/TW" in fresh
    # The base committee's resolution was among the bases then, and no longer is.
    assert "của Đảng ủy cơ sở A về việc đề nghị" in paper
    assert "của Đảng ủy cơ sở A về việc đề nghị" not in fresh
