"""Whether the rows agree with each other: what the actions guarantee, asked of the database as it stands.

`faults()` yields one plain line for each row that does not fit; nothing is mended. Each check reads
its tables once, so that the whole takes seconds on a province's data.
"""

from collections import defaultdict
from datetime import date

from django.apps import apps
from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from accounts.models import Grant, User
from accounts.permissions import ROLES
from branches.authority import deciding_authorities
from branches.models import Member, MemberEvent, Organization, OrganizationState
from branches.placed import ANCESTOR_FIELDS, Placed
from candidates.actions.annulment import ANNULMENTS
from candidates.counting import DECISION, probationary_change
from candidates.desk.attendance import attendance_faults
from candidates.desk.faults import committee_meetings, numbers, union_votes
from candidates.gather import skips_the_base, straight_to_decision
from candidates.listed import registrations, source_lists
from candidates.models import (
    Candidate,
    MeetingCase,
    Obligation,
    Remedy,
    StageEvent,
    TransferOffer,
    Vote,
    VoterSnapshot,
)
from candidates.obligations import due_in
from candidates.pipeline import (
    BASE,
    BEFORE_ADMISSION,
    CELL,
    DECIDING,
    ENTER,
    FAILED_SUFFIX,
    IN_PROBATION,
    RESTORE,
    STAGES,
    TAKE_OVER,
    TRANSITIONS,
)
from candidates.rules.ballots import LEFT_OUT
from candidates.rules.duties_base import KINDS
from candidates.teaching.faults import certificates, classes

MAIN_KINDS = {ENTER, TAKE_OVER, RESTORE, *TRANSITIONS, *(key + FAILED_SUFFIX for key in TRANSITIONS)}
DELTAS = ("pool_delta", "pending_delta", "probationary_delta", "full_delta")


def faults():
    """Every line of every check."""
    for check in CHECKS:
        yield from check()


# The tree


def tree():
    """Paths, depths and ancestors follow from the parents; the open state says what the row says."""
    units = {unit.pk: unit for unit in Organization.objects.all()}
    for unit in units.values():
        parent = units.get(unit.parent_id)
        path = f"{parent.path if parent else ''}{unit.pk:07d}/"
        if unit.path != path or unit.depth != (parent.depth + 1 if parent else 0):
            yield f"Tổ chức {unit.code}: đường dẫn trong cây không khớp với cấp trên."
        elif [getattr(unit, field) for field in ANCESTOR_FIELDS] != unit.ancestors():
            yield f"Tổ chức {unit.code}: các cột cấp trên không khớp với đường dẫn."
    for state in OrganizationState.objects.filter(valid_to__isnull=True):
        unit = units[state.organization_id]
        if (state.name, state.kind, state.parent_id) != (unit.name, unit.kind, unit.parent_id):
            yield f"Tổ chức {unit.code}: tên, loại hoặc cấp trên hiện nay không khớp với lịch sử."


def places():
    """Every row that belongs to a place carries its organization's ancestors (old facts keep theirs)."""
    year_start = date(timezone.localdate().year, 1, 1)
    for model in apps.get_models():
        if not issubclass(model, Placed):
            continue
        rows = model._base_manager.all()
        if model.follows_tree == "open_year":
            rows = rows.filter(on__gte=year_start)
        agrees = Q()
        for field in ANCESTOR_FIELDS:
            there = f"organization__{field}"
            agrees &= Q(**{field: F(there)}) | Q(**{f"{field}__isnull": True, f"{there}__isnull": True})
        for pk in rows.exclude(pk__in=rows.filter(agrees)).order_by("pk").values_list("pk", flat=True):
            yield f"{model._meta.label} số {pk}: các cột cấp trên không khớp với đơn vị của dòng này."


# People on their way


def stages():
    """A case stands where its last main event led; one dated before the one recorded before it is irregular."""
    last, day = {}, {}
    events = StageEvent.objects.filter(kind__in=MAIN_KINDS).order_by("pk")
    for event in events.values_list(
        "candidate_id", "candidate__code", "kind", "from_stage", "to_stage", "on", "irregular", "taken_over"
    ):
        pk, code, kind, came_from, led_to, on, irregular, taken_over = event
        if pk in last and came_from and last[pk] != came_from:
            yield f"Hồ sơ {code}: việc “{kind}” ngày {on:%d/%m/%Y} bắt đầu từ “{came_from}”, trước đó ở “{last[pk]}”."
        # Taking over says where the case stands today; what it then lacks is recorded with its own day,
        # as is what lies behind it (it leads nowhere).
        if kind != TAKE_OVER and not (taken_over and came_from == led_to):
            if pk in day and on < day[pk] and not irregular:
                yield f"Hồ sơ {code}: việc “{kind}” ngày {on:%d/%m/%Y} trước việc liền trước ({day[pk]:%d/%m/%Y})."
            day[pk] = on
        last[pk] = led_to
    for candidate in Candidate.objects.all():
        if last.get(candidate.pk) != candidate.stage:
            led_to = last.get(candidate.pk, "không có")
            yield f"Hồ sơ {candidate.code}: đang ghi ở “{candidate.stage}”, việc cuối cùng dẫn tới “{led_to}”."
        if STAGES[candidate.stage].open != (candidate.closed_on is None):
            yield f"Hồ sơ {candidate.code}: ngày kết thúc không khớp với bước “{candidate.stage}”."


