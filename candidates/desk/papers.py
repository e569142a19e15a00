"""The papers of a committee's meeting: tờ trình, danh sách trích ngang, biên bản. Built, never stored."""

from django.conf import settings

from candidates.ballot_papers import ballots
from candidates.desk import numbers
from candidates.desk.agenda import MATTERS
from candidates.desk.attendance import counts, why_away
from candidates.desk.presenter import presenter_of, typed_number, whole_number
from candidates.desk.slips import slips_of
from candidates.desk.told import addressee, line, people, purpose
from candidates.rules import law
from partydev.dates import in_words
from partydev.numbers import row_id, two_digits
from partydev.papers import rendering
from partydev.papers.document import Column, Document, Row, Section, Signature, Table
from partydev.text import uncapitalized

SUBMISSION, ROSTER, BALLOT, MINUTES = "to-trinh", "trich-ngang", "phieu-bieu-quyet", "bien-ban"
SLIP = "phieu-xin-y-kien"
PAPERS = {
    SUBMISSION: "Tờ trình",
    ROSTER: "Danh sách trích ngang",
    SLIP: "Phiếu xin ý kiến",
    BALLOT: "Phiếu biểu quyết",
    MINUTES: "Biên bản",
}
# Whom each matter is about; "đồng chí" is for members only.
WHOM = {
    "committee_vote": "quần chúng ưu tú",
    "decide": "quần chúng ưu tú",
    "recognition_committee_vote": "đồng chí đảng viên dự bị",
    "recognize": "đồng chí đảng viên dự bị",
    "strike_off_committee_vote": "đồng chí đảng viên dự bị",
    "strike_off": "đồng chí đảng viên dự bị",
}


def offered(meeting, *, begun):
    """The papers that can be printed: minutes only once the day has come, ballots only where the body meets."""
    left_out = {BALLOT} if meeting.by_slips else set()
    left_out |= set() if begun else {MINUTES}
    return {key: label for key, label in PAPERS.items() if key not in left_out}


def build(key, meeting, cases):
    """The `Document` of the paper `key` for the `cases` of `meeting`; of ballots and slips the first."""
    if key in HANDED_OUT:
        return HANDED_OUT[key](meeting, cases)[0]
    return {SUBMISSION: _submission, ROSTER: _roster, MINUTES: _minutes}[key](meeting, cases)


def pdf(key, meeting, cases):
    """The PDF of the paper `key`: a ballot or slip for each who has the right to vote, of all else one."""
    if key in HANDED_OUT:
        return rendering.as_ballots(HANDED_OUT[key](meeting, cases), meeting.eligible)
    return rendering.as_pdf(build(key, meeting, cases))


def ballots_of(meeting, cases):
    """The ballots of the meeting's vote on everyone of its agenda."""
    organization = meeting.organization
    return ballots(
        upper=organization.parent.committee_name if organization.parent else "",
        issuer=organization.committee_name,
        place=organization.place,
        held_by=addressee(meeting),
        on=meeting.held_on,
        people=[(case.candidate.person.full_name, case.matter) for case in cases if case.is_open],
    )


# What is handed out, one of a kind to each who has the right to vote.
HANDED_OUT = {BALLOT: ballots_of, SLIP: slips_of}


def _head(meeting, issuer=None, **fields):
    organization = meeting.organization
    parent = organization.parent
    upper, name = (parent.committee_name if parent else ""), organization.committee_name
    if issuer and issuer.office:
        upper, name = name, issuer.office
    return Document(
        upper_name=upper,
        issuer_name=name,
        place=organization.place or "…",
        withheld=not organization.place,  # nobody signs a paper without its place
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
        **fields,
    )


def _number(text):
    """The number that "12" or "12-TTr/ĐU" begins with; None where it begins with none."""
    digits = text.strip().split("-")[0].strip()
    return row_id(digits) or None


def _submission(meeting, cases):
    counts = {}
    for case in cases:
        counts[case.transition] = counts.get(case.transition, 0) + 1
    document = next((d for d in law.IMPLEMENTING if d.holds_from <= meeting.held_on and _holds(d, meeting)), None)
    bases = ["- Căn cứ Điều lệ Đảng;"]
    if document:
        bases.append(f"- Căn cứ {document.name} về thi hành Điều lệ Đảng;")
    bases.append("- Xét nghị quyết của các chi bộ và kết quả thẩm định hồ sơ.")
    presenter = presenter_of(meeting)
    matters = [
        f"{f'{number}. ' if len(counts) > 1 else ''}{MATTERS[key]}: {two_digits(count)} {WHOM[key]}."
        for number, (key, count) in enumerate(counts.items(), 1)
    ]
    return _head(
        meeting,
        presenter,
        kind="TỜ TRÌNH",
        symbol=f"TTr/{presenter.symbol}",
        number=_number(meeting.submission_number),
        number_as_typed=typed_number(meeting),
        issued_on=meeting.submission_on,
        subject=_what(counts, before="về việc "),
        addressee=addressee(meeting),
        opening=(
            *bases,
            f"{presenter.name} kính trình {meeting.get_body_display()} xem xét, biểu quyết "
            f"từng trường hợp {_when(meeting)} đối với {two_digits(len(cases))} người, "
            "cụ thể như sau:",
            *matters,
            "Hồ sơ của từng người đã được thẩm định (có danh sách trích ngang và hồ sơ kèm theo).",
            f"Kính trình {meeting.get_body_display()} xem xét, quyết định.",
        ),
        sections=(),
        signature=presenter.signature,
        recipients=("Như trên", presenter.keeps),
    )


