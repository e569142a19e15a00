"""The files of reports as orders (`partydev.jobs`): their names, their weight, how their taking is logged."""

from django.urls import reverse

from accounts.log import client_address, record
from accounts.models import AccessRecord
from partydev.jobs import limits
from partydev.jobs.orders import Order, paper, sheet
from partydev.papers.xlsx import as_xlsx


def file_key(period):
    return period.key.replace("..", "-den-")


def logged(organization, about, kind=AccessRecord.Kind.REPORT_DOWNLOADED, **more):
    """What logs the taking of a file: `taken(request, note)`."""

    def taken(request, note=""):
        record(kind, request.user, organization, about=about, address=client_address(request), note=note, **more)

    return taken


def smaller(organization, *more):
    """Where one goes from a report that is too large."""
    at = f"?don_vi={organization.code}"
    return (
        ("Chọn kỳ ngắn hơn hoặc một đơn vị trực thuộc", reverse("reports:list") + at),
        ("Xem kết quả của từng đơn vị trực thuộc", reverse("reports:dashboard") + at),
        *more,
    )


def of_paper(organization, document, *, make, about, name, instead=()):
    """The PDF of a document of `organization`."""
    return paper(document, make=make, words=f"{about}, {organization.name} (PDF)", name=f"{name}.pdf",
                 taken=logged(organization, about), instead=smaller(organization, *instead))  # fmt: skip


def stored(organization, content, *, about, name):
    """A PDF whose bytes were stored: it comes at once, whatever it weighs."""
    return Order(words=f"{about}, {organization.name} (PDF)", name=f"{name}.pdf", content_type="application/pdf",
                 rows=0, at_once=0, most=0, make=lambda: content, taken=logged(organization, about))  # fmt: skip


def of_tables(organization, book, *, about, name):
    """The spreadsheet of a book of tables."""
    rows = sum(len(table.all_rows) for table in book.tables)
    return sheet(rows, make=lambda: as_xlsx(book), words=f"{about}, {organization.name}", name=f"{name}.xlsx",
                 taken=logged(organization, about), instead=smaller(organization))  # fmt: skip


def of_people(organization, count, *, make, about, name, **log):
    """The spreadsheet of a list of so many people; a long one only for a reason."""
    return sheet(count, make=make, words=f"{about}, {organization.name} (Excel)", name=f"{name}.xlsx",
                 taken=logged(organization, about, AccessRecord.Kind.LIST_TAKEN, **log),
                 instead=smaller(organization), asks_why=count > limits.PEOPLE_AT_ONCE)  # fmt: skip
