"""Decisions of the competent committee: 9-KNĐ, 16-KNĐ, striking off, annulling a wrong decision."""

from dataclasses import replace

from candidates.models import Vote
from candidates.pipeline import IN_PROBATION
from dossiers.catalogue import DECIDING, Form
from dossiers.filling import Blank
from dossiers.papers._common import (
    ISSUED_ON,
    NUMBER,
    SIGNING,
    known_person,
    paper,
    paper_of,
    stop,
    undated,
    with_symbol,
    without_event,
)
from dossiers.phrases import CELL_NAME, NAME
from partydev.dates import format_date
from partydev.papers.document import article

ADMISSION, RECOGNITION = Vote.Purpose.ADMISSION, Vote.Purpose.RECOGNITION
CHARTER = "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"
CAPACITIES = {"standing": "T/M BAN THƯỜNG VỤ", "executive": "T/M ĐẢNG ỦY", "permanent": "T/M BAN THƯỜNG VỤ"}
BODIES = {"standing": "BAN THƯỜNG VỤ", "executive": "BAN CHẤP HÀNH", "permanent": "THƯỜNG TRỰC CẤP ỦY"}


def build_9(case, filling):
    """To admit the person; the cell holds the ceremony."""
    name, again = case.person.full_name, "kết nạp lại" if case.candidate.is_readmission else "kết nạp"
    words = _words(case, filling)
    return _decision(
        case,
        filling,
        ADMISSION,
        step="decide",
        subject=f"{again} đảng viên",
        bases=_proposals(case, filling, ADMISSION),
        articles=(
            article(
                f"{again.capitalize()} quần chúng {name} ({known_person(case, filling)}) vào Đảng Cộng sản Việt Nam."
            ),
            article(filling.phrase("decision_admission_cell", words)),
            article(filling.phrase("decision_admission_execution", words)),
        ),
        last=3,
    )


def build_16(case, filling):
    """To recognize the probationer as a full member from the day probation ended (regulations T12)."""
    name, words = case.person.full_name, _words(case, filling)
    since = filling.need(case.joined_on, "Ngày kết nạp", "step:admit")
    recognized_on = (case.member and case.member.recognized_on) or case.probation_ends_on
    from_day = filling.need(recognized_on, "Ngày được công nhận chính thức", "step:admit")
    return _decision(
        case,
        filling,
        RECOGNITION,
        step="recognize",
        subject="công nhận đảng viên chính thức",
        bases=_proposals(case, filling, RECOGNITION),
        articles=(
            article(
                f"Công nhận đồng chí {name} ({_known(case, filling)}), kết nạp vào Đảng ngày {since}, "
                f"là đảng viên chính thức kể từ ngày {from_day}."
            ),
            article(filling.phrase("decision_recognition_execution", words)),
        ),
        last=2,
    )


CELL_PAPER = Blank(
    "cell_resolution",
    "Số, ngày nghị quyết của chi bộ đề nghị xóa tên",
    "line",
    help="Ví dụ: số 07-NQ/CB ngày 12/3/2026.",
    only=lambda case: not _was_reported(case) and case.event("strike_off_cell_vote") is None,
)
WHY_STRUCK = Blank("why_struck", "Lý do xóa tên")
STRUCK_FROM = Blank("struck_from", "Xóa tên kể từ ngày", "date", only=undated("strike_off"))


def build_strike_off(case, filling):
    """To strike a probationer off; the person's right to appeal stands in it."""
    name, words = case.person.full_name, _words(case, filling)
    since = filling.need(case.joined_on, "Ngày kết nạp", "step:admit")
    struck = case.event("strike_off")
    struck_from = format_date(struck.on) if struck else filling.typed_text(STRUCK_FROM)
    return _decision(
        case,
        filling,
        RECOGNITION,
        step="strike_off",
        subject="xóa tên đảng viên dự bị",
        bases=_why_striking(case, filling, words[CELL_NAME]),
        articles=(
            article(
                f"Xóa tên đồng chí {name} ({_known(case, filling)}), kết nạp vào Đảng ngày {since}, "
                f"trong danh sách đảng viên dự bị kể từ ngày {struck_from}.",
                stop(f"Lý do: {filling.typed_text(WHY_STRUCK)}"),
            ),
            article(filling.phrase("strike_off_appeal", words)),
            article(filling.phrase("strike_off_execution", words)),
        ),
        last=3,
    )


