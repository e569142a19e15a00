"""The papers of Party bodies: what they say is what was recorded, whole and in the official layout."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from branches.models import Member, Organization, OrganizationState, Person, Position
from candidates import actions
from candidates.models import VoteRoster, VoterSnapshot
from dossiers.drafting import blanks_of, fill
from partydev.papers.rendering import as_fragment, as_pdf
from tests.candidates.desk_cases import cast_decided_above, step, vote
from tests.dossiers import form_cases as made
from tests.dossiers.papers import SERIF, fonts_of
from tests.factories import days_ago, make_member, make_organization, make_person
from tests.kept import once_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LONG = (
    "Nguyễn Ngọc Ƀ K’Brih Čil Yă Ŏng Ŭn Hoàng Thị Đặng Thục Uyên Bích Quỳnh Hương Trường Giang Thiên Lý "
    "Phương Khuê Đăng Mùa"
)


def cast_with_heads():
    cast = cast_decided_above()
    made.with_heads(cast)
    return cast


made_cast = once_a_module(cast_with_heads)


def text_of(document):
    pages = PdfReader(BytesIO(as_pdf(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# What each says


def test_the_cells_resolution_says_who_was_there_and_how_all_full_members_voted(cast):
    on = days_ago(760)
    candidate = made.decided(cast, on)
    made.type_all(candidate, "6-knd")

    paper = made.filled(candidate, "6-knd")
    text = text_of(paper.for_signing)
    voted = candidate.events.get(kind="cell_vote").paper_number

    assert paper.is_whole
    for said in (
        "ĐẢNG ỦY CƠ SỞ A",
        "CHI BỘ A1",
        f"Số {voted}-NQ/CB",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "NGHỊ QUYẾT đề nghị kết nạp đảng viên",
        "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
        "Tổng số đảng viên của chi bộ: 07 đảng viên, trong đó chính thức 05 đồng chí, dự bị 02 đồng chí.",
        "Có mặt: 06 đảng viên, trong đó chính thức 05 đồng chí, dự bị 01 đồng chí.",
        "Vắng mặt: 01 đảng viên, trong đó chính thức 0 đồng chí, dự bị 01 đồng chí.",
        "tán thành kết nạp quần chúng Lò Thị Mẫu vào Đảng là 04 đồng chí (đạt 80%) so với tổng số đảng viên",
        "số không tán thành là 01 đồng chí (chiếm 20%) với lý do: Nội dung đã nhập",
        "Chi bộ báo cáo Đảng ủy cơ sở A xem xét, kết nạp quần chúng Lò Thị Mẫu vào Đảng Cộng sản Việt Nam.",
        "- Đảng ủy cơ sở A (để báo cáo), - Lưu Chi bộ.",
        "T/M CHI BỘ PHÓ BÍ THƯ",
    ):
        assert said in text, said
    assert "đồng chí Lò Thị Mẫu" not in text


def test_a_decision_rests_on_both_resolutions_and_is_signed_for_the_body_that_decided(cast):
    candidate = made.decided(cast, days_ago(760))

    paper = made.filled(candidate, "9-knd")
    text = text_of(paper.for_signing)
    voted = candidate.events.get(kind="cell_vote").paper_number

    assert paper.is_whole, paper.gaps
    for said in (
        "Số 125-QĐ/ĐU",
        f"Xét Nghị quyết số {voted}-NQ/CB",
        "của Chi bộ A1",
        "Xét Nghị quyết số 11-NQ/ĐU",
        "của Đảng ủy cơ sở A",
        "BAN THƯỜNG VỤ QUYẾT ĐỊNH",
        "Điều 1. Kết nạp quần chúng Lò Thị Mẫu (sinh ngày 17/05/1998; quê quán: xã Mẫu, tỉnh Mẫu;",
        "Điều 2. Chi bộ A1 có trách nhiệm tổ chức lễ kết nạp",
        "Điều 3.",
        "T/M BAN THƯỜNG VỤ BÍ THƯ Đặng Văn Ký X",
        "- Như Điều 3, - Lưu Đảng ủy.",
    ):
        assert said in text, said


def test_recognition_counts_from_the_day_probation_ended_however_late_it_was_decided(cast):
    on = days_ago(760)
    candidate = made.recognized(cast, on)
    ended = candidate.member.joined_on.replace(year=candidate.member.joined_on.year + 1)

    text = text_of(made.filled(candidate, "16-knd").for_signing)

    assert f"là đảng viên chính thức kể từ ngày {ended:%d/%m/%Y}" in text
    assert "Số 230-QĐ/ĐU" in text


def test_opinions_of_organizations_and_of_the_home_are_counted_apart(cast):
    candidate = made.decided(cast, days_ago(760))
    made.type_all(candidate, "5-knd")

    text = text_of(made.filled(candidate, "5-knd").for_signing)

    assert "được hỏi ý kiến là 05 người; tán thành" in text
    assert "là 04 người (đạt 80%)" in text
    assert "được hỏi ý kiến là 03 người; tán thành" in text
    assert "là 02 người (đạt 66,7%)" in text
    assert "Số " not in text.split("TỔNG HỢP")[0]  # it has no number


def test_the_part_committee_reports_only_where_there_is_one(cast):
    section = make_organization("Đảng bộ bộ phận Khối Mầm non", "section", cast.A, place="Lào Cai")
    cell = make_organization("Chi bộ Mầm non 1", "cell", section, place="Lào Cai")
    inside = made.fresh(
        actions.enter_pool(by=None, organization=cell, person=make_person(), on=days_ago(30), source="cell")
    )

    _, forms = made.sheets_of(inside)
    _, others = made.sheets_of(made.bare(cast))

    assert "7-knd" in {each.form.slug for each in forms}
    assert "7-knd" not in {each.form.slug for each in others}
    made.type_all(inside, "7-knd")
    said = as_fragment(made.filled(inside, "7-knd").draft)
    assert "ĐẢNG ỦY BỘ PHẬN" in said
    assert "đạt 85,7%" in said


def test_striking_off_names_the_reason_and_the_right_to_appeal(cast):
    candidate = made.decided(cast, days_ago(300))
    step(candidate, "admit", cast["sec_A1"], days_ago(260))
    made.type_all(candidate, "quyet-dinh-xoa-ten", text="Vi phạm nhiệm vụ đảng viên")

    text = text_of(made.filled(candidate, "quyet-dinh-xoa-ten").for_signing)

    assert "Xóa tên đồng chí Lò Thị Mẫu" in text
    assert "Lý do: Vi phạm nhiệm vụ đảng viên." in text
    assert "có quyền khiếu nại" in text


def test_striking_off_rests_on_the_resolutions_that_are_recorded(cast):
    candidate = made.decided(cast, days_ago(300))
    step(candidate, "admit", cast["sec_A1"], days_ago(260))
    step(made.fresh(candidate), "strike_off_cell_vote", cast["sec_A1"], days_ago(60), "31", ballot=vote(4, 5))
    step(made.fresh(candidate), "strike_off_committee_vote", cast["head_A"], days_ago(50), "32", ballot=vote(9, 9))
    case, (sheet,) = made.sheets_of(candidate, "quyet-dinh-xoa-ten")
    assert "cell_resolution" not in {blank.key for blank in blanks_of(case, sheet.form)}
    step(made.fresh(candidate), "strike_off", cast["head_X"], days_ago(40), "33")
    case, (sheet,) = made.sheets_of(candidate, "quyet-dinh-xoa-ten")
    assert {"cell_resolution", "struck_from"}.isdisjoint(blank.key for blank in blanks_of(case, sheet.form))
    made.type_all(candidate, "quyet-dinh-xoa-ten", text="Vi phạm nhiệm vụ đảng viên")

    text = text_of(made.filled(candidate, "quyet-dinh-xoa-ten").for_signing)

    assert f"Xét Nghị quyết số 31-NQ/CB ngày {days_ago(60):%d/%m/%Y} của Chi bộ" in text
    assert f"Xét Nghị quyết số 32-NQ/ĐU ngày {days_ago(50):%d/%m/%Y} của Đảng ủy" in text
    assert f"đảng viên dự bị kể từ ngày {days_ago(40):%d/%m/%Y}" in text


def test_after_votes_in_vain_striking_off_rests_on_the_report(cast):
    candidate = made.decided(cast, days_ago(300))
    step(candidate, "admit", cast["sec_A1"], days_ago(260))
    for days in (60, 55, 50):
        step(made.fresh(candidate), "strike_off_cell_vote", cast["sec_A1"], days_ago(days), "", ballot=vote(1, 5))
    step(made.fresh(candidate), "report_upward", cast["sec_A1"], days_ago(45), "12-BC/CB")
    made.type_all(candidate, "quyet-dinh-xoa-ten", text="Vi phạm nhiệm vụ đảng viên")

    text = text_of(made.filled(candidate, "quyet-dinh-xoa-ten").for_signing)

    assert f"Xét Báo cáo số 12-BC/CB ngày {days_ago(45):%d/%m/%Y} của Chi bộ" in text
    assert "Xét Nghị quyết" not in text


def test_a_wrong_decision_is_annulled_by_its_number_and_day(cast):
    candidate = made.decided(cast, days_ago(300))
    made.type_all(candidate, "quyet-dinh-huy-ket-nap", text="Kết nạp khi chưa đủ tuổi")

    text = text_of(made.filled(candidate, "quyet-dinh-huy-ket-nap").for_signing)

    assert f"Hủy Quyết định số 125-QĐ/ĐU ngày {days_ago(270):%d/%m/%Y}" in text
    assert "Lý do: Kết nạp khi chưa đủ tuổi." in text


# Which edition


def test_a_record_of_2021_prints_the_edition_and_the_names_of_its_day(cast):
    OrganizationState.objects.filter(organization=cast.A).update(valid_to=date(2023, 12, 31))
    OrganizationState.objects.create(
        organization=cast.A, name="Đảng bộ cơ sở A mới", kind=cast.A.kind, parent=cast.X, valid_from=date(2024, 1, 1)
    )
    candidate = made.decided(cast, date(2021, 3, 1))

    old = made.filled(candidate, "9-knd")
    text = text_of(old.draft)

    assert "09-HD/BTCTW" in text
    assert "Quy định 29-QĐ/TW" in text
    assert "Đảng ủy cơ sở A về việc" in text
    assert "mới" not in text
    assert old.filling.edition.layout == "hd36"


def test_todays_paper_follows_todays_handbook(cast):
    assert "38-HD/BTCTW" in text_of(made.filled(made.bare(cast), "9-knd").draft)


# Drafts and papers to be signed


def test_a_draft_is_marked_and_the_paper_to_be_signed_carries_nothing(cast, settings):
    settings.INSTALLATION = {**settings.INSTALLATION, "demo": False}
    candidate = made.recognized(cast)
    for slug in ("5-knd", "6-knd", "8-knd", "9-knd", "12-knd", "13-knd", "15-knd", "16-knd"):
        made.type_all(candidate, slug)
        paper = made.filled(candidate, slug)
        draft, signed = text_of(paper.draft), text_of(paper.for_signing)

        assert paper.is_whole, (slug, paper.gaps)
        assert "Dự thảo lần thứ 1" in draft, slug
        assert paper.mark in draft
        for mark in ("Dự thảo", "DỰ THẢO", "BTCTW", "partydev", "chưa có", "…", "....", "DỮ LIỆU MINH HỌA"):
            assert mark not in signed, (slug, mark)
        assert set(fonts_of(paper.for_signing)) <= SERIF, slug
        assert all(fonts_of(paper.for_signing).values()), slug


def test_in_the_demonstration_papers_to_be_signed_say_so(cast, settings):
    settings.INSTALLATION = {**settings.INSTALLATION, "demo": True}
    assert "DỮ LIỆU MINH HỌA" in text_of(made.filled(made.recognized(cast), "16-knd").for_signing)


def test_whoever_is_hardly_known_gets_drafts_that_name_each_gap(cast):
    """No form may fail, or pretend to be whole."""
    case, found = made.sheets_of(made.bare(cast))
    for sheet in found:
        paper = fill(case, sheet)
        assert paper.gaps or sheet.form.guide, sheet.form.slug
        assert "…" not in as_fragment(paper.draft).replace("năm 20…", ""), sheet.form.slug


def test_names_as_long_as_their_columns_stay_whole(cast):
    candidate = made.recognized(cast)
    long_name, long_unit = LONG[:300], f"Đảng bộ {LONG} {LONG}"[:200].strip()
    Person.objects.update(full_name=long_name, home_place=(LONG * 2)[:200].strip(), workplace=(LONG * 2)[:200].strip())
    Organization.objects.exclude(pk=cast.A1.pk).update(name=long_unit)
    OrganizationState.objects.exclude(organization=cast.A1).update(name=long_unit)
    made.type_all(candidate, text="Có lập trường tư tưởng vững vàng. " * 80)
    for slug in ("6-knd", "8-knd", "9-knd", "13-knd", "15-knd", "16-knd"):
        paper = made.filled(candidate, slug)
        text = text_of(paper.for_signing)
        assert paper.is_whole, (slug, paper.gaps)
        assert text.count(long_name) >= 2, slug
        assert all(word.upper() in text for word in long_unit.split()[2:6]), slug


def test_a_lost_vote_makes_no_resolution(cast):
    candidate = made.decided(cast, days_ago(100))
    other = made.fresh(made.bare(cast))
    assert [gap.label for gap in made.filled(other, "6-knd").gaps if "biểu quyết" in gap.label]
    assert made.filled(candidate, "6-knd").filling is not None
    assert not [gap for gap in made.filled(candidate, "8-knd").gaps if "biểu quyết" in gap.label]


def test_the_list_of_voters_fills_the_meeting_by_itself(cast):
    candidate = made.decided(cast, days_ago(100))
    held = candidate.votes.get(body="cell", purpose="admission")
    roster = VoteRoster.objects.create(
        vote=held, probationary=2, probationary_present=1, chair="Đảng viên A1 số 0", minutes_by="Đảng viên A1 số 1"
    )
    for member in Member.objects.filter(organization=cast.A1).order_by("pk")[: held.eligible]:
        VoterSnapshot.objects.create(roster=roster, member=member, full_name=str(member))
    exempt = make_member(cast.A1, "Đảng viên A1 cao tuổi")
    VoterSnapshot.objects.create(roster=roster, member=exempt, full_name=str(exempt), absence="exempt")

    paper = made.filled(candidate, "6-knd")

    typed = paper.filling.typed
    assert (typed["probationers"], typed["probationers_present"]) == (2, 1)
    assert (typed["chair"], typed["clerk"]) == ("Đảng viên A1 số 0", "Đảng viên A1 số 1")
    assert typed["why_absent"] == "đồng chí Đảng viên A1 cao tuổi (được miễn sinh hoạt đảng)"
    text = text_of(paper.for_signing)
    # The same numbers as the minutes: all full members, though who is exempt and away does not count.
    assert f"Tổng số đảng viên của chi bộ: {held.eligible + 3:02} đảng viên, trong đó chính thức" in text
    assert f"chính thức {held.eligible + 1:02} đồng chí" in text
    assert "Vắng mặt: 02 đảng viên, trong đó chính thức 01 đồng chí, dự bị 01 đồng chí" in text
    assert f"so với tổng số {held.eligible:02} đảng viên chính thức được tính khi biểu quyết" in text


def test_a_deputy_signs_by_name_and_post(cast):
    candidate = made.decided(cast, days_ago(100))
    Position.objects.filter(organization=cast.X).delete()
    without = made.filled(candidate, "9-knd")
    assert [gap.label for gap in without.gaps] == ["Họ và tên người ký"]

    case, (sheet, *_) = made.sheets_of(candidate, "9-knd")
    typed = fill(case, sheet, {"signer_post": "Phó Bí thư", "signer_name": "Hà Thị Ký"})
    assert "PHÓ BÍ THƯ Hà Thị Ký" in text_of(typed.for_signing)


def test_texts_of_a_former_attempt_stay_there(cast):
    candidate = made.fresh(made.bare(cast))
    step(candidate, "list", cast["sec_A1"], days_ago(30))
    made.type_all(candidate, "6-knd", text="Nhận xét của lần trước")
    step(candidate, "withdraw", cast["sec_A1"], days_ago(20))
    step(candidate, "reconsider", cast["sec_A1"], days_ago(10))

    paper = made.filled(candidate, "6-knd")

    assert "Nhận xét của lần trước" not in as_fragment(paper.draft)
    assert candidate.form_texts.count() == 1
