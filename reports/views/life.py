"""A report's way: writing its text, sending it, taking it back, receiving or sending it back, locking its figures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from branches.permissions import Permission
from partydev.decorators import requires
from partydev.refusals import Conflict
from partydev.submit import answer
from reports.forms import ActForm, CorrectionForm, IssueForm, ReasonForm, TextsForm
from reports.links import nowhere
from reports.models import Report
from reports.periods import Kind, PeriodError
from reports.quarterly import facts_of, period_of
from reports.sending import life, outline
from reports.sending.standing import missing_units
from reports.views import _scope
from reports.views._kept import allowed
from reports.views.reports import url_of

LEFT = "Các số liệu đã gửi vẫn còn trong diễn biến."


class Asked:
    """The report that a page is about; outside the reader's scope it does not exist, without the right: 403."""

    def __init__(self, request, code, key, may):
        self.today = timezone.localdate()
        self.organization = _scope.organization_or_404(request.user, code)
        self.period = _scope.period_or_404(self.organization, key, self.today)
        if not allowed(request.user, self.organization)[may]:
            raise PermissionDenied
        self.report = life.find(self.organization, self.period)
        self.version = self.report.version if self.report else 0
        self.state = self.report.state if self.report else Report.State.DRAFT
        self.back = url_of("report", self.organization, self.period)
        # The period as the report names it: while it is running, `period` ends today.
        self.unit = {"by": request.user, "organization": self.organization, "period": self.period}

    def context(self, **more):
        return {"organization": self.organization, "period": self.period, "back": self.back, "report": self.report,
                **more}  # fmt: skip

    def known(self, **more):
        return {"version": self.version, **more}


def _act(request, asked, form, done, words, before=None, **page):
    """Answer the page of one act; `done(data)` does it, given as `made` what `before(data)` made of it."""

    def act(data, **made):
        done(data, **made)
        messages.success(request, words)
        return asked.back

    return answer(request, form, act, "reports/act.html", asked.context(**page), before=before)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_SUBMIT)
def submit(request, code, key):
    asked = Asked(request, code, key, "submit")
    corrects, term = asked.state == Report.State.LOCKED, _term_anew(asked)
    more = {"term": term} if corrects else {}
    form = (CorrectionForm if corrects else ActForm)(request.POST or None, initial=asked.known(), **more)
    above = asked.organization.parent

    def told(data):
        """What the act is told: the report's own days, or those of the term as it is recorded now."""
        said = {key: value for key, value in data.items() if key != "term_anew"}
        return {**asked.unit, **({"period": term} if data.get("term_anew") else {}), **said}

    return _act(
        request, asked, form, lambda data, made: life.submit(**told(data), taken=made), _sent_words(above),
        before=lambda data: life.counted(**told(data)),
        title="Điều chỉnh báo cáo đã khóa" if corrects else "Gửi báo cáo" if above else "Chốt số liệu báo cáo",
        template_words="reports/_submit_words.html",
        submit="Gửi báo cáo" if above else "Chốt số liệu",
        missing=missing_units(asked.organization, asked.period),
        running=asked.period.is_running(asked.today) or asked.period.end == asked.today,
        corrects=corrects, above=above,
        unfit=asked.state not in (Report.State.DRAFT, Report.State.LOCKED),
    )  # fmt: skip


def _term_anew(asked):
    """The period from the term's start as it is recorded now; None where the report counts from that day anyhow.

    A report keeps its days for ever; only a correction may say that the day was wrong.
    """
    if asked.period.kind != Kind.TERM:
        return None
    try:
        now = period_of(asked.organization, asked.period.key).up_to(asked.today)
    except PeriodError:  # the term that is recorded now began after this report's days
        return None
    return now if now.start != asked.period.start else None


