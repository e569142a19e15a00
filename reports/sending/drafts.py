"""Drafts taken as files before the report is sent: each bears a code that leads to when and of what it was made."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from partydev.papers.keeping import as_kept
from partydev.papers.rendering import as_pdf
from reports.models import DraftPrint
from reports.sending.snapshots import hash_of, new_code, with_code


def print_of(organization, period, document, by):
    """The draft's PDF with its code. Whoever takes the same draft again gets the same bytes."""
    asked = {"organization": organization, "period": period.key, "document_hash": hash_of(as_kept(document).encode())}
    row = DraftPrint.objects.filter(**asked).first()
    code = row.code if row else new_code()
    content = as_pdf(with_code(document, code))
    if row:
        return content
    row = DraftPrint(
        period=period.key,
        code=code,
        up_to=period.end,
        document_hash=asked["document_hash"],
        pdf_hash=hash_of(content),
        taken_at=timezone.now(),
        taken_by=by,
    ).place(organization)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # two took the same draft at the same moment: the first one's code is on both
        return as_pdf(with_code(document, DraftPrint.objects.get(**asked).code))
    return content
