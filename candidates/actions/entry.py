"""How a case begins: from the pool, or taken over at the stage where it stands."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from branches import actions as branch_actions
from branches.models import Member
from branches.permissions import Permission
from candidates.actions._common import (
    build_event,
    check_counted,
    check_day,
    deltas,
    locked,
    register_paper,
    stand_at,
    touch,
)
from candidates.actions.advance import NO_PAPER, Paper
from candidates.gather import last_event
from candidates.going import last_day, present_attempt
from candidates.judging import entered_by_same_person
from candidates.models import Candidate
from candidates.pipeline import ENTER, MAIN_WAY, STAGES, TAKE_OVER, TRANSITIONS
from candidates.rulebook import rule_set
from candidates.rules import check
from candidates.rules.facts import CandidateFacts
from candidates.rules.probation import probation_ends_on
from partydev.refusals import Conflict, Invalid, NotAllowed, require

# Without these days nothing later can be computed, so they are asked even on taking over.
ESSENTIAL = {
    "decide": "ngày quyết định kết nạp",
    "admit": "ngày tổ chức lễ kết nạp",
    "recognize": "ngày quyết định công nhận chính thức",
}
# Steps that are inside a roster which already holds the person.
IN_ROSTER = {Member.Status.PROBATIONARY: {"decide", "admit"}, Member.Status.FULL: {"decide", "admit", "recognize"}}


@dataclass(frozen=True)
class Milestone:
    """A step that had happened before the case was entered here: the transition, its day, its paper."""

    transition: str
    on: date
    paper: Paper = NO_PAPER


@transaction.atomic
def enter_pool(
    *,
    by,
    organization,
    person,
    on,
    source,
    source_name="",
    evidence="",
    note="",
    is_readmission=False,
    left_party_on=None,
    left_party_because="",
    said_by="",
):
    """Put `person` into the pool of the cell `organization`; returns the candidate.

    Whoever holds CANDIDATE_ENTER there may, and a mass organization's officer (PERSON_INTRODUCE)
    may introduce someone into it. Age and schooling are not asked: they count at the cell's vote.
    """
    _check_may_enter(by, organization)
    check_day(on)
    candidate = _new_candidate(
        organization,
        person,
        on,
        source=source,
        source_name=source_name,
        evidence=evidence,
        is_readmission=is_readmission,
        left_party_on=left_party_on,
        left_party_because=left_party_because,
    )
    build_event(candidate, ENTER, by=by, on=on, from_stage="", to_stage="pool", note=note, said_by=said_by).save()
    stand_at(candidate, "pool", on)
    return candidate


def _check_may_enter(by, organization):
    if by is None or by.can(Permission.CANDIDATE_ENTER, organization):
        return
    require(by, Permission.PERSON_INTRODUCE, organization)


def _new_candidate(organization, person, on, **fields):
    if not organization.is_cell or organization.dissolved_on:
        raise Invalid({"organization": "Chọn chi bộ sẽ theo dõi, bồi dưỡng người này."})
    if fields["left_party_on"]:
        check_day(fields["left_party_on"], field="left_party_on")
    if person.birth_date and person.birth_date >= on:
        raise Invalid({"birth_date": "Ngày sinh phải trước ngày đưa vào nguồn."})
    if Candidate.objects.open().filter(person=person).exists():
        raise Conflict("Người này đang được theo dõi ở một hồ sơ khác.")
    # The code that people read holds the row's own key, which exists only after the insert.
    candidate = Candidate(
        person=person,
        stage="pool",
        stage_on=on,
        entered_on=on,
        waits_at=organization,
        code=secrets.token_hex(8),
        **fields,
    ).place(organization)
    candidate.save_without_historical_record()
    candidate.code = f"HS{candidate.pk:06d}"
    candidate.save()
    return candidate


@transaction.atomic
def take_over(
    *,
    by,
    organization,
    person,
    stage,
    entered_on,
    milestones=(),
    source="cell",
    source_name="",
    note="",
    is_readmission=False,
    left_party_on=None,
    left_party_because="",
):
    """Begin a case at `stage`, where the person stands today ("tiếp nhận hiện trạng"); returns the candidate.

    `milestones` are the steps whose days are known; what is unknown stays unknown. From the
    decision on, the days of decision and ceremony are needed. A probationer already on the cell's
    roster keeps their membership, and past facts inside the roster are not counted again.
    """
    require(by, Permission.CANDIDATE_ENTER, organization)
    check_day(entered_on)
    candidate = _new_candidate(
        organization,
        person,
        entered_on,
        source=source,
        source_name=source_name,
        is_readmission=is_readmission,
        left_party_on=left_party_on,
        left_party_because=left_party_because,
    )
    build_event(candidate, ENTER, by=by, on=entered_on, from_stage="", to_stage="pool", taken_over=True).save()
    return _go_to(candidate, stage, milestones, by=by, note=note)


@transaction.atomic
def catch_up(*, by, candidate, stage, milestones=(), note, version=None):
    """Bring a case forward to the `stage` it has in truth reached, when steps went unrecorded.

    Locks the candidate. The steps between need not be known; those in `milestones` are recorded. With the
    stage where the case stands, only milestones behind it are added, which its taking over left out.
    `note` says why the steps were not entered one by one. Whoever does it holds the permission of
    every step between; who entered the dossier does not pass a step that asks for other eyes.
    """
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    if version is not None and version != candidate.version:
        raise Conflict("Hồ sơ đã thay đổi từ khi bạn mở trang.")
    if candidate.stage not in MAIN_WAY or MAIN_WAY.index(stage) < MAIN_WAY.index(candidate.stage):
        raise Invalid({"stage": "Chọn bước hiện tại hoặc bước ở phía sau."})
    if not note.strip():
        raise Invalid({"note": "Ghi lý do các bước chưa được nhập lần lượt."})
    left_out = unknown_milestones(candidate)
    behind = [milestone for milestone in milestones if milestone.transition in left_out]
    if stage == candidate.stage and not behind:
        raise Invalid({"stage": "Ghi ít nhất một mốc đã qua, hoặc chọn bước ở phía sau."})
    for step in [*_steps_between(candidate.stage, stage), *(TRANSITIONS[each.transition] for each in behind)]:
        require(by, step.permission, candidate)
        if step.four_eyes and entered_by_same_person(candidate, by):
            raise NotAllowed("Người đã nhập hồ sơ không được ghi thay bước kiểm tra hoặc quyết định của hồ sơ đó.")
    _add_behind(candidate, behind, by=by, note=note)
    if stage == candidate.stage:
        candidate.version += 1
        candidate.save()
        touch(candidate)
        return candidate
    return _go_to(candidate, stage, [each for each in milestones if each not in behind], by=by, note=note)


def unknown_milestones(candidate):
    """Keys of the steps behind a case that was taken over past them and of which nothing is recorded."""
    after = present_attempt(candidate).after
    found = candidate.events.filter(pk__gt=after)
    if candidate.stage not in MAIN_WAY or not found.filter(kind=TAKE_OVER).exists():
        return []
    recorded = set(found.values_list("kind", flat=True))
    return [step.key for step in _steps_between(MAIN_WAY[0], candidate.stage) if step.key not in recorded]


def _add_behind(candidate, milestones, *, by, note):
    """Record steps that lie behind: the case stays where it is, and no number changes."""
    errors = {}
    for milestone in milestones:
        if milestone.on < candidate.entered_on:
            words = f"Ngày này trước ngày đưa vào nguồn ({candidate.entered_on:%d/%m/%Y})."
            errors[f"{milestone.transition}_on"] = words
        elif milestone.on > timezone.localdate():
            errors[f"{milestone.transition}_on"] = "Ngày này chưa đến. Chỉ ghi nhận việc đã xảy ra."
    if errors:
        raise Invalid(errors)
    for milestone in milestones:
        paper = {"paper_number": milestone.paper.number, "paper_on": milestone.paper.on or milestone.on}
        step = TRANSITIONS[milestone.transition]
        at = {"to_stage": candidate.stage, "paper": step.paper, "note": note, "taken_over": True}
        build_event(candidate, step.key, by=by, on=milestone.on, **at, **paper).save()
        _register(candidate, milestone, by)


def _go_to(candidate, stage, milestones, *, by, note):
    milestones = sorted(milestones, key=lambda each: MAIN_WAY.index(TRANSITIONS[each.transition].target))
    _check_milestones(candidate, stage, milestones)
    on_roster = Member.objects.filter(person=candidate.person).present().first()
    _check_membership(candidate, stage, on_roster)
    last = candidate.stage_on
    for milestone in milestones:
        step = TRANSITIONS[milestone.transition]
        event = build_event(
            candidate,
            step.key,
            by=by,
            on=milestone.on,
            to_stage=step.target,
            taken_over=True,
            paper=step.paper,
            paper_number=milestone.paper.number,
            paper_on=milestone.paper.on or milestone.on,
        )
        findings = _against_the_rules(candidate, step, milestone.on, milestones)
        event.irregular, event.findings = bool(findings), [finding.as_dict() for finding in findings]
        if on_roster and step.key in IN_ROSTER[on_roster.status]:
            event.counted, event.probationary_delta, event.full_delta = False, 0, 0
        _check_counted(candidate, step, milestone)
        event.save()
        _register(candidate, milestone, by)
        candidate.stage, last = step.target, milestone.on
    if MAIN_WAY.index(stage) >= MAIN_WAY.index("probationary") and candidate.member is None:
        candidate.member = on_roster or _enroll(candidate, milestones)
    if STAGES[stage].phase == 5 and candidate.member.status == Member.Status.PROBATIONARY:
        _recognize(candidate, milestones)
    # What it counts, it counts from the last day that is known: the next step may have been before today.
    counts = any(deltas(candidate.stage, stage).values())
    on = max(filter(None, [last, _moved_here_on(candidate)])) if counts else timezone.localdate()
    build_event(candidate, TAKE_OVER, by=by, on=on, to_stage=stage, note=note, taken_over=True).save()
    stand_at(candidate, stage, last)
    return candidate


def _check_counted(candidate, step, milestone):
    """A past step counts nobody out of a cell before they came there."""
    try:
        check_counted(candidate, step.target, milestone.on)
    except Invalid as invalid:
        raise Invalid({f"{step.key}_on": " ".join(invalid.errors.values())}) from invalid


def _moved_here_on(candidate):
    """The day of the last move to the present cell, which counts the person from that day; None without one."""
    return candidate.events.filter(kind="move_cell").aggregate(last=Max("on"))["last"]


def _register(candidate, milestone, by):
    """The milestone's paper, where its number is known, also stands in the dossier's register."""
    code, paper = TRANSITIONS[milestone.transition].paper_code, milestone.paper
    if code not in ("", "97") and paper.number.strip():
        register_paper(candidate, code, by, paper.number.strip(), paper.on or milestone.on, paper.issuer)


def _check_membership(candidate, stage, on_roster):
    if on_roster is None or candidate.member is not None:
        return
    if MAIN_WAY.index(stage) < MAIN_WAY.index("probationary"):
        raise Invalid({"stage": "Người này đã là đảng viên; chọn bước từ “Đảng viên dự bị” trở đi."})
    if on_roster.organization_id != candidate.organization_id:
        raise Invalid({"organization": "Người này đang trong danh sách đảng viên của đơn vị khác."})
    if STAGES[stage].phase == 4 and on_roster.status != Member.Status.PROBATIONARY:
        raise Invalid({"stage": "Danh sách ghi người này là đảng viên chính thức."})


def _steps_between(stage, to):
    """The transitions of the main way that lead past `stage` up to `to`."""
    first, last = MAIN_WAY.index(stage), MAIN_WAY.index(to)
    return [
        step
        for step in TRANSITIONS.values()
        if step.target in MAIN_WAY and first < MAIN_WAY.index(step.target) <= last and not step.exit
    ]


def _check_milestones(candidate, stage, milestones):
    errors, last = {}, last_day(candidate)
    known = {milestone.transition for milestone in milestones}
    began, reached = MAIN_WAY.index(candidate.stage), MAIN_WAY.index(stage)
    for key, name in ESSENTIAL.items():
        if began < MAIN_WAY.index(TRANSITIONS[key].target) <= reached and key not in known:
            errors[f"{key}_on"] = f"Cần có {name} để tính thời hạn."
    for milestone in milestones:
        place = MAIN_WAY.index(TRANSITIONS[milestone.transition].target)
        if place > reached:
            errors[f"{milestone.transition}_on"] = "Việc này ở sau bước đã chọn."
        elif place <= began:
            errors[f"{milestone.transition}_on"] = "Việc này đã được ghi trước đó."
        elif milestone.on > timezone.localdate():
            errors[f"{milestone.transition}_on"] = "Ngày này chưa đến. Chỉ ghi nhận việc đã xảy ra."
        elif milestone.on < last:
            errors[f"{milestone.transition}_on"] = f"Ngày này trước việc liền trước (ngày {last:%d/%m/%Y})."
        last = max(last, milestone.on)
    if errors:
        raise Invalid(errors)


def _against_the_rules(candidate, step, on, milestones):
    """What the days alone say against a past step: a recognition before probation was over."""
    if step.key != "recognize":
        return []
    joined = next((each.on for each in milestones if each.transition == "admit"), None)
    joined = joined or (candidate.member and candidate.member.joined_on)
    facts = CandidateFacts(on=on, stage=candidate.stage, joined_on=joined)
    return check(["probation_is_over"], facts, rule_set(on))


def _enroll(candidate, milestones):
    days = {milestone.transition: milestone.on for milestone in milestones}
    if "decide" not in days:
        days["decide"] = last_event(candidate, "decide").on
    return branch_actions.enroll_probationer(
        person=candidate.person,
        organization=candidate.organization,
        decided_on=days["decide"],
        joined_on=days["admit"],
    )


def _recognize(candidate, milestones):
    days = {milestone.transition: milestone.on for milestone in milestones}
    joined = candidate.member.joined_on
    effective = probation_ends_on(joined, rule_set(joined)) if joined else days.get("recognize")
    candidate.member = branch_actions.recognize_member(member=candidate.member, recognized_on=effective)
