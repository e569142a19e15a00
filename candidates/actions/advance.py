"""Moving a candidate along the pipeline: one function for every transition."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.log import record
from accounts.models import AccessRecord
from candidates import sent
from candidates.actions._common import (
    already,
    build_event,
    check_counted,
    check_day,
    end_mentors,
    locked,
    register_paper,
    stand_at,
)
from candidates.actions.annulment import ANNULMENTS, at_the_members_place
from candidates.actions.effects import ENDED, recognition_note, take_effect
from candidates.actions.minutes import check_minutes_open
from candidates.actions.rosters import count_of
from candidates.attempts import attempt
from candidates.cell_meetings import series
from candidates.desk import numbers
from candidates.gather import voting_organization
from candidates.going import last_day
from candidates.judging import asked_ballot, entered_by_same_person, findings_for, needed_votes
from candidates.models import Candidate, Vote
from candidates.pipeline import CELL, FAILED_SUFFIX, TRANSITIONS
from candidates.rules.ballots import impossible
from candidates.voters import keep
from partydev.refusals import Conflict, Invalid, NotAllowed, Refused, require


@dataclass(frozen=True)
class Paper:
    """The paper that carries a step."""

    number: str = ""
    on: date | None = None
    issuer: str = ""


NO_PAPER = Paper()


def advance(
    *,
    candidate,
    transition,
    by,
    on,
    paper=NO_PAPER,
    note="",
    said_by="",
    ballot=None,
    reason="",
    as_happened=False,
    card_number="",
    version=None,
    met_on=None,
    held_by=None,
    number_again=False,
):
    """Record the transition `transition` (a key) of `candidate` on the day `on`; returns the event.

    Locks the candidate; asks permission and rules again under the lock. `ballot` (eligible,
    present, votes_for, votes_against, votes_other as a dict; a cell's may bring its `roster` in place of
    the first two) is needed where the transition asks for a vote; one that does not carry leaves its own
    event. `reason` passes warnings; `as_happened` with a reason records what happened against the rules,
    marked irregular. `met_on` is the day of the vote where it is not the day of the paper (a decision
    signed after the meeting); who votes and how many votes carry is asked of that day. `held_by` is the
    committee's meeting that voted. `number_again` says that the resolution or decision of the committee or the cell
    bears a number which another of its term bears too (`desk.numbers.check_paper`, `series.check_resolution`).

    What happened before the step recorded last is a finding of the rules and can be recorded as such;
    the case then stands where it leads, since that day. What only proposes follows what it rests on.

    Raises `Conflict` when the case is not (any more) where the transition starts, or `version`
    is not current; `NotAllowed`; `Invalid` for input that cannot be true; `Refused` with findings.
    """
    step = TRANSITIONS[transition]
    with transaction.atomic():
        _hold_numbers(candidate, step, paper, met_on or on, held_by)
        candidate = locked(candidate)
        require(by, step.permission, candidate)
        if candidate.stage not in step.sources:
            raise already(candidate, f"Hồ sơ đang ở bước “{candidate.stage_label}”.")
        if version is not None and version != candidate.version:
            raise already(candidate, "Hồ sơ đã thay đổi từ khi bạn mở trang.")
        check_day(on, not_before=None if step.records else last_day(candidate))
        if step.key in ANNULMENTS:
            at_the_members_place(candidate)
        if not candidate.is_open and Candidate.objects.open().filter(person=candidate.person_id).exists():
            raise Conflict("Người này đang được theo dõi ở một hồ sơ khác.")
        if step.four_eyes and entered_by_same_person(candidate, by):
            raise NotAllowed("Người đã nhập hồ sơ không được là người kiểm tra hoặc ghi quyết định cho hồ sơ đó.")
        met_on = met_on or on
        count = _checked_ballot(candidate, step, ballot, met_on)
        least = needed_votes(candidate, step, count.eligible, met_on)[0] if count else 0
        carried = count is None or count.votes_for >= least
        target = _target(candidate, step, carried)
        check_counted(candidate, target, on)
        paper = _checked_paper(step, paper, on, carried)
        numbered = _checked_number(candidate, step, paper, on, met_on, held_by, number_again)
        findings = findings_for(candidate, step, on, ballot=count, held_by=held_by)
        irregular = _judge(findings, step, reason, as_happened)
        return _record(
            candidate,
            step,
            by=by,
            on=on,
            paper=paper,
            count=count,
            least=least,
            carried=carried,
            target=target,
            met_on=met_on,
            held_by=held_by,
            findings=[*findings, *numbered],
            irregular=irregular,
            note="\n".join(filter(None, [note, _effect_in_words(candidate, step, on, carried, findings)])),
            reason=reason.strip(),
            said_by=said_by,
            card_number=card_number,
        )


def _effect_in_words(candidate, step, on, carried, findings):
    """What the event itself says of its effect."""
    return recognition_note(candidate, on, findings) if step.key == "recognize" and carried else ""


def _target(candidate, step, carried):
    """Where the step leads: on, or where a vote that does not carry leaves the person."""
    if carried:
        return step.target or candidate.resume_stage
    return step.ballot.failed_target or candidate.stage


def _judge(findings, step, reason, as_happened):
    """Whether the step is recorded against the rules; raises `Refused` where it is not recorded so."""
    blocked = any(finding.blocks for finding in findings)
    if blocked and not (step.records and as_happened and reason):
        raise Refused(findings, can_record=step.records)
    if findings and not reason:
        raise Refused(findings, can_record=step.records)
    return blocked


def _checked_paper(step, paper, on, carried):
    """A vote that does not carry brings no resolution or decision; one that does may be written up later."""
    name, number = f"{step.paper[:1].lower()}{step.paper[1:]}", paper.number.strip()
    if step.paper and step.paper_required and carried and not number:
        raise Invalid({"paper_number": f"Nhập số của {name}."})
    if number and not carried:
        words = f"Không đủ số phiếu nên không có {name}. Xóa số này, hoặc xem lại số phiếu."
        raise Invalid({"paper_number": words})
    if paper.on and asked_ballot(step):
        check_day(paper.on, field="paper_on")
    elif paper.on and paper.on > on:
        raise Invalid({"paper_on": "Ngày của văn bản không thể sau ngày của việc được ghi."})
    return paper


def _numbered_at(candidate, step, paper, met_on, held_by):
    """The unit in whose series the step's paper is numbered; None where it brings none from a vote."""
    if step.ballot is None or not paper.number.strip():
        return None
    if step.ballot.body == CELL:
        return candidate.organization
    return held_by.organization if held_by else voting_organization(candidate, step.ballot.body, met_on)


