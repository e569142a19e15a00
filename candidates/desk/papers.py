"""The papers of a committee's meeting: tờ trình, danh sách trích ngang, biên bản. Built, never stored."""

from django.conf import settings
from django.db.models import Prefetch

from branches import codelists
from candidates.ballot_papers import ballots
from candidates.desk.agenda import BODIES, MATTERS
from candidates.desk.presenter import presenter_of, typed_number
from candidates.gather import present_introductions
from candidates.models import Candidate, ClassNomination, Introduction, MentorAssignment, TrainingClass, Vote
from candidates.pipeline import TRANSITIONS
from candidates.rules import law
from partydev.dates import format_date, in_words
from partydev.numbers import two_digits
from partydev.papers import rendering
from partydev.papers.document import Column, Document, Row, Section, Signature, Table

SUBMISSION, ROSTER, BALLOT, MINUTES = "to-trinh", "trich-ngang", "phieu-bieu-quyet", "bien-ban"
PAPERS = {
    SUBMISSION: "Tờ trình",
    ROSTER: "Danh sách trích ngang",
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


def offered(*, begun):
    """The papers that can be printed: minutes only once the day of the meeting has come."""
    return {key: label for key, label in PAPERS.items() if begun or key != MINUTES}


def build(key, meeting, cases):
    """The `Document` of the paper `key` for the `cases` of `meeting`; of ballots the first."""
    if key == BALLOT:
        return ballots_of(meeting, cases)[0]
    return {SUBMISSION: _submission, ROSTER: _roster, MINUTES: _minutes}[key](meeting, cases)


def pdf(key, meeting, cases):
    """The PDF of the paper `key`: a ballot for each who has the right to vote, of all else one."""
    if key == BALLOT:
        return rendering.as_ballots(ballots_of(meeting, cases), meeting.eligible)
    return rendering.as_pdf(build(key, meeting, cases))


def ballots_of(meeting, cases):
    """The ballots of the meeting's vote on everyone of its agenda."""
    organization = meeting.organization
    return ballots(
        upper=organization.parent.committee_name if organization.parent else "",
        issuer=organization.committee_name,
        place=organization.place,
        held_by=_addressee(meeting),
        on=meeting.held_on,
        people=[(case.candidate.person.full_name, case.matter) for case in cases if case.event_id is None],
    )


def _head(meeting, issuer=None, **fields):
    organization = meeting.organization
    parent = organization.parent
    upper, name = (parent.name if parent else ""), organization.committee_name
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
    return int(digits) if digits.isdigit() else None


def _addressee(meeting):
    if meeting.body == BODIES.EXECUTIVE:
        return f"Ban Chấp hành {meeting.organization.name}"
    return f"{meeting.get_body_display()} {meeting.organization.committee_name}"


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
        subject=(f"về việc {_what(counts)}",),
        addressee=_addressee(meeting),
        opening=(
            *bases,
            f"{presenter.name} kính trình {meeting.get_body_display()} xem xét, biểu quyết "
            f"từng trường hợp tại phiên họp {in_words(meeting.held_on)} đối với {two_digits(len(cases))} người, "
            "cụ thể như sau:",
            *matters,
            "Hồ sơ của từng người đã được thẩm định, bảo đảm thủ tục theo quy định "
            "(có danh sách trích ngang và hồ sơ kèm theo).",
            f"Kính trình {meeting.get_body_display()} xem xét, quyết định.",
        ),
        sections=(),
        signature=presenter.signature,
        recipients=("Như trên", presenter.keeps),
    )


def _holds(document, meeting):
    return document.holds_to is None or meeting.held_on <= document.holds_to


def _purpose(transition):
    return TRANSITIONS[transition].ballot.purpose


# What a meeting is about, in the order in which its papers name it.
ABOUT = {
    "admission": "kết nạp đảng viên",
    "recognition": "công nhận đảng viên chính thức",
    "strike_off": "xóa tên đảng viên dự bị",
}


def _what(transitions):
    """ "xét kết nạp đảng viên, công nhận đảng viên chính thức": all that the meeting votes on."""
    found = {_purpose(key) for key in transitions} or {"admission"}
    return f"xét {', '.join(words for purpose, words in ABOUT.items() if purpose in found)}"


# Danh sách trích ngang

_COLUMNS = (
    Column("TT", 4, "center"),
    Column("Họ và tên", 12, "left", heads_row=True),
    Column("Ngày sinh", 11, "center"),
    Column("Giới tính", 6, "center"),
    Column("Dân tộc", 8, "center"),
    Column("Tôn giáo", 8, "center"),
    Column("Quê quán", 11, "left"),
    Column("Nghề nghiệp; đơn vị công tác; chi bộ", 13, "left"),
    Column("Trình độ", 10, "left"),
    Column("Ngày cấp giấy chứng nhận lớp bồi dưỡng", 11, "center"),
    Column("Nghị quyết chi bộ (tán thành)", 12, "center"),
    Column("Nghị quyết đảng ủy cơ sở (tán thành)", 12, "center"),
    Column("Đảng viên được phân công giúp đỡ, người giới thiệu", 13, "left"),
)


