"""The page of files being made, and what is done there: asking, cancelling, making anew, taking."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from partydev import again as passwords
from partydev.decorators import signed_in
from partydev.downloads import download, gives_file
from partydev.forms import CleanCharField, Form
from partydev.htmx import is_partial
from partydev.jobs import actions, store
from partydev.jobs.orders import Asking, order_at, rights_at
from partydev.models import Job
from partydev.numbers import integer
from partydev.once import new_token
from partydev.refusals import Invalid
from partydev.submit import answer

MOST_LISTED = 50
SOON = timedelta(minutes=2)  # a worker that lives takes what waits within seconds
ASKED = "Đã nhận yêu cầu. Tệp được lập trong nền; bạn có thể làm việc khác rồi quay lại trang này để tải."
PAST = "Tệp chỉ giữ 24 giờ và chỉ khi phạm vi bạn được xem không đổi. Hãy tạo lại nếu còn cần."
FILE_POLICY = "default-src 'none'; sandbox"


def deliver(request, order=None):
    """The file at the address that was asked, at once where it is light; else a page that offers to have it made.

    `order` is the view's own, where it was read before.
    """
    match = request.resolver_match
    order = order or match.func.order(Asking(request.user, request.GET), *match.args, **match.kwargs)
    if order.comes_at_once:
        content = order.make()
        order.taken(request)
        return _harmless(download(content, order.name, order.content_type))
    form = AskForm(order=order, initial={"address": request.get_full_path()})
    context = {"form": form, "order": order, "form_token": new_token(request.user)}
    return render(request, "jobs/ask.html", context, status=422 if order.is_too_large else 200)


def _harmless(response):
    response["Content-Security-Policy"] = FILE_POLICY
    return response


class AskForm(Form):
    """The address of the file that is wanted; of a long list of people also what for, and the password."""

    address = forms.CharField(widget=forms.HiddenInput)
    reason = CleanCharField(label="Lý do tải danh sách", max_length=200, help_text="Ghi vào nhật ký tải danh sách.")

    def __init__(self, *args, order=None, **kwargs):
        super().__init__(*args, **kwargs)
        if order and order.asks_why:
            self.fields[passwords.FIELD] = passwords.password_field()
        else:
            del self.fields["reason"]


@signed_in
@sensitive_post_parameters(passwords.FIELD)
@require_POST
def ask(request):
    """Have the file made; what the reader may not have is not there."""
    address = request.POST.get("address", "")
    order = order_at(address, request.user) if address else None
    if order and order.is_too_large:
        return render(request, "jobs/ask.html", {"form": AskForm(), "order": order}, status=422)

    def before(data):
        # Apart from the act: what is refused undoes everything, and a wrong password must be counted.
        if passwords.FIELD in data and (fault := passwords.fault_of(request, data[passwords.FIELD])):
            raise Invalid({passwords.FIELD: fault})

    def act(data, made):
        actions.ask(by=request.user, address=data["address"], reason=data.get("reason", ""))
        messages.success(request, ASKED)
        return reverse("jobs")

    return answer(request, AskForm(request.POST, order=order), act, "jobs/ask.html", {"order": order}, before=before)


@signed_in
@require_GET
def jobs(request):
    """One's own files of the last days, the newest first; to htmx the list alone."""
    actions.settle()
    found = list(Job.objects.filter(owner=request.user)[:MOST_LISTED])
    others = list(Job.objects.filter(state__in=actions.UNDER_WAY).values_list("asked_at", flat=True))
    rows = [_line(job, request.user, others) for job in found]
    context = {"rows": rows, "under_way": any(row["job"].is_under_way for row in rows)}
    return render(request, "jobs/_list.html" if is_partial(request) else "jobs/jobs.html", context)


def _line(job, user, others):
    line = {"job": job, "token": new_token(user), "state": job.state, "tone": TONES[job.state],
            "label": job.get_state_display()}  # fmt: skip
    if job.state == Job.State.WAITING:
        before = sum(asked_at < job.asked_at for asked_at in others)
        line["text"] = f"Còn {integer(before)} tệp khác lập trước tệp này." if before else _waiting(job)
    elif job.state == Job.State.RUNNING:
        line["percent"] = min(95, job.step * 100 // max(job.steps, 1))
        line["text"] = f"Đã lập khoảng {line['percent']}%."
    elif job.state == Job.State.FAILED:
        line["text"] = job.get_fault_display()
        if job.fault == Job.Fault.TOO_LARGE:
            line |= {"label": "Báo cáo quá lớn", "instead": job.instead}
    elif job.state == Job.State.DONE and not _is_there(job, user):
        line |= {"state": "gone", "tone": "", "label": "Đã hết hạn", "text": PAST}
    return line


def _waiting(job):
    if timezone.now() - job.asked_at < SOON:
        return "Sắp bắt đầu."
    return "Máy chủ chưa bắt đầu lập tệp này. Nếu chờ lâu, hãy báo người quản trị phần mềm."


TONES = {Job.State.WAITING: "", Job.State.RUNNING: "info", Job.State.DONE: "good", Job.State.FAILED: "stop",
         Job.State.CANCELLED: ""}  # fmt: skip


def _is_there(job, user):
    """Whether the file may still be taken: within its day, by one who sees what they saw when it was made."""
    if job.state != Job.State.DONE or job.expires_at <= timezone.now():
        return False
    try:
        return job.rights == rights_at(job.address, user)
    except Http404:  # an address that the program does not know any more
        return False


@signed_in
@require_GET
@gives_file
def taken(request, pk):
    """The file, for whoever asked for it and may still have it; each taking is logged by its own subject."""
    job = _own(request, pk)
    if not _is_there(job, request.user):
        raise Http404
    try:
        order = order_at(job.address, request.user)
        file = store.path_of(job.stored).open("rb")
    except (PermissionDenied, OSError) as fault:
        raise Http404 from fault
    order.taken(request, note=job.reason)
    return _harmless(FileResponse(file, as_attachment=True, filename=job.name, content_type=job.content_type))


@signed_in
@require_POST
def cancel(request, pk):
    job = _own(request, pk)

    def act(data):
        words = "Đã hủy; tệp này không được lập." if actions.cancel(job=job) else "Tệp này đã thôi lập từ trước."
        messages.success(request, words)
        return reverse("jobs")

    return answer(request, Form(request.POST), act, "jobs/act.html", {"job": job, "submit": "Hủy lập tệp"})


@signed_in
@require_POST
def again(request, pk):
    job = _own(request, pk)
    order = order_at(job.address, request.user)  # 404 and 403 before anything is promised
    if order.asks_why:  # a reason and a password hold for one file
        return redirect(job.address)

    def act(data):
        actions.again(job=job)
        messages.success(request, ASKED)
        return reverse("jobs")

    return answer(request, Form(request.POST), act, "jobs/act.html", {"job": job, "submit": "Tạo lại"})


def _own(request, pk):
    return get_object_or_404(Job, pk=pk, owner=request.user)
