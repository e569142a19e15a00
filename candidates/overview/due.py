"""What is due, as one list: its state in words, the reminders, and how far a reader is told of other units."""

from datetime import timedelta

from django.db.models import BigIntegerField, Case, F, IntegerField, Q, When, Window
from django.db.models.functions import RowNumber

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

REMARK, REMARK_WORDS = "remark", "Nhận xét "


def duties_seen(scope, today):
    """The duties in `scope`, without what waits for another unit's explanation first."""
    places = [pk for pk, _, _ in scope.tops]
    return Obligation.objects.within(scope).told_to(places, explained_by(today), today)


def narrowed(rows, values, scope, today):
    """`rows` by the filters of the list, in no order."""
    if values.get("kind"):
        rows = rows.filter(kind=values["kind"])
    if values.get("don_vi"):
        rows = rows.under(values["don_vi"])
    if values.get("within"):
        rows = rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=int(values["within"])))
    if values.get("mine"):
        rows = rows.filter(acts_at_id__in=[pk for pk, _, _ in scope.tops])
    return rows.filter(_in_state(values.get("state"), today)).order_by()


def in_order(rows, values, today):
    """`rows` as the list goes through them, the most urgent first; what is done the last first, each by itself.

    Of the remarks that one unit owes only the most urgent stands in the list, for all of them: once for those
    that are overdue, once for the others. One by one they would bury what the law asks.
    """
    if values.get("state") == filters.DONE:
        return with_case(rows).order_by("-done_on", "-pk")
    return with_case(Obligation.objects.filter(pk__in=_heads(rows, today).values("pk"))).due_first()


def in_full(rows, values):
    """`rows` one by one in the order of the list: nothing stands for several."""
    found = with_case(rows)
    return found.order_by("-done_on", "-pk") if values.get("state") == filters.DONE else found.due_first()


def _heads(rows, today):
    whose = Case(When(kind=REMARK, then=F("acts_at_id")), default=F("pk") * -1, output_field=BigIntegerField())
    late = Case(When(due_on__lt=today, then=1), default=0, output_field=IntegerField())
    by_urgency = [F("due_on").asc(nulls_last=True), "opens_on", "pk"]
    place = Window(RowNumber(), partition_by=[whose, late], order_by=by_urgency)
    return rows.annotate(place=place).filter(place=1)


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


def lines(rows, user, today, everything):
    """The rows of one page as the list shows them; as many queries for a hundred as for one.

    `everything`: all that the list was narrowed to, of which a line may stand for several.
    """
    clock = Clock([], today)
    own = {pk for pk, _, _ in user.scope(Permission.CANDIDATE_VIEW).tops}
    together = _together(rows, everything, today)
    return [_line(row, user, today, clock, own) | _several(row, together, user, today, own) for row in rows]


def _together(rows, everything, today):
    """(unit, whether overdue) -> the remarks for which a line of `rows` stands, by person and month."""
    places = {row.acts_at_id for row in rows if row.kind == REMARK and row.done_on is None}
    found = {}
    if places:
        owed = everything.filter(kind=REMARK, acts_at_id__in=places, done_on__isnull=True)
        for row in with_case(owed).order_by("candidate__person__sort_key", "candidate_id", "due_on", "pk"):
            found.setdefault((row.acts_at_id, row.due_on < today), []).append(row)
    return found


def _several(row, together, user, today, own):
    """What a line says that stands for several remarks; nothing where it stands for itself."""
    held = together.get((row.acts_at_id, row.due_on < today), ()) if row.kind == REMARK and not row.done_on else ()
    if len(held) < 2:
        return {}
    people = {}
    for each in held:
        people.setdefault(each.candidate_id, []).append(each)
    months = {each.key for each in held}
    whole = f"{row.text}: còn {len(people)} người"
    behind = f"Nhận xét hằng tháng còn thiếu: {len(held)} bản của {len(people)} người"
    late = row.due_on < today
    unexplained = sum(each.explanation_id is None for each in held)
    state = {"tone": "stop", "state": f"Chưa giải trình {unexplained}/{len(held)}"} if late and unexplained else {}
    return {
        **state,
        "what": whole if len(months) == 1 else behind,
        "who": "",
        "where": row.acts_at.name,
        "opens_on": None,
        "url": f"{link('candidates:remarks')}?chi_bo={row.acts_at_id}"
        if user.can(Permission.CANDIDATE_ADVANCE, row.acts_at)
        else "",
        "explanation": None,
        "explain_url": "",
        "people": [
            {"name": each[0].candidate.person.full_name, "months": [_month(one, user, today, own) for one in each]}
            for each in people.values()
        ],
    }


def _month(row, user, today, own):
    mine = row.acts_at_id in own
    return {
        "month": row.text.removeprefix(REMARK_WORDS),
        "url": duty_act(row, user)[0],
        "explanation": row.explanation,
        "explain_url": explain_url(row, user, today, again=True) if mine else "",
    }


def _line(row, user, today, clock, own):
    url, action = duty_act(row, user) if row.done_on is None else ("", "")
    tone, words = state_of(row, today, clock)
    return {
        "what": row.text,
        "who": row.candidate.person.full_name if row.candidate else "",
        "who_url": link("candidates:detail", pk=row.candidate_id) if row.candidate else "",
        "where": row.organization.committee_name,
        "acts_at": row.acts_at.committee_name,
        "turn": TURN_WORDS[row.turn] if row.turn != CELL else "",
        "opens_on": row.opens_on if row.opens_on > today else None,
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
        "explain_url": explain_url(row, user, today, again=True) if row.acts_at_id in own else "",
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
