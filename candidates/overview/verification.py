"""The places asked about a CV, as pages show them: a person's list, and what is unanswered across a unit."""

from dataclasses import dataclass

from candidates.models import VerificationChase, VerificationRequest
from candidates.overview.due import duties_seen
from candidates.overview.links import link
from candidates.pipeline import BEFORE_DECISION
from candidates.rulebook import rule_set
from candidates.rules.verification import (
    ANSWERED,
    COMPARISON,
    CONCLUDED,
    LETTER,
    RELATION_LABELS,
    WAITING,
    last_day,
    waited,
)
from candidates.verifying import is_late, progress_of, rows_of
from partydev.numbers import row_id
from partydev.text import uncapitalized

KIND = "verification_reply"
FOLLOWED = BEFORE_DECISION[BEFORE_DECISION.index("cv_declared") :]
FORMS = {LETTER: "20-knd", "visit": "gioi-thieu-tham-tra"}
LETTERS = {LETTER: "Công văn đề nghị thẩm tra", "visit": "Giấy giới thiệu đi thẩm tra"}


@dataclass(frozen=True)
class Line:
    """One place as the person's page shows it."""

    row: VerificationRequest
    state: str
    tone: str
    due_on: object
    unsure: bool
    waited: int | None
    days: list
    chases: list
    url: str
    chase_url: str
    letter: tuple


def lines_of(candidate, today, law, *, can_write):
    """The places of the present attempt, the open ones first, with what was done about each."""
    rows = rows_of(candidate)
    chases = {}
    for each in VerificationChase.objects.filter(request__in=[row.pk for row in rows]):
        chases.setdefault(each.request_id, []).append(each)
    found = [_line(row, chases.get(row.pk, []), today, law, can_write=can_write) for row in rows]
    return sorted(found, key=lambda line: (line.row.concluded_on is not None, line.due_on is None, line.row.pk))


def summary(candidate, today):
    """How far the verification is and where it is followed, from the CV on; None before, and after the admission.

    The case's events and rows are read already (`candidates.gather.load`).
    """
    if candidate.stage not in FOLLOWED and not rows_of(candidate):
        return None
    progress = progress_of(candidate, today, rule_set(today))
    return {"progress": progress, "url": link("candidates:verifications", pk=candidate.pk)}


def _line(row, chases, today, law, *, can_write):
    asked, where = row.facts, {"pk": row.candidate_id, "request_pk": row.pk}
    deadline = last_day(asked, law) if asked.state == WAITING else None
    state, tone = state_words(row, today, law)
    end = row.replied_on or row.concluded_on or today
    form = FORMS.get(row.method)
    return Line(
        row=row,
        state=state,
        tone=tone,
        due_on=deadline and deadline[0].day,
        unsure=bool(deadline and deadline[0].unsure),
        waited=waited([asked], row.sent_on, end, law.calendar)[0] if row.sent_on else None,
        days=_days(row),
        chases=chases,
        url=link("candidates:verification", **where) if can_write else "",
        chase_url=link("candidates:verification_chase", **where) if can_write and asked.state == WAITING else "",
        letter=(link("dossiers:form", pk=row.candidate_id, form=form, part=row.pk), LETTERS[row.method])
        if form
        else (),
    )


def state_words(row, today, law):
    """(words, tone of the badge) of where a row stands."""
    asked = row.facts
    if asked.state == CONCLUDED:
        return row.get_conclusion_display(), "good"
    if asked.state == ANSWERED:
        return "Đã trả lời, chưa kết luận", "info"
    if asked.state == WAITING:
        return ("Quá hạn trả lời", "stop") if is_late(asked, today, law) else ("Chờ trả lời", "")
    return ("Chưa đối chiếu" if row.method == COMPARISON else "Chưa gửi"), ""


def _days(row):
    """What happened on which day, each a short sentence."""
    number = f", số {row.number}" if row.number else ""
    reply = f", văn bản số {row.reply_number}" if row.reply_number else ""
    paper = f", văn bản số {row.conclusion_number}" if row.conclusion_number else ""
    body = f", {row.conclusion_body}" if row.conclusion_body else ""
    told = (
        (row.sent_on, f"Gửi{number}"),
        (row.received_on, "Nơi đó nhận được"),
        (row.replied_on, f"Có trả lời{reply}"),
        (row.concluded_on, f"Kết luận{paper}{body}"),
    )
    return [(on, words) for on, words in told if on]


def names_of(relations):
    """ "cha đẻ, mẹ đẻ"."""
    labels = (RELATION_LABELS[each] for each in relations)
    return ", ".join(uncapitalized(label) for label in labels)


# Across a unit


def unanswered(scope, today, *, under=None, state=""):
    """The open duties to get an answer in `scope`, the longest overdue first (P4); as told of other units.

    A letter within its time is among them; `state` "late" leaves only what passed its last day, "soon" the others.
    """
    rows = duties_seen(scope, today).open().filter(kind=KIND, due_on__isnull=False)
    if under:
        rows = rows.under(under)
    if state:
        rows = rows.filter(due_on__lt=today) if state == "late" else rows.filter(due_on__gte=today)
    return rows.select_related("candidate__person", "candidate__organization").due_first()


def unanswered_lines(duties, today, calendar):
    """The duties of one page with their rows, in as many queries for fifty as for one."""
    # The key of a duty names its row, or says of a case without rows that an answer from abroad is awaited.
    rows = VerificationRequest.objects.prefetch_related("chases").in_bulk([row_id(duty.key) for duty in duties])
    return [_unanswered_line(duty, rows.get(row_id(duty.key)), today, calendar) for duty in duties]


def _unanswered_line(duty, row, today, calendar):
    chases = list(row.chases.all()) if row else []
    sent_on = row.sent_on if row else duty.opens_on
    return {
        "who": duty.candidate.person.full_name,
        "where": duty.candidate.organization.name,
        "url": link("candidates:verifications", pk=duty.candidate_id),
        "asked": row.words if row else "Chưa lập danh sách từng nơi",
        "sent_on": sent_on,
        "waited": calendar.working_days(sent_on, today),
        "due_on": duty.due_on,
        "late": duty.due_on < today,
        "chased": f"{len(chases)} lần, gần nhất {chases[-1].on:%d/%m/%Y}" if chases else "Chưa đôn đốc",
    }
