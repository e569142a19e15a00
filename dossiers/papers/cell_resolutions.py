"""The cell's resolutions: 6-KNĐ proposes admission, 13-KNĐ recognition as a full member."""

from dataclasses import replace

from candidates.models import Vote
from candidates.voters import why_away
from dossiers.catalogue import CELL, Form
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
    led_by,
    paper,
    reason_absent,
    remarks,
    result,
    texts,
    undated,
    without_event,
)
from dossiers.phrases import CELL_NAME, NAME, TO
from partydev.dates import in_words
from partydev.numbers import two_digits
from partydev.text import uncapitalized

ADMISSION, RECOGNITION = Vote.Purpose.ADMISSION, Vote.Purpose.RECOGNITION
NO_VOTE = "Kết quả biểu quyết của chi bộ đủ số phiếu"
ABOUT_CV = Blank("about_cv", "Kết luận về lý lịch", help="Kết quả thẩm tra lý lịch của người vào Đảng.")
MOTIVE = Blank("motive", "Kết luận về động cơ vào Đảng")


def build_6(case, filling):
    """Whether the cell proposes to admit the person, by what it voted."""
    name = case.person.full_name
    return _resolution(
        case,
        filling,
        ADMISSION,
        subject="đề nghị kết nạp lại đảng viên" if case.candidate.is_readmission else "đề nghị kết nạp đảng viên",
        about=f"để xét, đề nghị kết nạp quần chúng {name} vào Đảng Cộng sản Việt Nam",
        conclusion="cell_admission_conclusion",
        found=(
            *texts("Về lý lịch:", filling.typed_text(ABOUT_CV)),
            *texts("Về động cơ vào Đảng:", filling.typed_text(MOTIVE)),
            *remarks(filling),
        ),
        voted_for=f"kết nạp quần chúng {name} vào Đảng",
        proposal="cell_admission_proposal",
    )


def build_13(case, filling):
    """Whether the cell proposes to recognize the probationer as a full member."""
    name = case.person.full_name
    again = "kết nạp lại" if case.candidate.is_readmission else "kết nạp"
    since = filling.need(case.joined_on, "Ngày kết nạp", "step:admit")
    return _resolution(
        case,
        filling,
        RECOGNITION,
        subject="đề nghị công nhận đảng viên chính thức",
        about=f"để xét, đề nghị công nhận đảng viên dự bị {name} trở thành đảng viên chính thức",
        conclusion="cell_recognition_conclusion",
        found=(
            f"Đảng viên dự bị {name}, {again} vào Đảng ngày {since}, có những ưu điểm, khuyết điểm chính như sau:",
            *remarks(filling),
        ),
        voted_for=f"công nhận đồng chí {name} trở thành đảng viên chính thức",
        proposal="cell_recognition_proposal",
    )


STEPS = {ADMISSION: "cell_vote", RECOGNITION: "recognition_cell_vote"}


def _resolution(case, filling, purpose, *, subject, about, conclusion, found, voted_for, proposal):
    step = STEPS[purpose]
    cell = case.cell_at(step)
    vote = carried(case, purpose, Vote.Body.CELL)
    cell_name, to = case.committee(cell, filling.day), case.committee(case.proposed_to(purpose), filling.day)
    words = {NAME: case.person.full_name, CELL_NAME: cell_name, TO: to}
    if vote is None:
        filling.need(None, NO_VOTE, f"step:{step}")
    return paper(
        case,
        filling,
        cell,
        kind="NGHỊ QUYẾT",
        type_symbol="NQ",
        subject=(subject,),
        capacity="T/M CHI BỘ",
        event=case.event(step),
        bases=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam",),
        opening=(
            *_met(filling, vote, case.roster(purpose), cell_name, about),
            *led_by(filling),
            filling.phrase(conclusion, words),
            *found,
            result(filling, vote, voted_for, _of_all(vote, case.roster(purpose)))
            if vote
            else f"(chưa có {uncapitalized(NO_VOTE)})",
            filling.phrase(proposal, words),
        ),
        recipients=(f"{to} (để báo cáo)", "Lưu Chi bộ"),
    )


