"""Checks of what was kept of reports, added to those of `manage.py integrity`."""

import hashlib

from django.db import transaction

from branches.models import Organization
from partydev.locks import under_lock
from reports.models import FoldedUnit, KeptStates, Report, ReportIssue, ReportRevision
from reports.states import keeping
from reports.tally import folding

MANY = 50  # papers read at a time: each is some hundred kilobytes


def kept_reports():
    """What was kept is still, byte for byte, what its hashes were made of."""
    rows = ReportRevision.objects.select_related("report__organization").order_by("pk")
    for row in rows.exclude(document="").iterator(MANY):
        if _hash(row.document.encode()) != row.document_hash:
            yield f"{_named(row)}: nội dung lưu không khớp mã băm đã ghi."
        if _hash(bytes(row.pdf)) != row.pdf_hash:
            yield f"{_named(row)}: bản PDF dự thảo không khớp mã băm đã ghi."
        if row.enclosed is not None and _hash(bytes(row.enclosed)) != row.basis.get("enclosed"):
            yield f"{_named(row)}: danh sách, biểu lưu kèm không khớp mã băm đã ghi."
    issues = ReportIssue.objects.select_related("revision__report__organization").defer("revision__pdf")
    for row in issues.exclude(pdf=None).order_by("pk").iterator(MANY):
        for content, known in ((row.pdf, row.pdf_hash), (row.copy_pdf, row.copy_hash)):
            if _hash(bytes(content)) != known:
                yield f"{_named(row.revision)}: bản PDF đã khóa không khớp mã băm đã ghi."


def states():
    """A report is locked exactly where the revision it shows has its number."""
    locked = Report.objects.filter(state=Report.State.LOCKED)
    rows = locked.filter(revision__issue__isnull=True) | Report.objects.exclude(state=Report.State.LOCKED).filter(
        revision__issue__isnull=False
    )
    for row in rows.select_related("organization").order_by("pk"):
        yield f"Báo cáo {row.period} của {row.organization}: trạng thái không khớp số, ngày đã ghi."


def tallies():
    """What is kept added up is what the facts come to that it was made of."""
    for pk in FoldedUnit.objects.filter(is_folded=True).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            # Held, so that nothing is added between the one reading and the other.
            row = under_lock(FoldedUnit.objects.select_related("organization")).get(pk=pk)
            wrong = folding.differences(row)
        for key, bucket, kept, counted in wrong:
            yield (
                f"Số liệu cộng dồn của {row.organization}, {key} từ ngày {bucket:%d/%m/%Y}: đang giữ {kept}, "
                f"đếm từ các việc được {counted}. Chạy fold --anew để cộng lại."
            )


def kept_states():
    """How things stand by unit, as it is kept, is what the rows say."""
    for kept in KeptStates.objects.select_related("root").order_by("root", "on"):
        for unit, question, pk, number, counted in keeping.differences(kept):
            child = unit if pk == unit.pk else Organization.objects.filter(pk=pk).first()
            yield (
                f"Số liệu tính sẵn của {unit} ngày {kept.on:%d/%m/%Y}, {question.label} của {child}: "
                f"đang giữ {number}, đếm lại được {counted}. Chạy fold --anew để tính lại."
            )


def _hash(content):
    return hashlib.sha256(content).hexdigest()


def _named(revision):
    return f"Báo cáo {revision.report.period} của {revision.report.organization}, lần {revision.ordinal}"


CHECKS = (kept_reports, states, tallies, kept_states)