def _was_reported(case):
    """Whether the committee above decides because the votes were in vain, not on a proposal."""
    struck = case.event("strike_off")
    return (struck.from_stage if struck else case.candidate.stage) == "reported_upward"


def _why_striking(case, filling, cell_name):
    """The resolutions that propose striking off, as they are recorded; or the report that came in their place."""
    if _was_reported(case):
        report = case.event("report_upward")
        day = filling.need(case.day("report_upward"), "Ngày báo cáo", "step:report_upward")
        number = f"số {report.paper_number} " if report and report.paper_number else ""
        return (f"Xét Báo cáo {number}ngày {day} của {case.committee(case.cell_at('report_upward'), filling.day)}",)
    step, base_step = "strike_off_cell_vote", "strike_off_committee_vote"
    if case.event(step) is None:
        found = [f"Xét Nghị quyết {filling.typed_text(CELL_PAPER)} của {cell_name} đề nghị xóa tên"]
    else:
        said = paper_of(case, filling, step, "nghị quyết của chi bộ", case.cell_at(step))
        found = [f"Xét Nghị quyết {said} về việc đề nghị xóa tên đảng viên dự bị"]
    if case.event(base_step):
        said = paper_of(case, filling, base_step, "nghị quyết của đảng ủy cơ sở", case.base or case.cell)
        found.append(f"Xét Nghị quyết {said} về việc đề nghị xóa tên đảng viên dự bị")
    return tuple(found)


WHY_ANNULLED = Blank("why_annulled", "Lý do hủy quyết định")
# What is annulled: the step, its name, the purpose of its vote.
ANNULLED = {
    "decide": ("kết nạp đảng viên", ADMISSION),
    "recognize": ("công nhận đảng viên chính thức", RECOGNITION),
}


def _annulment(kind):
    what, purpose = ANNULLED[kind]

    def build(case, filling):
        """To annul a decision that was taken against the rules."""
        name, words = case.person.full_name, _words(case, filling)
        event = case.event(kind)
        about = "kết nạp lại đảng viên" if kind == "decide" and case.candidate.is_readmission else what
        number = filling.need(event.paper_number if event else None, "Số quyết định bị hủy", f"step:{kind}")
        day = filling.need(case.day(kind), "Ngày quyết định bị hủy", f"step:{kind}")
        held = with_symbol(number, "QĐ", _decides(case, purpose))
        return _decision(
            case,
            filling,
            purpose,
            step="",
            subject=f"hủy quyết định {about}",
            bases=(f"Xét hồ sơ và quá trình xem xét đối với {_called(case)} {name}",),
            articles=(
                article(
                    f"Hủy Quyết định số {held} ngày {day} về việc {about} đối với {_called(case)} {name} "
                    f"({_known(case, filling)}).",
                    stop(f"Lý do: {filling.typed_text(WHY_ANNULLED)}"),
                ),
                article(filling.phrase("annulment_execution", words)),
            ),
            last=2,
        )

    return build


def _called(case):
    return "đồng chí" if case.member else "quần chúng"


# What the decisions share


def _decides(case, purpose):
    return case.units[case.authority(purpose).decided_by.pk]


def _words(case, filling):
    return {NAME: case.person.full_name, CELL_NAME: case.committee(case.cell, filling.day)}


def _known(case, filling):
    """What decisions say of the person; a member also has a cell."""
    known = known_person(case, filling)
    return f"{known}; sinh hoạt tại {case.committee(case.cell, filling.day)}" if case.member else known


