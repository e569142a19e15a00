"""4-KNĐ and 4A-KNĐ: the unions' resolutions, in the unions' own heads."""

from dataclasses import replace

import pytest

from dossiers.papers.unions import FORMS, check
from tests.dossiers.own_cases import LONG_NAME, LONG_TEXT, bare_document, filling_for, typed_for, whole_document
from tests.dossiers.papers import faults_of, pages_of, said_by

pytestmark = [pytest.mark.django_db, pytest.mark.once]
YOUTH, TRADE = FORMS


def trade_case(case):
    """The same case, introduced by the trade union."""
    introductions = tuple(
        type(each)(candidate=case.candidate, union="trade_union", union_name="Công đoàn cơ sở", introduced_on=case.on)
        if each.union
        else each
        for each in case.introductions
    )
    return replace(case, introductions=introductions)


def test_youth_unions_resolution_is_whole(cases):
    document, filling = whole_document(YOUTH, cases["cell_resolved"], "Lập trường vững vàng")
    document = replace(document, draft_turn=0, notice="")
    said = said_by(document)

    assert filling.gaps == []
    assert faults_of(document) == []
    for expected in (
        "ĐOÀN TNCS HỒ CHÍ MINH",
        "***",
        "Số 12-NQ/ĐTN",
        "NGHỊ QUYẾT giới thiệu đoàn viên ưu tú vào Đảng ----------",
        "Kính gửi: - Chi ủy Chi bộ A1; - Đảng ủy cơ sở A.",
        "- Căn cứ khoản 1 Điều 4 Điều lệ Đảng Cộng sản Việt Nam.",
        "đoàn viên Lò Thị Ưng",
        "Tổng số ủy viên Ban Chấp hành: 09 người; có mặt: 08 người.",
        "là 08 người, đạt 88,9% so với tổng số ủy viên Ban Chấp hành; không có ủy viên nào không tán thành.",
        "TM. BAN CHẤP HÀNH BÍ THƯ",
    ):
        assert expected in said
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in said
    assert "đồng chí" not in said


def test_trade_unions_resolution_has_its_own_head(cases):
    case = trade_case(cases["cell_resolved"])
    document, filling = whole_document(TRADE, case, "Lập trường vững vàng")
    document = replace(document, draft_turn=0, notice="")
    said = said_by(document)

    assert YOUTH.applies(cases["cell_resolved"])
    assert not TRADE.applies(cases["cell_resolved"])
    assert TRADE.applies(case)
    assert filling.gaps == []
    assert faults_of(document) == []
    assert "CÔNG ĐOÀN CƠ SỞ" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert "đoàn viên công đoàn Lò Thị Ưng" in said
    assert "TM. BAN CHẤP HÀNH CHỦ TỊCH" in said


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)
def test_bare_case_names_each_gap_once(cases, form):
    document, filling = bare_document(form, cases["bare"])

    labels = [gap.label for gap in filling.gaps]
    assert {"Tổng số ủy viên ban chấp hành", "Ưu điểm", "Ngày sinh", "Tên ban chấp hành giới thiệu"} <= set(labels)
    assert len(labels) == len(set(labels))
    assert "(chưa có tổng số ủy viên ban chấp hành)" in said_by(replace(document, draft_turn=1))


def test_longest_names_print_whole(cases):
    document, filling = whole_document(YOUTH, cases["longest"], LONG_TEXT)
    document = replace(document, draft_turn=0)

    assert filling.gaps == []
    assert faults_of(document) == []
    assert LONG_NAME in said_by(document)
    assert len(pages_of(document)) > 1


def test_votes_against_need_their_reason(cases):
    case = cases["cell_resolved"]
    typed = typed_for(YOUTH, case) | {"agreed": 6, "against": 2, "why": ""}
    filling = filling_for(case, typed)
    YOUTH.build(case, filling)
    assert [gap.label for gap in filling.gaps] == ["Lý do không tán thành"]

    said = said_by(YOUTH.build(case, filling_for(case, typed | {"why": "còn ít kinh nghiệm"})))
    assert "số không tán thành là 02 người, chiếm 22,2%, lý do: còn ít kinh nghiệm." in said


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"total": 9, "present": 10}, {"present"}),
        ({"total": 9, "present": 8, "agreed": 7, "against": 2, "why": "ít"}, {"agreed"}),
        ({"total": 9, "present": 9, "agreed": 7, "against": 2}, {"why"}),
        ({"total": 9, "present": 9, "agreed": 9, "against": 0}, set()),
        ({}, set()),
    ],
)
def test_counts_that_cannot_be_are_said(values, wrong):
    assert set(check(values, None)) == wrong
