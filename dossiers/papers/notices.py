"""What committees write after a decision: wrong procedure (items 98, 99), results, transfer and recognition (100)."""

from dossiers.catalogue import BASE, DECIDING
from dossiers.filling import Blank
from dossiers.gather import ADMISSION, RECOGNITION
from dossiers.papers._common import STRENGTHS, WEAKNESSES, remarks, share, stop
from dossiers.papers._people import (
    REASON,
    RECEIVER,
    admitted,
    asked,
    birth_of,
    cell_name,
    day_of,
    fact,
    name_of,
    typed_day,
)
from dossiers.papers.letters import decision_of, letter, letter_form, next_above, short_paper, who
from partydev.numbers import two_digits

# A wrong procedure: items 98 and 99


FAULT = Blank("fault", "Nội dung thực hiện chưa đúng")
REDO = Blank("redo", "Việc phải làm lại")
REDO_BY = Blank("redo_by", "Hoàn thành trước ngày", "date")
ADMISSION_STEPS = ("cell_vote", "committee_vote", "decide", "admit")
RECOGNITION_STEPS = ("recognition_cell_vote", "recognition_committee_vote", "recognize")


def _redo(what, purpose, steps):
    def build(case, filling):
        issuer = case.units[case.authority(purpose).decided_by.pk]
        base = case.base
        to = [cell_name(case)]
        if base and base.pk != issuer.pk:
            to.insert(0, case.committee(base))
        called = f"đồng chí {name_of(case, filling)}" if case.member else f"quần chúng {name_of(case, filling)}"
        return letter(
            case,
            filling,
            issuer,
            about=f"làm lại, thực hiện đúng thủ tục {what}",
            to=tuple(to),
            text=(
                f"Qua xem xét hồ sơ {what} đối với {called}, sinh {birth_of(case, filling)}, "
                f"{case.committee(issuer)} nhận thấy:",
                stop(filling.typed_text(FAULT)),
                f"{case.committee(issuer)} yêu cầu {', '.join(to)} làm lại, thực hiện đúng thủ tục theo quy định:",
                stop(filling.typed_text(REDO)),
                f"Kết quả thực hiện báo cáo {case.committee(issuer)} trước {typed_day(filling, REDO_BY)}.",
            ),
        )

    def applies(case):
        return any(case.event(step) is not None and case.event(step).irregular for step in steps)

    return build, applies


# The result told to the cell


NOT_CARRIED_WHY = Blank("why", "Lý do chưa kết nạp", max_length=2000)


def failed_vote(case):
    """The committee's vote on admission that did not carry; None where there is none."""
    votes = [case.vote(ADMISSION, body) for body in ("deciding", "base")]
    return next((vote for vote in votes if vote and not vote.carried), None)


def build_not_admitted(case, filling):
    """The cell is told that the committee did not carry the admission."""
    vote = failed_vote(case)
    decided = bool(vote) and vote.body == "deciding"
    issuer = case.units[case.authority().decided_by.pk] if decided else next_above(case)
    met = day_of(filling, vote.met_on if vote else None, "Ngày họp của cấp ủy", "step:decide")
    return short_paper(
        case,
        filling,
        issuer,
        kind="THÔNG BÁO",
        symbol="TB",
        subject="kết quả xem xét kết nạp đảng viên",
        text=(
            f"{case.committee(issuer)} đã họp {met}, xem xét, biểu quyết việc kết nạp {who(case, filling)}, "
            f"do {cell_name(case, 'cell_vote')} đề nghị.",
            *_counted(vote),
            *asked(filling, NOT_CARRIED_WHY),
            f"{case.committee(issuer)} thông báo để {cell_name(case)} biết, thông báo cho quần chúng "
            f"{case.person.full_name} và tiếp tục bồi dưỡng, giúp đỡ; khi có đủ điều kiện, chi bộ xem xét, đề nghị "
            "theo quy định.",
        ),
        copies=(cell_name(case),),
    )


def _counted(vote):
    if not vote:
        return ()
    return (
        f"Kết quả: {two_digits(vote.votes_for) if vote.votes_for else 'không có'} đồng chí tán thành trên tổng số "
        f"{two_digits(vote.eligible)} đồng chí (đạt {share(vote.votes_for, vote.eligible)}); chưa đủ số phiếu "
        f"cần thiết là {two_digits(vote.needed)}, vì vậy chưa kết nạp.",
    )


# A probationer who moves


FEES_TO = Blank("fees_to", "Đã đóng đảng phí đến hết tháng", "line", max_length=40, help="Ví dụ: 9/2026")
MOVES_TO = Blank("moves_to", "Chuyển sinh hoạt đến (chi bộ, đảng bộ)", "line", max_length=200)