def _roster(meeting, cases):
    people = _people(cases)
    rows, place = [], 0
    for key in dict.fromkeys(case.transition for case in cases):
        group = [case for case in cases if case.transition == key]
        if len({case.transition for case in cases}) > 1:
            rows.append(Row.of(f"{MATTERS[key]} ({two_digits(len(group))} người)", kind="group"))
        for case in group:
            place += 1
            rows.append(Row.of(str(place), *_line(people[case.candidate_id], key)))
    presenter = presenter_of(meeting)
    number, day = _number(meeting.submission_number), meeting.submission_on
    issued = f", {in_words(day)}" if day else ""
    written = typed_number(meeting) or (f"{number:02}-TTr/{presenter.symbol}" if number else "")
    paper = f"số {written}{issued}" if written else f"của {presenter.name}"
    total = f"Tổng số: {two_digits(len(cases))} người"
    return _head(
        meeting,
        presenter,
        kind="DANH SÁCH TRÍCH NGANG",
        symbol="",
        number=number,
        number_as_typed=typed_number(meeting),
        issued_on=day,
        subject=(f"trình {_addressee(meeting)}, phiên họp {in_words(meeting.held_on)}",),
        attached_to=f"(Kèm theo Tờ trình {paper})",
        tables=(Table("trich-ngang", total, _COLUMNS, tuple(rows), landscape=True),),
        sections=(),
        signature=presenter.signature,
        landscape=True,
    )


def _people(cases):
    certificates = ClassNomination.objects.filter(
        result=ClassNomination.Result.COMPLETED, certificate_on__isnull=False
    ).order_by("certificate_on")
    found = Candidate.objects.filter(pk__in=[case.candidate_id for case in cases]).select_related(
        "person", "organization"
    )
    found = found.prefetch_related(
        Prefetch("nominations", queryset=certificates),
        Prefetch("votes", queryset=Vote.objects.select_related("event").order_by("pk")),
        Prefetch("mentors", queryset=MentorAssignment.objects.select_related("mentor__person")),
        Prefetch("introductions", queryset=Introduction.objects.select_related("member__person")),
    )
    return {candidate.pk: candidate for candidate in found}


def _line(candidate, transition):
    person, purpose = candidate.person, _purpose(transition)
    recognition = purpose != Vote.Purpose.ADMISSION
    return (
        person.full_name,
        format_date(person.birth_date) if person.birth_date else "",
        codelists.label("genders", person.sex),
        codelists.label("ethnic_groups", person.ethnicity),
        codelists.label("religions", person.religion),
        person.home_place,
        _joined(
            [codelists.label("occupation_groups", person.occupation), person.workplace, str(candidate.organization)],
            mark="; ",
        ),
        _joined(
            [
                codelists.label("education_levels", person.education),
                codelists.label("professional_levels", person.professional_level),
            ],
            mark="; ",
        ),
        _certificate(candidate, recognition),
        _voted(candidate, Vote.Body.CELL, purpose),
        _voted(candidate, Vote.Body.BASE, purpose),
        _helpers(candidate, recognition),
    )


def _joined(parts, mark=", "):
    return mark.join(part for part in parts if part)


def _certificate(candidate, recognition):
    kind = TrainingClass.Kind.NEW_MEMBER if recognition else TrainingClass.Kind.AWARENESS
    held = [each for each in candidate.nominations.all() if each.kind == kind]
    return format_date(held[-1].certificate_on) if held else None


def _voted(candidate, body, purpose):
    votes = [vote for vote in candidate.votes.all() if (vote.body, vote.purpose) == (body, purpose) and vote.carried]
    if not votes:
        return None
    vote = votes[-1]
    number = f"Số {vote.event.paper_number}, " if vote.event.paper_number else ""
    return f"{number}ngày {format_date(vote.met_on)} ({vote})"


def _helpers(candidate, recognition):
    phase = MentorAssignment.Phase.PROBATION if recognition else MentorAssignment.Phase.CANDIDATE
    helping = dict.fromkeys(str(each.mentor) for each in candidate.mentors.all() if each.phase == phase)
    said = [f"Giúp đỡ: {_joined(helping)}"] if helping else []
    introducers = [str(each) for each in present_introductions(candidate)]
    if introducers and not recognition:
        said.append(f"Giới thiệu: {_joined(introducers)}")
    return _joined(said, "; ")


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
    present = "…" if meeting.present is None else two_digits(meeting.present)
    results = Table("ket-qua", "Kết quả biểu quyết từng người", _RESULT_COLUMNS, rows)
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
        subject=(f"họp {_addressee(meeting)}", _what(case.transition for case in cases)),
        sections=(
            Section(
                "Thời gian, thành phần",
                (
                    f"Phiên họp {in_words(meeting.held_on)}.",
                    f"Tổng số ủy viên: {two_digits(meeting.eligible)} đồng chí; có mặt: {present} đồng chí.",
                ),
            ),
            Section(
                "Nội dung và kết quả",
                (
                    f"{meeting.get_body_display()} xem xét, biểu quyết từng người đối với {two_digits(len(cases))} "
                    "trường hợp; kết quả như sau:",
                ),
                (results,),
            ),
            Section(
                "Kết luận",
                (conclusion,),
            ),
        ),
        signature=Signature("", "CHỦ TRÌ"),
        beside=Signature("", "NGƯỜI GHI BIÊN BẢN"),
    )


def _people_counted(count):
    return f"{two_digits(count)} người" if count else "không có"


def _result(place, case):
    vote = case.vote
    if vote is None:
        return Row.of(str(place), case.candidate.person.full_name, case.matter, *[None] * 4, "Chưa biểu quyết")
    words = "Đủ số phiếu" if vote.carried else "Không đủ số phiếu"
    paper = f"; {case.event.paper_number}" if case.event.paper_number else ""
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
