"""Ballots for a secret vote: as many as may vote, two to a sheet, everyone alike, nothing that tells who voted."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from candidates.ballot_papers import ballots
from partydev.papers.rendering import as_ballots
from tests.candidates.desk_cases import appraised
from tests.candidates.meeting_pages import page, planned
from tests.factories import days_ago, make_candidate, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def sheets(response):
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(response.content)).pages


def words(sheet):
    return " ".join(sheet.extract_text().split())


def test_a_meeting_has_a_ballot_for_each_member_of_the_body_two_to_a_sheet(cast):
    people = [appraised(cast, days_ago(50 - 5 * place), name=f"Lò Thị Số {place}") for place in range(2)]
    meeting = planned(cast, *people, eligible=9)
    head = sign_in(Client(), cast["head_A"])
    address = reverse("desk:meeting_paper_pdf", args=[meeting.pk, "phieu-bieu-quyet"])

    assert address in page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    assert "PHIẾU BIỂU QUYẾT" in page(head.get(reverse("desk:meeting_paper", args=[meeting.pk, "phieu-bieu-quyet"])))
    response = head.get(address)
    found = sheets(response)

    assert len(found) == 5
    for sheet in found:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (842, 595)
    assert [words(sheet).count("PHIẾU BIỂU QUYẾT") for sheet in found] == [2, 2, 2, 2, 1]
    ways = ("Tán thành", "Không tán thành", "Ý kiến khác")
    for said in ("Lò Thị Số 0", "Lò Thị Số 1", "Xét, đề nghị kết nạp đảng viên", *ways):
        assert words(found[4]).count(said) >= 1
    assert len({words(sheet) for sheet in found[:4]}) == 1
    for said in ("Số ", "Chữ ký", "Người bỏ phiếu", "…", "T/M"):
        assert said not in words(found[4]).replace("Lò Thị Số", "")
    printed = AccessRecord.objects.filter(kind=AccessRecord.Kind.DOSSIER_PRINTED)
    assert {row.dossier for row in printed} == {each.code for each in people}


def test_a_cell_prints_them_from_the_page_of_its_vote(cast):
    candidate = make_candidate(cast.A1, "opinions_collected")
    secretary = sign_in(Client(), cast["sec_A1"])
    address = reverse("candidates:vote_ballots", args=[candidate.pk, "cell_vote"])

    shown = secretary.get(reverse("candidates:step", args=[candidate.pk, "cell_vote"])).content.decode()
    found = sheets(secretary.get(address))

    assert address in shown
    assert sum(words(sheet).count("PHIẾU BIỂU QUYẾT") for sheet in found) == 5
    assert candidate.person.full_name in words(found[0])
    assert "Xét đề nghị kết nạp đảng viên" in words(found[0])
    for other in ("committee_vote", "apply", "khong-co"):
        assert secretary.get(reverse("candidates:vote_ballots", args=[candidate.pk, other])).status_code == 404
    early = make_candidate(cast.A1, "listed")  # no vote is to come yet
    assert secretary.get(reverse("candidates:vote_ballots", args=[early.pk, "cell_vote"])).status_code == 404
    assert sign_in(Client(), cast["sec_B1"]).get(address).status_code == 404
    assert sign_in(Client(), cast["lead_A"]).get(address).status_code == 403


def test_a_long_agenda_takes_several_ballots_and_every_one_stays_on_its_half():
    people = [
        (f"Nguyễn Hoàng Thị Phương Khuê Ngọc Trường Giang {place}", "Xét, đề nghị kết nạp") for place in range(30)
    ]
    made = ballots(
        upper="Đảng ủy tỉnh Mẫu", issuer="Đảng ủy xã Mẫu", place="Mẫu", held_by="Ban Thường vụ", people=people
    )

    found = PdfReader(BytesIO(as_ballots(made, 3))).pages

    assert len(made) > 1
    assert len(found) == 2 * len(made)
    said = " ".join(words(sheet) for sheet in found)
    assert all(said.count(f"Giang {place} ") == 3 for place in range(30))
