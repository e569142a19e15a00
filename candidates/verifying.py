"""Rows -> what the rules and pages know of the places asked about a CV."""

from dataclasses import dataclass, replace

from candidates.going import attempt_of, loaded, present_attempt
from candidates.rules.verification import (
    ANSWERED,
    CONCLUDED,
    NOT_SENT,
    WAITING,
    last_day,
    not_asked_about,
    waited,
    waited_in_words,
)


def rows_of(candidate, attempt=None):
    """The `VerificationRequest`s of the present attempt."""
    attempt = attempt or present_attempt(candidate)
    rows = loaded(candidate, "verifications")
    rows = candidate.verifications.all() if rows is None else rows
    return [each for each in rows if each.attempt == attempt.after]


def verifications_of(candidate, on, attempt=None):
    """`Asked`s of the present attempt as they were on `on`: what happened later is not there yet."""
    return tuple(_as_on(each.facts, on) for each in rows_of(candidate, attempt))


def _as_on(asked, on):
    days = ("sent_on", "received_on", "replied_on", "concluded_on")
    later = {name: None for name in days if (day := getattr(asked, name)) and day > on}
    return replace(asked, **later) if later else asked


@dataclass(frozen=True)
class Progress:
    """How far the verification of a case is. `outside`, `own`: working days; `lacking`: who has no row."""

    total: int
    not_sent: int
    waiting: int
    answered: int
    concluded: int
    late: int
    outside: int
    own: int
    lacking: tuple = ()
    perhaps: tuple = ()

    @property
    def words(self):
        """One sentence: how many places, how many of them late."""
        if not self.total:
            return "Chưa lập danh sách nơi thẩm tra."
        parts = [f"{self.concluded}/{self.total} nơi đã có kết luận"]
        counted = (
            (self.waiting, "nơi chưa trả lời"),
            (self.late, "nơi quá hạn trả lời"),
            (self.answered, "nơi đã trả lời, chưa kết luận"),
            (self.not_sent, "nơi chưa gửi, chưa đối chiếu"),
        )
        return "; ".join([*parts, *(f"{count} {words}" for count, words in counted if count)]) + "."

    @property
    def waited_words(self):
        """Whose the time was, counted apart; "" before the CV was declared."""
        if self.outside is None:
            return ""
        words = waited_in_words(self.outside, self.own)
        return f"{words[0].upper()}{words[1:]}."


def progress_of(candidate, on, law):
    """The `Progress` of the verification on `on`: counted from the day of the CV to its conclusion, or to `on`."""
    events = loaded(candidate, "events")
    events = list(candidate.events.all() if events is None else events)
    attempt = attempt_of(events)
    rows = verifications_of(candidate, on, attempt)
    days = {event.kind: event.on for event in sorted(events, key=lambda each: each.pk) if event.pk > attempt.after}
    begins = days.get("declare_cv") or min((each.sent_on for each in rows if each.sent_on), default=None)
    ends = min(days.get("complete_verification") or on, on)
    counted = {state: sum(each.state == state for each in rows) for state in (NOT_SENT, WAITING, ANSWERED, CONCLUDED)}
    outside, own = waited(rows, begins, ends, law.calendar) if begins else (None, None)
    lacking, perhaps = not_asked_about(rows, law.value("verified_persons")) if "verified_persons" in law else ((), ())
    return Progress(
        total=len(rows),
        not_sent=counted[NOT_SENT],
        waiting=counted[WAITING],
        answered=counted[ANSWERED],
        concluded=counted[CONCLUDED],
        late=sum(is_late(each, on, law) for each in rows),
        outside=outside,
        own=own,
        lacking=lacking,
        perhaps=perhaps,
    )


def is_late(asked, on, law):
    """Whether a letter is still unanswered after the last day by the rule (P4)."""
    deadline = last_day(asked, law) if asked.state == WAITING else None
    return deadline is not None and deadline[0].day < on
