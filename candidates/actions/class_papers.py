"""The papers of a class: their numbers, days and signers. The decision that opens it is recorded here alone."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import check_day
from candidates.desk import numbers
from candidates.models import ClassPaper, TrainingClass
from candidates.series import same
from partydev.locks import under_lock
from partydev.refusals import Invalid, require


@transaction.atomic
def issue_paper(*, training_class, by, kind, number, issued_on, issuer="", signer_post="", signer_name=""):
    """Record number, day and signer of a paper of the class; one without number and day is a draft.

    A decision of the committee's own stands in the series of its term, beside those on people: `Invalid` at a number
    that another one bears. Locks the committee, then the class.
    """
    numbers.hold(training_class.organization)
    require(by, Permission.CLASS_MANAGE, training_class)
    row = under_lock(TrainingClass.objects).select_related("organization").get(pk=training_class.pk)
    if bool(number) != bool(issued_on) and kind != ClassPaper.Kind.CERTIFICATES:
        raise Invalid({"issued_on" if number else "number": "Ghi cả số và ngày ký, hoặc để trống cả hai."})
    paper = ClassPaper.objects.filter(training_class=row, kind=kind).first() or ClassPaper(
        training_class=row, kind=kind
    )
    if issued_on and (number, issued_on, issuer) != (paper.number, paper.issued_on, paper.issuer):
        check_day(issued_on, field="issued_on")
        _check_order(row, kind, issued_on)
        _check_free(paper, number, issued_on, issuer)
    paper.number, paper.issued_on, paper.issuer = number, issued_on, issuer
    paper.signer_post, paper.signer_name = signer_post, signer_name
    paper.save()
    return paper


def next_decision_number(training_class, kind, on):
    """The number that goes on where the committee's decisions of the term stand; "" for what is no decision of it."""
    if kind not in numbers.DECISIONS_ON_CLASSES:
        return ""
    return numbers.next_number(training_class.organization, numbers.DECISION, on)


def _check_free(paper, number, on, issuer):
    if paper.kind not in numbers.DECISIONS_ON_CLASSES or issuer:
        return
    unit = paper.training_class.organization
    bearing = [each for each, _ in numbers.used(unit, numbers.DECISION, on, but=paper) if same(each, number)]
    # One decision may be on several classes.
    on_classes = ClassPaper.objects.filter(training_class__organization=unit, kind=paper.kind, issued_on=on, issuer="")
    together = on_classes.exclude(pk=paper.pk).values_list("number", flat=True)
    if len(bearing) > sum(same(each, number) for each in together):
        raise Invalid({"number": numbers.taken(unit, numbers.DECISION, number, on, but=paper)})


def _check_order(row, kind, on):
    """The class is opened and called before it begins, and its results are recognized after it ended."""
    if kind in (ClassPaper.Kind.OPENING, ClassPaper.Kind.CALL) and on > row.starts_on:
        raise Invalid({"issued_on": f"Lớp khai giảng ngày {row.starts_on:%d/%m/%Y}; văn bản này phải có trước."})
    if kind == ClassPaper.Kind.RECOGNITION and on < row.ends_on:
        raise Invalid({"issued_on": f"Lớp bế giảng ngày {row.ends_on:%d/%m/%Y}; chưa thể công nhận trước ngày đó."})
