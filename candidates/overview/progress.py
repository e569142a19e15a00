"""How far a person is, what comes next, and what the reader may press."""

from dataclasses import dataclass, field

from branches.permissions import Permission
from candidates.actions.mentors import MOST_MENTORS
from candidates.attempts import failed, votes_of_probation
from candidates.gather import needs_base_resolution, voting_base
from candidates.judging import entered_by_same_person, findings_for, needed_votes
from candidates.models import ClassNomination
from candidates.overview.ahead import of_the_vote
from candidates.overview.links import link, mending, step_act
from candidates.pipeline import (
    COMMITTEE_STAGES,
    MAIN_WAY,
    SIDE_ACTS,
    STAGES,
    TRANSITIONS,
    next_transition,
    transitions_from,
)
from candidates.rulebook import rule_set
from candidates.rules.base import WARN
from partydev.doubts import spelled
from partydev.submit import lines
from partydev.text import uncapitalized

# Steps that pass the base committee by, where its resolution is not needed.
SHORT_CUTS = {
    "committee_vote": "forward",
    "recognition_committee_vote": "recognize",
    "strike_off_committee_vote": "strike_off",
}
# The way of a probationer who is not recognized, and what ends it after a report upward.
STRIKING_WAY = ("strike_off_cell_resolved", "strike_off_committee_resolved", "reported_upward", "struck_off")
DECIDED_ABOVE = "Cấp trên quyết định công nhận chính thức hoặc xóa tên"
DESK_STEPS = ("request_completion",)  # pressed at the desk, with its points
SIDE_FORMS = {
    "assign_mentor": "candidates:assign_mentor",
    "give_task": "candidates:task",
    "introduce": "candidates:introduce",
    "nominate": "candidates:nominate",
    "nominate_new_member": "candidates:nominate",
    "receive_decision": "candidates:receive_decision",
    "move_cell": "candidates:move",
}
# The part of the page where a side act is pressed; the rest stand with the steps.
SIDE_PARTS = {
    "assign_mentor": "mentors",
    "give_task": "tasks",
    "introduce": "introductions",
    "nominate": "classes",
    "nominate_new_member": "classes",
    "receive_decision": "next",
    "move_cell": "rest",
}
CLASS_KINDS = {"nominate": "awareness", "nominate_new_member": "new_member"}


@dataclass(frozen=True)
class Button:
    label: str
    url: str


@dataclass(frozen=True)
class Acts:
    """`main`: the next step's button, None where it is not the reader's; `barred`: why it is not, if four eyes.

    `side`: acts beside the way by the part of the page where they are pressed.
    """

    step: object = None
    main: Button = None
    barred: str = ""
    others: list = field(default_factory=list)
    exits: list = field(default_factory=list)
    side: dict = field(default_factory=dict)


def next_step(candidate, on):
    """The transition that leads on from where the candidate stands; past the base committee where it is not asked."""
    if _is_to_be_reported(candidate, on):
        return TRANSITIONS["report_upward"]
    return next_from(candidate.stage, lambda: needs_base_resolution(candidate, on))


def _is_to_be_reported(candidate, on):
    """Whether cell or committee have voted on a probationer in vain as often as the rule of the day allows."""
    if candidate.stage not in TRANSITIONS["report_upward"].sources:
        return False
    lost = failed(votes_of_probation(candidate, candidate.events.all()), on)
    return max(lost.values()) >= rule_set(on).value("failed_votes_before_report")


def next_from(stage, asked):
    """The step that leads on from `stage`; past the base committee where `asked()` says that it need not resolve."""
    step = next_transition(stage)
    if step and step.key in SHORT_CUTS and not asked():
        return TRANSITIONS[SHORT_CUTS[step.key]]
    return step


