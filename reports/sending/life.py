"""The life of a report: written, sent up, received or sent back, locked under its number; then corrected anew.

Every act locks the organization, asks the permission again and compares the `version` that the person saw:
of two who act at once the second is told what the first did.

Counting and laying out pages takes seconds and is done before the act, in no transaction and under no lock
(`counted`, `laid_out`); the act stores what was made if it still says what holds.
"""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.access import somebody_else_holds
from branches.models import Organization
from branches.permissions import Permission
from partydev.dates import format_date
from partydev.locks import under_lock
from partydev.papers.aside import TooLargeError
from partydev.refusals import Conflict, Invalid, require
from reports.models import Report, ReportAct, ReportIssue, ReportRevision, ReportText
from reports.periods import label_of
from reports.sending import snapshots
from reports.sending.outline import written

State, Act = Report.State, ReportAct.Kind
DID = {
    Act.SUBMITTED: "đã gửi báo cáo này",
    Act.TAKEN_BACK: "đã lấy lại báo cáo này",
    Act.RECEIVED: "đã nhận báo cáo này",
    Act.SENT_BACK: "đã trả lại báo cáo này để sửa",
    Act.LOCKED: "đã khóa số liệu báo cáo này",
}


def find(organization, period):
    """The report's row; None for a draft on which nobody has written yet."""
    rows = Report.objects.filter(organization=organization, period=period.key)
    rows = rows.select_related("organization__parent", "revision__issue", "revision__taken_by")
    papers = ("revision__pdf", "revision__enclosed", "revision__issue__pdf", "revision__issue__copy_pdf")
    return rows.defer(*papers).first()


def _locked(organization, period):
    """The report, its organization locked; made where there is none."""
    # Facts recorded in the unit meanwhile need not wait: its key is not locked.
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    report = Report.objects.filter(organization=organization, period=period.key).first()
    if report is None:
        report = Report(period=period.key).place(organization)
        report.save()
    report.organization = organization
    return report


def _unlocked(organization, period):
    """The report as it is before an act, its organization not locked; for what is asked of it beforehand."""
    return find(organization, period) or Report(period=period.key).place(organization)


def _seen(report, version, *states):
    """Refuse where somebody acted since the page was made, or the report is not in one of `states`."""
    if report.version == version and report.state in states:
        return
    last = report.acts.select_related("by").last() if report.pk else None
    if last is None:
        raise Conflict("Báo cáo này chưa được gửi. Hãy mở lại trang.")
    at = timezone.localtime(last.at)
    who = last.by.full_name if last.by else "Hệ thống"
    note = f" Lý do: {last.note}" if last.note and last.kind == Act.SENT_BACK else ""
    raise Conflict(f"{who} {DID[last.kind]} lúc {at:%H:%M} ngày {at:%d/%m/%Y}.{note} Hãy mở lại trang để xem.")


def _done(report, kind, by, revision, note=""):
    report.version += 1
    report.save()
    ReportAct(report=report, revision=revision, kind=kind, note=note, by=by, at=timezone.now()).save()
    return report


@transaction.atomic
def write_texts(*, by, organization, period, texts, version):
    """Keep what was written in the boxes as a further version; returns it.

    Needs REPORT_SUBMIT there. `version` is of the text the person began from (0: nobody had written); another
    text written since is never overwritten, be it by the same person: `Conflict`. Sent reports are written on no more.
    """
    report = _locked(organization, period)
    require(by, Permission.REPORT_SUBMIT, report.organization)
    if report.state not in (State.DRAFT, State.LOCKED):
        raise Conflict("Báo cáo đã gửi nên không sửa được nội dung. Hãy lấy lại báo cáo rồi sửa.")
    last = written(organization, period)
    if last and last.texts == texts:
        return last
    if last and last.version != version:
        at, who = timezone.localtime(last.written_at), last.written_by
        name = "Bạn" if who == by else who.full_name if who else "Hệ thống"
        raise Conflict(f"{name} đã ghi nội dung khác lúc {at:%H:%M} ngày {at:%d/%m/%Y}, sau khi bạn mở trang này.")
    row = ReportText(report=report, version=last.version + 1 if last else 1, texts=texts, written_by=by)
    row.save()
    return row


