"""People offered to another cell: what waits for an answer, the offer, the answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.transfers import ACCEPT, AnswerOfferForm, OfferForm
from candidates.handing import duty_of_offering
from candidates.letters import letter_at
from candidates.models import TransferOffer
from candidates.overview import wrong
from candidates.pipeline import TRANSITIONS
from candidates.rulebook import rule_set
from candidates.transfer_paper import PRINTED, filename, paper_of
from candidates.views._case import act_page, acting_case, page_of, say
from partydev.decorators import requires
from partydev.doubts import spelled
from partydev.forms import Form
from partydev.once import new_token
from partydev.papers.rendering import as_pdf
from partydev.submit import answer

PER_PAGE = 50
FORM = ["GET", "HEAD", "POST"]
WITH = ("candidate__person", "candidate__member", "organization", "from_cell", "offered_by", "answered_by")


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def transfers(request):
    """Offers to and from the user's cells: what waits for their answer, for another's, and what is done."""
    today, scope = timezone.localdate(), request.user.scope(Permission.CANDIDATE_ADVANCE)
    seen = offers_seen(request.user)
    law = rule_set(today)
    waiting = seen.open().order_by("offered_on", "pk")
    theirs = Organization.objects.visible_to(scope)
    coming = Paginator(waiting.within(scope), PER_PAGE).get_page(request.GET.get("den"))
    going = Paginator(waiting.filter(from_cell__in=theirs), PER_PAGE).get_page(request.GET.get("di"))
    for each in [*coming, *going]:
        _open(each, law)
    done = seen.exclude(state=TransferOffer.State.OFFERED).order_by("-answered_on", "-pk")
    context = {
        "today": today,
        "coming": coming,
        "going": going,
        "page": Paginator(done, PER_PAGE).get_page(request.GET.get("page")),
        "form_token": new_token(request.user),
    }
    return render(request, "candidates/transfers.html", context)


def offers_seen(user):
    """Offers to and from the user's cells."""
    return TransferOffer.objects.visible_to(user).select_related(*WITH)


def _open(offer, law):
    duty = duty_of_offering(offer, law)
    offer.answer_by, offer.stage = duty.due_on, offer.candidate.stage_label
    offer.clause = spelled(duty.citation, duty.confidence) if duty.citation else ""
    return offer


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def transfer_paper(request, pk):
    """The confirmation of an offer, for both cells to print; none of one that was refused or taken back."""
    rows = TransferOffer.objects.visible_to(request.user).filter(state__in=PRINTED).select_related(*WITH)
    made = get_object_or_404(rows.select_related("organization__parent"), pk=pk)
    content = as_pdf(paper_of(made))
    kind, code = AccessRecord.Kind.DOSSIER_PRINTED, made.candidate.code
    record(kind, request.user, made.organization, about=code, address=client_address(request))
    headers = {"Content-Disposition": f'attachment; filename="{filename(made)}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def offer(request, pk):
    """Offer a person to any cell of the installation, known by its code or its whole name."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    today = timezone.localdate()
    cells = Organization.objects.cells().existing(today).exclude(pk=candidate.organization_id)
    near = cells.within(request.user.scope(Permission.ORGANIZATION_VIEW))
    letter = letter_at(candidate.stage)
    form = OfferForm(request.POST or None, near=near, known=cells, letter=letter.name, initial={"on": today})

    def act(data):
        made = actions.offer_transfer(candidate=candidate, by=request.user, **data)
        say(request, f"Đã đề nghị {made.organization} tiếp nhận {candidate}. Rút lại được khi chưa có trả lời.", form)
        return reverse("candidates:transfers")

    title = "Đề nghị chi bộ khác tiếp nhận"
    page = act_page(candidate, title, "Gửi đề nghị")
    page |= {"letter": letter.name, "offers": wrong.letter_papers(candidate)}
    if candidate.stage in TRANSITIONS["transfer_out"].sources:
        page["leaving_url"] = reverse("candidates:step", kwargs={"pk": pk, "transition": "transfer_out"})
    return answer(request, form, act, "candidates/transfer_offer.html", page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def answer_offer(request, pk):
    """The cell that is asked takes the person over, or says why not. Opens no dossier before.

    Once the offer is answered or taken back the page says what came of it, and nothing more of the person.
    """
    rows = TransferOffer.objects.within(request.user.scope(Permission.CANDIDATE_ADVANCE)).select_related(*WITH)
    asked = get_object_or_404(rows, pk=pk)
    form = AnswerOfferForm(request.POST or None, initial={"on": timezone.localdate()})

    def act(data):
        fields = {"offer": asked, "by": request.user, "on": data["on"], "note": data["note"]}
        if data["answer"] == ACCEPT:
            candidate = actions.accept_transfer(**fields)
            messages.success(request, f"Đã tiếp nhận {candidate}. Bước, thời hạn và diễn biến giữ nguyên.")
            return page_of(candidate)
        actions.refuse_transfer(**fields)
        messages.success(request, f"Đã trả lời {asked.from_cell}: không tiếp nhận.")
        return reverse("candidates:transfers")

    context = {
        "offer": _open(asked, rule_set(timezone.localdate())) if asked.is_open else asked,
        "letter": letter_at(asked.candidate.stage).name if asked.is_open else "",
        "today": timezone.localdate(),
        "back_url": reverse("candidates:transfers"),
    }
    return answer(request, form, act, "candidates/transfer_answer.html", context)


@require_POST
@requires(Permission.CANDIDATE_ADVANCE)
def take_back(request, pk):
    """The cell that offered takes its offer back."""
    rows = TransferOffer.objects.visible_to(request.user).select_related(*WITH)
    made = get_object_or_404(rows, pk=pk)

    def act(data):
        actions.take_offer_back(offer=made, by=request.user)
        messages.success(request, f"Đã rút lại đề nghị. {made.candidate} vẫn ở {made.from_cell}.")
        return reverse("candidates:transfers")

    return answer(request, Form(request.POST), act, "candidates/transfer_back.html", {"offer": made})