def _sent_words(above):
    if above is None:
        return "Đã chốt số liệu. Việc tiếp theo: ghi số, ngày, người ký để khóa số liệu."
    return f"Đã gửi báo cáo lên {above.committee_name}; còn lấy lại được cho đến khi nơi nhận bấm “Đã nhận”."


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_SUBMIT)
def take_back(request, code, key):
    asked = Asked(request, code, key, "submit")
    form = ActForm(request.POST or None, initial=asked.known())
    return _act(
        request, asked, form, lambda data: life.take_back(**asked.unit, **data),
        f"Đã lấy lại báo cáo để sửa. {LEFT}",
        title="Lấy lại báo cáo đã gửi", submit="Lấy lại báo cáo",
        lead="Dùng khi cần sửa trước khi cấp trên nhận. Sửa xong, gửi lại.",
        unfit=not (asked.state == "submitted" or (asked.state == "received" and not asked.organization.parent)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_ISSUE)
def receive(request, code, key):
    asked = Asked(request, code, key, "receive")
    form = ActForm(request.POST or None, initial=asked.known())
    return _act(
        request, asked, form, lambda data: life.receive(**asked.unit, **data),
        "Đã nhận báo cáo. Việc tiếp theo: ghi số, ngày, người ký để khóa số liệu.",
        title="Nhận báo cáo", submit="Đã nhận",
        lead="Sau khi nhận, đơn vị không tự lấy lại báo cáo được nữa; nếu cần sửa, trả lại kèm lý do.",
        unfit=asked.state != "submitted",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_ISSUE)
def send_back(request, code, key):
    asked = Asked(request, code, key, "receive")
    form = ReasonForm(request.POST or None, initial=asked.known())
    return _act(
        request, asked, form, lambda data: life.send_back(**asked.unit, **data),
        "Đã trả lại báo cáo kèm lý do. Đơn vị sửa rồi gửi lại.",
        title="Trả lại báo cáo để sửa", submit="Trả lại báo cáo",
        lead="Ghi rõ chỗ cần sửa; đơn vị thấy lý do này ở trang báo cáo.",
        unfit=asked.state not in ("submitted", "received"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_ISSUE)
def issue(request, code, key):
    asked = Asked(request, code, key, "issue")
    first = _last_issue(asked.report) or {"signer_name": asked.organization.secretary_on(asked.today)}
    form = IssueForm(request.POST or None, organization=asked.organization, initial=asked.known(**first))

    def act(data, made):
        done = life.lock(**asked.unit, **data, laid=made).revision.issue
        messages.success(
            request,
            f"Đã khóa số liệu báo cáo số {done.number:02} ngày {done.issued_on:%d/%m/%Y}. "
            "Bản PDF không còn chữ “DỰ THẢO”.",
        )
        return asked.back

    context = asked.context(unfit=asked.state != Report.State.RECEIVED)

    def before(data):
        return life.laid_out(**asked.unit, **data)

    return answer(request, form, act, "reports/issue.html", context, before=before)


def _last_issue(report):
    """A correction begins with number and signer of what it corrects."""
    revision = report and report.revisions.filter(issue__isnull=False).select_related("issue").last()
    fields = ("number", "issued_on", "signer_capacity", "signer_post", "signer_name")
    return {field: getattr(revision.issue, field) for field in fields} if revision else {}


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_SUBMIT)
def texts(request, code, key):
    asked = Asked(request, code, key, "submit")
    boxes = outline.boxes(asked.period)
    last = outline.written(asked.organization, asked.period)
    suggested = outline.suggested(facts_of(asked.organization, asked.period, nowhere), asked.period)
    facts = {box.key: "\n".join(each.text for each in suggested.get(box.key, ())) for box in boxes}
    kept = last.texts if last else {}
    initial = {"version": last.version if last else 0, **kept}
    suggested = {key: text for key, text in facts.items() if key not in kept}
    form = TextsForm(request.POST or None, boxes=boxes, suggested=suggested, initial=initial)

    def act(data):
        try:
            life.write_texts(**asked.unit, texts=form.texts, version=data["version"])
        except Conflict:
            # Sent once more, the form stands against what it was shown beside: nothing typed is lost.
            form.data = form.data.copy()
            form.data["version"] = str(last.version if last else 0)
            raise
        messages.success(request, "Đã ghi nội dung báo cáo. Số liệu trong báo cáo vẫn tính mới khi mở xem.")
        return asked.back

    def others():
        """The boxes in which what is kept differs from what was typed."""
        stands, typed = facts | kept, facts | (form.texts if form.is_bound else {})
        return [(box.label, stands[box.key]) for box in boxes if stands[box.key] != typed[box.key]]

    written = [box for box in boxes if box.key in kept]
    hints = [(box.label, facts[box.key]) for box in written if facts[box.key] not in ("", kept[box.key])]
    context = asked.context(
        others=others, hints=hints, last=last,
        unfit=asked.state in (Report.State.SUBMITTED, Report.State.RECEIVED),
    )  # fmt: skip
    return answer(request, form, act, "reports/texts.html", context)
