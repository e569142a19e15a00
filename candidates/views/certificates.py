"""Certificates of classes: printing them, the register, issuing one again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.log import client_address, record_each
from accounts.models import AccessRecord
from branches.models import Organization
from branches.permissions import Permission
from candidates import actions
from candidates.forms.class_work import ReissueForm
from candidates.models import Certificate, ClassPaper, TrainingClass
from candidates.teaching import papers
from candidates.views._class import visible_class
from partydev.decorators import requires
from partydev.downloads import download
from partydev.numbers import row_id
from partydev.papers import rendering
from partydev.submit import answer

PER_PAGE = 50
RELATED = (
    "issuer__parent",
    "nomination__candidate__person",
    "nomination__candidate__organization",
    "nomination__training_class__organization__parent",
)


def _lines(user):
    return Certificate.objects.visible_to(user).select_related(*RELATED)


@requires(Permission.CLASS_VIEW)
@require_GET
def register(request):
    """The register of a year, as far as the user sees it; it is printed for one issuer at a time."""
    kind, year, lines = register_asked(request)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    scope = request.user.scope(Permission.CLASS_VIEW)
    issuers = Organization.objects.filter(pk__in=lines.order_by().values("issuer")).visible_to(scope).order_by("path")
    context = {
        "page": page,
        "rows": [
            (line, papers.remark(line), request.user.can(Permission.CLASS_MANAGE, line.nomination.training_class))
            for line in page
        ],
        "issuers": issuers,
        "kind": kind,
        "year": year,
        "years": sorted(_years(request.user) | {year}, reverse=True),
        "tabs": [
            {
                "label": each.label,
                "url": f"{reverse('classes:register')}?loai={each.value}&nam={year}",
                "current": each == kind,
            }
            for each in TrainingClass.Kind
        ],
    }
    return render(request, "classes/register.html", context)


def register_asked(request):
    """(kind, year, lines) of what the address asks for; what it cannot mean is passed over."""
    kind, typed = request.GET.get("loai", ""), request.GET.get("nam", "")
    kind = TrainingClass.Kind(kind if kind in TrainingClass.Kind.values else TrainingClass.Kind.AWARENESS)
    this = timezone.localdate().year
    year = row_id(typed) if 1990 <= row_id(typed) <= this else this
    lines = _lines(request.user).filter(kind=kind, issued_on__year=year)
    return kind, year, lines.order_by("-issued_on", "-serial", "-pk")


def _years(user):
    return {day.year for day in Certificate.objects.visible_to(user).dates("issued_on", "year")}


@requires(Permission.CLASS_VIEW)
@require_GET
def register_pdf(request, code):
    """The issuer's book of a year, for who sees all of it."""
    scope = request.user.scope(Permission.CLASS_VIEW)
    issuer = get_object_or_404(Organization.objects.visible_to(scope).select_related("parent"), code=code)
    kind, year, lines = register_asked(request)
    lines = list(lines.filter(issuer=issuer).order_by("issued_on", "serial", "pk"))
    document = papers.register(issuer, kind, year, lines)
    return download(rendering.as_pdf(document), f"so-cap-giay-chung-nhan-{year}-{issuer.code}.pdf")


@requires(Permission.CLASS_VIEW)
@require_GET
def certificates_pdf(request, pk):
    """The certificates of a whole class, the newest of each person, in the order of their numbers."""
    training_class = visible_class(request, pk)
    if not request.user.can(Permission.CLASS_VIEW, training_class):
        raise PermissionDenied
    lines = list(_lines(request.user).filter(nomination__training_class=training_class).order_by("serial", "pk"))
    newest = {}
    for line in lines:
        held = newest.get(line.nomination_id)
        if held is None or held.turn < line.turn:
            newest[line.nomination_id] = line
    if not newest:
        raise Http404
    return _printed(request, training_class, list(newest.values()), papers.filename("chung-nhan", training_class))


@requires(Permission.CLASS_VIEW)
@require_GET
def certificate_pdf(request, pk):
    """One certificate, for who sees the class that gave it."""
    line = _certificate(request, pk, Permission.CLASS_VIEW)
    training_class = line.nomination.training_class
    return _printed(request, training_class, [line], papers.filename("chung-nhan", training_class, f"-{line.pk}"))


def _certificate(request, pk, permission):
    line = get_object_or_404(_lines(request.user), pk=pk)
    if not request.user.can(permission, line.nomination.training_class):
        raise PermissionDenied
    return line


def _printed(request, training_class, lines, name):
    """Birth day and ethnic group for who issues the certificates or may open the dossier, and then it is noted."""
    paper, user = papers.paper_of(training_class, ClassPaper.Kind.CERTIFICATES), request.user
    issues = user.can(Permission.CLASS_MANAGE, training_class)
    people = [line.nomination.candidate for line in lines]
    opened = [user.can(Permission.CANDIDATE_VIEW, each) for each in people]
    told = [
        papers.certificate(line, paper, full=issues or opens, opened=opens)
        for line, opens in zip(lines, opened, strict=True)
    ]
    content = rendering.as_one_pdf(told)
    told_of = [each for each, opens in zip(people, opened, strict=True) if issues or opens]
    read = [(each.organization, each.code) for each in told_of]
    record_each(AccessRecord.Kind.DOSSIER_PRINTED, user, read, address=client_address(request))
    return download(content, name)


@requires(Permission.CLASS_MANAGE)
@require_http_methods(["GET", "POST"])
def reissue(request, pk):
    """Issue a certificate again: lost, damaged, wrong."""
    line = _certificate(request, pk, Permission.CLASS_MANAGE)
    back_url = reverse("classes:register")

    def act(data):
        again = actions.reissue(certificate=line, by=request.user, **data)
        messages.success(request, f"Đã ghi cấp lại lần {again.turn} cho {line.nomination.candidate}, số {again}.")
        return f"{back_url}?loai={again.kind}&nam={again.issued_on.year}"

    form = ReissueForm(request.POST or None, initial={"on": timezone.localdate()})
    return answer(request, form, act, "classes/reissue.html", {"line": line, "back_url": back_url})
