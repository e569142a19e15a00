"""Introductions by members and mass organizations, and the receipt of a decision."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from branches import actions as branch_actions
from branches.models import Person
from branches.permissions import Permission
from candidates.actions._common import build_event, check_day, locked, side_act, touch
from candidates.actions.entry import enter_pool
from candidates.gather import present_introductions
from candidates.going import attempt_on
from candidates.models import Candidate, Introduction, UnionRegistration
from candidates.models.candidate import SOURCES
from candidates.pipeline import SIDE_ACTS
from candidates.rules.introducers import FORMAL_UNIONS
from partydev.refusals import Conflict, Invalid, require

SAME_PERSON = (
    "Đã có người trùng họ tên và ngày sinh. Hãy hỏi chi bộ hoặc cán bộ tổ chức; "
    "nếu chắc chắn là người khác thì đánh dấu vào ô này."
)


@transaction.atomic
def introduce(
    *,
    candidate,
    by,
    on,
    member=None,
    union="",
    union_name="",
    paper_number="",
    since_together=None,
    replaces=None,
    replaces_because="",
    proposed_by="",
    vote=None,
):
    """Record a full member or a union's committee that introduces the person; returns it. Locks the candidate.

    `since_together`: since when the member works, studies or lives with the person. `replaces`: the introduction
    of a member who can introduce no more, in whose place this one stands, and why.
    `proposed_by`: the branch of the union that proposed the person; `vote`: the `UnionVote` of its committee.
    A mass organization's officer may record the own organization's introduction (PERSON_INTRODUCE), with the
    committee's vote. A union introduces once in the present attempt: its committee's vote completes what the cell
    had entered without it.
    """
    candidate = locked(candidate)
    if union and by is not None and by.can(Permission.PERSON_INTRODUCE, candidate):
        _check_union(by, candidate.organization, union)
        if vote is None and union in FORMAL_UNIONS and not by.can(Permission.CANDIDATE_ADVANCE, candidate):
            raise Invalid({"met_on": "Hãy ghi kết quả biểu quyết của ban chấp hành."})
        # The officer opens no dossier: the refusal does not say where the case stands.
        if candidate.stage not in SIDE_ACTS["introduce"].stages:
            raise Conflict("Người này không còn ở bước nhận giới thiệu của đoàn thể.")
    else:
        side_act("introduce", candidate, by)
    check_day(on, field="introduced_on")
    if (member is None) == (not union):
        raise Invalid({"member": "Chọn một đảng viên, hoặc một đoàn thể giới thiệu."})
    if member and not member.is_full_on(on):
        raise Invalid({"member": "Người giới thiệu phải là đảng viên chính thức."})
    if member and member.person_id == candidate.person_id:
        raise Invalid({"member": "Không thể tự giới thiệu."})
    if member and any(each.member_id == member.pk for each in present_introductions(candidate)):
        raise Conflict("Đồng chí này đã giới thiệu người này.")
    _check_together(candidate, on, since_together)
    _check_replacement(candidate, member, replaces, replaces_because)
    known = next((each for each in present_introductions(candidate) if union and each.union == union), None)
    going = _attempt_of_union(candidate, union, on, known) if union else None
    if known:
        paper = {"union_name": union_name, "paper_number": paper_number, "proposed_by": proposed_by}
        return _completed(known, by, on, vote, {**paper, "attempt": going})
    introduction = Introduction.objects.create(
        candidate=candidate,
        proposed_by=proposed_by,
        **_counted(vote, on),
        since_together=since_together if member else None,
        replaces=replaces,
        replaces_because=replaces_because,
        member=member,
        union=union,
        union_name=union_name,
        introduced_on=on,
        paper_number=paper_number,
        attempt=going,
        recorded_by=by,
    )
    touch(candidate)
    return introduction


def _attempt_of_union(candidate, union, on, known):
    """The attempt to which an introduction of the day belongs; `Conflict` where the union made another one in it."""
    attempt = attempt_on(candidate, on)
    made = candidate.introductions.filter(union=union, attempt=attempt).exclude(pk=known.pk if known else None)
    if first := made.first():
        raise _made_before(first)
    return attempt


def _made_before(known):
    name, day = known.get_union_display(), known.introduced_on
    return Conflict(f"{name} đã giới thiệu người này ngày {day:%d/%m/%Y}; không ghi lần thứ hai.")


def _check_union(by, organization, union):
    """An officer speaks for the own mass organization only; raises `Invalid` at `union`."""
    spoken_for = by.unions(organization)
    if spoken_for is not None and union not in spoken_for:
        raise Invalid({"union": "Tài khoản này chỉ ghi việc của đoàn thể mình."})


def _completed(known, by, on, vote, paper):
    """The union's introduction with its committee's vote; raises `Conflict` where there is nothing to complete."""
    if vote is None or known.met_on:
        raise _made_before(known)
    values = {name: value for name, value in paper.items() if value not in ("", None)} | _counted(vote, on)
    for name, value in {**values, "introduced_on": on, "recorded_by": by}.items():
        setattr(known, name, value)
    known.save()
    touch(known.candidate)
    return known


@dataclass(frozen=True)
class UnionVote:
    """How a union's committee voted: `share` is the part of all its members that has to agree, a key of `SHARES`."""

    met_on: date
    total: int
    present: int
    votes_for: int
    share: str = "half"

    @property
    def needed(self):
        return SHARES[self.share](self.total)


