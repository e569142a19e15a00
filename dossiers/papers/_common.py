"""What the papers of Party bodies share: heads, counts, meetings, signatures."""

from dataclasses import dataclass

from django.conf import settings

from branches import codelists
from dossiers.filling import Blank
from partydev import numbers
from partydev.numbers import two_digits
from partydev.papers.document import Cell, Document, Signature, paragraph
from partydev.text import place_in_sentence

NUMBER = Blank("number", "Số của văn bản", "line", max_length=20, help="Chỉ ghi số, ví dụ 05; hoặc cả ký hiệu.")
ISSUED_ON = Blank("issued_on", "Ngày ký văn bản", "date")
SIGNER_POST = Blank(
    "signer_post", "Chức vụ người ký, nếu không phải bí thư", "line", required=False, help="Ví dụ: PHÓ BÍ THƯ"
)
SIGNER_NAME = Blank(
    "signer_name",
    "Họ và tên người ký",
    "line",
    required=False,
    help="Để trống thì ghi tên bí thư có trong danh sách chức vụ.",
)
SIGNING = (SIGNER_POST, SIGNER_NAME)
ROOM = "\N{NO-BREAK SPACE}" * 6


def demo_notice():
    return "DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else ""


def paper(case, filling, organization, *, kind, type_symbol, subject, capacity, event=None, **fields):
    """A `Document` of the committee (or cell) of `organization`.

    Number and day are those of `event`, else what was typed in `NUMBER` and `ISSUED_ON`; where neither
    says them they are gaps. `type_symbol` "" makes a paper without a number. The names are those of the paper's day.
    """
    day = filling.day
    issued_on = (event.paper_on or event.on) if event else filling.typed.get(ISSUED_ON.key)
    if issued_on is None:
        filling.need(None, ISSUED_ON.label, f"#{ISSUED_ON.key}")
    return Document(
        upper_name=case.upper(organization, day),
        issuer_name=case.committee(organization, day),
        place=filling.need(_place(case, organization), "Địa danh ghi trên văn bản", f"organization:{organization.pk}"),
        symbol=f"{type_symbol}/{organization.document_symbol}" if type_symbol else "",
        kind=kind,
        subject=subject,
        issued_on=issued_on,
        sections=(),
        signature=signature(case, filling, organization, capacity),
        notice=demo_notice(),
        **(_number(filling, event) if type_symbol else {}),
        **fields,
    )


def _place(case, organization):
    """The place that a paper of the unit names: its own; of a cell without one, that of its base committee."""
    base = case.base.place if case.base and organization.pk == case.cell.pk else ""
    return organization.place or base or case.cell.place


def _number(filling, event):
    return number_fields(filling, (event.paper_number if event else "") or filling.typed.get(NUMBER.key))


def number_fields(filling, text):
    """The `Document`'s number: "05" is a number, "05-NQ/CB" is printed as it was typed; nothing is a gap."""
    text = (text or "").strip()
    if not text:
        filling.need(None, NUMBER.label, f"#{NUMBER.key}")
        return {}
    return {"number": int(text)} if is_bare(text) else {"number_as_typed": text}


def with_symbol(number, symbol, organization):
    """ "05" typed alone as "05-QĐ/ĐU"; what has its symbol stays as it was typed."""
    return f"{int(number):02}-{symbol}/{organization.document_symbol}" if is_bare(number) else number


def is_bare(number):
    """Whether a number was typed without its symbol: "05", not "05-NQ/CB"."""
    return number.isascii() and number.isdigit()


def signature(case, filling, organization, capacity):
    """On behalf of the body: its secretary of that day, or whom the form names; a deputy's post needs the name too."""
    post, name = filling.typed_text(SIGNER_POST), filling.typed_text(SIGNER_NAME)
    if not post:
        post, name = "BÍ THƯ", name or case.holder(organization, filling.day)
    return Signature(capacity, post.upper(), filling.need(name, "Họ và tên người ký", f"#{SIGNER_NAME.key}"))


def without_event(kind):
    """For blanks that are typed only while no recorded step says them."""
    return lambda case: case.event(kind) is None or not case.event(kind).paper_number


def undated(kind):
    return lambda case: case.event(kind) is None


# Text


def texts(label, text):
    """Several lines under a bold label, each a paragraph; the first stands beside the label."""
    first, *rest = text.split("\n") or [""]
    return (paragraph(Cell(f"{label} ", strong=True), first), *[paragraph(line) for line in rest if line])


def heading(text):
    return paragraph(Cell(text, strong=True))


def counted(number, unit="đồng chí"):
    """ "09 đồng chí"; "không" of nobody."""
    return f"{two_digits(number)} {unit}" if number else f"không có {unit}"


def share(part, whole):
    """ "12 đồng chí (đạt 70,6%)"."""
    return f"{numbers.percent_in_prose(part, whole) or '0'}%"


