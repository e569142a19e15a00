"""Letters between committees about an applicant: verification of the CV (20-KNĐ, item 96), moves (items 92 to 95)."""

from candidates.rules.verification import APPLICANT
from dossiers.catalogue import BASE, DECIDING, Form
from dossiers.filling import Blank
from dossiers.gather import ADMISSION
from dossiers.papers._common import ISSUED_ON, NUMBER, SIGNING, paper, paper_of, stop, with_symbol
from dossiers.papers._people import (
    REASON,
    RECEIVER,
    asked,
    birth_of,
    cell_name,
    committee_above,
    day_of,
    name_of,
    typed_day,
)
from dossiers.papers.decisions import CAPACITIES
from dossiers.phrases import CELL_NAME, NAME, TO
from partydev import dates
from partydev.numbers import two_digits

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
        f"quê quán: {filling.need(person.home_place, 'Quê quán', 'person')}",
        f"nơi cư trú: {filling.need(person.residence, 'Nơi cư trú', 'person')}",
        f"đơn vị công tác, học tập: {filling.need(person.workplace, 'Đơn vị công tác, học tập', 'person')}",
    ]
    return "; ".join(part.rstrip(" .;") for part in parts)


def next_above(case):
    """The organization whose committee writes for the cell: the base committee, else the one that decides."""
    return case.units[committee_above(case).pk]


# Verification of the CV: 20-KNĐ and the paper of who is sent


def _of_place(read):
    """Proposed for the letter of one place that stands in the case's list of verification."""
    return lambda case, filling: read(case, filling.subject) if filling.subject else None


def _whom(case, request):
    """A relative whose name is not kept here is found in the CV that goes along with the letter."""
    if request.relation == APPLICANT:
        name = case.person.full_name
        born = f", sinh ngày {dates.format_date(case.person.birth_date)}" if case.person.birth_date else ""
        return f"{name}{born}, người vào Đảng"
    relation = f"{request.who[0].lower()}{request.who[1:]} của người vào Đảng"
    if request.full_name:
        return f"{request.full_name}, {relation}"
    return f"{request.who} của người vào Đảng (họ tên, năm sinh ghi trong lý lịch gửi kèm)"


TO_VERIFY = Blank(
    "to_verify",
    "Người cần thẩm tra",
    help="Mỗi người một dòng: họ và tên, năm sinh, quan hệ với người vào Đảng, quê quán, nơi cư trú, nơi công tác.",
    default=_of_place(_whom),
)
WHERE = Blank(
    "where",
    "Cấp ủy nơi được đề nghị thẩm tra",
    "line",
    max_length=200,
    default=_of_place(lambda case, request: request.body),
)
ANSWER_BY = Blank(
    "answer_by",
    "Đề nghị trả lời trước ngày",
    "date",
    default=_of_place(lambda case, request: request.answer_by),
)
VERIFIER = Blank(
    "verifier",
    "Đảng viên được cử đi thẩm tra",
    max_length=2000,
    help="Mỗi đồng chí một dòng: họ và tên, chức vụ, đơn vị. Người vào Đảng và người thân không được cử đi.",
)
VALID_UNTIL = Blank("valid_until", "Giấy giới thiệu có giá trị đến hết ngày", "date")


def build_20(case, filling):
    """The committee where the person or a relative lives or works is asked to verify."""
    issuer = next_above(case)
    words = {NAME: case.person.full_name, CELL_NAME: cell_name(case), TO: filling.typed_text(WHERE)}
    return letter(
        case,
        filling,
        issuer,
        about="thẩm tra lý lịch của người xin vào Đảng",
        to=(filling.typed_text(WHERE),),
        text=(
            f"{case.committee(issuer)} đang xem xét hồ sơ của {who(case, filling)}, "
            f"là người xin vào Đảng tại {cell_name(case)}.",
            f"Để có cơ sở xem xét kết nạp theo quy định, {case.committee(issuer)} đề nghị "
            f"{filling.typed_text(WHERE)} thẩm tra, xác nhận những nội dung sau:",
            *_people_to_verify(filling),
            filling.phrase("verification_content", words),
            "Kết quả thẩm tra đề nghị ghi vào lý lịch của người xin vào Đảng gửi kèm theo hoặc vào văn bản riêng, "
            "có chữ ký của đại diện cấp ủy và đóng dấu.",
            f"Kết quả đề nghị gửi về {case.committee(issuer)} trước {typed_day(filling, ANSWER_BY)}.",
        ),
        copies=(cell_name(case),),
    )


def _people_to_verify(filling):
    named = _named(filling.typed_text(TO_VERIFY))
    if len(named) == 1:
        return (f"Người cần thẩm tra: {stop(named[0])}",)
    return ("Những người cần thẩm tra:", *_numbered(named))


def _named(text):
    """The people of a list that was typed one a line."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _numbered(lines):
    last = len(lines)
    return [f"{place}. {line.rstrip(' .;')}{';' if place < last else '.'}" for place, line in enumerate(lines, 1)]


def build_verifier(case, filling):
    """The paper that members carry who are sent to verify (never the applicant, never a relative)."""
    issuer, where = next_above(case), filling.typed_text(WHERE)
    sent = _named(filling.typed_text(VERIFIER))
    verified = f"{who(case, filling)}, là người xin vào Đảng tại {cell_name(case)}"
    those = "các đồng chí" if len(sent) > 1 else "đồng chí"
    return short_paper(
        case,
        filling,
        issuer,
        kind="GIẤY GIỚI THIỆU",
        symbol="GGT",
        subject="cử đảng viên đi thẩm tra lý lịch của người xin vào Đảng",
        to=(where,),
        text=(
            *_introduced(case.committee(issuer), sent, f"được cử đến {where} để thẩm tra lý lịch của {verified}"),
            *_people_to_verify(filling),
            f"Đề nghị {where} tạo điều kiện để {those} có tên trên hoàn thành nhiệm vụ.",
            f"Giấy giới thiệu này có giá trị đến hết {typed_day(filling, VALID_UNTIL)}.",
        ),
    )


def _introduced(committee, sent, why):
    """One member in the sentence, several as a list below it."""
    if len(sent) == 1:
        return (f"{committee} giới thiệu đồng chí {sent[0].rstrip(' .;,')}, {why}.",)
    return (f"{committee} giới thiệu các đồng chí có tên sau đây, {why}:", *_numbered(sent))


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
    letter_form(
        "20-knd",
        "Công văn đề nghị thẩm tra lý lịch của người vào Đảng",
        build_20,
        code="20-KNĐ",
        phase="admission",
        blanks=(WHERE, TO_VERIFY, ANSWER_BY),
        repeats="by_letter",
        also_alone=True,
        paper_code="97",
        applies=before_admission,
    ),
    letter_form(
        "gioi-thieu-tham-tra",
        "Giấy giới thiệu cử đảng viên đi thẩm tra lý lịch",
        build_verifier,
        blanks=(WHERE, VERIFIER, TO_VERIFY, VALID_UNTIL),
        repeats="by_visit",
        also_alone=True,
        paper_code="96",
        applies=before_admission,
    ),
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
