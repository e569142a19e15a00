"""How long official forms take: one PDF, and the forms of a dossier in one file.

    .venv/bin/python bench/papers.py [--runs 10]

Uses the demonstration's database (run `./up` once before) and changes nothing in it. A form is gathered, filled
and rendered anew each time; its floor is the bare renderer on the same HTML. Prints medians in milliseconds and
their ratio.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partydev.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402
from timing import median  # noqa: E402

from candidates.models import Candidate  # noqa: E402
from candidates.rulebook import one_book  # noqa: E402
from dossiers.drafting import fill, sheets  # noqa: E402
from dossiers.gather import case_of  # noqa: E402
from partydev.papers import pdf  # noqa: E402
from partydev.papers.rendering import as_one_pdf, as_page, as_pdf  # noqa: E402

FORMS = 16


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    candidate = Candidate.objects.filter(stage="recognized").order_by("pk").last() or Candidate.objects.last()
    print(f"{'what':44} {'ms':>9} {'floor ms':>9} {'ratio':>6}")
    for slug in ("6-knd", "9-knd", "2-knd"):
        document = _document(candidate, slug)
        html = as_page(document)
        line(
            f"one form as PDF ({slug})",
            median(lambda slug=slug: as_pdf(_document(candidate, slug)), runs),
            median(lambda html=html: pdf.render(html), runs),
        )
    pages = [as_page(document) for document in _documents(candidate)]
    line(
        f"a dossier of {len(pages)} forms, one PDF",
        median(lambda: as_one_pdf(_documents(candidate)), max(runs // 3, 3)),
        median(lambda: pdf.render_together(pages), max(runs // 3, 3)),
    )
    line(
        f"a dossier of {len(pages)} forms, each a PDF",
        median(lambda: [as_pdf(document) for document in _documents(candidate)], max(runs // 3, 3)),
        median(lambda: [pdf.render(page) for page in pages], max(runs // 3, 3)),
    )


def line(label, value, floor):
    print(f"{label:44} {value:9.1f} {floor:9.1f} {value / floor:6.2f}")


def _document(candidate, slug):
    with one_book():
        case = case_of(candidate, timezone.localdate())
        return fill(case, next(sheet for sheet in sheets(case) if sheet.form.slug == slug)).document


def _documents(candidate):
    with one_book():
        case = case_of(candidate, timezone.localdate())
        return [fill(case, sheet).document for sheet in sheets(case)[:FORMS]]


if __name__ == "__main__":
    main()