def _of_all(vote, roster):
    """Of whom the share is: all full members, or those who count where some who were away do not (c.1)."""
    if roster is None or len(roster.voters.all()) == vote.eligible:
        return "đảng viên chính thức của chi bộ"
    return f"{two_digits(vote.eligible)} đảng viên chính thức được tính khi biểu quyết"


def _met(filling, vote, roster, cell_name, about):
    """When the cell met, how many it has, how many were there: full members and probationers apart.

    The list of the vote names all full members, also those who were away and do not count.
    """
    on = in_words(vote.met_on) if vote else "(chưa có ngày họp)"
    first = f"{on[:1].upper()}{on[1:]}, {cell_name} đã họp {about}."
    every, present = filling.number(MEETING.voteless), filling.number(MEETING.voteless_present)
    if vote is None or every is None or present is None:
        return (first,)
    full = len(roster.voters.all()) if roster else vote.eligible
    rows = (
        ("Tổng số đảng viên của chi bộ", full, every),
        ("Có mặt", vote.present, present),
        ("Vắng mặt", full - vote.present, every - present),
    )
    lines = tuple(
        f"{label}: {two_digits(full + waiting)} đảng viên, trong đó chính thức {two_digits(full)} đồng chí, "
        f"dự bị {two_digits(waiting)} đồng chí."
        for label, full, waiting in rows
        if full + waiting
    )
    away = full - vote.present + every - present
    return (first, *lines, *filter(None, [reason_absent(filling, away)]))


def check(values, case):
    """Not more probationers in the meeting than the cell has."""
    every, present = values.get(MEETING.voteless.key), values.get(MEETING.voteless_present.key)
    if every is not None and present is not None and present > every:
        words = f"Số đảng viên dự bị có mặt ({present}) nhiều hơn tổng số đảng viên dự bị ({every})."
        return {MEETING.voteless_present.key: words}
    return {}


def _of_roster(read):
    """A proposal from the list of voters that was kept of the vote; nothing where there is none."""

    def propose(purpose):
        def default(case, filling):
            roster = case.roster(purpose)
            return None if roster is None else read(roster, case, filling)

        return default

    return propose


def _who_was_away(roster, case, filling):
    """ "Đồng chí … (đi công tác); đồng chí …": full members who were not there, those who do not count among them."""
    away = [each for each in roster.voters.all() if each.absence]
    return "; ".join(f"đồng chí {each.full_name} ({why_away(each)})" for each in away)


def _post_of_chair(roster, case, filling):
    """The cell's secretary is known by name; of anybody else the post is typed."""
    led_by_secretary = roster.chair and roster.chair == case.holder(case.cell, filling.day)
    return "Bí thư chi bộ" if led_by_secretary else None


PROPOSED = {
    MEETING.voteless.key: _of_roster(lambda roster, case, filling: roster.probationary),
    MEETING.voteless_present.key: _of_roster(lambda roster, case, filling: roster.probationary_present),
    MEETING.why_absent.key: _of_roster(_who_was_away),
    MEETING.chair.key: _of_roster(lambda roster, case, filling: roster.chair),
    MEETING.chair_post.key: _of_roster(_post_of_chair),
    MEETING.clerk.key: _of_roster(lambda roster, case, filling: roster.minutes_by),
}


def _blanks(purpose, *own):
    step = STEPS[purpose]
    return (
        replace(NUMBER, only=without_event(step)),
        replace(ISSUED_ON, only=undated(step)),
        *(replace(blank, default=PROPOSED[blank.key](purpose)) for blank in MEETING.blanks),
        *own,
        STRENGTHS,
        WEAKNESSES,
        WHY_AGAINST,
        *SIGNING,
    )


FORMS = (
    Form(
        code="6-KNĐ",
        slug="6-knd",
        title="Nghị quyết đề nghị kết nạp đảng viên của chi bộ",
        maker=CELL,
        build=build_6,
        blanks=_blanks(ADMISSION, ABOUT_CV, MOTIVE),
        step="cell_vote",
        paper_code="43",
        check=check,
    ),
    Form(
        code="13-KNĐ",
        slug="13-knd",
        title="Nghị quyết đề nghị công nhận đảng viên chính thức của chi bộ",
        maker=CELL,
        build=build_13,
        phase="recognition",
        blanks=_blanks(RECOGNITION),
        step="recognition_cell_vote",
        paper_code="50",
        check=check,
    ),
)