# By the union's own rules: more than half of all members of its committee, or two thirds of them.
SHARES = {"half": lambda total: total // 2 + 1, "two_thirds": lambda total: -(-2 * total // 3)}


def vote_faults(vote, on):
    """What cannot be in `vote` on a resolution of the day `on` (None: not known), or did not carry: field -> words."""
    faults = {}
    if on and vote.met_on > on:
        faults["met_on"] = f"Ban chấp hành họp trước khi ra nghị quyết (ngày {on:%d/%m/%Y})."
    if vote.present > vote.total:
        faults["present"] = f"Số có mặt ({vote.present}) nhiều hơn tổng số ủy viên ({vote.total})."
    if vote.votes_for > vote.present:
        faults["votes_for"] = f"Số tán thành ({vote.votes_for}) nhiều hơn số có mặt ({vote.present})."
    elif vote.votes_for < vote.needed:
        faults["votes_for"] = f"Chưa đủ số tán thành: cần ít nhất {vote.needed}/{vote.total} ủy viên ban chấp hành."
    return faults


def _counted(vote, on):
    """What the row keeps of the vote; raises `Invalid` for one that cannot be, or that did not carry."""
    if vote is None:
        return {}
    if faults := vote_faults(vote, on):
        raise Invalid(faults)
    fields = ("met_on", "total", "present", "votes_for", "needed")
    return {name: getattr(vote, name) for name in fields}


def _check_together(candidate, on, since_together):
    """Together since a day that has come, not later than the introduction, and after the person's birth."""
    if since_together is None:
        return
    born = candidate.person.birth_date
    if since_together > on:
        raise Invalid({"since_together": "Ngày này phải trước ngày giới thiệu."})
    if born and since_together <= born:
        raise Invalid({"since_together": f"Ngày này trước ngày sinh của người vào Đảng ({born:%d/%m/%Y})."})


def _check_replacement(candidate, member, replaces, because):
    if replaces is None:
        if because:
            raise Invalid({"replaces": "Chọn người được thay, hoặc bỏ lý do thay."})
        return
    if member is None or replaces.candidate_id != candidate.pk or replaces.member_id in (None, member.pk):
        raise Invalid({"replaces": "Chỉ đảng viên giới thiệu thay đảng viên của cùng hồ sơ."})
    if not because:
        raise Invalid({"replaces_because": "Chọn lý do thay."})
    if Introduction.objects.filter(replaces=replaces).exists():
        raise Conflict("Đã có đảng viên giới thiệu thay đồng chí này.")


@transaction.atomic
def correct_introduction(*, introduction, by, since_together):
    """Enter or correct since when a member is together with the person. Locks the candidate."""
    candidate = locked(introduction.candidate)
    side_act("introduce", candidate, by)
    if introduction.member_id is None:
        raise Invalid("Chỉ ghi ngày này cho đảng viên giới thiệu.")
    _check_together(candidate, introduction.introduced_on, since_together)
    introduction.since_together = since_together
    introduction.save()
    touch(candidate)
    return introduction


@transaction.atomic
def introduce_new(
    *,
    by,
    organization,
    full_name,
    birth_date,
    sex,
    union,
    union_name,
    on,
    paper_number,
    evidence="",
    another=False,
    proposed_by="",
    vote=None,
):
    """Put someone a union's committee introduces into the pool of a cell; returns (introduction, is new).

    Who is already followed in that very cell gets the introduction and no second case. Otherwise
    someone of the same name and birth date anywhere raises `Invalid` at `another`, which says
    nothing of them, until `another` confirms that it is not the same human being.
    """
    require(by, Permission.PERSON_INTRODUCE, organization)
    same = Person.objects.same_as(full_name, birth_date)
    candidate = Candidate.objects.open().filter(organization=organization, person__in=same).first()
    if candidate is None and not another and same.exists():
        raise Invalid({"another": SAME_PERSON})
    is_new = candidate is None
    if is_new:
        person = branch_actions.register_person(by=by, full_name=full_name, birth_date=birth_date, sex=sex)
        candidate = enter_pool(
            by=by,
            organization=organization,
            person=person,
            on=on,
            source=union if union in dict(SOURCES) else "other",
            source_name=union_name,
            evidence=evidence,
        )
    introduction = introduce(
        candidate=candidate,
        by=by,
        on=on,
        union=union,
        union_name=union_name,
        paper_number=paper_number,
        proposed_by=proposed_by,
        vote=vote,
    )
    return introduction, is_new


@transaction.atomic
def register_number(*, by, organization, union, year, number, on, paper_number=""):
    """Record how many people a mass organization of the unit means to introduce in `year`.

    The row recorded last holds, whatever day it bears: a mistaken day or number is corrected by recording again.
    """
    require(by, Permission.PERSON_INTRODUCE, organization)
    if by is not None:
        _check_union(by, organization, union)
    check_day(on)
    if on.year > year:
        raise Invalid({"on": f"Ngày đăng ký sau năm {year}."})
    row = UnionRegistration(
        union=union, year=year, number=number, registered_on=on, paper_number=paper_number, recorded_by=by
    )
    row.place(organization).save()
    return row


@transaction.atomic
def receive_decision(*, candidate, by, on):
    """Record the day the cell received the decision on admission or recognition. Locks the candidate.

    Before 26/7/2026 the days of the ceremony ran from it.
    """
    candidate = locked(candidate)
    side_act("receive_decision", candidate, by)
    check_day(on, not_before=candidate.stage_on)
    if candidate.events.filter(kind="receive_decision", on__gte=candidate.stage_on).exists():
        raise Conflict("Ngày nhận quyết định đã được ghi.")
    event = build_event(candidate, "receive_decision", by=by, on=on, to_stage=candidate.stage)
    event.save()
    touch(candidate)
    return event