def steps_before(candidate, step, on):
    """The transitions still to be recorded before the turn of `step` comes; [] where the way does not lead to it."""
    found, stage, needed = [], candidate.stage, needs_base_resolution(candidate, on)
    while stage and len(found) < len(MAIN_WAY):
        further = next_from(stage, lambda: needed)
        if further is None:
            return []
        if further == step:
            return found
        found.append(further)
        stage = further.target
    return []


def acts_of(user, candidate, on):
    """What `user` may press on the candidate's page today."""
    step = next_step(candidate, on)
    allowed = [
        each
        for each in transitions_from(candidate.stage)
        if each.key not in DESK_STEPS and not _is_passed_by(each, step) and user.can(each.permission, candidate)
    ]
    barred = any(each.four_eyes for each in allowed) and entered_by_same_person(candidate, user)
    free = [each for each in allowed if not (barred and each.four_eyes)]
    main, side = (
        next((_step_button(candidate, each) for each in free if each == step), None),
        _side_buttons(user, candidate),
    )
    if main and candidate.stage == "decided" and side.get("next"):
        # The decision comes before the ceremony.
        main, side["next"] = side["next"][0], [main, *side["next"][1:]]
    return Acts(
        step=step,
        main=main,
        barred="Bạn đã nhập hồ sơ này nên người khác phải làm bước tiếp theo."
        if barred and step in allowed and step.four_eyes
        else "",
        others=[_step_button(candidate, each) for each in free if each != step and not each.exit],
        exits=[_step_button(candidate, each) for each in free if each.exit and each != step],
        side=side,
    )


def _is_passed_by(transition, step):
    """Whether `transition` is the base committee's vote where the next step goes past it."""
    return step is not None and SHORT_CUTS.get(transition.key) == step.key


def _step_button(candidate, step):
    url, words = step_act(candidate, step)
    return Button(words, url)


def _side_buttons(user, candidate):
    parts = {}
    for key, name in SIDE_FORMS.items():
        act = SIDE_ACTS[key]
        if candidate.stage not in act.stages or not user.can(act.permission, candidate):
            continue
        if _is_done(key, candidate):
            continue
        kind = {"kind": CLASS_KINDS[key]} if key in CLASS_KINDS else {}
        button = Button(act.label, link(name, pk=candidate.pk, **kind))
        if key == "move_cell" and _has_this_cell_alone(user, candidate):
            button = Button("Đề nghị chuyển sang chi bộ khác", link("candidates:offer_transfer", pk=candidate.pk))
        parts.setdefault(SIDE_PARTS[key], []).append(button)
    if can_catch_up(user, candidate):
        url = link("candidates:catch_up", pk=candidate.pk)
        parts.setdefault("rest", []).insert(0, Button("Nhập bù các bước đã làm", url))
    return parts


def _has_this_cell_alone(user, candidate):
    """Whether there is no other cell to which `user` could move the candidate without asking it."""
    tops = user.scope(Permission.CANDIDATE_ADVANCE).tops
    return candidate.organization.is_cell and {pk for pk, *_ in tops} == {candidate.organization_id}


def _is_done(key, candidate):
    """Whether a side act has nothing to add now."""
    if key in CLASS_KINDS:
        waiting = ClassNomination.Result.WAITING
        return any(each.kind == CLASS_KINDS[key] and each.result == waiting for each in candidate.nominations.all())
    if key == "assign_mentor":
        return sum(1 for each in candidate.mentors.all() if each.ends_on is None) >= MOST_MENTORS
    if key == "receive_decision":
        return any(e.kind == key and e.on >= candidate.stage_on for e in candidate.events.all())
    return False


def can_catch_up(user, candidate):
    """Whether steps behind can be entered at once: on the main way, before its end."""
    return candidate.stage in MAIN_WAY[:-2] and user.can(Permission.CANDIDATE_ADVANCE, candidate)


def missing(candidate, step, on, *, units=None):
    """What the rules say of the next step today, as lines; the count of the vote is not known yet."""
    if step is None:
        return []
    return lines(findings_for(candidate, step, on, units=units), mending(candidate))


