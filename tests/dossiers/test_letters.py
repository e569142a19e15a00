"""Letters, notices, certificates and the card list of committees."""

import re
from dataclasses import replace

import pytest

from dossiers.catalogue_table import BY_SLUG
from dossiers.papers import cards, certificates, letters, notices, verification
from tests.dossiers.cv.pages import open_profile
from tests.dossiers.own_cases import LONG_NAME, LONG_TEXT, bare_document, filling_for, typed_for, whole_document
from tests.dossiers.papers import faults_of, pages_of, said_by

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FORMS = {form.slug: form for module in (verification, letters, notices, certificates, cards) for form in module.FORMS}
# The form, and the stage at which its time has come.
STAGES = {
    "20-knd": "guided",
    "gioi-thieu-tham-tra": "guided",
    "chung-nhan-giup-do": "guided",
    "gioi-thieu-chi-bo": "cell_resolved",
    "gioi-thieu-ra-ngoai": "committee_resolved",
    "gioi-thieu-cap-uy": "committee_resolved",
    "gioi-thieu-quyet-dinh": "decided",
    "lam-lai-ket-nap": "decided",
    "lam-lai-cong-nhan": "recognized",
    "thong-bao-ket-qua": "failed",
    "gioi-thieu-chuyen-di": "probationary",
    "phieu-bao-chinh-thuc": "recognized",
    "danh-sach-phat-the": "recognized",
}
# The first lines that the layout asks of each.
HEADS = {
    "20-knd": "Số 12-CV/ĐU về việc thẩm tra lý lịch của người xin vào Đảng",
    "gioi-thieu-tham-tra": "GIẤY GIỚI THIỆU cử đảng viên đi thẩm tra lý lịch của người xin vào Đảng -----",
    "chung-nhan-giup-do": "GIẤY CHỨNG NHẬN người vào Đảng đang trong thời gian được giúp đỡ, xem xét -----",
    "gioi-thieu-chi-bo": "về việc giới thiệu người vào Đảng đã được chi bộ đề nghị kết nạp",
    "gioi-thieu-ra-ngoai": "về việc giới thiệu người vào Đảng chuyển ra ngoài đảng bộ cơ sở",
    "gioi-thieu-cap-uy": "về việc giới thiệu người vào Đảng đã được cấp ủy đề nghị kết nạp",
    "gioi-thieu-quyet-dinh": "về việc giới thiệu người vào Đảng đã được ra quyết định kết nạp",
    "lam-lai-ket-nap": "về việc làm lại, thực hiện đúng thủ tục kết nạp đảng viên",
    "lam-lai-cong-nhan": "về việc làm lại, thực hiện đúng thủ tục công nhận đảng viên chính thức",
    "thong-bao-ket-qua": "THÔNG BÁO kết quả xem xét kết nạp đảng viên -----",
    "gioi-thieu-chuyen-di": "GIẤY GIỚI THIỆU chuyển sinh hoạt đảng của đảng viên dự bị -----",
    "phieu-bao-chinh-thuc": "PHIẾU BÁO đảng viên được công nhận chính thức -----",
    "danh-sach-phat-the": "DANH SÁCH đề nghị phát thẻ đảng viên",
}


def whole(cases, slug, stage=None, text="Đảng ủy phường Hưởng Ứng"):
    document, filling = whole_document(FORMS[slug], cases[stage or STAGES[slug]], text)
    return replace(document, draft_turn=0, notice=""), filling


def filling_of(cases, slug):
    case = cases[STAGES[slug]]
    return filling_for(case, typed_for(FORMS[slug], case))


def test_every_form_is_looked_at():
    assert set(STAGES) == set(FORMS) == set(HEADS)


@pytest.mark.parametrize("slug", STAGES)
def test_whole_paper_has_no_gap_and_no_fault(cases, slug, django_assert_num_queries):
    case, typed = cases[STAGES[slug]], filling_of(cases, slug)
    with django_assert_num_queries(0):
        FORMS[slug].build(case, typed)
    document, filling = whole(cases, slug)
    said = said_by(document)

    assert filling.gaps == []
    assert faults_of(document) == []
    assert HEADS[slug] in said
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "Dự thảo" not in said
    assert len(pages_of(document)) == 1


