"""What is said about a dossier and its papers, and where a role is asked for."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from branches.permissions import Permission
from candidates import comments as reading
from candidates.actions import comments as actions
from candidates.desk.review import register
from candidates.forms.comments import CommentForm, ReplyForm
from candidates.models import Comment
from candidates.opening import log_opening
from candidates.views._case import NOT_HERE, acting_case, say
from partydev.decorators import requires
from partydev.forms import Form
from partydev.once import new_token
from partydev.submit import answer

TEMPLATE = "candidates/comments.html"


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def mentions(request):
    """Dossiers where somebody asks for a role that the reader holds."""
    page = Paginator(mentions_seen(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "candidates/mentions.html", {"page": page})


def mentions_seen(user):
    return reading.mentioned(user).select_related("person", "organization").order_by("person__sort_key", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CANDIDATE_VIEW)
def comments(request, pk):
    """The threads of a dossier, and the form that opens one."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    form = _form(request, candidate, request.POST or None)

    def act(data):
        said = actions.comment(candidate=candidate, by=request.user, **form.said)
        who = f"chỉ người của {said.unit} đọc được" if said.internal else "chi bộ và các cấp ủy xét hồ sơ đọc được"
        say(request, f"Đã gửi ý kiến; {who}. Trong 10 phút, khi chưa ai trả lời, bạn rút lại được.", form)
        return _address(candidate, said)

    if request.method in ("GET", "HEAD"):
        log_opening(request, candidate)
    return answer(request, form, act, TEMPLATE, _page(request, candidate))


@require_POST
@requires(Permission.CANDIDATE_VIEW)
def comment_answer(request, pk, comment):
    candidate, thread = _thread(request, pk, comment)
    form = ReplyForm(request.POST, prefix=f"reply{thread.pk}")

    def act(data):
        actions.answer_comment(thread=thread, by=request.user, text=data["text"])
        say(request, "Đã gửi trả lời.", form)
        return _address(candidate, thread)

    context = _page(request, candidate, {thread.pk: form}) | _own(request, candidate)
    return answer(request, form, act, TEMPLATE, context)


@require_POST
@requires(Permission.CANDIDATE_VIEW)
def comment_resolve(request, pk, comment):
    candidate, thread = _thread(request, pk, comment)

    def act(data):
        actions.resolve_comment(thread=thread, by=request.user)
        say(request, "Đã ghi ý kiến này đã xong.")
        return _address(candidate, thread)

    context = _page(request, candidate) | _own(request, candidate)
    return answer(request, Form(request.POST), act, TEMPLATE, context)


@require_POST
@requires(Permission.CANDIDATE_VIEW)
def comment_take_back(request, pk, comment):
    """Only the writer's own is there to take back."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    own = Comment.objects.visible_to(request.user).filter(candidate=candidate, author=request.user)
    written = get_object_or_404(own, pk=comment)

    def act(data):
        actions.take_back_comment(written=written, by=request.user)
        say(request, "Đã rút lại ý kiến. Không ai đọc được nội dung đó nữa.")
        return _address(candidate)

    context = _page(request, candidate) | _own(request, candidate)
    return answer(request, Form(request.POST), act, TEMPLATE, context)


def _thread(request, pk, comment):
    candidate = acting_case(request, pk, Permission.CANDIDATE_VIEW)
    threads = Comment.objects.visible_to(request.user).threads().standing().filter(candidate=candidate)
    return candidate, get_object_or_404(threads.select_related("candidate"), pk=comment)


def _papers(candidate):
    """((code, ordinal), name) of what the dossier holds or needs, each once."""
    found = {}
    for line in register(candidate):
        found.setdefault((line.code, line.ordinal), line.name)
    return found


def _form(request, candidate, data=None):
    units = actions.writing_units(request.user, candidate)
    if not units:
        raise PermissionDenied(NOT_HERE)
    given = {"about": request.GET.get("giay", "")}
    return CommentForm(
        data, papers=_papers(candidate).items(), units=units, cell=candidate.organization, initial=given
    )


def _own(request, candidate):
    """The form that opens a thread, beside another one that was sent."""
    return {"own_form": _form(request, candidate), "fresh_token": new_token(request.user)}


def _page(request, candidate, bound=None):
    threads = reading.threads_of(candidate, request.user)
    for thread in threads:
        thread.reply = (bound or {}).get(thread.pk) or ReplyForm(prefix=f"reply{thread.pk}")
        thread.token = new_token(request.user)
    return {"candidate": candidate, "threads": threads, "today": timezone.localdate()}


def _address(candidate, comment=None):
    url = reverse("candidates:comments", args=[candidate.pk])
    return f"{url}#y-kien-{comment.pk}" if comment else url