def build_transfer(case, filling):
    """The probationer moves: what helper and cell say of the probation so far goes along, and its time goes on."""
    issuer, name = next_above(case), case.person.full_name
    helpers = [str(each.mentor) for each in case.helpers("probation") if each.ends_on is None]
    helped = filling.need(", ".join(f"đồng chí {each}" for each in helpers), "Đảng viên giúp đỡ", "mentors")
    return short_paper(
        case,
        filling,
        issuer,
        kind="GIẤY GIỚI THIỆU",
        symbol="GGT",
        subject="chuyển sinh hoạt đảng của đảng viên dự bị",
        to=(filling.typed_text(RECEIVER),),
        text=(
            f"{case.committee(issuer)} giới thiệu đồng chí {name_of(case, filling)}, sinh {birth_of(case, filling)}, "
            f"là đảng viên dự bị, được kết nạp vào Đảng {admitted(case, filling)}.",
            *fact(filling, case.person.home_place, "Quê quán"),
            f"Hiện sinh hoạt tại {cell_name(case)}; được giới thiệu đến sinh hoạt tại "
            f"{stop(filling.typed_text(MOVES_TO))}",
            *asked(filling, REASON),
            *asked(filling, FEES_TO),
            f"Đảng viên được phân công giúp đỡ trong thời gian dự bị: {helped}. Nhận xét của đảng viên giúp đỡ "
            f"và của {cell_name(case)} về thời gian dự bị đến nay:",
            *remarks(filling),
            "Thời gian dự bị tính từ ngày tổ chức lễ kết nạp, không tính lại từ đầu khi chuyển sinh hoạt. "
            f"Đề nghị {filling.typed_text(RECEIVER)} chỉ đạo chi bộ nơi đến phân công đảng viên chính thức tiếp tục "
            f"giúp đỡ đồng chí {name} và xem xét, đề nghị công nhận đảng viên chính thức khi hết thời gian dự bị.",
        ),
        copies=(cell_name(case),),
    )


def is_probationer(case):
    return case.member is not None and case.event("recognize") is None and case.member.left_by in ("", "transferred")


# A member who was recognized (item 100)


TOLD = Blank(
    "told",
    "Cấp ủy nhận phiếu báo",
    "line",
    max_length=200,
    default=lambda case, _: case.upper(next_above(case)),
)


def build_recognized(case, filling):
    """For the committees that keep the member's file: recognized from when, by which decision."""
    issuer, person = next_above(case), case.person
    recognized = day_of(
        filling, case.member and case.member.recognized_on, "Ngày công nhận chính thức", "step:recognize"
    )
    return short_paper(
        case,
        filling,
        issuer,
        kind="PHIẾU BÁO",
        symbol="PB",
        subject="đảng viên được công nhận chính thức",
        to=(filling.typed_text(TOLD),),
        text=(
            f"{case.committee(issuer)} báo đảng viên được công nhận chính thức như sau:",
            f"Họ và tên: {name_of(case, filling)}; sinh {birth_of(case, filling)}.",
            *fact(filling, person.home_place, "Quê quán"),
            *fact(filling, person.workplace, "Đơn vị công tác"),
            f"Được kết nạp vào Đảng {admitted(case, filling)}.",
            f"Được công nhận là đảng viên chính thức từ {recognized} theo {recognition_decision(case, filling)}.",
            f"Hiện sinh hoạt tại {cell_name(case)}.",
        ),
    )


def recognition_decision(case, filling):
    """ "Quyết định số 31-QĐ/ĐU ngày … của Đảng ủy …"."""
    number, day, body = decision_of(case, filling, "recognize", RECOGNITION, "công nhận")
    return f"Quyết định số {number} {day} của {body}"


_BUILD_98, _APPLIES_98 = _redo("kết nạp đảng viên", ADMISSION, ADMISSION_STEPS)
_BUILD_99, _APPLIES_99 = _redo("công nhận đảng viên chính thức", RECOGNITION, RECOGNITION_STEPS)

FORMS = (
    letter_form(
        "lam-lai-ket-nap",
        "Công văn chỉ đạo làm lại, thực hiện đúng thủ tục (kết nạp)",
        _BUILD_98,
        maker=DECIDING,
        blanks=(FAULT, REDO, REDO_BY),
        paper_code="98",
        applies=_APPLIES_98,
    ),
    letter_form(
        "lam-lai-cong-nhan",
        "Công văn chỉ đạo làm lại, thực hiện đúng thủ tục (chính thức)",
        _BUILD_99,
        maker=DECIDING,
        blanks=(FAULT, REDO, REDO_BY),
        paper_code="99",
        applies=_APPLIES_99,
    ),
    letter_form(
        "thong-bao-ket-qua",
        "Thông báo kết quả xem xét kết nạp đảng viên",
        build_not_admitted,
        maker=DECIDING,
        blanks=(NOT_CARRIED_WHY,),
        applies=lambda case: failed_vote(case) is not None,
    ),
    letter_form(
        "gioi-thieu-chuyen-di",
        "Giấy giới thiệu chuyển sinh hoạt đảng của đảng viên dự bị",
        build_transfer,
        blanks=(RECEIVER, MOVES_TO, REASON, FEES_TO, STRENGTHS, WEAKNESSES),
        paper_code="54",
        applies=is_probationer,
    ),
    letter_form(
        "phieu-bao-chinh-thuc",
        "Phiếu báo đảng viên được công nhận chính thức",
        build_recognized,
        maker=BASE,
        blanks=(TOLD,),
        paper_code="100",
        applies=lambda case: case.event("recognize") is not None,
    ),
)
