"""The part-committee's report on the cell's resolution: 7-KNĐ for admission, 14-KNĐ for recognition."""

from candidates.models import Vote
from dossiers.catalogue import SECTION, Form
from dossiers.filling import Blank
from dossiers.papers._common import (
    ISSUED_ON,
    NUMBER,
    SIGNING,
    counted,
    known_person,
    paper,
    paper_of,
    share,
    stop,
    texts,
)

STANDARD = Blank("standard", "Về tiêu chuẩn")
CONDITIONS = Blank("conditions", "Về điều kiện")
PROCEDURE = Blank("procedure", "Về thủ tục, hồ sơ")
MEMBERS = Blank("committee_members", "Tổng số đảng ủy viên đảng ủy bộ phận", "number")
AGREED = Blank("committee_agreed", "Số đảng ủy viên tán thành", "number")
AGAINST = Blank("committee_against", "Số đảng ủy viên không tán thành", "number")
WHY = Blank(
    "committee_why",
    "Lý do không tán thành",
    "line",
    required=False,
    help="Bắt buộc khi có đảng ủy viên không tán thành.",
)


def build_7(case, filling):
    """The appraisal of the proposal to admit."""
    name = case.person.full_name
    return _report(
        case,
        filling,
        Vote.Purpose.ADMISSION,
        step="cell_vote",
        subject="nghị quyết đề nghị kết nạp đảng viên của chi bộ",
        whom=f"quần chúng {name} ({known_person(case, filling)})",
        what=f"kết nạp quần chúng {name} vào Đảng",
    )


def build_14(case, filling):
    """The appraisal of the proposal to recognize."""
    name = case.person.full_name
    return _report(
        case,
        filling,
        Vote.Purpose.RECOGNITION,
        step="recognition_cell_vote",
        subject="nghị quyết đề nghị công nhận đảng viên chính thức của chi bộ",
        whom=f"đảng viên dự bị {name} ({known_person(case, filling)})",
        what=f"công nhận đảng viên dự bị {name} trở thành đảng viên chính thức",
    )


def _report(case, filling, purpose, *, step, subject, whom, what):
    section, cell = case.section or case.cell, case.cell_at(step)
    to = case.committee(case.proposed_to(purpose), filling.day)
    resolution = paper_of(case, filling, step, "nghị quyết của chi bộ", cell)
    return paper(
        case,
        filling,
        section,
        kind="BÁO CÁO",
        type_symbol="BC",
        subject=(f"thẩm định {subject}",),
        capacity="T/M ĐẢNG ỦY BỘ PHẬN",
        opening=(
            f"Sau khi xem xét Nghị quyết {resolution} và hồ sơ kèm theo đối với {whom}, "
            f"{case.committee(section, filling.day)} báo cáo kết quả thẩm định như sau:",
            *texts("Về tiêu chuẩn:", filling.typed_text(STANDARD)),
            *texts("Về điều kiện:", filling.typed_text(CONDITIONS)),
            *texts("Về thủ tục, hồ sơ:", filling.typed_text(PROCEDURE)),
            _voted(filling, what),
            stop(f"{case.committee(section, filling.day)} báo cáo {to} xem xét, đề nghị {what}"),
        ),
        recipients=(f"{to} (để báo cáo)", "Lưu Đảng ủy bộ phận"),
    )


def _voted(filling, what):
    every, agreed, against = (filling.number(each) for each in (MEMBERS, AGREED, AGAINST))
    if None in (every, agreed, against) or not every:
        return "(chưa có kết quả biểu quyết của đảng ủy bộ phận)"
    said = (
        f"Số đảng ủy viên tán thành đề nghị {what} là {counted(agreed)} (đạt {share(agreed, every)}) "
        f"so với tổng số {counted(every)} đảng ủy viên"
    ).replace("đồng chí đảng ủy viên", "đảng ủy viên")
    if not against:
        return f"{said}; không có đồng chí nào không tán thành."
    reason = filling.need(filling.typed.get(WHY.key), WHY.label, f"#{WHY.key}")
    return stop(
        f"{said}; số không tán thành là {counted(against)} (chiếm {share(against, every)}) với lý do: {reason}"
    )


def check(values, case):
    """Not more votes than members."""
    every, agreed, against = (values.get(each.key) for each in (MEMBERS, AGREED, AGAINST))
    if every is not None and not every:
        return {MEMBERS.key: "Tổng số đảng ủy viên phải từ 1 trở lên."}
    if None not in (every, agreed, against) and agreed + against > every:
        return {AGREED.key: f"Tổng số phiếu ({agreed + against}) nhiều hơn số đảng ủy viên ({every})."}
    return {}


def _form(code, title, build, **fields):
    return Form(
        code=code,
        slug=code.lower().replace("đ", "d"),
        title=title,
        maker=SECTION,
        build=build,
        blanks=(NUMBER, ISSUED_ON, STANDARD, CONDITIONS, PROCEDURE, MEMBERS, AGREED, AGAINST, WHY, *SIGNING),
        applies=lambda case: case.section is not None,
        check=check,
        **fields,
    )


FORMS = (
    _form(
        "7-KNĐ",
        "Báo cáo của đảng ủy bộ phận thẩm định nghị quyết đề nghị kết nạp đảng viên của chi bộ",
        build_7,
        paper_code="44",
    ),
    _form(
        "14-KNĐ",
        "Báo cáo của đảng ủy bộ phận thẩm định nghị quyết đề nghị công nhận đảng viên chính thức của chi bộ",
        build_14,
        phase="recognition",
        paper_code="51",
    ),
)
