"""1-KNĐ, 3-KNĐ, 10-KNĐ and 11-KNĐ: what people write themselves."""

from dataclasses import replace
from datetime import date

import pytest

from dossiers.papers.personal import FORMS
from tests.dossiers.own_cases import (
    LONG_NAME,
    LONG_TEXT,
    bare_document,
    filling_for,
    subject_for,
    typed_for,
    whole_document,
)
from tests.dossiers.papers import faults_of, pages_of, said_by, sizes_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BY_SLUG = {form.slug: form for form in FORMS}
STAGES = {"1-knd": "cell_resolved", "3-knd": "cell_resolved", "10-knd": "probationary", "11-knd": "probationary"}
SIGNED = {key: stage for key, stage in STAGES.items() if key != "1-knd"}


@pytest.mark.parametrize(("slug", "stage"), SIGNED.items())
def test_whole_paper_has_no_gap_and_no_fault(cases, slug, stage, django_assert_num_queries):
    form, case = BY_SLUG[slug], cases[stage]
    typed = filling_for(case, typed_for(form, case), subject_for(form, case))
    with django_assert_num_queries(0):
        form.build(case, typed)
    document, filling = whole_document(form, case, "Lập trường vững vàng, tận tụy với việc")
    signed = replace(document, draft_turn=0, notice="")

    assert filling.gaps == []
    assert faults_of(signed) == []
    page = pages_of(signed)[0]
    assert page.startswith("ĐẢNG CỘNG SẢN VIỆT NAM")
    assert "Kính gửi:" in page
    assert "Số " not in page.split("Kính gửi")[0]


@pytest.mark.parametrize("slug", STAGES)
def test_bare_case_names_every_gap_in_the_draft(cases, slug):
    document, filling = bare_document(BY_SLUG[slug], cases["bare"])

    said = said_by(replace(document, draft_turn=1, draft_mark="Mẫu"))
    assert filling.gaps
    for gap in filling.gaps:
        # The day of signing has room to write in the draft.
        if gap.label != "Ngày ký văn bản":
            assert f"(chưa có {gap.label[:1].lower()}{gap.label[1:]})" in said
    assert ("Dự thảo lần thứ 1" in said) is not BY_SLUG[slug].guide


@pytest.mark.parametrize("slug", ["1-knd", "3-knd"])
def test_longest_person_prints_whole_and_signature_keeps_together(cases, slug):
    document, filling = whole_document(BY_SLUG[slug], cases["longest"], LONG_TEXT)
    signed = replace(document, draft_turn=0)

    assert filling.gaps == []
    assert faults_of(signed) == []
    assert LONG_NAME in said_by(signed)
    assert "Ƀ" in LONG_NAME or "ƀ" in LONG_NAME


def test_application_is_a_guide_that_tells_what_is_known_and_leaves_the_words_to_the_applicant(cases):
    case = cases["cell_resolved"]
    document = BY_SLUG["1-knd"].build(case, filling_for(case))
    said = said_by(document)

    assert BY_SLUG["1-knd"].guide
    for expected in (
        "Bản gợi ý để người vào Đảng tự viết",
        "ĐƠN XIN VÀO ĐẢNG Kính gửi: - Chi ủy Chi bộ A1; - Đảng ủy cơ sở A.",
        "Tôi là Lò Thị Ưng, sinh ngày 17 tháng 5 năm 1998.",
        "Quê quán: xã Mẫu, tỉnh Mẫu.",
        "Nơi cư trú: thôn Suối Đá, xã Mẫu.",
        "Dân tộc: Kinh. Tôn giáo: Không.",
        "Vào Đoàn TNCS Hồ Chí Minh ngày 26 tháng 3 năm 2014.",
        "Được xét là cảm tình Đảng",
        "(Người vào Đảng tự viết: động cơ xin vào Đảng của mình.)",
        "tôi xin hứa với Đảng",
        "NGƯỜI LÀM ĐƠN Lò Thị Ưng",
    ):
        assert expected in said
    assert "lần thứ nhất" not in said
    assert document.title == "Đơn xin vào Đảng"