def _when(meeting):
    way = "bằng phiếu xin ý kiến, tổng hợp" if meeting.by_slips else "tại phiên họp"
    return f"{way} {in_words(meeting.held_on)}"


def _holds(document, meeting):
    return document.holds_to is None or meeting.held_on <= document.holds_to


# What a meeting is about, in the order in which its papers name it.
ABOUT = {
    "admission": "kết nạp đảng viên",
    "recognition": "công nhận đảng viên chính thức",
    "strike_off": "xóa tên đảng viên dự bị",
}


def _what(transitions, before=""):
    """ "xét kết nạp đảng viên, công nhận đảng viên chính thức": all that the meeting votes on, in lines that fit."""
    found = {purpose(key) for key in transitions} or {"admission"}
    words = [words for purpose, words in ABOUT.items() if purpose in found]
    first = f"{before}xét {', '.join(words[:2])}"
    return (f"{first},", *words[2:]) if words[2:] else (first,)


# Danh sách trích ngang

_COLUMNS = (
    Column("TT", 3, "center"),
    Column("Họ và tên", 8, "left", heads_row=True),
    Column("Ngày sinh", 8, "center"),
    Column("Giới tính", 4, "center"),
    Column("Dân tộc", 5, "center"),
    Column("Tôn giáo", 5, "center"),
    Column("Quê quán", 7, "left"),
    Column("Nghề nghiệp; đơn vị công tác; chi bộ", 15, "left"),
    Column("Trình độ", 7, "left"),
    Column("Ngày cấp giấy chứng nhận lớp bồi dưỡng", 8, "center"),
    Column("Nghị quyết chi bộ (tán thành)", 8, "center"),
    Column("Nghị quyết đảng ủy cơ sở (tán thành)", 8, "center"),
    Column("Đảng viên được phân công giúp đỡ, người giới thiệu", 14, "left"),
)


def _roster(meeting, cases):
    told_of = people(cases)
    rows, place = [], 0
    for key in dict.fromkeys(case.transition for case in cases):
        group = [case for case in cases if case.transition == key]
        if len({case.transition for case in cases}) > 1:
            rows.append(Row.of(f"{MATTERS[key]} ({two_digits(len(group))} người)", kind="group"))
        for case in group:
            place += 1
            rows.append(Row.of(str(place), *line(case, told_of[case.candidate_id])))
    presenter = presenter_of(meeting)
    number, day = _number(meeting.submission_number), meeting.submission_on
    issued = f", {in_words(day)}" if day else ""
    whole = whole_number(meeting)
    paper = f"số {whole}{issued}" if whole else f"của {presenter.name}"
    total = f"Tổng số: {two_digits(len(cases))} người"
    notes = tuple(_left(cases))
    table = Table("trich-ngang", total, _COLUMNS, tuple(rows), notes=notes, landscape=True, dense=True)
    return _head(
        meeting,
        presenter,
        kind="DANH SÁCH TRÍCH NGANG",
        symbol="",
        number=number,
        number_as_typed=typed_number(meeting),
        issued_on=day,
        subject=(f"trình {addressee(meeting)}, {_when(meeting).removeprefix('tại ')}",),
        attached_to=f"(Kèm theo Tờ trình {paper})",
        tables=(table,),
        sections=(),
        signature=presenter.signature,
        landscape=True,
    )


def _left(cases):
    """What is told below the list, which stays as it was laid before: of whom nothing was decided, and why."""
    return [f"{case.candidate.person.full_name}: {_why_left(case)}." for case in cases if case.left_at]


def _why_left(case):
    words = case.left_words.rstrip(". ")
    return f"{words[0].lower()}{words[1:]}"


# Biên bản

_RESULT_COLUMNS = (
    Column("TT", 6, "center"),
    Column("Họ và tên", 20, "left", heads_row=True),
    Column("Nội dung", 20, "left"),
    Column("Có mặt", 8, "center"),
    Column("Tán thành", 9, "center"),
    Column("Không tán thành", 9, "center"),
    Column("Ý kiến khác", 9, "center"),
    Column("Kết quả", 21, "left"),
)


