"""`manage.py rulebook --on 2026-08-01 [--as json]`: every value of the law in force on a day, by key."""

import json

from django.utils import timezone

from candidates.management.reading import day_argument, rules_of
from candidates.rules.keys import KEYS
from candidates.rules.words import in_words
from partydev.management.speaking import SpeakingCommand, form_argument


class Command(SpeakingCommand):
    help = "In mọi giá trị của quy định áp dụng trong một ngày, kèm căn cứ và độ tin cậy."
    example = "rulebook --on 2026-08-01 --as json"

    def add_arguments(self, parser):
        parser.add_argument("--on", default="", help="ngày, ví dụ 2026-08-01; mặc định là hôm nay")
        parser.add_argument("--as", dest="kind", default="text", help="text hoặc json; mặc định là text")

    def handle(self, *, on, kind, **options):
        law = rules_of(day_argument(on) if on else timezone.localdate())
        rows = [law[key] for key in KEYS if key in law]
        if form_argument(kind) == "json":
            self.stdout.write(json.dumps({row.key: as_data(row) for row in rows}, ensure_ascii=False, indent=2))
            return
        for row in rows:
            cells = (row.key, in_words(row.key, row.value), row.confidence, str(row.citation))
            self.stdout.write("\t".join(cells))


def as_data(row):
    """A `RuleValue` for JSON: a part of the whole is "2/3", a list of codes a list, a day ISO."""
    document = row.citation.document
    return {
        "value": _plain(row),
        "unit": row.unit,
        "source": str(row.citation),
        "confidence": row.confidence,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "document": document.name,
        "article": row.citation.article,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat(),
        "revised": row.revised,
    }


def _plain(row):
    if row.unit in ("ratio", "majority"):
        return f"{row.value[0]}/{row.value[1]}"
    return list(row.value) if isinstance(row.value, tuple) else row.value
