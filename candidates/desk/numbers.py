"""Numbers of a committee's own papers: one series for each kind of paper in each term."""

from candidates.models import ClassPaper, CommitteeMeeting, StageEvent
from candidates.models.vote import Vote
from candidates.pipeline import DECIDING
from candidates.series import following, in_term, same
from partydev.refusals import Invalid

MINUTES, SUBMISSION, RESOLUTION, DECISION = "BB", "TTr", "NQ", "QĐ"
WORDS = {MINUTES: "biên bản", SUBMISSION: "tờ trình", RESOLUTION: "nghị quyết", DECISION: "quyết định"}
BODY = {RESOLUTION: Vote.Body.BASE, DECISION: Vote.Body.DECIDING}
DECISIONS_ON_CLASSES = (ClassPaper.Kind.OPENING, ClassPaper.Kind.RECOGNITION)


def kind_of(step):
    """What a committee's vote at `step` leads to."""
    return DECISION if step.ballot.body == DECIDING else RESOLUTION


def used(meeting, kind, on):
    """(number, day) of each paper of `kind` that the committee has given in the term of `on`, but for `meeting`'s own.

    Minutes and tờ trình are a meeting's; a resolution or decision of it on somebody else counts.
    """
    unit = meeting.organization
    if kind in BODY:
        events = StageEvent.objects.filter(vote__organization=unit, vote__body=BODY[kind]).exclude(paper_number="")
        found = list(in_term(events, unit, on, "paper_on").values_list("paper_number", "paper_on"))
        if kind == DECISION:
            papers = ClassPaper.objects.filter(training_class__organization=unit, kind__in=DECISIONS_ON_CLASSES)
            papers = in_term(papers.exclude(number=""), unit, on, "issued_on")
            found += papers.values_list("number", "issued_on")
        return found
    number, day = ("minutes_number", "held_on") if kind == MINUTES else ("submission_number", "submission_on")
    meetings = CommitteeMeeting.objects.filter(organization=unit).exclude(pk=meeting.pk).exclude(**{number: ""})
    return list(in_term(meetings, unit, on, day).values_list(number, day))


def next_number(meeting, kind, on, *, symbol=""):
    """The number that goes on where the term's series stands, as far as it is recorded here: "46-QĐ/ĐU"."""
    numbers = [number for number, _ in used(meeting, kind, on)]
    return following(numbers, f"{kind}/{symbol or meeting.organization.document_symbol}")


def check_free(meeting, kind, number, on, *, field, symbol=""):
    """Raise `Invalid` at `field` where another paper of the term bears the number."""
    taken = next((day for other, day in used(meeting, kind, on) if same(other, number)), None)
    if number and taken:
        free = next_number(meeting, kind, on, symbol=symbol)
        words = f"Số {number} đã dùng cho {WORDS[kind]} khác ngày {taken:%d/%m/%Y} trong nhiệm kỳ này."
        raise Invalid({field: f"{words} Số tiếp theo chưa dùng: {free}."})


def hint(meeting, kind, on, *, symbol=""):
    """What stands beside the input of a number."""
    following_one = next_number(meeting, kind, on, symbol=symbol)
    return f"Số tiếp theo trong nhiệm kỳ, theo những số đã ghi ở đây: {following_one}."
