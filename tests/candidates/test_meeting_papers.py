"""The papers of a committee's meeting, as they are read and printed."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from branches import actions as branch_actions
from candidates import actions
from candidates.desk.agenda import agenda
from candidates.desk.papers import build
from candidates.desk.presenter import presenter_of
from tests.candidates.desk_cases import appraised
from tests.candidates.meeting_pages import SIGNED, at_recognition, ballot, page, planned, post, result, shown
from tests.factories import days_ago, make_member, sign_in, today

pytestmark = [pytest.mark.django_db, pytest.mark.once]


# Papers

PRINTED = ("to-trinh", "trich-ngang", "bien-ban", "phieu-bieu-quyet")


def text_of(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(response.content)).pages).split())


def test_the_secretary_of_the_day_signs_the_submission(cast):
    meeting, later = planned(cast, appraised(cast, days_ago(50)), present=None), make_member(cast.A1, "Lò Văn Sau")
    for member, begins, ends in ((cast.mentor_member, days_ago(90), days_ago(2)), (later, days_ago(2), None)):
        branch_actions.set_position(by=None, member=member, organization=cast.A, title="secretary",
                                    starts_on=begins, ends_on=ends)  # fmt: skip
    for day, name in ((days_ago(4), str(cast.mentor_member)), (days_ago(2), "Lò Văn Sau")):
        meeting.submission_number, meeting.submission_on = "12-TTr/ĐU", day
        assert presenter_of(meeting).signature.name == name


def test_submission_is_a_draft_until_it_has_a_number(head, cast):
    cast.A.place = "Suối Đá"
    cast.A.save()
    meeting = planned(cast, appraised(cast, days_ago(50)), appraised(cast, days_ago(40)), present=None)
    url = reverse("desk:meeting_paper_pdf", args=[meeting.pk, "to-trinh"])

    draft = text_of(head.get(url))
    for odd in ("²", "²-TTr/BXDĐ"):  # a digit that is no number
        refused = post(head, "meeting_submission", meeting.pk, number=odd, submission_on=shown(days_ago(4)))
        assert refused.status_code == 422
    post(head, "meeting_submission", meeting.pk, number="12", submission_on=shown(days_ago(4)))
    issued = text_of(head.get(url))

    for said in (
        "ĐẢNG ỦY X",
        "ĐẢNG ỦY CƠ SỞ A",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TỜ TRÌNH",
        "Kính trình: Ban Chấp hành Đảng bộ cơ sở A",
        "02 quần chúng ưu tú",
        "T/M BAN THƯỜNG VỤ",
    ):
        assert said in issued
    assert "DỰ THẢO" in draft
    assert "DỰ THẢO" not in issued
    assert "Số 12-TTr/ĐU" in issued
    assert "Suối Đá, ngày" in issued
    assert "đồng chí" not in issued


def test_a_numbered_submission_keeps_whom_it_named_and_its_number_changes_with_a_reason_only(head, cast):
    stays, leaves, late = (
        appraised(cast, days_ago(ago), name=name)
        for ago, name in ((50, "Lò Thị Ở"), (45, "Lò Thị Rút"), (40, "Lò Muộn"))
    )
    meeting = planned(cast, stays, leaves, present=None)
    number = {"number": "12", "submission_on": shown(days_ago(4))}
    post(head, "meeting_submission", meeting.pk, **number)
    case = meeting.cases.get(candidate=leaves)
    shown_page = reverse("desk:meeting", args=[meeting.pk])

    assert "Tờ trình số 12-TTr/ĐU đã ban hành" in page(head.get(shown_page))
    silent = post(head, "remove_case", case.pk)
    added = post(head, "add_cases", meeting.pk, candidates=[late.pk])
    taken = post(head, "remove_case", case.pk, reason="Chi bộ xin rút")
    other = post(head, "meeting_submission", meeting.pk, **number | {"number": "15"})
    emptied = post(head, "meeting_submission", meeting.pk, **number | {"number": "", "reason": "Nhầm"})
    changed = post(head, "meeting_submission", meeting.pk, **number | {"number": "15", "reason": "Ghi nhầm số"})
    post(head, "meeting_attendance", meeting.pk, present=9)
    voted = post(head, "meeting_result", case.pk, **result(9))

    assert (silent.status_code, added.status_code, taken.status_code) == (422, 409, 302)
    assert (other.status_code, emptied.status_code, changed.status_code) == (422, 409, 302)
    assert voted.status_code == 409
    assert "nêu lý do rút khỏi danh sách" in page(silent)
    text = page(head.get(shown_page))
    assert "Rút khỏi danh sách: Chi bộ xin rút" in text
    assert "Trước là số 12" in text
    assert "Ghi nhầm số" in text
    papers = {key: text_of(head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, key]))) for key in PRINTED}
    assert "02 quần chúng ưu tú" in papers["to-trinh"]
    assert "Lò Thị Rút: rút khỏi danh sách: Chi bộ xin rút." in papers["trich-ngang"]
    assert "đối với 01 trường hợp" in papers["bien-ban"]
    assert "Chi bộ xin rút" in papers["bien-ban"]
    assert "Lò Thị Rút" not in papers["phieu-bieu-quyet"]


def test_a_number_without_anybody_taken_off_is_given_back_with_a_reason(head, cast):
    late = appraised(cast, days_ago(40))
    meeting = planned(cast, appraised(cast, days_ago(50)), present=None)
    number = {"number": "12", "submission_on": shown(days_ago(4))}
    post(head, "meeting_submission", meeting.pk, **number)

    assert post(head, "meeting_submission", meeting.pk, **number | {"number": ""}).status_code == 422
    assert post(head, "meeting_submission", meeting.pk, **number | {"number": "", "reason": "Nhầm"}).status_code == 302
    assert post(head, "add_cases", meeting.pk, candidates=[late.pk]).status_code == 302
    assert "Dự thảo, chưa có số" in page(head.get(reverse("desk:meeting", args=[meeting.pk])))


def test_the_committees_office_presents_to_its_standing_committee_and_its_number_stands_as_typed(client, cast):
    """The committee does not present to itself: the office signs, and "ĐU" is not put behind a typed symbol."""
    cast.X.place = "Suối Đá"
    cast.X.save()
    case = appraised(cast, days_ago(40))
    sign_in(client, cast["head_A"])
    base = planned(cast, case, held_on=days_ago(8))
    post(client, "meeting_result", base.cases.get().pk, **result(9))
    actions.advance(candidate=case, transition="forward", by=cast["staff_A"], on=days_ago(7))
    sign_in(client, cast["head_X"])
    meeting = planned(cast, case, body="standing", organization=cast.X, eligible=5, by="head_X", present=None)
    url = reverse("desk:meeting_paper_pdf", args=[meeting.pk, "to-trinh"])

    refused = post(client, "meeting_submission", meeting.pk, number="số 12", submission_on=shown(days_ago(4)))
    post(client, "meeting_submission", meeting.pk, number="12-TTr/BXDĐ", submission_on=shown(days_ago(4)))
    text = text_of(client.get(url))
    roster = text_of(client.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "trich-ngang"])))

    assert refused.status_code == 422
    assert "bắt đầu bằng chữ số" in page(refused)
    for said in ("BAN XÂY DỰNG ĐẢNG", "Số 12-TTr/BXDĐ", "TRƯỞNG BAN", "Lưu Ban Xây dựng Đảng"):
        assert said in text
    assert "TTr/ĐU" not in text + roster
    assert "T/M ĐẢNG ỦY" not in text + roster
    assert "DỰ THẢO" not in text
    assert "số 12-TTr/BXDĐ" in roster
    cast.X.place = ""
    cast.X.save()
    assert "DỰ THẢO" in text_of(client.get(url))  # nobody signs a paper without its place


def test_minutes_are_not_offered_before_the_meeting_and_never_say_that_nobody_passed(head, cast):
    coming = planned(cast, appraised(cast, days_ago(50)), held_on=today() + timedelta(days=3), present=None)
    held = planned(cast, appraised(cast, days_ago(40)), present=None)

    before = page(head.get(reverse("desk:meeting", args=[coming.pk])))
    text = text_of(head.get(reverse("desk:meeting_paper_pdf", args=[held.pk, "bien-ban"])))

    assert "Danh sách trích ngang" in before
    assert "bien-ban" not in before
    assert "chưa ghi kết quả biểu quyết" in text
    assert "không có" not in text


def test_all_faults_of_a_vote_are_said_at_once(head, cast):
    meeting = planned(cast, appraised(cast, days_ago(50)))

    data = result(9, present=10, votes_against="", votes_other="4", paper_on="32/01/2026")
    text = page(post(head, "meeting_result", meeting.cases.get().pk, **data))

    for said in ("Số có mặt (10) nhiều hơn", "Tổng số phiếu (13) nhiều hơn", "Số phiếu không tán thành", "32/01/2026"):
        assert said in text


def test_roster_lies_flat_and_tells_each_persons_facts(head, cast):
    meeting = planned(cast, appraised(cast, days_ago(50), name="Lò Thị Mẫu"))

    response = head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "trich-ngang"]))

    text = text_of(response).replace("- ", "-")
    sheet = PdfReader(BytesIO(response.content)).pages[0]
    assert sheet.mediabox.width > sheet.mediabox.height
    for said in (
        "DANH SÁCH TRÍCH NGANG",
        "Lò Thị Mẫu",
        "17/05/1998",
        "Kinh",
        "4/5",
        "Giúp đỡ:",
        "Giới thiệu:",
        "DỰ THẢO",
    ):
        assert said in text
    assert "Lo-Thi" not in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith(f'trich-ngang-{meeting.held_on:%Y-%m-%d}-{meeting.pk}.pdf"')


def test_people_share_pages_by_matter_and_nobody_signs_an_empty_page(head, cast):
    """Who was put on the agenda last is first where admission is asked; all papers and the page count them alike."""
    many = [appraised(cast, days_ago(50 - place), name=f"Lò Thị Số {place}") for place in range(5)]
    for case in many:
        case.person.workplace = "Trường Mầm non, Tiểu học và Trung học cơ sở xã Suối Đá, điểm trường bản Nà Tông"
        case.person.save()
    meeting = planned(cast, at_recognition(cast), *many, present=None)
    last = meeting.cases.get(order=1).candidate

    for key in ("trich-ngang", "bien-ban"):
        content = head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, key])).content
        sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(content)).pages]
        assert len(sheets) == 2, key
        assert last.person.full_name in sheets[-1]  # the last page, that of who signs, has at least the last row
        assert [f"Lò Thị Số {place}" in sheets[0] for place in range(3)] == [True] * 3, key
    submitted = text_of(head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "to-trinh"])))
    assert submitted.index("1. Xét, đề nghị kết nạp") < submitted.index("2. Xét, đề nghị công nhận")
    text = page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    link = reverse("candidates:detail", args=[last.pk])
    assert text.index("Lò Thị Số 4") < text.index(f'6. <a href="{link}')


def test_numbers_on_the_page_are_those_of_the_papers_and_earlier_votes_say_on_what(head, cast):
    case = appraised(cast, days_ago(50))
    meeting = planned(cast, case, present=None)
    post(head, "meeting_submission", meeting.pk, number="7", submission_on=shown(days_ago(4)))
    item = meeting.cases.get()
    asked = page(head.get(reverse("desk:meeting_result", args=[item.pk])))
    assert "<dt>Chi bộ biểu quyết đề nghị kết nạp, ngày" in asked
    post(
        head,
        "meeting_attendance",
        meeting.pk,
        present=9,
        minutes_number="3",
        chair="Lò Văn Chủ",
        minutes_by="Lò Thị Ghi",
    )
    post(head, "meeting_result", item.pk, **result(9, paper_number="8"))
    text = page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    for said in ("Số 07-TTr/ĐU, ngày", "Nghị quyết số 08-NQ/ĐU, ngày", "Số 03-BB/ĐU"):
        assert said in text, said


def test_roster_and_slips_tell_afterwards_what_they_told_before_the_vote(head, cast):
    case = appraised(cast, days_ago(50), name="Lò Thị Mẫu")
    meeting = planned(cast, case)
    papers = [reverse("desk:meeting_paper_pdf", args=[meeting.pk, key]) for key in ("trich-ngang", "phieu-xin-y-kien")]
    before = [text_of(head.get(url)) for url in papers]
    item = meeting.cases.get()
    said = {"case": item, "by": cast["rec_A"], "votes": ballot(8, 9), "paper": actions.Paper("07-NQ/ĐU")}
    actions.record_result(**said)
    actions.move_cell(candidate=case, to=cast.A2, by=None, on=days_ago(0))

    assert [text_of(head.get(url)) for url in papers] == before
    assert not any("07-NQ/ĐU" in text for text in before)


def test_minutes_tell_each_persons_result_and_are_signed_by_two(head, cast):
    first, second = appraised(cast, days_ago(50)), appraised(cast, days_ago(40))
    meeting = planned(cast, first, second)
    places = list(meeting.cases.order_by("order"))
    post(head, "meeting_result", places[0].pk, **result(9, paper_number="8"))
    post(head, "meeting_result", places[1].pk, **result(4, paper_number=""))

    # A line may end behind the slash.
    text = text_of(head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "bien-ban"]))).replace("/ ", "/")

    for said in ("BIÊN BẢN", "Không đủ số phiếu (cần ít nhất 6)", "CHỦ TRÌ"):
        assert said in text
    assert "Đủ số phiếu (cần ít nhất 6); nghị quyết số 08-NQ/ĐU" in text  # typed as "8"
    assert "NGƯỜI GHI BIÊN BẢN" in text


def test_minutes_say_when_and_where_who_was_there_and_what_lay_before_them(head, cast):
    meeting = planned(cast, appraised(cast, days_ago(50)), present=None)
    post(head, "meeting_submission", meeting.pk, number="7", submission_on=shown(days_ago(4)))
    held = {"venue": "Phòng họp <b>xã</b>", "began_at": "08:00", "present": 8, "more": "Lò Văn Có", **SIGNED}

    refused = post(head, "meeting_attendance", meeting.pk, **held, ended_at="07:30")
    assert refused.status_code == 422
    assert "Giờ kết thúc phải sau giờ bắt đầu." in page(refused)
    assert post(head, "meeting_attendance", meeting.pk, **held, ended_at="09:15").status_code == 302
    meeting.refresh_from_db()
    text = str(build("bien-ban", meeting, agenda(meeting, cast["head_A"])))
    for said in (
        "Phiên họp lúc 08 giờ 00, ngày", "tại Phòng họp <b>xã</b>.", "có mặt: 08 đồng chí: đồng chí Lò Văn Có.",
        "Ghi biên bản: đồng chí Lò Thị Ghi.", "xem xét Tờ trình số 07-TTr/ĐU, ngày",
        "của Ban Thường vụ Đảng ủy cơ sở A",
        "Phiên họp kết thúc lúc 09 giờ 15 cùng ngày.",
    ):  # fmt: skip
        assert said in text, said
    shown_page = page(head.get(reverse("desk:meeting", args=[meeting.pk])))
    assert "Từ 08:00 đến 09:15, Phòng họp &lt;b&gt;xã&lt;/b&gt;" in shown_page


def test_every_look_and_print_leaves_a_row_for_each_person(head, cast):
    people = appraised(cast, days_ago(50)), appraised(cast, days_ago(40))
    meeting = planned(cast, *people)

    head.get(reverse("desk:meeting_paper_pdf", args=[meeting.pk, "trich-ngang"]))
    head.get(reverse("desk:meeting_paper", args=[meeting.pk, "trich-ngang"]))

    for kind in ("dossier_printed", "dossier_read"):
        rows = AccessRecord.objects.filter(kind=kind, about__endswith=": giấy tờ của phiên họp")
        assert set(rows.values_list("dossier", flat=True)) == {each.code for each in people}
    assert head.get(reverse("desk:meeting_paper", args=[meeting.pk, "khac"])).status_code == 404