def deltas():
    """What a case's events added to the unit's numbers is what its stage is counted as."""
    sums = StageEvent.objects.order_by().values("candidate").annotate(**{name: Sum(name) for name in DELTAS})
    found = {row["candidate"]: row for row in sums.values("candidate", *DELTAS)}
    for pk, code, stage in Candidate.objects.values_list("pk", "code", "stage"):
        row = found.get(pk, dict.fromkeys(DELTAS, 0))
        in_pool = int(stage in BEFORE_ADMISSION or stage == "deferred")
        if row["pool_delta"] != in_pool:
            yield f"Hồ sơ {code}: số trong nguồn cộng theo việc là {row['pool_delta']}, theo bước là {in_pool}."
        pending = int(stage == "pending_decision")
        if row["pending_delta"] != pending:
            yield f"Hồ sơ {code}: số chờ quyết định cộng theo việc là {row['pending_delta']}, theo bước là {pending}."


def running():
    """On no day has a case taken more out of a unit's numbers than it brought in before."""
    changed = ~Q(pool_delta=0) | ~Q(pending_delta=0)
    rows = StageEvent.objects.filter(changed).order_by("candidate", "organization", "on")
    rows = rows.values("candidate", "candidate__code", "organization", "on")
    at, pool, pending = None, 0, 0
    for row in rows.annotate(pool=Sum("pool_delta"), pending=Sum("pending_delta")):
        if at != (row["candidate"], row["organization"]):
            at, pool, pending = (row["candidate"], row["organization"]), 0, 0
        pool, pending = pool + row["pool"], pending + row["pending"]
        if pool not in (0, 1) or pending not in (0, 1):
            yield (
                f"Hồ sơ {row['candidate__code']}: từ ngày {row['on']:%d/%m/%Y} ở tổ chức số {row['organization']} "
                f"cộng theo việc là {pool} trong nguồn, {pending} chờ quyết định."
            )


def astray():
    """Nobody counts in a unit where they do not stand: who counts today is looked for where they stand."""
    rows = StageEvent.objects.exclude(organization=F("candidate__organization")).order_by()
    rows = rows.values_list("candidate__code", "organization").annotate(Sum("pool_delta"), Sum("pending_delta"))
    for code, place, pool, pending in rows:
        if pool or pending:
            yield f"Hồ sơ {code}: còn tính ở tổ chức số {place}, nơi hồ sơ không ở: {pool} nguồn, {pending} chờ."
    counted = defaultdict(lambda: [0, 0])
    for model, key in ((MemberEvent, "member"), (StageEvent, "candidate__member")):
        rows = model.objects.filter(**{f"{key}__isnull": False}).exclude(organization=F(f"{key}__organization"))
        rows = rows.order_by().values_list(key, "organization")
        for pk, place, probationary, full in rows.annotate(Sum("probationary_delta"), Sum("full_delta")):
            counted[pk, place][0] += probationary
            counted[pk, place][1] += full
    for (pk, place), (probationary, full) in counted.items():
        if probationary or full:
            yield (
                f"Đảng viên số {pk}: còn tính ở tổ chức số {place}, nơi không sinh hoạt: {probationary} dự bị, "
                f"{full} chính thức."
            )


def by_decision():
    """Where units count from the decision on, a case's events add up to its one probationer as well."""
    change = {"change": Sum(probationary_change(DECISION))}
    found = dict(StageEvent.objects.order_by().values_list("candidate").annotate(**change))
    facts = MemberEvent.objects.order_by().values_list("member").annotate(Sum("probationary_delta"))
    of_member = dict(facts)
    for case in Candidate.objects.select_related("member").defer("evidence"):
        total = found.get(case.pk, 0) + of_member.get(case.member_id, 0)
        member = case.member
        inside = case.stage == "decided" or bool(
            member and not member.left_on and member.status == Member.Status.PROBATIONARY
        )
        if total != inside:
            yield f"Hồ sơ {case.code}: số dự bị tính theo ngày quyết định là {total}, theo bước là {int(inside)}."