def _decision(case, filling, purpose, *, step, subject, bases, articles, last):
    """The head, bases, articles and signature; `last` is the article that names who carries it out."""
    body = case.authority(purpose).body
    organization = _decides(case, purpose)
    upper = case.upper(organization, filling.day)
    keeps = ("Lưu Đảng ủy",) if not upper else (f"{upper} (để báo cáo)", "Lưu Đảng ủy")
    return paper(
        case,
        filling,
        organization,
        kind="QUYẾT ĐỊNH",
        type_symbol="QĐ",
        subject=(subject,),
        capacity=CAPACITIES[body],
        event=case.event(step),
        bases=(CHARTER, f"Căn cứ {filling.edition.regulation.name} về thi hành Điều lệ Đảng", *bases),
        resolves=f"{BODIES[body]} QUYẾT ĐỊNH",
        articles=articles,
        recipients=(f"Như Điều {last}", *keeps),
    )


def _proposals(case, filling, purpose):
    """The resolutions that the decision rests on: the cell's, and the base committee's where it resolves."""
    cell_step, base_step, what = {
        ADMISSION: ("cell_vote", "committee_vote", "đề nghị kết nạp đảng viên"),
        RECOGNITION: ("recognition_cell_vote", "recognition_committee_vote", "đề nghị công nhận đảng viên chính thức"),
    }[purpose]
    cell = case.cell_at(cell_step)
    found = [f"Xét Nghị quyết {paper_of(case, filling, cell_step, 'nghị quyết của chi bộ', cell)} về việc {what}"]
    if case.needs_base(purpose) or case.event(base_step):
        paper_said = paper_of(case, filling, base_step, "nghị quyết của đảng ủy cơ sở", case.base or case.cell)
        found.append(f"Xét Nghị quyết {paper_said} về việc {what}")
    return tuple(found)


def _numbered(step):
    if not step:
        return (NUMBER, ISSUED_ON)
    return (
        replace(NUMBER, only=without_event(step)),
        replace(ISSUED_ON, only=undated(step)),
    )


def _annulment_form(kind, slug, title, **fields):
    return Form(
        code=title,
        slug=slug,
        title=title,
        maker=DECIDING,
        build=_annulment(kind),
        phase="other",
        blanks=(*_numbered(""), WHY_ANNULLED, *SIGNING),
        applies=lambda case: case.event(kind) is not None,
        **fields,
    )


FORMS = (
    Form(
        code="9-KNĐ",
        slug="9-knd",
        title="Quyết định kết nạp đảng viên",
        maker=DECIDING,
        build=build_9,
        blanks=(*_numbered("decide"), *SIGNING),
        step="decide",
        paper_code="05",
    ),
    Form(
        code="16-KNĐ",
        slug="16-knd",
        title="Quyết định công nhận đảng viên chính thức",
        maker=DECIDING,
        build=build_16,
        phase="recognition",
        blanks=(*_numbered("recognize"), *SIGNING),
        step="recognize",
        paper_code="07",
    ),
    Form(
        code="Quyết định xóa tên",
        slug="quyet-dinh-xoa-ten",
        title="Quyết định xóa tên đảng viên dự bị",
        maker=DECIDING,
        build=build_strike_off,
        phase="other",
        blanks=(*_numbered("strike_off"), CELL_PAPER, STRUCK_FROM, WHY_STRUCK, *SIGNING),
        step="strike_off",
        paper_code="08",
        applies=lambda case: case.candidate.stage in IN_PROBATION or case.event("strike_off") is not None,
    ),
    _annulment_form(
        "decide", "quyet-dinh-huy-ket-nap", "Quyết định hủy quyết định kết nạp đảng viên", paper_code="11"
    ),
    _annulment_form(
        "recognize", "quyet-dinh-huy-cong-nhan", "Quyết định hủy quyết định công nhận đảng viên chính thức"
    ),
)
