"""The certificates of a class: what they say of the issuer, and all of them as one PDF. For who convened it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.log import client_address, record_each
from accounts.models import AccessRecord
from branches.permissions import Permission
from candidates.models import ClassNomination, TrainingClass
from dossiers import actions
from dossiers.class_certificates import CERTIFICATE, learners
from dossiers.forms.certificates import CertificatesForm
from partydev.decorators import requires
from partydev.downloads import download
from partydev.papers.rendering import as_one_pdf
from partydev.refusals import Invalid
from partydev.submit import answer


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CLASS_MANAGE)
def certificates(request, pk):
    """Who issues the certificates, who signs them, and each person's result."""
    training_class = _class(request, pk)
    people = _people(request, training_class)
    form = CertificatesForm(request.POST or None, learners=people)

    def act(data):
        if not people:
            raise Invalid("Lớp này chưa có ai được ghi giấy chứng nhận.")
        count = actions.save_certificates(
            training_class=training_class, values=form.values, version=data["version"], by=request.user
        )
        messages.success(request, f"Đã lưu nội dung giấy chứng nhận của {count} người. Việc tiếp theo: tải PDF để ký.")
        return reverse("dossiers:certificates", args=[pk])

    return answer(request, form, act, "dossiers/certificates.html", _page(training_class, people))


@require_GET
@requires(Permission.CLASS_MANAGE)
def certificates_pdf(request, pk):
    """All certificates of the class, a page each; while one lacks something, the page that says what."""
    training_class = _class(request, pk)
    people = _people(request, training_class)
    page = _page(training_class, people)
    if page["missing"] or not people:
        shown = {**page, "form": CertificatesForm(learners=people), "refused": True}
        return render(request, "dossiers/certificates.html", shown, status=422)
    content = as_one_pdf([each.document[0] for each in people])
    rows = [(training_class.organization, f"{each.certificate.candidate.code}: {CERTIFICATE}") for each in people]
    record_each(AccessRecord.Kind.DOSSIER_PRINTED, request.user, rows, address=client_address(request))
    return download(content, f"giay-chung-nhan-lop-{pk}.pdf")


def _class(request, pk):
    """The awareness class, for who convenes it: 404 out of sight, 403 where it is only seen."""
    seen = TrainingClass.objects.visible_to(request.user).select_related("organization")
    training_class = get_object_or_404(seen, pk=pk)
    if not request.user.can(Permission.CLASS_MANAGE, training_class):
        raise PermissionDenied
    if training_class.kind != TrainingClass.Kind.AWARENESS:
        raise Http404
    return training_class


def _people(request, training_class):
    rows = ClassNomination.objects.visible_to(request.user).filter(training_class=training_class)
    return learners(rows.order_by("candidate__person__sort_key", "pk"))


def _page(training_class, people):
    """What the certificates lack, each thing once, with the people who lack it where it is their own."""
    missing = {}
    for each in people:
        for gap in each.document[1]:
            missing.setdefault(gap.label, []).append(str(each.person))
    lacking = [
        (label, names if len(names) < len(people) or not _typed_here(label) else [])
        for label, names in missing.items()
    ]
    return {"class": training_class, "people": people, "missing": lacking}


def _typed_here(label):
    return label in {field.label for field in CertificatesForm(learners=[]).fields.values()}
