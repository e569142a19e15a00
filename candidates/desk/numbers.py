"""Numbers of a committee's own papers: one series for each kind of paper in each term."""

from branches.models import Organization
from candidates.models import ClassPaper, CommitteeMeeting, StageEvent
from candidates.models.vote import Vote
from candidates.pipeline import DECIDING
from candidates.series import ask_about, following, given_again, in_term, same, written
from partydev.locks import under_lock
from partydev.refusals import Invalid

MINUTES, SUBMISSION, RESOLUTION, DECISION = "BB", "TTr", "NQ", "QĐ"
WORDS = {MINUTES: "biên bản", SUBMISSION: "tờ trình", RESOLUTION: "nghị quyết", DECISION: "quyết định"}
BODY = {RESOLUTION: Vote.Body.BASE, DECISION: Vote.Body.DECIDING}
DECISIONS_ON_CLASSES = (ClassPaper.Kind.OPENING, ClassPaper.Kind.RECOGNITION)


def kind_of(step):
    """What a committee's vote at `step` leads to."""
    return DECISION if step.ballot.body == DECIDING else RESOLUTION


def _kind(vote):
    return DECISION if vote.body == DECIDING else RESOLUTION


def whole(vote):
    """The number of the paper that a vote led to, as it stands on it: "05-QĐ/ĐU"; "" where none is recorded."""
    return written(vote.organization, _kind(vote), vote.event.paper_number)


def paper_of(vote):
    """The paper that a vote led to, with its number: "quyết định số 05-QĐ/ĐU"; "" where none is recorded."""
    number = whole(vote)
    return f"{WORDS[_kind(vote)]} số {number}" if number else ""


def with_papers(votes):
    """`votes` as a list, each with the paper it led to (`paper_of`)."""
    found = list(votes)
    for vote in found:
        vote.paper = paper_of(vote)
    return found


def used(unit, kind, on, *, but=None):
    """(number, day) of each paper of `kind` that the unit's committee has given in the term of `on`.

    Minutes and tờ trình are a meeting's, those of the meeting `but` do not count; a resolution or decision does,
    on whomever it is and wherever it was recorded, but for the decision on a class `but`.
    """
    if kind in BODY:
        events = StageEvent.objects.filter(vote__organization=unit, vote__body=BODY[kind]).exclude(paper_number="")
        found = list(in_term(events, unit, on, "paper_on").values_list("paper_number", "paper_on"))
        if kind == DECISION:
            papers = ClassPaper.objects.filter(training_class__organization=unit, kind__in=DECISIONS_ON_CLASSES)
            # What a political centre decides under its own name is no number of the committee's.
            papers = in_term(papers.filter(issuer="").exclude(number=""), unit, on, "issued_on")
            papers = papers.exclude(pk=but.pk) if isinstance(but, ClassPaper) else papers
            found += papers.values_list("number", "issued_on")
        return found
    number, day = ("minutes_number", "held_on") if kind == MINUTES else ("submission_number", "submission_on")
    meetings = CommitteeMeeting.objects.filter(organization=unit).exclude(**{number: ""})
    meetings = meetings.exclude(pk=but.pk) if but else meetings
    return list(in_term(meetings, unit, on, day).values_list(number, day))


def next_number(unit, kind, on, *, symbol="", but=None):
    """The number that goes on where the term's series stands, as far as it is recorded here: "46-QĐ/ĐU"."""
    numbers = [number for number, _ in used(unit, kind, on, but=but)]
    return following(numbers, f"{kind}/{symbol or unit.document_symbol}")


def taken(unit, kind, number, on, *, symbol="", but=None):
    """The sentence that another paper of the term bears the number; "" where it is free."""
    day = next((day for other, day in used(unit, kind, on, but=but) if same(other, number)), None)
    if not number or day is None:
        return ""
    free = next_number(unit, kind, on, symbol=symbol, but=but)
    words = f"Số {number} đã dùng cho {WORDS[kind]} khác ngày {day:%d/%m/%Y} trong nhiệm kỳ này."
    return f"{words} Số tiếp theo chưa dùng: {free}."


def check_free(meeting, kind, number, on, *, field, symbol=""):
    """Raise `Invalid` at `field` where another meeting of the term bears the number of its minutes or tờ trình."""
    if words := taken(meeting.organization, kind, number, on, symbol=symbol, but=meeting):
        raise Invalid({field: words})


def check_paper(unit, step, number, on, met_on, *, again):
    """The findings on the number of a resolution or decision, to be kept with the step; none where it may be so.

    One paper on several people, of one step, meeting and signing day, and one that was issued under a number given
    before are recorded once somebody says so (`again`); until then `Invalid` tells it at the number, and asks.
    """
    words = taken(unit, kind_of(step), number, on)
    ask_about(words, again)
    if not words or _is_shared(unit, step, number, on, met_on):
        return []
    return [given_again(words)]


def _is_shared(unit, step, number, on, met_on):
    """Whether only people of the same step, meeting and signing day have the number."""
    together = StageEvent.objects.filter(
        vote__organization=unit, kind=step.key, vote__met_on=met_on, paper_on=on
    ).values_list("paper_number", flat=True)
    everywhere = [other for other, _ in used(unit, kind_of(step), on)]
    return sum(same(other, number) for other in together) == sum(same(other, number) for other in everywhere)


def hold(unit):
    """Who gives a number of the committee's waits for whoever does so at the same time; before any other lock."""
    under_lock(Organization.objects).get(pk=unit.pk)


def hint(meeting, kind, on, *, symbol=""):
    """What stands beside the input of a number."""
    following_one = next_number(meeting.organization, kind, on, symbol=symbol, but=meeting)
    return f"Số tiếp theo trong nhiệm kỳ, theo những số đã ghi ở đây: {following_one}."
