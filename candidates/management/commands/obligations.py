"""`manage.py obligations CODE [--on DATE] [--as json]`: what is due at a unit and below it; writes nothing.

People are named by the codes of their cases only: what a server prints is kept in files.
"""

import json

from django.utils import timezone

from candidates.management.reading import day_argument, rules_of, unit_argument
from candidates.obligations import due_in
from partydev.dates import format_date
from partydev.management.speaking import SpeakingCommand, form_argument


class Command(SpeakingCommand):
    help = "In những việc đến hạn của một tổ chức đảng và các đơn vị trực thuộc, việc gấp trước."
    example = "obligations MÃ_ĐƠN_VỊ --on 2026-08-01 --as json"

    def add_arguments(self, parser):
        parser.add_argument("code", help="mã tổ chức đảng")
        parser.add_argument("--on", default="", help="ngày, ví dụ 2026-08-01; mặc định là hôm nay")
        parser.add_argument("--as", dest="kind", default="text", help="text hoặc json; mặc định là text")

    def handle(self, *, code, on, kind, **options):
        unit, day = unit_argument(code), day_argument(on) if on else timezone.localdate()
        rules_of(day)
        rows = due_in(unit, day)
        if form_argument(kind) == "json":
            self.stdout.write(json.dumps([as_data(row) for row in rows], ensure_ascii=False, indent=2))
            return
        for row in rows:
            due = format_date(row.duty.due_on) if row.duty.due_on else "không có hạn"
            case = row.candidate.code if row.candidate else "–"
            self.stdout.write("\t".join((due, row.state, case, row.acts_at.code, row.duty.text, row.duty.citation)))
        if not rows:
            self.stderr.write(f"Không có việc nào đến hạn ở {unit} ngày {format_date(day)}.")


def as_data(row):
    """A `DueRow` for JSON, without the person's name; days are ISO, a duty without a day has `due` null."""
    duty = row.duty
    return {
        "kind": duty.kind,
        "key": duty.key,
        "text": duty.text,
        "case": row.candidate.code if row.candidate else None,
        "unit": row.organization.code,
        "unit_name": row.organization.name,
        "acts": row.acts_at.code,
        "acts_name": row.acts_at.name,
        "opens": duty.opens_on.isoformat(),
        "due": duty.due_on.isoformat() if duty.due_on else None,
        "unsure": duty.unsure,
        "rule": duty.rule,
        "clause": duty.citation,
        "confidence": duty.confidence,
        "state": row.state,
    }