@pytest.mark.parametrize("slug", STAGES)
def test_bare_case_names_its_gaps_each_once(cases, slug):
    document, filling = bare_document(FORMS[slug], cases["bare"])

    labels = [gap.label for gap in filling.gaps]
    assert labels
    assert len(labels) == len(set(labels))
    assert "(chưa có ngày sinh)" in said_by(replace(document, draft_turn=1))


@pytest.mark.parametrize("slug", ["20-knd", "gioi-thieu-tham-tra", "gioi-thieu-chi-bo"])
def test_longest_names_print_whole(cases, slug):
    document, filling = whole(cases, slug, "longest", LONG_TEXT)

    assert filling.gaps == []
    assert faults_of(document) == []
    assert LONG_NAME in " ".join(re.sub(r" \d+$", "", page) for page in pages_of(document))


# Letters


def test_request_to_verify_says_who_what_where_and_until_when(cases, settings):
    open_profile(settings)  # only then do names of relatives stand in it
    case, form = cases["guided"], FORMS["20-knd"]
    typed = typed_for(form, case, "Đảng ủy xã Mẫu") | {
        "to_verify": "Ông Vàng A Sình, sinh năm 1970, bố đẻ\nBà Ma Thị Dí, mẹ đẻ"
    }
    said = said_by(form.build(case, filling_for(case, typed)))

    assert BY_SLUG["20-knd"].unconfirmed
    assert "Kính gửi: Đảng ủy xã Mẫu" in said
    assert "1. Ông Vàng A Sình, sinh năm 1970, bố đẻ; 2. Bà Ma Thị Dí, mẹ đẻ." in said
    assert "lịch sử chính trị và chính trị hiện nay" in said
    assert "trước ngày 03 tháng 8 năm 2026" in said
    assert "quần chúng Vàng Thị Mỷ" in said
    assert "đồng chí" not in said
    assert "- Chi bộ A2, - Lưu Đảng ủy." in said


def test_one_or_several_members_are_sent_to_verify_several_people(cases, settings):
    open_profile(settings)
    case, form = cases["guided"], FORMS["gioi-thieu-tham-tra"]

    def said(verifier):
        typed = typed_for(form, case, "Đảng ủy xã Mẫu") | {
            "verifier": verifier,
            "to_verify": "Ông Vàng A Sình, bố đẻ\nBà Ma Thị Dí, mẹ đẻ",
        }
        return said_by(form.build(case, filling_for(case, typed)))

    one, two = said("Hà Văn Mận, đảng ủy viên"), said("Hà Văn Mận, đảng ủy viên\nLò Thị Ưng, phó bí thư chi bộ")

    assert "giới thiệu đồng chí Hà Văn Mận, đảng ủy viên, được cử đến Đảng ủy xã Mẫu để thẩm tra" in one
    assert "để đồng chí có tên trên hoàn thành" in one
    assert "1. Hà Văn Mận, đảng ủy viên; 2. Lò Thị Ưng, phó bí thư chi bộ." in two
    assert "1. Ông Vàng A Sình, bố đẻ; 2. Bà Ma Thị Dí, mẹ đẻ." in two
    assert "để các đồng chí có tên trên hoàn thành" in two


def test_who_leaves_the_base_organization_takes_along_how_far_the_case_has_come(cases):
    said = {stage: said_by(whole(cases, "gioi-thieu-ra-ngoai", stage)[0]) for stage in ("cell_resolved", "decided")}

    assert BY_SLUG["gioi-thieu-ra-ngoai"].unconfirmed
    assert "(04 trên 05 đảng viên chính thức tán thành)" in said["cell_resolved"]
    assert "đã ra Quyết định số 12-QĐ/ĐU" in said["decided"]
    assert "tổ chức lễ kết nạp" in said["decided"]


