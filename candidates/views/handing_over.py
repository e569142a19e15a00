"""Handing a cell's work over: the list, a new page, the page with its confirmation, its PDF."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.models import Organization
from branches.permissions import Permission
from candidates import actions, handing_over
from candidates.forms.handing_over import HandOverForm, ReceivedForm
from candidates.forms.remarks import CellFilter
from candidates.models import HandOver
from partydev.decorators import requires
from partydev.papers import rendering
from partydev.submit import answer
from partydev.text import fold

PER_PAGE = 50
FORM = ["GET", "HEAD", "POST"]


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def hand_overs(request):
    """Hand-overs of the user's cells, and the cells whose work can be handed over."""
    rows = hand_overs_seen(request.user)
    scope = request.user.scope(Permission.CANDIDATE_ADVANCE)
    cells = Organization.objects.cells().visible_to(scope).existing(timezone.localdate()).order_by("path")
    form = CellFilter(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "cells": Paginator(cells.filter(search__contains=fold(words)), PER_PAGE).get_page(request.GET.get("trang")),
        # Who has one cell, or a few, needs no search.
        "filters": form if words or cells[PER_PAGE:].exists() else None,
    }
    return render(request, "candidates/hand_overs.html", context)


def hand_overs_seen(user):
    return HandOver.objects.visible_to(user).select_related("organization", "given_by", "taken_by")


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def hand_over_make(request, code):
    """Write down what is open in the cell, for a successor to confirm."""
    cells = Organization.objects.cells().visible_to(request.user.scope(Permission.CANDIDATE_ADVANCE))
    cell, today = get_object_or_404(cells, code=code), timezone.localdate()
    form = HandOverForm(request.POST or None, organization=cell, by=request.user, initial={"on": today})

    def act(data):
        row = actions.hand_over(organization=cell, by=request.user, **data)
        messages.success(request, f"Đã lập bản bàn giao. {row.taken_by} xác nhận ở trang này.")
        return _url(row)

    counts = handing_over.counts(handing_over.contents_of(cell, today))
    context = {"cell": cell, "counts": counts, "back_url": reverse("candidates:hand_overs")}
    return answer(request, form, act, "candidates/hand_over_make.html", context)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def hand_over(request, pk):
    """The page as it was handed over; the successor confirms the receipt here."""
    row = _visible(request, pk)

    def act(data):
        actions.confirm_hand_over(row=row, by=request.user, note=data["note"])
        messages.success(request, f"Đã xác nhận nhận bàn giao. {_rights_of(row)}".strip())
        return _url(row)

    if request.method != "POST":
        _log(request, AccessRecord.Kind.DOSSIER_READ, row)
    context = {
        "row": row,
        "shown": rendering.as_fragment(handing_over.paper_of(row), linked=False),
        "rights": _rights_of(row),
        "mine": row.is_open and request.user.is_same_person(row.taken_by),
        "back_url": reverse("candidates:hand_overs"),
    }
    return answer(request, ReceivedForm(request.POST or None), act, "candidates/hand_over.html", context)


@require_GET
@requires(Permission.CANDIDATE_ADVANCE)
def hand_over_pdf(request, pk):
    row = _visible(request, pk)
    content = rendering.as_pdf(handing_over.paper_of(row))
    _log(request, AccessRecord.Kind.DOSSIER_PRINTED, row)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{handing_over.filename(row)}"',
            "Cache-Control": "no-store",
        },
    )


def _rights_of(row):
    """That who handed over still acts for the cell, and until when; "" once they do not."""
    giver, acts = row.given_by, row.given_by and row.given_by.can(Permission.CANDIDATE_ADVANCE, row.organization)
    end = "đến khi cán bộ tổ chức kết thúc nhiệm vụ của người đó trên hệ thống"
    return f"{giver} vẫn có quyền ghi hồ sơ của chi bộ {end}; bàn giao không làm hết quyền." if acts else ""


def _visible(request, pk):
    rows = HandOver.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("organization__parent", "given_by", "taken_by"), pk=pk)


def _log(request, kind, row):
    record(kind, request.user, row.organization, about=row.code, address=client_address(request))


def _url(row):
    return reverse("candidates:hand_over", kwargs={"pk": row.pk})
