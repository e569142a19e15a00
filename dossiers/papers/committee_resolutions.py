"""The base committee's resolutions: 8-KNĐ proposes admission, 15-KNĐ recognition as a full member."""

from dataclasses import replace

from candidates.models import Vote
from dossiers.catalogue import BASE, Form
from dossiers.filling import Blank
from dossiers.papers._common import (
    ISSUED_ON,
    MEETING,
    NUMBER,
    SIGNING,
    STRENGTHS,
    WEAKNESSES,
    WHY_AGAINST,
    carried,
    counted,
    known_person,
    led_by,
    paper,
    paper_of,
    reason_absent,
    remarks,
    result,
    undated,
    without_event,
)
from dossiers.phrases import CELL_NAME, NAME, TO
from partydev.dates import in_words
from partydev.text import uncapitalized

ADMISSION, RECOGNITION = Vote.Purpose.ADMISSION, Vote.Purpose.RECOGNITION
NO_VOTE = "Kết quả biểu quyết của đảng ủy cơ sở đủ số phiếu"
REPORT = Blank(
    "section_report",
    "Số, ngày báo cáo thẩm định của đảng ủy bộ phận",
    "line",
    help="Ví dụ: số 05-BC/ĐU ngày 12/3/2026.",
    only=lambda case: case.section is not None,
)
STEPS = {
    ADMISSION: ("cell_vote", "committee_vote"),
    RECOGNITION: ("recognition_cell_vote", "recognition_committee_vote"),
}


def build_8(case, filling):
    """Whether the base committee proposes to admit the person, by what it voted."""
    name = case.person.full_name
    return _resolution(
        case,
        filling,
        ADMISSION,
        subject="đề nghị kết nạp lại đảng viên" if case.candidate.is_readmission else "đề nghị kết nạp đảng viên",
        whom=f"quần chúng {name}",
        about=f"để xét, đề nghị kết nạp quần chúng {name} vào Đảng",
        voted_for=f"kết nạp quần chúng {name} vào Đảng",
        proposal="base_admission_proposal",
    )


def build_15(case, filling):
    """Whether it proposes to recognize the probationer as a full member."""
    name = case.person.full_name
    since = filling.need(case.joined_on, "Ngày kết nạp", "step:admit")
    return _resolution(
        case,
        filling,
        RECOGNITION,
        subject="đề nghị công nhận đảng viên chính thức",
        whom=f"đảng viên dự bị {name}, kết nạp vào Đảng ngày {since}",
        about=f"để xét, đề nghị công nhận đảng viên dự bị {name} trở thành đảng viên chính thức",
        voted_for=f"công nhận đồng chí {name} trở thành đảng viên chính thức",
        proposal="base_recognition_proposal",
    )


def _resolution(case, filling, purpose, *, subject, whom, about, voted_for, proposal):
    cell_step, step = STEPS[purpose]
    base, cell = case.base or case.cell, case.cell_at(cell_step)
    vote = carried(case, purpose, Vote.Body.BASE)
    if vote is None:
        filling.need(None, NO_VOTE, f"step:{step}")
    decides = case.authority(purpose)
    to = f"{decides.body_label} {case.committee(decides.decided_by, filling.day)}"
    words = {NAME: case.person.full_name, CELL_NAME: case.committee(cell, filling.day), TO: to}
    bases = [
        "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
        f"Xét Nghị quyết {paper_of(case, filling, cell_step, 'nghị quyết của chi bộ', cell)} về việc {subject}",
    ]
    if case.section:
        name = case.committee(case.section, filling.day)
        bases.append(f"Xét Báo cáo thẩm định {filling.typed_text(REPORT)} của {name}")
    return paper(
        case,
        filling,
        base,
        kind="NGHỊ QUYẾT",
        type_symbol="NQ",
        subject=(subject,),
        capacity="T/M ĐẢNG ỦY",
        event=case.event(step),
        bases=tuple(bases),
        opening=(
            *_met(filling, vote, case.name(base, filling.day), about),
            *led_by(filling),
            f"Sau khi thảo luận, Ban Chấp hành thống nhất kết luận về {whom} ({known_person(case, filling)}) như sau:",
            *remarks(filling),
            result(filling, vote, voted_for, "ủy viên Ban Chấp hành", who="ủy viên Ban Chấp hành")
            if vote
            else f"(chưa có {uncapitalized(NO_VOTE)})",
            filling.phrase(proposal, words),
        ),
        recipients=(f"{to} (để báo cáo)", f"{words[CELL_NAME]} (để biết)", "Lưu Đảng ủy"),
    )


def _met(filling, vote, name, about):
    if vote is None:
        return (f"Ban Chấp hành {name} đã họp {about}.",)
    on = in_words(vote.met_on)
    away = vote.eligible - vote.present
    absent = f"; vắng mặt: {counted(away)}" if away else "; không có đồng chí nào vắng mặt"
    return (
        f"{on[:1].upper()}{on[1:]}, Ban Chấp hành {name} đã họp {about}.",
        f"Tổng số ủy viên Ban Chấp hành: {counted(vote.eligible)}; có mặt: {counted(vote.present)}{absent}.",
        *filter(None, [reason_absent(filling, away)]),
    )


def _form(code, title, build, purpose, **fields):
    step = STEPS[purpose][1]
    return Form(
        code=code,
        slug=code.lower().replace("đ", "d"),
        title=title,
        maker=BASE,
        build=build,
        blanks=(
            replace(NUMBER, only=without_event(step)),
            replace(ISSUED_ON, only=undated(step)),
            REPORT,
            MEETING.why_absent,
            MEETING.chair,
            MEETING.chair_post,
            MEETING.clerk,
            STRENGTHS,
            WEAKNESSES,
            WHY_AGAINST,
            *SIGNING,
        ),
        step=step,
        applies=lambda case: case.needs_base(purpose) or case.event(step) is not None,
        **fields,
    )


FORMS = (
    _form(
        "8-KNĐ",
        "Nghị quyết đề nghị kết nạp đảng viên của đảng ủy cơ sở",
        build_8,
        ADMISSION,
        paper_code="45",
    ),
    _form(
        "15-KNĐ",
        "Nghị quyết đề nghị công nhận đảng viên chính thức của đảng ủy cơ sở",
        build_15,
        RECOGNITION,
        phase="recognition",
        paper_code="52",
    ),
)