def test_moves_tell_the_resolutions_and_their_counts(cases):
    cell, committee, decided = (
        said_by(whole(cases, f"gioi-thieu-{which}")[0]) for which in ("chi-bo", "cap-uy", "quyet-dinh")
    )

    assert "(04 trên 05 đảng viên chính thức tán thành)" in cell
    assert "cấp ủy viên" not in cell
    assert "Nghị quyết số 08-NQ/ĐU" in committee
    assert "(08 trên 09 cấp ủy viên tán thành)" in committee
    assert "Quyết định số 12-QĐ/ĐU" in decided
    assert "tổ chức lễ kết nạp" in decided
    assert "T/M BAN THƯỜNG VỤ BÍ THƯ" in decided


@pytest.mark.parametrize(
    ("slug", "stages"),
    [
        ("chung-nhan-giup-do", {"guided", "bare"}),
        ("gioi-thieu-chi-bo", {"cell_resolved", "longest"}),
        ("gioi-thieu-cap-uy", {"committee_resolved"}),
        ("gioi-thieu-ra-ngoai", {"cell_resolved", "committee_resolved", "decided", "longest"}),
        ("gioi-thieu-quyet-dinh", {"decided"}),
        ("thong-bao-ket-qua", {"failed"}),
        ("gioi-thieu-chuyen-di", {"probationary"}),
        ("phieu-bao-chinh-thuc", {"recognized"}),
        ("danh-sach-phat-the", {"recognized"}),
        ("lam-lai-ket-nap", set()),
    ],
)
def test_each_paper_is_there_only_in_its_time(cases, slug, stages):
    assert {name for name, case in cases.items() if FORMS[slug].applies(case)} == stages


def test_redoing_is_asked_where_a_step_was_against_the_rules(cases):
    case = cases["decided"]
    event = case.event("cell_vote")
    irregular = type(event)(**{field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields})
    irregular.irregular = True
    case = replace(case, events={**case.events, "cell_vote": irregular})

    assert FORMS["lam-lai-ket-nap"].applies(case)
    assert not FORMS["lam-lai-cong-nhan"].applies(case)


# Notices


def test_cell_is_told_that_the_votes_were_not_enough(cases):
    said = said_by(whole(cases, "thong-bao-ket-qua")[0])

    assert "04 đồng chí tán thành trên tổng số 09 đồng chí (đạt 44,4%)" in said
    assert "chưa đủ số phiếu cần thiết là 06" in said
    assert "thông báo cho quần chúng Giàng Thị Dợ" in said
    assert "Kính gửi" not in said


def test_probationer_who_moves_keeps_the_time_of_probation(cases):
    said = said_by(whole(cases, "gioi-thieu-chuyen-di")[0])

    assert "không tính lại từ đầu" in said
    assert "đồng chí Lò Thị Ưng" in said
    assert "Đảng viên được phân công giúp đỡ trong thời gian dự bị: đồng chí Đảng viên A1 số 4." in said
    assert "Ưu điểm:" in said


def test_recognition_is_told_with_its_decision(cases):
    case = cases["recognized"]
    said = said_by(whole(cases, "phieu-bao-chinh-thuc")[0])

    assert f"chính thức từ ngày {case.member.recognized_on.day:02}" in said
    assert "Quyết định số 31-QĐ/ĐU" in said


# Certificates and the card list


def test_certificate_of_guidance_tells_the_helper(cases):
    said = said_by(whole(cases, "chung-nhan-giup-do")[0])

    assert "Đảng viên được phân công giúp đỡ: đồng chí Đảng viên A2 số 0 (từ ngày" in said
    assert "tiếp tục giúp đỡ, theo dõi và xem xét kết nạp" in said


def test_card_list_lies_and_has_a_row_for_each_member(cases):
    case = cases["recognized"]
    form = FORMS["danh-sach-phat-the"]
    filling = filling_for(case, typed_for(form, case, "Tờ trình số 12-TTr/ĐU"))
    document = replace(cards.card_list([case, case], filling), draft_turn=0, notice="")
    said = said_by(document)

    assert filling.gaps == []
    assert document.landscape
    assert faults_of(document) == []
    assert "Tổng số: 02 đồng chí" in said
    assert "(Kèm theo Tờ trình số 12-TTr/ĐU)" in said
    assert said.count("Lò Thị Ưng") == 2
    assert "17/05/1998" in said
