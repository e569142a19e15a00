"""The months of cells: people without remarks (P5), meetings that considered nothing of this work (P8).

Cells and causes only: who owes a remark stays inside the cell.
"""

from collections import defaultdict

from django.conf import settings
from django.db.models import Count

from branches.models import Organization
from candidates.urging import meetings_without_content, people_without_remarks
from partydev.dates import format_date
from partydev.numbers import two_digits
from reports.signals.cells import NOTED, in_order, line_of


def silent_lines(organization, on):
    """Cells with people who lack the remarks of so many months that the committee is told."""
    rows = people_without_remarks(organization, on).order_by().values_list("organization_id").annotate(Count("pk"))
    months = two_digits(settings.REMARKS_MISSING_TOLD)
    return _lines({
        pk: (f"{two_digits(number)} người từ {months} kỳ chưa có nhận xét.",) for pk, number in rows
    })  # fmt: skip


def bare_lines(organization, on):
    """Cells whose meetings of this month or the last considered nothing of this work."""
    found = defaultdict(list)
    for meeting in meetings_without_content(organization, on).order_by("held_on"):
        day = format_date(meeting.held_on)
        found[meeting.organization_id].append(f"Họp ngày {day}: chưa ghi nội dung phát triển đảng viên.")
    return _lines({pk: tuple(causes) for pk, causes in found.items()})


def _lines(causes):
    cells = Organization.objects.filter(pk__in=causes).select_related("parent")
    return in_order([line_of(cell, causes[cell.pk], NOTED) for cell in cells])
