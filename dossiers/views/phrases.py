"""Standing phrases of an organization: the list, and one with its preview on a real case."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.log import client_address, record
from accounts.models import AccessRecord
from branches.permissions import Permission
from branches.views._common import crumbs_to, organization_for
from candidates.models import Candidate
from dossiers import actions
from dossiers.catalogue_table import BY_SLUG
from dossiers.drafting import fill, sheets
from dossiers.forms.blanks import PhraseForm
from dossiers.gather import case_of
from dossiers.models import Phrase
from dossiers.phrases import PHRASES
from partydev.decorators import requires
from partydev.papers.rendering import as_fragment
from partydev.submit import answer

PREVIEW = "preview"


@require_GET
@requires(Permission.ORGANIZATION_CHANGE)
def phrases(request, code):
    """What the papers of the organization say, phrase by phrase, and who worded it."""
    organization = organization_for(request, code, Permission.ORGANIZATION_CHANGE)
    held = _held(organization)
    rows = [
        {
            "phrase": phrase,
            "form": BY_SLUG[phrase.form].code if phrase.form in BY_SLUG else "",
            "text": held[key].text if key in held else phrase.text,
            "source": _source(organization, held.get(key)),
            "url": reverse("dossiers:phrase", kwargs={"code": code, "key": key}),
        }
        for key, phrase in PHRASES.items()
    ]
    context = {"organization": organization, "rows": rows, "crumbs_line": crumbs_to(request, organization)}
    return render(request, "dossiers/phrases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ORGANIZATION_CHANGE)
def phrase(request, code, key):
    """Word one phrase; "Xem thử" shows it on a case without saving."""
    organization = organization_for(request, code, Permission.ORGANIZATION_CHANGE)
    standing = PHRASES.get(key)
    if standing is None:
        raise Http404
    held = _held(organization)
    own = held.get(key) if key in held and held[key].organization_id == organization.pk else None
    initial = {"text": own.text if own else "", "version": own.version if own else 0}
    form = PhraseForm(request.POST or None, initial=initial)
    in_force = held[key].text if key in held else standing.text
    page = {
        "organization": organization,
        "phrase": standing,
        "in_force": in_force,
        "source": _source(organization, held.get(key)),
        "words": [f"[{word}]" for word in standing.words],
        "crumbs_line": crumbs_to(request, organization),
        "back": reverse("dossiers:phrases", kwargs={"code": code}),
    }

    def act(data):
        actions.set_phrase(organization=organization, key=key, by=request.user, **data)
        messages.success(request, "Đã lưu câu mẫu. Giấy tờ in từ nay dùng câu này." if data["text"] else BACK)
        return page["back"]

    if request.method == "POST" and PREVIEW in request.POST:
        text = (form.cleaned_data["text"] if form.is_valid() else "") or in_force
        page |= {
            "form": form,
            "form_token": request.POST.get("form_token", ""),
            **_preview(request, organization, standing, text),
        }
        return render(request, "dossiers/phrase.html", page, status=200 if form.is_valid() else 422)
    page |= _preview(request, organization, standing, in_force)
    return answer(request, form, act, "dossiers/phrase.html", page)


BACK = "Đã bỏ câu riêng của đơn vị. Giấy tờ lại dùng câu của cấp trên hoặc câu chung."


def _held(organization):
    """key -> the phrase of the nearest organization, upward from `organization`."""
    chain = [pk for pk in organization.ancestors() if pk]
    rows = Phrase.objects.filter(organization__in=chain).select_related("organization")
    return {row.key: row for row in sorted(rows, key=lambda row: row.organization.depth)}


def _source(organization, row):
    if row is None:
        return "Câu chung"
    return "Câu của đơn vị" if row.organization_id == organization.pk else f"Câu của {row.organization}"


def _preview(request, organization, standing, text):
    """The paper in which the phrase stands, of the newest case that the user may open; empty where there is none."""
    below = Candidate.objects.visible_to(request.user).under(organization)
    candidate = (
        below.select_related("person", "organization", "member__person", "waits_at")
        .order_by("-stage_on", "-pk")
        .first()
    )
    if candidate is None or not request.user.can(Permission.CANDIDATE_VIEW, candidate):
        return {"shown": "", "of": None}
    case = case_of(candidate, timezone.localdate())
    sheet = next((each for each in sheets(case) if each.form.slug == standing.form), None)
    if sheet is None:
        return {"shown": "", "of": None}
    record(
        AccessRecord.Kind.DOSSIER_READ,
        request.user,
        candidate.organization,
        about=candidate.code,
        address=client_address(request),
    )
    filled = fill(case, sheet, phrases={standing.key: text})
    return {"shown": as_fragment(filled.draft, linked=False), "of": candidate}
