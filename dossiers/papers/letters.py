"""Letters between committees about an applicant, and what they share: moves (items 92 to 95)."""

from dossiers.catalogue import BASE, DECIDING, Form
from dossiers.filling import Blank
from dossiers.gather import ADMISSION
from dossiers.papers._common import ISSUED_ON, NUMBER, SIGNING, paper, paper_of, with_symbol
from dossiers.papers._people import (
    REASON,
    RECEIVER,
    asked,
    birth_of,
    cell_name,
    committee_above,
    day_of,
    name_of,
)
from dossiers.papers.decisions import CAPACITIES
from partydev.numbers import two_digits
from partydev.text import place_in_sentence

HEAD = (NUMBER, ISSUED_ON)


def own_capacity(case, organization, purpose=ADMISSION):
    """ "T/M BAN THƯỜNG VỤ" where that body decides, "T/M ĐẢNG ỦY" of another committee, "T/M CHI BỘ" of a cell."""
    if organization.is_cell:
        return "T/M CHI BỘ"
    authority = case.authority(purpose)
    if organization.pk == authority.decided_by.pk:
        return CAPACITIES[authority.body]
    return "T/M ĐẢNG ỦY"


def keeps(organization):
    return "Lưu Chi bộ" if organization.is_cell else "Lưu Đảng ủy"


def letter(case, filling, organization, *, about, **fields):
    """A công văn of the organization's committee: "về việc …" stands below its number."""
    return _sent(case, filling, organization, kind="", symbol="CV", subject=f"về việc {about}", **fields)


def short_paper(case, filling, organization, *, kind, symbol, subject, **fields):
    """A short paper named by its kind that the committee sends: giấy giới thiệu, thông báo, phiếu báo."""
    return _sent(case, filling, organization, kind=kind, symbol=symbol, subject=subject, **fields)


def _sent(case, filling, organization, *, kind, symbol, subject, text, to=(), copies=()):
    return paper(
        case,
        filling,
        organization,
        kind=kind,
        type_symbol=symbol,
        subject=(subject,),
        capacity=own_capacity(case, organization),
        addressees=to,
        opening=text,
        recipients=(*(("Như trên",) if to else ()), *copies, keeps(organization)),
    )


def who(case, filling):
    """The applicant for a reader who has never heard of the person."""
    person = case.person
    parts = [
        f"quần chúng {name_of(case, filling)}, sinh {birth_of(case, filling)}",
        f"quê quán: {filling.need(place_in_sentence(person.home_place), 'Quê quán', 'person')}",
        f"nơi cư trú: {filling.need(place_in_sentence(person.residence), 'Nơi cư trú', 'person')}",
        f"đơn vị công tác, học tập: {filling.need(person.workplace, 'Đơn vị công tác, học tập', 'person')}",
    ]
    return "; ".join(part.rstrip(" .;") for part in parts)


def next_above(case):
    """The organization whose committee writes for the cell: the base committee, else the one that decides."""
    return case.units[committee_above(case).pk]


# Moves of an applicant: items 92 to 95; before the cell's vote a certificate goes along (certificates.py)


SENT = Blank("sent", "Giấy tờ, hồ sơ kèm theo", help="Ví dụ: đơn xin vào Đảng, lý lịch của người xin vào Đảng.")


def _move(stage, about, proposed):
    """A letter for an applicant who moves when `stage` has been reached; `proposed` says what was resolved."""

    def build(case, filling):
        issuer = case.units[case.authority().decided_by.pk] if stage == "decide" else next_above(case)
        return letter(
            case,
            filling,
            issuer,
            about=about,
            to=(filling.typed_text(RECEIVER),),
            text=(
                f"{case.committee(issuer)} giới thiệu {who(case, filling)}; đang được xem xét kết nạp vào Đảng tại "
                f"{cell_name(case, 'cell_vote')}.",
                *proposed(case, filling),
                *asked(filling, REASON),
                *asked(filling, SENT),
                _next(stage, filling),
            ),
            copies=(cell_name(case),),
        )

    return build


def _next(stage, filling):
    to = filling.typed_text(RECEIVER)
    if stage == "decide":
        return (
            f"Đề nghị {to} chỉ đạo chi bộ nơi đến tổ chức lễ kết nạp và phân công đảng viên chính thức giúp đỡ "
            "đảng viên dự bị theo quy định."
        )
    return f"Đề nghị {to} chỉ đạo chi bộ nơi đến tiếp tục xem xét, làm thủ tục kết nạp theo quy định."


def _by_cell(case, filling):
    vote, cell = case.vote(ADMISSION, "cell"), case.cell_at("cell_vote")
    said = paper_of(case, filling, "cell_vote", "nghị quyết của chi bộ", cell)
    return (f"Chi bộ đã đề nghị kết nạp tại Nghị quyết {said}{_outcome(vote, 'đảng viên chính thức')}.",)


def _by_committee(case, filling):
    vote = case.vote(ADMISSION, "base")
    said = paper_of(case, filling, "committee_vote", "nghị quyết của đảng ủy cơ sở", case.base or case.cell)
    return (
        *_by_cell(case, filling),
        f"Đảng ủy đã đề nghị kết nạp tại Nghị quyết {said}{_outcome(vote, 'cấp ủy viên')}.",
    )