def _minutes(meeting, cases):
    rows = tuple(_result(place, case) for place, case in enumerate(cases, 1))
    results = Table("ket-qua", "Kết quả biểu quyết từng người", _RESULT_COLUMNS, rows, dense=True)
    done = [case for case in cases if case.vote]
    carried = sum(case.vote.carried for case in done)
    conclusion = (
        f"Đủ số phiếu theo quy định: {_people_counted(carried)}; "
        f"không đủ số phiếu: {_people_counted(len(done) - carried)}."
        if done
        else "Phiên họp chưa họp hoặc chưa ghi kết quả biểu quyết."
    )
    return _head(
        meeting,
        kind="BIÊN BẢN",
        symbol=f"BB/{meeting.organization.document_symbol}",
        number=_number(meeting.minutes_number),
        issued_on=meeting.held_on if meeting.closed_at else None,
        subject=(
            f"{'tổng hợp phiếu xin ý kiến' if meeting.by_slips else 'họp'} {addressee(meeting)}",
            *_what(case.transition for case in cases),
        ),
        sections=(
            Section(f"Thời gian, {'địa điểm, ' if meeting.venue else ''}thành phần", tuple(_attended(meeting))),
            Section(
                "Nội dung và kết quả",
                (_considered(meeting, cases),),
                (results,),
            ),
            Section("Kết luận", (conclusion, *_ended(meeting))),
        ),
        signature=Signature("", "CHỦ TRÌ", meeting.chair),
        beside=Signature("", "NGƯỜI GHI BIÊN BẢN", meeting.minutes_by),
    )


def _attended(meeting):
    """When, and how many of the body: with who was away and why where that is known by name."""
    present = "…" if meeting.present is None else two_digits(meeting.present)
    everybody = f"Tổng số ủy viên: {two_digits(meeting.eligible)} đồng chí"
    if meeting.by_slips:
        yield f"Lấy ý kiến bằng phiếu, tổng hợp {in_words(meeting.held_on)}."
        yield f"{everybody}; phát ra {two_digits(meeting.eligible)} phiếu cho mỗi trường hợp, thu về {present} phiếu."
        return
    at = f" lúc {meeting.began_at:%H giờ %M}," if meeting.began_at else ""
    place = f", tại {meeting.venue}" if meeting.venue else ""
    yield f"Phiên họp{at} {in_words(meeting.held_on)}{place}."
    found = counts(meeting)
    named = f": {'; '.join(_with_post(each) for each in found.there)}" if found and found.there else ""
    yield f"{everybody}; có mặt: {present} đồng chí{named}."
    if found and found.away:
        away = "; ".join(f"đồng chí {each.full_name} ({uncapitalized(why_away(each))})" for each in found.away)
        yield f"Vắng mặt: {two_digits(len(found.away))} đồng chí: {away}."
    if meeting.chair:
        yield f"Chủ trì: đồng chí {meeting.chair}."
    if meeting.minutes_by:
        yield f"Ghi biên bản: đồng chí {meeting.minutes_by}."


def _with_post(row):
    post = f" ({uncapitalized(row.post)})" if row.post else ""
    return f"đồng chí {row.full_name}{post}"


def _ended(meeting):
    if meeting.ended_at:
        yield f"Phiên họp kết thúc lúc {meeting.ended_at:%H giờ %M} cùng ngày."


def _considered(meeting, cases):
    """What lay before the body, and how it voted on it."""
    body, number = meeting.get_body_display(), whole_number(meeting)
    day = f", {in_words(meeting.submission_on)}" if number and meeting.submission_on else ""
    before = f"xem xét Tờ trình số {number}{day} của {presenter_of(meeting).name}" if number else "xem xét"
    still = two_digits(sum(case.left_at is None for case in cases))
    return f"{body} {before}, biểu quyết từng người đối với {still} trường hợp; kết quả như sau:"


def _people_counted(count):
    return f"{two_digits(count)} người" if count else "không có"


def _result(place, case):
    vote = case.vote
    if case.left_at:
        return Row.of(str(place), case.candidate.person.full_name, case.matter, *[None] * 4, case.left_words)
    if vote is None:
        return Row.of(str(place), case.candidate.person.full_name, case.matter, *[None] * 4, "Chưa biểu quyết")
    words = "Đủ số phiếu" if vote.carried else "Không đủ số phiếu"
    named = numbers.paper_of(vote)
    paper = f"; {named}" if named else ""
    return Row.of(
        str(place),
        case.candidate.person.full_name,
        case.matter,
        f"{vote.present}/{vote.eligible}",
        vote.votes_for,
        vote.votes_against,
        vote.votes_other,
        f"{words} (cần ít nhất {vote.needed}){paper}",
    )


def filename(key, meeting):
    """Says which paper of which day, and nobody's name."""
    return f"{key}-{meeting.held_on:%Y-%m-%d}-{meeting.pk}.pdf"