def compared(candidate, step, on):
    """Every rule that concerns the step today as a line: what stands in the way, what is to be noted, what is met;
    and what the register lacks of the papers that a vote wants.
    """
    found = lines(findings_for(candidate, step, on, passed=True), mending(candidate))
    return [*found, *of_the_vote(candidate, step, on)]


def blocking(found):
    return [line for line in found if line.state != WARN]


def vote_needed(candidate, step, on):
    """(base, needed, citation with its doubt) of the vote that carries `step`; None where the base is not known."""
    base = voting_base(candidate, step.ballot.body, on)
    if not base:
        return None
    least, row = needed_votes(candidate, step, base, on)
    return base, least, spelled(str(row.citation), row.confidence)


def steps_of(candidate, events, on):
    """The way for the steps component: (steps, number of the present one from 1).

    Where no base committee resolves, its steps are not on the way. Who is to be struck off, or was reported
    upward, has left the main way where they stood: what follows there is not on theirs.
    """
    reached = {}
    for event in events:
        if event.to_stage != event.from_stage:
            reached[event.to_stage] = event.on
    events = sorted(events, key=lambda event: event.pk)  # as the stages followed, also where a day lies before
    here, asked = _place(candidate, events), needs_base_resolution(candidate, on)
    way = MAIN_WAY
    if aside := _aside(candidate, events, asked):
        way = (*MAIN_WAY[: here + 1], *aside)
        here = way.index(candidate.stage)
    taken_over = any(event.taken_over for event in events)
    steps, at = [], 0
    for number, key in enumerate(way):
        state = "done" if number < here else "current" if number == here else "todo"
        if key in COMMITTEE_STAGES and key not in reached and state != "current":
            if not asked:
                continue
            if state == "done" and not taken_over:
                state = "skipped"
        steps.append({"label": STAGES[key].label, "state": state, "on": reached.get(key) if number <= here else None})
        if state == "current":
            at = len(steps)
    if candidate.stage == "reported_upward":
        steps.append({"label": DECIDED_ABOVE, "state": "todo", "on": None})
    return steps, at


def _aside(candidate, events, asked):
    """The stages beside the main way since the candidate left it, and those that follow; () on the main way."""
    if candidate.stage not in STRIKING_WAY:
        return ()
    gone = set()
    for event in events:
        gone = set() if event.to_stage in MAIN_WAY else gone | {event.to_stage}
    gone.add(candidate.stage)
    ahead = set()
    if candidate.stage.startswith("strike_off"):
        ahead = {"struck_off", "strike_off_committee_resolved"} if asked else {"struck_off"}
    return tuple(key for key in STRIKING_WAY if key in gone | ahead)


def _place(candidate, events):
    """The index on the main way of where the candidate stands, or stood before leaving it."""
    if candidate.stage in MAIN_WAY:
        return MAIN_WAY.index(candidate.stage)
    if candidate.stage == "returned":
        return MAIN_WAY.index("submitted")
    stood = [MAIN_WAY.index(event.from_stage) for event in events if event.from_stage in MAIN_WAY]
    return stood[-1] if stood else 0


# Duties that stand beside the step: what follows is not one of them.
BESIDE = (
    *("remark", "certificate", "papers", "notice", "member_cv", "referral_letter"),
    *("readmission", "long_enough_here"),
)


def what_next(candidate, on):
    """What follows, by whom, by when, in one sentence; "" where the way has ended."""
    duty = candidate.obligations.open().select_related("acts_at").exclude(kind__in=BESIDE)
    duty = duty.filter(opens_on__lte=on).due_first().first()
    if duty is None:
        return ""
    until = f", chậm nhất ngày {duty.due_on:%d/%m/%Y}" if duty.due_on else ""
    return f"Việc tiếp theo: {uncapitalized(duty.text)} ({duty.acts_at.committee_name}{until})."
