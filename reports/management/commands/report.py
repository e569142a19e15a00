"""`manage.py report CODE PERIOD --as json|text|pdf [--out FILE]`: any report without a browser."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from branches.models import Organization
from partydev.papers.rendering import as_pdf, as_text
from reports.periods import PeriodError
from reports.quarterly import build, figures_as_data, period_of


class Command(BaseCommand):
    help = "Print the report of an organization and a period as JSON, text or PDF."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the organization's code")
        parser.add_argument("period", help="2018-Q3, 2018-H1, 2018-9M, 2018, 2021-01-01..2024-03-31, TERM-2023")
        parser.add_argument("--as", dest="form", choices=["json", "text", "pdf"], default="text")
        parser.add_argument("--out", type=Path, help="write to this file instead of the standard output")
        parser.add_argument("--decimals", type=int, choices=[0, 1, 2], default=1, help="decimals of percentages")

    def handle(self, *, code, period, form, out, decimals, **options):
        organization = Organization.objects.select_related("parent").filter(code=code).first()
        if organization is None:
            raise CommandError(f"Không có tổ chức đảng nào có mã “{code}”.")
        try:
            asked = period_of(organization, period)
        except PeriodError as fault:
            raise CommandError(str(fault)) from fault
        if asked.is_future(timezone.localdate()):
            raise CommandError(f"Kỳ báo cáo “{asked.label}” chưa đến.")
        content = _content(organization, asked.up_to(timezone.localdate()), form, decimals)
        if out:
            out.write_bytes(content)
        else:
            sys.stdout.buffer.write(content)
            sys.stdout.flush()


def _content(organization, period, form, decimals):
    if form == "json":
        data = figures_as_data(organization, period, decimals)
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    document = build(organization, period, places=decimals)
    return as_pdf(document) if form == "pdf" else as_text(document).encode()
