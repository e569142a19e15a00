"""Deadlines: explaining one that passed, putting one off by a decision, recording a unit's check."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates import obligations
from candidates.actions._common import check_day, locked, touch
from candidates.models import Explanation, Extension, Obligation, ReminderDays, UnitCheck
from candidates.rulebook import rule_set
from candidates.rules.deadlines import DECISION_DAYS, decision_deadline, latest_extension
from candidates.rules.duties_base import BASE, CELL, DECIDING, EXTENDABLE
from partydev.doubts import spelled
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

# Who explains for the unit whose turn it is.
EXPLAINS = {
    CELL: Permission.CANDIDATE_ADVANCE,
    BASE: Permission.DOSSIER_CHECK,
    DECIDING: Permission.DECISION_RECORD,
}


@transaction.atomic
def explain(*, obligation, by, reason, remedy, promised_on):
    """Record why a duty is overdue, what will be done and by when; returns the `Explanation`.

    Locks the case, or the unit where the duty is the unit's own.

    Only what is open and overdue can be explained; of several explanations the newest is shown.
    """
    require(by, EXPLAINS[obligation.turn], obligation.acts_at)
    candidate = obligation.candidate and locked(obligation.candidate)
    if candidate is None:
        under_lock(Organization.objects).get(pk=obligation.organization_id)
    today = timezone.localdate()
    obligation = Obligation.objects.select_related("acts_at", "organization").get(pk=obligation.pk)
    if obligation.done_on:
        raise Conflict("Việc này không còn phải làm, không cần giải trình.")
    if not obligation.due_on or obligation.due_on >= today:
        raise Conflict("Việc này chưa quá hạn, không cần giải trình.")
    if promised_on < today:
        raise Invalid({"promised_on": "Ghi ngày sẽ xong, từ hôm nay trở đi."})
    explanation = Explanation(
        candidate=candidate,
        kind=obligation.kind,
        key=obligation.key,
        on=today,
        reason=reason,
        remedy=remedy,
        promised_on=promised_on,
        recorded_by=by,
    )
    explanation.place(obligation.organization).save()
    if candidate:
        touch(candidate)
    else:
        obligations.sync_units([obligation.organization], today)
    return explanation


def explanations_of(obligation):
    """What was said before of an overdue duty, the newest first."""
    said = Explanation.objects.filter(candidate=obligation.candidate_id, kind=obligation.kind, key=obligation.key)
    if obligation.candidate_id is None:
        said = said.filter(organization=obligation.organization_id)
    if obligation.due_on:
        said = said.filter(on__gt=obligation.due_on)
    return list(said.select_related("recorded_by").order_by("-on", "-pk"))


def extendable(candidate):
    """The open obligation of a case whose day a decision may put off; None where there is none."""
    rows = candidate.obligations.open().filter(kind__in=EXTENDABLE, due_on__isnull=False)
    return rows.select_related("acts_at").first()


@transaction.atomic
def extend(*, candidate, by, number, issued_on, issuer, until):
    """Record the decision that puts a case's deadline off to `until`; returns the `Extension`. Locks the case.

    A decision on admission or recognition is put off at most by what the rulebook says for the day of the
    document; a ceremony as long as the committee above consents. Raises `Invalid` at `until` beyond that, and
    for a document that was recorded already or is older than the last one. One issued when the days were over
    is recorded as what it is: the rules mark it (`duties_base.lapsed_before`).
    """
    candidate = locked(candidate)
    require(by, Permission.DECISION_RECORD, candidate)
    check_day(issued_on, field="issued_on")
    duty = extendable(candidate)
    if duty is None:
        raise Conflict("Hồ sơ không còn ở bước có thời hạn gia hạn được.")
    if issued_on < duty.opens_on:
        raise Invalid({"issued_on": f"Thời hạn này tính từ ngày {duty.opens_on:%d/%m/%Y}, sau ngày của văn bản."})
    _check_document(candidate, duty, number, issued_on)
    if until <= duty.due_on:
        raise Invalid({"until": f"Hạn hiện nay là ngày {duty.due_on:%d/%m/%Y}. Ghi ngày sau ngày đó."})
    if duty.kind == "decide":
        _check_limit(candidate, duty.key, issued_on, until)
    extension = Extension(
        candidate=candidate,
        kind=duty.kind,
        key=duty.key,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        until=until,
        recorded_by=by,
    )
    extension.save()
    touch(candidate)
    return extension


def _check_document(candidate, duty, number, issued_on):
    """One document puts one deadline off once, and a later one follows it."""
    said = candidate.extensions.filter(kind=duty.kind, key=duty.key, issued_on__gte=duty.opens_on)
    for each in said:
        if _same(each.number, number):
            text = f"Văn bản này đã ghi: gia hạn đến hết ngày {each.until:%d/%m/%Y} theo {each}. Xem lại số văn bản."
            raise Invalid({"number": text})
    last = max(said, key=lambda each: each.issued_on, default=None)
    if last and issued_on < last.issued_on:
        raise Invalid({"issued_on": f"Ngày này trước văn bản gia hạn đã ghi gần nhất: {last}. Xem lại ngày."})


def _same(one, other):
    """Whether two numbers are of one document, however they were typed."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _check_limit(candidate, key, issued_on, until):
    voted = candidate.events.filter(kind=DECISION_DAYS[key][0]).order_by("on", "pk").last()
    law = rule_set(issued_on)
    row = law["decision_extension_working_days"]
    last = latest_extension(key, voted.on, law)
    if until <= last.day:
        return
    first = decision_deadline(key, voted.on, law)[0].day
    clause = spelled(str(row.citation), row.confidence)
    raise Invalid(
        {
            "until": f"Chỉ được gia hạn thêm nhiều nhất {row.value} ngày làm việc sau ngày {first:%d/%m/%Y}, "
            f"tức đến hết ngày {last.day:%d/%m/%Y}, theo {clause}."
        }
    )


@transaction.atomic
def record_check(*, organization, by, kind, on, number="", note=""):
    """Record a check that the unit makes every month or year; the next one is then due. Locks the unit."""
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    check_day(on)
    if UnitCheck.objects.filter(organization=organization, kind=kind, on=on).exists():
        raise Conflict("Lần thực hiện ngày này đã được ghi.")
    check = UnitCheck(kind=kind, on=on, number=number, note=note, recorded_by=by)
    check.place(organization).save()
    obligations.sync_units([organization], timezone.localdate())
    return check


@transaction.atomic
def set_reminders(*, organization, by, first, second, third):
    """Set how many days before a last day the unit, and those below it without their own, are reminded."""
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    if not first > second > third:
        raise Invalid({"second": "Ba lần nhắc phải gần dần: lần đầu xa hạn nhất, lần ba gần hạn nhất."})
    days = {"first": first, "second": second, "third": third}
    row, _ = ReminderDays.objects.update_or_create(organization=organization, defaults=days)
    obligations.remind_anew(organization)
    return row