def _by_decision(case, filling):
    number, day, body = decision_of(case, filling, "decide", ADMISSION, "kết nạp")
    return (
        f"{body} đã ra Quyết định số {number} {day} kết nạp {case.person.full_name} vào Đảng; "
        "chưa tổ chức lễ kết nạp.",
    )


def decision_of(case, filling, kind, purpose, what):
    """(number, day in words, name of the body) of the decision that the step `kind` brought."""
    event, decided_by = case.event(kind), case.units[case.authority(purpose).decided_by.pk]
    number = filling.need(event.paper_number if event else None, f"Số quyết định {what}", f"step:{kind}")
    day = day_of(filling, case.day(kind), f"Ngày quyết định {what}", f"step:{kind}")
    return with_symbol(number, "QĐ", decided_by), day, case.committee(decided_by, case.day(kind))


def _outcome(vote, who_voted):
    if not vote:
        return ""
    return f" ({two_digits(vote.votes_for)} trên {two_digits(vote.eligible)} {who_voted} tán thành)"


MOVES_TO = Blank("moves_to", "Chuyển đến (chi bộ, đảng bộ)", "line", max_length=200)


def build_leaving(case, filling):
    """For an applicant who leaves the base organization: to which committee, and how far the case has come."""
    issuer = next_above(case)
    return letter(
        case,
        filling,
        issuer,
        about="giới thiệu người vào Đảng chuyển ra ngoài đảng bộ cơ sở",
        to=(filling.typed_text(RECEIVER),),
        text=(
            f"{case.committee(issuer)} giới thiệu {who(case, filling)}; đang được xem xét kết nạp vào Đảng tại "
            f"{cell_name(case)}, chuyển ra ngoài {case.name(issuer)}.",
            *asked(filling, MOVES_TO),
            *_so_far(case, filling),
            *asked(filling, REASON),
            *asked(filling, SENT),
            _next("decide" if case.event("decide") else "", filling),
        ),
        copies=(cell_name(case),),
    )


def _so_far(case, filling):
    """The last resolution or decision that the case has; before all of them, since when the cell has guided it."""
    for step, said in (("decide", _by_decision), ("committee_vote", _by_committee), ("cell_vote", _by_cell)):
        if case.event(step):
            return said(case, filling)
    listed = day_of(filling, case.day("list"), "Ngày chi bộ đưa vào danh sách bồi dưỡng", "step:list")
    return (
        f"{cell_name(case, 'list')} đưa vào danh sách bồi dưỡng {listed}; chi bộ chưa biểu quyết đề nghị kết nạp.",
    )


def letter_form(slug, title, build, *, paper_code="", maker=BASE, blanks=(), **fields):
    """A `Form` with the number, day and signer that papers of committees have; without a code its title stands."""
    return Form(
        fields.pop("code", title),
        slug,
        title,
        maker,
        build,
        phase=fields.pop("phase", "other"),
        blanks=(*HEAD, *blanks, *SIGNING),
        paper_code=paper_code,
        **fields,
    )


_MOVES = (
    ("cell_vote", "gioi-thieu-chi-bo", "92", "đã được chi bộ đề nghị kết nạp", _by_cell),
    ("committee_vote", "gioi-thieu-cap-uy", "93", "đã được cấp ủy đề nghị kết nạp", _by_committee),
    ("decide", "gioi-thieu-quyet-dinh", "94", "đã được ra quyết định kết nạp", _by_decision),
)
_BODIES = {"cell_vote": "cell", "committee_vote": "base", "decide": "deciding"}


def before_admission(case):
    """Nobody has been admitted yet, and the case goes on here or elsewhere."""
    return case.member is None and (case.candidate.is_open or case.candidate.stage == "transferred_out")


def _reached(step):
    """The case has come to `step`, and not yet to the next one that has a letter of its own."""
    steps = list(_BODIES)
    later = steps[steps.index(step) + 1 :]

    def applies(case):
        vote = case.vote(ADMISSION, _BODIES[step])
        carried = case.event(step) is not None and (vote is None or vote.carried)
        return carried and before_admission(case) and not any(case.event(each) for each in later)

    return applies


FORMS = (
    *(
        letter_form(
            slug,
            f"Công văn giới thiệu người vào Đảng {reached}",
            _move(step, f"giới thiệu người vào Đảng {reached}", said),
            maker=DECIDING if step == "decide" else BASE,
            blanks=(RECEIVER, REASON, SENT),
            paper_code=code,
            applies=_reached(step),
        )
        for step, slug, code, reached, said in _MOVES
    ),
    letter_form(
        "gioi-thieu-ra-ngoai",
        "Công văn giới thiệu người vào Đảng chuyển ra ngoài đảng bộ cơ sở",
        build_leaving,
        blanks=(RECEIVER, MOVES_TO, REASON, SENT),
        paper_code="95",
        applies=lambda case: before_admission(case) and case.event("list") is not None,
    ),
)