def counted(*, by, organization, period, version, reason=""):
    """The snapshot that `submit` is to store, its pages laid out; refuses what `submit` would refuse.

    To be called in no transaction: on PostgreSQL it is then of one moment, and nobody waits for it.
    """
    _check_submission(_unlocked(organization, period), organization, by, period, version, reason)
    with _small_enough():
        return snapshots.take(organization, period, timezone.localdate())


@contextmanager
def _small_enough():
    try:
        yield
    except TooLargeError:
        raise Invalid("Báo cáo quá lớn nên không lập được thành một bản PDF. Hãy chọn kỳ ngắn hơn.") from None


def _check_submission(report, organization, by, period, version, reason):
    require(by, Permission.REPORT_SUBMIT, organization)
    _seen(report, version, State.DRAFT, State.LOCKED)
    if report.state == State.LOCKED and not reason:
        raise Invalid({"reason": "Hãy ghi lý do điều chỉnh báo cáo đã khóa số liệu."})
    if period.is_future(timezone.localdate()):
        raise Invalid("Kỳ này chưa đến.")


def submit(*, by, organization, period, version, reason="", taken=None):
    """Keep the snapshot and send it up; a locked report is corrected by a further revision, with its reason.

    Needs REPORT_SUBMIT there. What has nobody above it is received at once. Returns the report. `taken` is what
    `counted` made (made here where nothing is given): what was recorded since is late, as after any sending; where
    its own numbers or the unit's text do not stand as they were counted, `Conflict`.
    """
    unit = {"by": by, "organization": organization, "period": period}
    taken = taken or counted(**unit, version=version, reason=reason)
    return _submit(**unit, version=version, reason=reason, taken=taken)


@transaction.atomic
def _submit(*, by, organization, period, version, reason, taken):
    report = _locked(organization, period)
    _check_submission(report, report.organization, by, period, version, reason)
    if not snapshots.still_holds(taken, report.organization, period, timezone.localdate()):
        raise Conflict("Nội dung hoặc cách tính của báo cáo vừa được sửa trong lúc lập. Hãy xem lại rồi gửi lần nữa.")
    last = report.revisions.last()
    revision = ReportRevision(report=report, ordinal=last.ordinal + 1 if last else 1, reason=reason, taken_by=by,
                              **vars(taken))  # fmt: skip
    revision.save()
    report.revision = revision
    report.state = State.SUBMITTED if report.organization.parent_id else State.RECEIVED
    return _done(report, Act.SUBMITTED, by, revision, reason)


@transaction.atomic
def take_back(*, by, organization, period, version):
    """Undo the sending, until the upper unit has received it. Needs REPORT_SUBMIT there."""
    report = _locked(organization, period)
    require(by, Permission.REPORT_SUBMIT, report.organization)
    _seen(report, version, State.SUBMITTED, *([] if report.organization.parent_id else [State.RECEIVED]))
    return _back(report, Act.TAKEN_BACK, by)


@transaction.atomic
def receive(*, by, organization, period, version):
    """The unit above has the report. Needs REPORT_ISSUE there, and another person than the one who sent it."""
    report = _locked(organization, period)
    _require_above(by, report.organization)
    _seen(report, version, State.SUBMITTED)
    note = _note_of_one(by, report.revision, report.organization.parent, "nhận")
    report.state = State.RECEIVED
    return _done(report, Act.RECEIVED, by, report.revision, note)


def _note_of_one(by, revision, organization, act):
    """Refuse who sent the report what somebody else is to do; a note where nobody else has that right there."""
    sent = timezone.localdate(revision.taken_at)
    if by is None or revision.taken_by is None or not by.answers_for(revision.taken_by, sent):
        return ""
    if somebody_else_holds(Permission.REPORT_ISSUE, organization, by):
        raise Conflict(f"Bạn đã gửi báo cáo này (hoặc làm thay người đã gửi), nên việc {act} phải do người khác làm.")
    return f"Người gửi tự {act}: ở {organization.name} chưa có người khác được giao quyền này."


def _note_of_lock(by, report):
    """As above for locking, unless another person has received the report: then two have looked at it."""
    for act in report.revision.acts.filter(kind=Act.RECEIVED).select_related("by"):
        sent_by = report.revision.taken_by
        if act.by and sent_by and not act.by.answers_for(sent_by, timezone.localdate(act.at)):
            return ""
    return _note_of_one(by, report.revision, report.organization, "khóa số liệu")