def test_application_to_be_admitted_again_tells_of_the_first_time(cases):
    case = cases["cell_resolved"]
    case.candidate.is_readmission, case.candidate.left_party_on = True, date(2020, 6, 1)
    try:
        form = BY_SLUG["1-knd"]
        typed = typed_for(form, case) | {"left_why": "tự ý bỏ sinh hoạt vì hoàn cảnh gia đình"}
        said = said_by(form.build(case, filling_for(case, typed)))
        missing = filling_for(case)
        form.build(case, missing)
    finally:
        case.candidate.is_readmission, case.candidate.left_party_on = False, None

    assert "Được kết nạp vào Đảng lần thứ nhất ngày 03 tháng 8 năm 2026, tại" in said
    assert "Ra khỏi Đảng ngày 01 tháng 6 năm 2020" in said
    assert "Lý do ra khỏi Đảng: tự ý bỏ sinh hoạt vì hoàn cảnh gia đình." in said
    assert {gap.label for gap in missing.gaps} == {
        "Ngày được kết nạp lần thứ nhất",
        "Chi bộ kết nạp lần thứ nhất",
        "Chi bộ nơi ra khỏi Đảng",
        "Lý do ra khỏi Đảng",
    }


def test_each_introducing_member_speaks_of_a_person_who_is_not_yet_a_member(cases):
    case = cases["cell_resolved"]
    document, _ = whole_document(BY_SLUG["3-knd"], case)
    said = said_by(replace(document, draft_turn=0, notice=""))
    introducer = next(each.member for each in case.introductions if each.member_id)

    assert f"Tôi là {introducer}, sinh ngày 02 tháng 3 năm 1970." in said
    assert "Vào Đảng ngày 03 tháng 02 năm 2001; chính thức ngày 03 tháng 02 năm 2002." in said
    assert "quần chúng Lò Thị Ưng" in said
    assert "đồng chí" not in said
    assert said.endswith(f"ĐẢNG VIÊN GIỚI THIỆU {introducer}")
    # The helper's assignment is told only of who is the helper.
    assert "phân công giúp đỡ quần chúng" not in said
    helper = introduced_by_helper(case)
    document = BY_SLUG["3-knd"].build(case, filling_for(case, typed_for(BY_SLUG["3-knd"], case), helper))
    assert "tôi được chi bộ phân công giúp đỡ quần chúng Lò Thị Ưng" in said_by(document)


def introduced_by_helper(case):
    """An introduction by the person's helper."""
    introduction = next(each for each in case.introductions if each.member_id)
    helper = next(each for each in case.mentors if each.phase == "candidate")
    return type(introduction)(candidate=case.candidate, member=helper.mentor, introduced_on=case.on)


def test_probationer_and_helper_tell_when_and_where_the_person_was_admitted(cases):
    case = cases["probationary"]
    review, remarks = (said_by(whole_document(BY_SLUG[slug], case)[0]) for slug in ("10-knd", "11-knd"))
    admitted = f"ngày {case.day('admit').day:02} tháng {_month(case.day('admit'))} năm {case.day('admit').year}"

    assert f"Được kết nạp vào Đảng {admitted}, tại Chi bộ A1." in review
    assert "tôi thấy mình đủ điều kiện" in review
    assert "NGƯỜI TỰ KIỂM ĐIỂM Lò Thị Ưng" in review
    assert f"được kết nạp vào Đảng {admitted}, tại Chi bộ A1" in remarks
    assert "ĐẢNG VIÊN ĐƯỢC PHÂN CÔNG GIÚP ĐỠ" in remarks


def _month(day):
    return f"{day.month:02}" if day.month <= 2 else str(day.month)


def test_sizes_are_those_of_the_layout_table(cases):
    document = replace(whole_document(BY_SLUG["10-knd"], cases["probationary"])[0], draft_turn=0)
    sizes = {text: (size, "Bold" in font) for text, size, font in sizes_of(document)}

    def of(start):
        return next(value for text, value in sizes.items() if text.startswith(start))

    assert of("ĐẢNG CỘNG SẢN") == (15, True)
    assert of("BẢN TỰ KIỂM ĐIỂM") == (16, True)
    assert of("của đảng viên dự bị") == (14, True)
    assert of("Tôi là") == (14, False)
    assert of("NGƯỜI TỰ KIỂM ĐIỂM") == (14, True)
