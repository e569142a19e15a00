"""The receipt of a dossier that a cell sends up. Built, never stored."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from branches.models import Organization
from branches.models.organization import committee_of
from candidates.gather import Units
from candidates.going import KEPT_PAPERS, RECONSIDER
from candidates.models import DossierItem, StageEvent
from candidates.pipeline import TRANSITIONS
from candidates.rules.papers import paper_name
from partydev.dates import format_date, in_words
from partydev.doubts import spelled
from partydev.papers.document import Column, Document, Row, Section, Signature, Table

# The events with which a cell's dossier goes up, and what it is about.
ADMISSION = "đề nghị kết nạp đảng viên"
HANDOVERS = {
    "submit": ADMISSION,
    "resubmit": f"{ADMISSION}, đã bổ sung",
    "recognition_cell_vote": "đề nghị công nhận đảng viên chính thức",
    "strike_off_cell_vote": "đề nghị xóa tên đảng viên dự bị",
}
COLUMNS = (
    Column("TT", 6, "center"),
    Column("Giấy tờ", 44, "left", heads_row=True),
    Column("Số", 16, "left"),
    Column("Ngày", 14, "center"),
    Column("Nơi ban hành, người viết", 20, "left"),
)


@dataclass(frozen=True)
class Handover:
    """Who handed the dossier to whom, and what that committee does next, by when (None: no rule sets a day)."""

    event: StageEvent
    giver: Organization
    receiver: Organization
    matter: str
    gone_on: bool = False  # the case stands elsewhere by now: what was to be done then no longer holds
    task: str = ""
    due_on: date | None = None
    citation: str = ""

    @property
    def from_whom(self):
        return committee_of(self.giver.name_on(self.event.on))

    @property
    def to_whom(self):
        return committee_of(self.receiver.name_on(self.event.on))

    @property
    def next_lines(self):
        """What comes next, by whom, by when: whole sentences."""
        if self.gone_on:
            return [f"Sau lần gửi này hồ sơ đã đi tiếp, nay ở bước “{self.event.candidate.stage_label}”."]
        task = self.task or "Xem xét hồ sơ"
        until = f"chậm nhất ngày {self.due_on:%d/%m/%Y}" if self.due_on else "quy định không đặt ngày"
        clause = f" (theo {self.citation})" if self.citation and self.due_on else ""
        lines = [f"{self.to_whom}: {task[0].lower()}{task[1:]}, {until}{clause}."]
        if self.event.to_stage == "submitted":
            lines.append(f"Nếu cần bổ sung, {self.to_whom} gửi lại một danh sách đủ các nội dung, kèm lý do.")
        return lines


def hands_over(event):
    """Whether a dossier went up with `event`, recorded when it did: not a past day that was told on taking over."""
    return event.kind in HANDOVERS and not event.taken_over


def handover_of(event):
    """What `event` handed on, or None where no dossier went up with it before the system's eyes."""
    if not hands_over(event):
        return None
    cell, matter = event.organization, HANDOVERS[event.kind]
    receiver = Units([cell], event.on).turn_at(cell, event.to_stage)
    candidate = event.candidate
    if candidate.stage != event.to_stage or candidate.stage_on != event.on:
        return Handover(event, cell, receiver, matter, gone_on=True)
    duty = candidate.obligations.open().filter(kind="decide").first()
    if duty is None:
        return Handover(event, cell, receiver, matter)
    return Handover(
        event, cell, receiver, matter, False, duty.text, duty.due_on, spelled(duty.citation, duty.confidence)
    )


def receipt(handed):
    """The `Document` that goes with the dossier, signed by who gives and who receives it."""
    event, person = handed.event, handed.event.candidate.person
    place = handed.giver.place_written
    sections = [Section("Hồ sơ", tuple(_about(handed, person)), tables=tuple(_papers(event)))]
    if not handed.gone_on:
        sections.append(Section("Việc tiếp theo", tuple(handed.next_lines)))
    return Document(
        upper_name=handed.giver.parent.committee_name if handed.giver.parent else "",
        issuer_name=handed.from_whom,
        place=place or "…",
        kind="PHIẾU GIAO, NHẬN HỒ SƠ",
        symbol="",
        issued_on=event.on,
        draft_turn=0 if place else 1,  # without its place the paper is not whole
        subject=(handed.matter,),
        sections=tuple(sections),
        signature=Signature("", "NGƯỜI NHẬN HỒ SƠ"),
        beside=Signature("", "NGƯỜI GIAO HỒ SƠ", event.said_by or _recorder(event)),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _about(handed, person):
    event = handed.event
    born = f", sinh ngày {person.birth_date:%d/%m/%Y}" if person.birth_date else ""
    yield f"Mã hồ sơ: {event.candidate.code}."
    yield f"Người trong hồ sơ: {event.candidate.form_of_address} {person.full_name}{born}; {event.organization.name}."
    yield f"Bên giao: {handed.from_whom}. Bên nhận: {handed.to_whom}."
    at = timezone.localtime(event.recorded_at)
    yield f"Giao {in_words(event.on)}; ghi vào hệ thống lúc {at:%H:%M ngày %d/%m/%Y}."
    if event.paper_number:
        yield f"{event.paper} số {event.paper_number}."


def _papers(event):
    """The register as it stood when the dossier went, also where papers were changed or taken out since."""
    rows = [
        Row.of(str(place), _name(item), item.number, format_date(item.issued_on), item.issuer)
        for place, item in enumerate(sorted(_held(event), key=lambda item: (item.code, item.ordinal)), 1)
    ]
    if rows:
        yield Table("giay-to", f"Giấy tờ trong hồ sơ: {len(rows)}", COLUMNS, tuple(rows))


def _held(event):
    """The papers of the attempt that went: what was written for it up to then, and what the step itself brought.

    A draft or what is not needed is no paper that was handed over.
    """
    history = DossierItem.history.filter(candidate_id=event.candidate_id)
    held = {(row.code, row.ordinal): row for row in DossierItem.history.as_of(event.recorded_at).filter(
        candidate_id=event.candidate_id
    )}  # fmt: skip
    began = event.candidate.events.filter(kind=RECONSIDER, pk__lt=event.pk).order_by("pk").last()
    if began:
        written = history.filter(history_date__range=(began.recorded_at, event.recorded_at))
        ours = set(written.values_list("code", "ordinal"))
        held = {place: row for place, row in held.items() if place in ours or row.code in KEPT_PAPERS}
    code = TRANSITIONS[event.kind].paper_code
    if code and event.paper_number:  # it enters the register right after its event
        own = {"number": event.paper_number, "issued_on": event.paper_on or event.on, "issuer": event.paper_issuer}
        held[code, 1] = DossierItem(code=code, **own)
    return [row for row in held.values() if row.issued_on and row.state != DossierItem.State.DRAFT]


def _name(item):
    return paper_name(item.code, item.ordinal)


def _recorder(event):
    return str(event.recorded_by) if event.recorded_by else ""


def filename(handed):
    """Says which paper of which day, and nobody's name."""
    return f"phieu-giao-nhan-{handed.event.on:%Y-%m-%d}-{handed.event.pk}.pdf"