@transaction.atomic
def send_back(*, by, organization, period, version, reason):
    """The unit above gives it back to be mended, with the reason. Needs REPORT_ISSUE there."""
    report = _locked(organization, period)
    _require_above(by, report.organization)
    if not reason:
        raise Invalid({"reason": "Hãy ghi lý do trả lại."})
    _seen(report, version, State.SUBMITTED, State.RECEIVED)
    return _back(report, Act.SENT_BACK, by, reason)


def _require_above(by, organization):
    if organization.parent is None:
        raise Conflict("Đơn vị này không có cấp trên trên hệ thống.")
    require(by, Permission.REPORT_ISSUE, organization.parent)


def _back(report, kind, by, note=""):
    """To the draft; a correction goes back to the revision that was locked before it."""
    given_back = report.revision
    report.revision = report.revisions.filter(issue__isnull=False).last()
    report.state = State.LOCKED if report.revision else State.DRAFT
    return _done(report, kind, by, given_back, note)


def laid_out(*, by, organization, period, version, **signed):
    """The issue that `lock` is to store, with its papers laid out; refuses what `lock` would refuse.

    `signed`: number, issued_on, signer_capacity, signer_post and signer_name.
    """
    report = _unlocked(organization, period)
    _check_locking(report, organization, by, period, version, signed)
    issue = ReportIssue(revision=report.revision, **signed, issued_by=by, issued_at=timezone.now())
    with _small_enough():
        issue.pdf, issue.copy_pdf = snapshots.papers_of(report.revision, issue)
    issue.pdf_hash, issue.copy_hash = snapshots.hash_of(issue.pdf), snapshots.hash_of(issue.copy_pdf)
    return issue


def _check_locking(report, organization, by, period, version, signed):
    require(by, Permission.REPORT_ISSUE, organization)
    _seen(report, version, State.RECEIVED)
    note = _note_of_lock(by, report)
    _check_day(signed["issued_on"], period)
    _check_number(report, signed["number"], signed["issued_on"])
    return note


def lock(*, by, organization, period, version, laid=None, **signed):
    """Give a received report number, day and signer: its figures are locked, its paper is made once. Returns it.

    Needs REPORT_ISSUE there. Numbers run one after another within a term. `signed` as in `laid_out`, whose `laid`
    is stored (made here where nothing is given); made of another revision it is refused.
    """
    unit = {"by": by, "organization": organization, "period": period, "version": version}
    return _lock(**unit, laid=laid or laid_out(**unit, **signed), signed=signed)


@transaction.atomic
def _lock(*, by, organization, period, version, laid, signed):
    report = _locked(organization, period)
    note = _check_locking(report, report.organization, by, period, version, signed)
    if laid.revision_id != report.revision_id:
        raise Conflict("Báo cáo này vừa được gửi lại. Hãy mở lại trang để xem.")
    laid.save()
    report.state = State.LOCKED
    return _done(report, Act.LOCKED, by, report.revision, note)


def _check_day(issued_on, period):
    if issued_on > timezone.localdate():
        raise Invalid({"issued_on": "Ngày này chưa đến. Chỉ ghi số, ngày của báo cáo đã ký."})
    if issued_on < period.start:
        raise Invalid({"issued_on": f"Báo cáo không thể ký trước ngày đầu kỳ ({format_date(period.start)})."})


def _check_number(report, number, issued_on):
    """A number is used for one report of a term (numbering starts anew after each congress); a correction keeps it."""
    if report.pk and ReportIssue.objects.filter(revision__report=report, number=number).exists():
        return
    organization = report.organization
    others = ReportIssue.objects.filter(revision__report__organization=organization, number=number)
    others = others.exclude(revision__report=report)
    starts_on = organization.term_starts_on
    if starts_on:
        in_term = Q(issued_on__gte=starts_on)
        others = others.filter(in_term if issued_on >= starts_on else ~in_term)
    other = others.select_related("revision__report").defer("pdf", "copy_pdf", "revision__pdf").first()
    if other:
        raise Invalid({"number": f"Số {number:02} đã dùng cho báo cáo {label_of(other.revision.report.period)}. "
                                 "Hãy kiểm tra lại số."})  # fmt: skip