def _hold_numbers(candidate, step, paper, met_on, held_by):
    unit = _numbered_at(candidate, step, paper, met_on, held_by)
    if unit:
        numbers.hold(unit)


def _checked_number(candidate, step, paper, on, met_on, held_by, again):
    """The findings on the paper's number; see `numbers.check_paper` and `series.check_resolution`."""
    unit = _numbered_at(candidate, step, paper, met_on, held_by)
    number, signed = paper.number.strip(), paper.on or on
    if unit is None:
        return []
    if step.ballot.body == CELL:
        return series.check_resolution(unit, number, on, signed, again=again)
    return numbers.check_paper(unit, step, number, signed, met_on, again=again)


def _checked_ballot(candidate, step, ballot, met_on):
    if step.ballot is None or (step.ballot.optional and not ballot):
        return None
    if not ballot:
        raise Invalid({"votes_for": "Nhập kết quả biểu quyết."})
    if step.ballot.body == CELL:
        check_minutes_open(candidate.organization_id, met_on)
    count = count_of(candidate, step, ballot, met_on)
    errors = impossible(count)
    if errors:
        raise Invalid(errors)
    count = replace(count, law_key=needed_votes(candidate, step, count.eligible, met_on)[1].key)
    return _over_all(candidate, step, count, met_on)


def _over_all(candidate, step, count, met_on):
    """The count, with how many votes all who may vote would need, where it carries over fewer of them only."""
    if count.base is None or count.eligible >= count.base:
        return count
    least = needed_votes(candidate, step, count.eligible, met_on)[0]
    of_all = needed_votes(candidate, step, count.base, met_on)[0]
    return replace(count, needed_of_base=of_all) if least <= count.votes_for < of_all else count


def _record(
    candidate,
    step,
    *,
    by,
    on,
    paper,
    count,
    least,
    carried,
    target,
    met_on,
    held_by,
    findings,
    irregular,
    note,
    reason,
    said_by,
    card_number,
):
    event = build_event(
        candidate,
        step.key if carried else step.key + FAILED_SUFFIX,
        by=by,
        on=on,
        to_stage=target,
        paper=step.paper if carried else "",
        paper_number=paper.number,
        paper_on=(paper.on or on) if carried else None,
        paper_issuer=paper.issuer,
        note=note,
        reason=reason,
        said_by=said_by,
        irregular=irregular,
        findings=[finding.as_dict() for finding in findings],
    )
    event.save()
    if count:
        _record_vote(candidate, step, event, count, least, carried, by, met_on, held_by)
    if carried:
        take_effect(candidate, event, card_number)
        _register_paper(candidate, step, paper, on, by)
        if step.key in sent.SENDS:
            sent.keep(candidate, event, by)
    if target in ENDED:
        end_mentors(candidate, on)
    if step.key == "defer":
        candidate.resume_stage = event.from_stage
    # A vote that leaves the person where they stand does not change since when.
    stand_at(candidate, target, candidate.stage_on if target == candidate.stage else on)
    return event


def _record_vote(candidate, step, event, count, least, carried, by, met_on, held_by):
    """The count; attempts of one body are numbered through, whenever the case was taken up again."""
    vote = Vote.objects.create(
        candidate=candidate,
        event=event,
        purpose=step.ballot.purpose,
        body=step.ballot.body,
        met_on=met_on,
        organization=held_by.organization if held_by else voting_organization(candidate, step.ballot.body, met_on),
        attempt=attempt(candidate, step.ballot.purpose, step.ballot.body),
        eligible=count.eligible,
        present=count.present,
        votes_for=count.votes_for,
        votes_against=count.votes_against,
        votes_other=count.votes_other,
        needed=least,
        carried=carried,
        corrects=taken_back_vote(candidate, step),
        recorded_by=by,
    )
    if count.roster:
        keep(vote, count.roster)


def taken_back_vote(candidate, step):
    """The vote of the same body that was recorded by mistake, and in whose place a new one now stands."""
    same = Vote.every.filter(candidate=candidate, purpose=step.ballot.purpose, body=step.ballot.body)
    return same.filter(event__corrected_by__isnull=False, corrected_by__isnull=True).order_by("-pk").first()


def _register_paper(candidate, step, paper, on, by):
    """The step's paper also stands in the dossier's register."""
    if step.paper_code in ("", "97"):
        return
    register_paper(candidate, step.paper_code, by, paper.number.strip(), paper.on or on, paper.issuer)


def log_refusal(user, candidate, step):
    """Leave a row for a refusal of the four-eyes rule; called outside the refused transaction."""
    record(AccessRecord.Kind.REFUSED, user, candidate.organization, about=f"{candidate.code}: {step}")
