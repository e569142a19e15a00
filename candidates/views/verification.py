"""The places asked about a CV: a person's list, asking, what came of it, chasing, what is unanswered."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.verification import AskForm, ChaseForm, RequestForm, UnansweredFilter
from candidates.gather import load
from candidates.models import VerificationRequest
from candidates.opening import log_opening
from candidates.overview.verification import lines_of, names_of, unanswered, unanswered_lines
from candidates.profile import stores_relatives
from candidates.rulebook import rule_set
from candidates.rules.verification import NOT_SENT
from candidates.verifying import progress_of
from candidates.views._case import act_page, acting_case, say
from partydev.decorators import requires
from partydev.doubts import spelled
from partydev.numbers import integer
from partydev.submit import answer
from partydev.text import uncapitalized

FORM = ["GET", "HEAD", "POST"]
TEMPLATE = "candidates/act.html"
PER_PAGE = 50


def list_url(candidate):
    return reverse("candidates:verifications", kwargs={"pk": candidate.pk})


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def verifications(request, pk):
    """Every place with where it stands, whose time it took, and who has no row yet. Opening it leaves a row."""
    candidate, today = acting_case(request, pk, Permission.CANDIDATE_VIEW), timezone.localdate()
    log_opening(request, candidate)
    load([candidate])
    law = rule_set(today)
    can_write = candidate.is_open and request.user.can(Permission.CANDIDATE_ADVANCE, candidate)
    progress = progress_of(candidate, today, law)
    row = law["verification_reply_working_days"]
    context = {
        "candidate": candidate,
        "today": today,
        "progress": progress,
        "lines": lines_of(candidate, today, law, can_write=can_write),
        "can_write": can_write,
        "lacking": names_of(progress.lacking),
        "perhaps": names_of(progress.perhaps),
        "cited": spelled(str(law["verified_persons"].citation), law["verified_persons"].confidence),
        "reply_days": row.value,
        "abroad_days": law.value("verification_reply_abroad_working_days"),
        "reply_cited": row.citation,
        "names_are_kept": stores_relatives(),
        "compares": law.value("member_relatives_compared") if "member_relatives_compared" in law else False,
    }
    return render(request, "candidates/verifications.html", context)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def verification_add(request, pk):
    """Put one relative at one place on the list."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    form = AskForm(request.POST or None)

    def act(data):
        row = actions.ask_about(candidate=candidate, by=request.user, **data)
        say(request, f"Đã thêm nơi thẩm tra: {row.words}.", form)
        return list_url(candidate)

    lead = "Mỗi người ở mỗi nơi là một dòng, để biết nơi nào đã trả lời, nơi nào còn chờ."
    page = act_page(candidate, "Thêm nơi cần thẩm tra", "Thêm nơi này", lead=lead) | {"back_url": list_url(candidate)}
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def verification(request, pk, request_pk):
    """One place: sent, received, answered, concluded; who and where can be mended too."""
    candidate, row = _row(request, pk, request_pk)
    form = RequestForm(request.POST or None, request=row)

    def act(data):
        saved = actions.record_verification(request=row, by=request.user, **data)
        say(request, f"Đã ghi: {saved.words}.", form)
        return list_url(candidate)

    law = rule_set(timezone.localdate())
    lead = f"{row.who}, {uncapitalized(row.get_place_display())}: {row.body}. {row.get_method_display()}."
    if row.facts.state == NOT_SENT and row.sent_on is None and "verification_reply_working_days" in law:
        lead += f" Thời hạn trả lời đang theo dõi: {law.value('verification_reply_working_days')} ngày làm việc."
    page = act_page(candidate, "Kết quả ở một nơi thẩm tra", "Ghi lại", lead=lead) | {"back_url": list_url(candidate)}
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def verification_chase(request, pk, request_pk):
    """A call or a letter of reminder to a place that has not answered."""
    candidate, row = _row(request, pk, request_pk)
    form = ChaseForm(request.POST or None, initial={"on": timezone.localdate()})

    def act(data):
        chased = actions.chase(request=row, by=request.user, **data)
        say(request, f"Đã ghi đôn đốc ngày {chased.on:%d/%m/%Y}: {row.words}.", form)
        return list_url(candidate)

    sent = f" Đã gửi ngày {row.sent_on:%d/%m/%Y}." if row.sent_on else ""
    lead = f"{row.who}, {uncapitalized(row.get_place_display())}: {row.body}.{sent}"
    page = act_page(candidate, "Đôn đốc nơi chưa trả lời", "Ghi đã đôn đốc", lead=lead)
    return answer(request, form, act, TEMPLATE, page | {"back_url": list_url(candidate)})


def _row(request, pk, request_pk):
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    rows = VerificationRequest.objects.visible_to(request.user).select_related("candidate")
    return candidate, get_object_or_404(rows, pk=request_pk, candidate=candidate)


def unanswered_asked(request):
    """(filter, the duties it leaves, the user's part of the tree, today)."""
    today, scope = timezone.localdate(), request.user.scope(Permission.CANDIDATE_VIEW)
    units = Organization.objects.existing(today).within(scope)
    form = UnansweredFilter(request.GET, units=units.order_by("path"))
    values = form.values
    rows = unanswered(scope, today, under=values.get("don_vi"), state=values.get("state") or "")
    return form, rows, scope, today


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def verifications_unanswered(request):
    """Letters without an answer in the user's part of the tree, those past their last day first."""
    form, rows, scope, today = unanswered_asked(request)
    values, law = form.values, rule_set(today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    late = unanswered(scope, today, under=values.get("don_vi"), state="late").count()
    row = law["verification_reply_working_days"]
    context = {
        "form": form,
        "page": page,
        "lines": unanswered_lines(list(page.object_list), today, law.calendar),
        "today": today,
        "late": late,
        "result": f"{integer(page.paginator.count)} nơi chưa trả lời; {integer(late)} nơi quá hạn",
        "clear_url": reverse("candidates:verifications_unanswered") if any(values.values()) else "",
        "reply_days": row.value,
        "abroad_days": law.value("verification_reply_abroad_working_days"),
        "reply_cited": row.citation,
    }
    return render(request, "candidates/verifications_unanswered.html", context)
