"""What the mass organizations and the cell committee at home say of a person: 5-KNĐ, and 12-KNĐ in probation."""

from dataclasses import dataclass, replace

from dossiers.catalogue import CELL, Form
from dossiers.filling import Blank
from dossiers.papers._common import ISSUED_ON, SIGNING, counted, heading, paper, share, texts, undated


@dataclass(frozen=True)
class Side:
    """Whose opinions are compiled, counted by themselves: the blanks of one of the two parts."""

    names: Blank
    asked: Blank
    strengths: Blank
    weaknesses: Blank
    agreed: Blank
    against: Blank
    why: Blank

    @property
    def blanks(self):
        return (
            self.names,
            self.asked,
            self.strengths,
            self.weaknesses,
            self.agreed,
            self.against,
            self.why,
        )


def _side(prefix, names, asked, whose):
    return Side(
        Blank(f"{prefix}_names", names, "line", max_length=300),
        Blank(f"{prefix}_asked", asked, "number"),
        Blank(f"{prefix}_strengths", f"Ưu điểm, theo {whose}"),
        Blank(f"{prefix}_weaknesses", f"Khuyết điểm, theo {whose}"),
        Blank(f"{prefix}_agreed", f"Số tán thành, {whose}", "number"),
        Blank(f"{prefix}_against", f"Số không tán thành, {whose}", "number"),
        Blank(
            f"{prefix}_why",
            f"Lý do không tán thành, {whose}",
            "line",
            required=False,
            help="Bắt buộc khi có người không tán thành.",
        ),
    )


UNIONS = _side(
    "unions",
    "Các tổ chức chính trị - xã hội được lấy ý kiến",
    "Số đại diện tổ chức chính trị - xã hội được hỏi ý kiến",
    "tổ chức chính trị - xã hội",
)
HOME = _side(
    "home",
    "Chi ủy (chi bộ) nơi cư trú được lấy ý kiến",
    "Số chi ủy viên (đảng viên) nơi cư trú được hỏi ý kiến",
    "chi ủy nơi cư trú",
)
SIDES = (UNIONS, HOME)


def build_5(case, filling):
    """The opinions on an applicant."""
    name = case.person.full_name
    return _compiled(
        case,
        filling,
        step="collect_opinions",
        subject=(
            "của tổ chức chính trị - xã hội nơi người vào Đảng sinh hoạt",
            "và chi ủy nơi cư trú đối với người vào Đảng",
        ),
        whom=f"quần chúng {name}",
        what=f"giới thiệu quần chúng {name} vào Đảng",
    )


def build_12(case, filling):
    """The opinions on a probationer."""
    name = case.person.full_name
    since = filling.need(case.joined_on, "Ngày kết nạp", "step:admit")
    return _compiled(
        case,
        filling,
        step="prepare_recognition",
        subject=(
            "của các đoàn thể chính trị - xã hội nơi đảng viên dự bị sinh hoạt",
            "và chi ủy nơi cư trú đối với đảng viên dự bị",
        ),
        whom=f"đảng viên dự bị {name}, kết nạp vào Đảng ngày {since}",
        what=f"đề nghị công nhận đảng viên dự bị {name} trở thành đảng viên chính thức",
    )


def _compiled(case, filling, *, step, subject, whom, what):
    cell = case.cell_at(step)
    cell_name = case.committee(cell, filling.day)
    return paper(
        case,
        filling,
        cell,
        kind="TỔNG HỢP Ý KIẾN NHẬN XÉT",
        type_symbol="",
        subject=subject,
        capacity="T/M CHI ỦY",
        event=case.event(step),
        opening=(
            f"Căn cứ ý kiến nhận xét của đại diện các tổ chức chính trị - xã hội nơi làm việc, học tập và chi ủy "
            f"nơi cư trú đối với {whom}, chi ủy {cell_name} tổng hợp như sau:",
            heading("1. Ý kiến nhận xét của đại diện tổ chức chính trị - xã hội"),
            f"Tổ chức được lấy ý kiến: {filling.typed_text(UNIONS.names)}.",
            *_part(filling, UNIONS, "đại diện tổ chức chính trị - xã hội", what),
            heading("2. Ý kiến nhận xét của chi ủy nơi cư trú"),
            f"Nơi được lấy ý kiến: {filling.typed_text(HOME.names)}.",
            *_part(filling, HOME, "chi ủy viên (đảng viên) nơi cư trú", what),
        ),
        recipients=("Hồ sơ của người được nhận xét", "Lưu Chi bộ"),
    )


def _part(filling, side, who, what):
    asked, agreed, against = (filling.number(each) for each in (side.asked, side.agreed, side.against))
    lines = (
        *texts("Ưu điểm:", filling.typed_text(side.strengths)),
        *texts("Khuyết điểm:", filling.typed_text(side.weaknesses)),
    )
    if None in (asked, agreed, against) or not asked:
        return (*lines, f"(chưa có kết quả lấy ý kiến của {who})")
    said = (
        f"Số {who} được hỏi ý kiến là {counted(asked, 'người')}; tán thành {what} là {counted(agreed, 'người')} "
        f"(đạt {share(agreed, asked)})"
    )
    return (*lines, f"{said}; {_against(filling, side, against, asked)}.")


def _against(filling, side, against, asked):
    if not against:
        return "không có ý kiến không tán thành"
    reason = filling.need(filling.typed.get(side.why.key), side.why.label, f"#{side.why.key}")
    return f"không tán thành là {counted(against, 'người')} (chiếm {share(against, asked)}) với lý do: {reason}"


def check(values, case):
    """Those who agreed and those who did not are not more than were asked; somebody was asked."""
    errors = {}
    for side in SIDES:
        asked, agreed, against = (values.get(each.key) for each in (side.asked, side.agreed, side.against))
        if asked is not None and not asked:
            errors[side.asked.key] = "Số người được hỏi ý kiến phải từ 1 trở lên."
        elif None not in (asked, agreed, against) and agreed + against > asked:
            errors[side.agreed.key] = f"Tổng số ý kiến ({agreed + against}) nhiều hơn số được hỏi ({asked})."
    return errors


def _form(code, title, build, step, **fields):
    return Form(
        code=code,
        slug=code.lower().replace("đ", "d"),
        title=title,
        maker=CELL,
        build=build,
        blanks=(
            replace(ISSUED_ON, only=undated(step)),
            *UNIONS.blanks,
            *HOME.blanks,
            *SIGNING,
        ),
        step=step,
        check=check,
        **fields,
    )


FORMS = (
    _form(
        "5-KNĐ",
        "Tổng hợp ý kiến nhận xét của tổ chức chính trị - xã hội nơi người vào Đảng sinh hoạt và chi ủy nơi cư trú "
        "đối với người vào Đảng",
        build_5,
        "collect_opinions",
        paper_code="42",
    ),
    _form(
        "12-KNĐ",
        "Tổng hợp ý kiến nhận xét của các đoàn thể chính trị - xã hội nơi đảng viên dự bị sinh hoạt và chi ủy "
        "nơi cư trú đối với đảng viên dự bị",
        build_12,
        "prepare_recognition",
        phase="recognition",
        paper_code="49",
    ),
)
