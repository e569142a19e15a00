"""What is due, as one list: its state in words, the reminders, and how far a reader is told of other units."""

from datetime import timedelta

from django.db.models import Q

from branches.permissions import Permission
from candidates.clock import Clock, explained_by
from candidates.forms import clock as filters
from candidates.models import Obligation
from candidates.overview.links import duty_act, explain_url, link
from candidates.overview.work import cited, unknown_years, with_case
from candidates.rulebook import rule_set
from candidates.rules.duties_base import CELL, EXTENDABLE, TURN_WORDS
from candidates.rules.duties_dates import milestones
from candidates.rules.facts import CandidateFacts
from partydev.doubts import spelled


def duties_seen(scope, today):
    """The duties in `scope`, without what waits for another unit's explanation first."""
    places = [pk for pk, _, _ in scope.tops]
    return Obligation.objects.within(scope).told_to(places, explained_by(today), today)


def narrowed(rows, values, scope, today):
    """`rows` by the filters of the list, the most urgent first; what is done the last first."""
    if values.get("kind"):
        rows = rows.filter(kind=values["kind"])
    if values.get("don_vi"):
        rows = rows.under(values["don_vi"])
    if values.get("within"):
        rows = rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=int(values["within"])))
    if values.get("mine"):
        rows = rows.filter(acts_at_id__in=[pk for pk, _, _ in scope.tops])
    state = values.get("state")
    rows = with_case(rows.filter(_in_state(state, today)))
    return rows.order_by("-done_on", "-pk") if state == filters.DONE else rows.due_first()


def _in_state(state, today):
    """The condition of a state that the list can be narrowed to; without one, everything that is open."""
    if state == filters.DONE:
        return Q(done_on__isnull=False)
    if state == filters.LATER:
        return Q(done_on__isnull=True, opens_on__gt=today)
    states = {
        filters.OVERDUE: Q(due_on__lt=today),
        filters.UNEXPLAINED: Q(due_on__lt=today, explanation__isnull=True),
        filters.EXPLAINED: Q(due_on__lt=today, explanation__isnull=False),
        filters.SOON: Q(reminds_on__lte=today, due_on__gte=today),
        filters.EXTENDED: ~Q(extended=""),
    }
    return Q(done_on__isnull=True, opens_on__lte=today) & states.get(state, Q())


def lines(rows, user, today):
    """The rows of one page as the list shows them; as many queries for a hundred as for one."""
    clock = Clock([], today)
    own = {pk for pk, _, _ in user.scope(Permission.CANDIDATE_VIEW).tops}
    return [_line(row, user, today, clock, own) for row in rows]


def _line(row, user, today, clock, own):
    url, action = duty_act(row, user) if row.done_on is None else ("", "")
    tone, words = state_of(row, today, clock)
    return {
        "what": row.text,
        "who": row.candidate.person.full_name if row.candidate else "",
        "who_url": link("candidates:detail", pk=row.candidate_id) if row.candidate else "",
        "where": row.organization.name,
        "acts_at": row.acts_at.name,
        "turn": TURN_WORDS[row.turn] if row.turn != CELL else "",
        "opens_on": row.opens_on,
        "on": row.due_on,
        "is_open": row.done_on is None,
        "tone": tone,
        "state": words,
        "extended": row.extended,
        "note": cited(row, brief=True),
        "doubt": row.confidence if row.citation else "",
        "url": url,
        "action": action,
        "explanation": row.explanation,
        # Who sees the units below as well does not explain for them unasked.
        "explain_url": explain_url(row, user, today) if row.acts_at_id in own else "",
    }


def state_of(row, today, clock):
    """(tone of the badge, its words) of an obligation."""
    if row.done_on:
        return "good", f"Đã xong {row.done_on:%d/%m/%Y}"
    if row.opens_on > today:
        return "", f"Mở từ {row.opens_on:%d/%m/%Y}"
    if row.due_on and row.due_on < today:
        return ("warn", "Đã giải trình") if row.explanation_id else ("stop", "Chưa giải trình")
    number = reminder(row, today, clock)
    if number:
        return "warn", f"Sắp đến hạn, nhắc lần {number}"
    return ("info", "Được gia hạn") if row.extended else ("", "Đang mở")


def reminder(row, today, clock):
    """Which of the three reminders was reached; 0 before the first."""
    if row.due_on is None:
        return 0
    left = (row.due_on - today).days
    return sum(left <= days for days in clock.reminders(row.acts_at))


def extend_url(user, candidate, duties):
    """Where the decision that puts a deadline of the case off is recorded; "" where there is none, or for others."""
    found = any(duty.kind in EXTENDABLE and duty.due_on for duty in duties)
    if not found or not user.can(Permission.DECISION_RECORD, candidate):
        return ""
    return link("candidates:extend", pk=candidate.pk)


def milestone_rows(candidate, today):
    """The days by rule of a case, each with its clause, as rows of a summary list."""
    dates = {event.kind: event.on for event in sorted(candidate.events.all(), key=lambda event: (event.on, event.pk))}
    member = candidate.member
    facts = CandidateFacts(
        on=today,
        stage=candidate.stage,
        is_readmission=candidate.is_readmission,
        left_party_on=candidate.left_party_on,
        joined_on=member and member.joined_on,
        decided_on=dates.get("decide") or (member and member.decided_on),
        dates=dates,
    )
    return [{"key": each.label, "lines": _day_lines(each)} for each in milestones(facts, rule_set(today))]


def _day_lines(each):
    words = f"Theo {spelled(each.citation, each.confidence)}"
    if each.unsure:
        words += f"; {unknown_years(each.on, each.on)}"
    return [f"{each.on:%d/%m/%Y}", f"{words}."]