def known_person(case, filling):
    """Birth date, home place, unit of the person, for decisions and resolutions."""
    person = case.person
    parts = [
        f"sinh ngày {filling.need(person.birth_date, 'Ngày sinh', 'person')}",
        f"quê quán: {filling.need(place_in_sentence(person.home_place), 'Quê quán', 'person')}",
        f"dân tộc: {codelists.label('ethnic_groups', person.ethnicity)}",
        f"tôn giáo: {codelists.label('religions', person.religion).lower()}",
        f"đơn vị công tác, học tập: {filling.need(person.workplace, 'Đơn vị công tác, học tập', 'person')}",
    ]
    return "; ".join(parts)


def paper_of(case, filling, kind, label, organization):
    """ "Nghị quyết số 05-NQ/CB ngày … của Chi bộ …" by the step that brought it."""
    event = case.event(kind)
    number = filling.need(event.paper_number if event else None, f"Số {label}", f"step:{kind}")
    day = filling.need(case.day(kind), f"Ngày {label}", f"step:{kind}")
    name = case.committee(organization, case.day(kind))
    return f"số {with_symbol(number, 'NQ', organization)} ngày {day} của {name}"


# Meetings


@dataclass(frozen=True)
class Counts:
    """Where the voters' numbers are typed: those without a vote in the meeting, who was away and why, who led it."""

    voteless: Blank
    voteless_present: Blank
    why_absent: Blank
    chair: Blank
    chair_post: Blank
    clerk: Blank

    @property
    def blanks(self):
        return (self.voteless, self.voteless_present, self.why_absent, self.chair, self.chair_post, self.clerk)


MEETING = Counts(
    Blank("probationers", "Tổng số đảng viên dự bị của chi bộ", "number"),
    Blank("probationers_present", "Số đảng viên dự bị có mặt", "number"),
    Blank("why_absent", "Lý do vắng mặt", "line", required=False, help="Bắt buộc khi có người vắng mặt."),
    Blank("chair", "Họ và tên người chủ trì hội nghị", "line", max_length=120),
    Blank("chair_post", "Chức vụ của người chủ trì", "line", max_length=120),
    Blank("clerk", "Họ và tên thư ký hội nghị", "line", max_length=120),
)
WHY_AGAINST = Blank(
    "why_against", "Lý do không tán thành", "line", required=False, help="Bắt buộc khi có phiếu không tán thành."
)


def reason_absent(filling, away):
    """The reason is asked only where somebody was away."""
    blank = MEETING.why_absent
    if not away:
        return ""
    return f"Lý do vắng mặt: {filling.need(filling.typed.get(blank.key), blank.label, f'#{blank.key}')}."


def led_by(filling):
    return (
        f"Chủ trì hội nghị: đồng chí {filling.typed_text(MEETING.chair)}, "
        f"chức vụ: {filling.typed_text(MEETING.chair_post)}.",
        f"Thư ký hội nghị: đồng chí {filling.typed_text(MEETING.clerk)}.",
    )


def result(filling, vote, what, of_all, who="đảng viên chính thức"):
    """What a vote came to, as the forms say it: for and against, counted of all who have a vote."""
    agreed = f"{counted(vote.votes_for)} (đạt {share(vote.votes_for, vote.eligible)}) so với tổng số {of_all}"
    text = f"số {who} tán thành {what} là {agreed}"
    if not vote.votes_against:
        against = "không có đồng chí nào không tán thành"
    else:
        reason = filling.need(filling.typed.get(WHY_AGAINST.key), WHY_AGAINST.label, f"#{WHY_AGAINST.key}")
        against = (
            f"số không tán thành là {counted(vote.votes_against)} "
            f"(chiếm {share(vote.votes_against, vote.eligible)}) với lý do: {reason}"
        )
    other = f"; ý kiến khác: {counted(vote.votes_other)}" if vote.votes_other else ""
    return f"Đối chiếu với tiêu chuẩn và điều kiện, {text}; {against}{other}."


def carried(case, purpose, body):
    """The vote that carried in the present attempt; None while there is none."""
    vote = case.vote(purpose, body)
    return vote if vote and vote.carried else None


# Remarks

STRENGTHS = Blank(
    "strengths",
    "Ưu điểm",
    help="Về phẩm chất chính trị; đạo đức, lối sống; năng lực công tác; quan hệ quần chúng.",
)
WEAKNESSES = Blank("weaknesses", "Khuyết điểm")


def remarks(filling):
    return (
        *texts("Ưu điểm:", filling.typed_text(STRENGTHS)),
        *texts("Khuyết điểm:", filling.typed_text(WEAKNESSES)),
    )


def stop(text):
    """The text with one full stop at its end."""
    return f"{text.rstrip(' .;,')}."