def turns():
    """An open case waits at the organization whose turn it is today."""
    cases = list(Candidate.objects.open().select_related("organization").defer("evidence"))
    units = list({case.organization_id: case.organization for case in cases}.values())
    today = timezone.localdate()
    deciding, straight = deciding_authorities(units, today), straight_to_decision(units, today)
    bases = set(Organization.objects.filter(kind="grassroots_committee").values_list("pk", flat=True))
    for case in cases:
        unit, turn = case.organization, STAGES[case.stage].turn
        if skips_the_base(case.stage) and unit.pk in straight:
            turn = DECIDING
        place = unit.pk if turn == CELL else deciding[unit.pk].decided_by.pk
        if turn == BASE:
            place = next((pk for pk in reversed(unit.ancestors()) if pk in bases), place)
        if case.waits_at_id != place:
            yield f"Hồ sơ {case.code}: ở bước “{case.stage}” chờ tổ chức số {case.waits_at_id}, đúng ra là số {place}."


def due():
    """The open obligations are those that the rules ask today: none more, none less, with the same last day."""
    today = timezone.localdate()
    wanted = {
        (row.candidate.code if row.candidate else row.organization.code, row.duty.kind, row.duty.key): row.duty.due_on
        for root in Organization.objects.filter(parent=None)
        for row in due_in(root, today, unopened=True)
    }
    rows = Obligation.objects.open().values_list("candidate__code", "organization__code", "kind", "key", "due_on")
    held = {(case or unit, kind, key): due_on for case, unit, kind, key, due_on in rows}
    for name in sorted(wanted.keys() | held.keys()):
        whose, kind, _ = name
        if name not in held:
            yield f"{whose}: thiếu việc “{KINDS[kind]}” mà quy định yêu cầu hôm nay."
        elif name not in wanted:
            yield f"{whose}: còn việc “{KINDS[kind]}” mà quy định không còn yêu cầu."
        elif wanted[name] != held[name]:
            yield f"{whose}: hạn của việc “{KINDS[kind]}” không khớp với quy định."


def meetings():
    """What a meeting recorded of a person is an event of that person."""
    wrong = MeetingCase.objects.filter(event__isnull=False).exclude(event__candidate=F("candidate"))
    for case in wrong.select_related("candidate"):
        yield f"Phiên họp số {case.meeting_id}: kết quả của hồ sơ {case.candidate.code} là của hồ sơ khác."


def offers():
    """A person waits for another cell's answer only at the cell that offered them, while the case is open."""
    wrong = TransferOffer.objects.open().exclude(candidate__organization=F("from_cell"), candidate__closed_on=None)
    for offer in wrong.select_related("candidate"):
        yield f"Hồ sơ {offer.candidate.code}: đề nghị chuyển còn mở, hồ sơ không còn ở chi bộ đã đề nghị."


def votes():
    """Counts of a vote fit into each other, and into the event that it carried."""
    for vote in Vote.objects.select_related("event", "candidate"):
        name = f"Biểu quyết số {vote.pk} (hồ sơ {vote.candidate.code})"
        given = vote.votes_for + vote.votes_against + vote.votes_other
        if not given <= vote.present <= vote.eligible:
            yield f"{name}: số phiếu {given}, có mặt {vote.present}, có quyền {vote.eligible} không khớp nhau."
        if not vote.eligible < 2 * vote.needed <= 2 * vote.eligible:
            yield f"{name}: cần {vote.needed} trên {vote.eligible} không phải là đa số."
        if vote.carried != (vote.votes_for >= vote.needed):
            yield f"{name}: {vote.votes_for} phiếu, cần {vote.needed}, kết luận ghi ngược lại."
        if vote.carried == vote.event.kind.endswith(FAILED_SUFFIX):
            yield f"{name}: kết luận không khớp với việc “{vote.event.kind}”."
        if vote.event.candidate_id != vote.candidate_id:
            yield f"{name}: gắn với việc của hồ sơ khác."


def rosters():
    """The list from which a vote was counted gives its numbers: who is counted, and who was there."""
    voters = VoterSnapshot.objects.order_by().values("roster__vote")
    rows = voters.annotate(all=Count("pk"), there=Count("pk", filter=Q(absence="")))
    found = {row["roster__vote"]: row for row in rows.annotate(out=Count("pk", filter=Q(absence__in=LEFT_OUT)))}
    for vote in Vote.every.filter(roster__isnull=False).select_related("candidate"):
        row = found.get(vote.pk, {"all": 0, "there": 0, "out": 0})
        name = f"Biểu quyết số {vote.pk} (hồ sơ {vote.candidate.code})"
        if row["all"] - row["out"] != vote.eligible:
            yield f"{name}: danh sách có {row['all'] - row['out']} người được tính, phiếu ghi {vote.eligible}."
        if row["there"] != vote.present:
            yield f"{name}: danh sách có {row['there']} người có mặt, phiếu ghi {vote.present}."
        if vote.body != Vote.Body.CELL:
            yield f"{name}: chỉ biểu quyết của chi bộ có danh sách đảng viên."


def remedies():
    """An answer is to something irregular, and an annulment is a step of the same person's case."""
    for remedy in Remedy.objects.select_related("event__candidate", "later_event"):
        name = f"Kết quả khắc phục số {remedy.pk} (hồ sơ {remedy.event.candidate.code})"
        later = remedy.later_event
        if not remedy.event.irregular:
            yield f"{name}: việc “{remedy.event.kind}” không bị đánh dấu chưa đúng quy định."
        if later and later.candidate_id != remedy.event.candidate_id:
            yield f"{name}: việc đã làm lại là của hồ sơ khác."
        if (remedy.kind == Remedy.Kind.ANNULLED) != bool(later and later.kind in ANNULMENTS):
            yield f"{name}: kết quả “{remedy.kind}” không khớp với việc kèm theo."


# Members


def members():
    """A membership is what its facts add up to, and what the case that brought it says."""
    sums = defaultdict(lambda: [0, 0])
    for model, key in ((MemberEvent, "member"), (StageEvent, "candidate__member")):
        rows = model.objects.filter(**{f"{key}__isnull": False}).order_by().values_list(key)
        for pk, probationary, full in rows.annotate(Sum("probationary_delta"), Sum("full_delta")):
            sums[pk][0] += probationary
            sums[pk][1] += full
    for member in Member.objects.select_related("candidate").defer("candidate__evidence"):
        present = member.left_on is None
        probationary = member.status == Member.Status.PROBATIONARY
        wanted = [int(present and probationary), int(present and not probationary)]
        if sums[member.pk] != wanted:
            yield (
                f"Đảng viên số {member.pk}: cộng theo sự việc là {sums[member.pk][0]} dự bị, {sums[member.pk][1]} "
                f"chính thức; đang ghi là {wanted[0]} và {wanted[1]}."
            )
        case = getattr(member, "candidate", None)
        if case and present and _status_of(case) not in (None, member.status):
            yield f"Đảng viên số {member.pk}: tình trạng không khớp với bước “{case.stage}” của hồ sơ {case.code}."
    for case in Candidate.objects.filter(member__isnull=True):
        if _status_of(case):
            yield f"Hồ sơ {case.code}: ở bước “{case.stage}” mà không có trong danh sách đảng viên."


def _status_of(case):
    if case.stage in IN_PROBATION:
        return Member.Status.PROBATIONARY
    return Member.Status.FULL if STAGES[case.stage].phase == 5 else None


# Rights


def grants():
    """A user's grants are the union of their appointments; those of an ended one may wait for the next change."""
    today = timezone.localdate()
    held = defaultdict(set)
    rows = Grant.objects.order_by().values_list("user", "content_object_id", "permission__codename")
    for user, place, permission in rows:
        held[user].add((place, permission))
    for user in User.objects.prefetch_related("appointments"):
        due, ever = set(), set()
        for appointment in user.appointments.all():
            if ROLES[appointment.role].own_only:
                continue
            given = {(appointment.organization_id, str(permission)) for permission in appointment.permissions}
            ever |= given
            if not (appointment.ends_on and appointment.ends_on < today):
                due |= given
        for place, permission in sorted(due - held[user.pk]):
            yield f"Tài khoản {user.username}: thiếu quyền “{permission}” ở tổ chức số {place}."
        for place, permission in sorted(held[user.pk] - ever):
            yield f"Tài khoản {user.username}: có quyền “{permission}” ở tổ chức số {place} mà không có phân công."


# Applications above add theirs when they start.
CHECKS = [
    tree,
    places,
    stages,
    deltas,
    running,
    astray,
    by_decision,
    turns,
    due,
    meetings,
    attendance_faults,
    committee_meetings,
    union_votes,
    numbers,
    offers,
    votes,
    rosters,
    remedies,
    members,
    classes,
    certificates,
    source_lists,
    registrations,
    grants,
]
