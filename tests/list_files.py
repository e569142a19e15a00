"""The files of lists, as tests open them."""

from io import BytesIO

from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AccessRecord


def opened(client, name, args=(), **query):
    """(all that stands above the rows, the rows without their numbers) of the list's file."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    heads = [value for row in rows if not isinstance(row[0], float) for value in row if value]
    return " ".join(map(str, heads)), [tuple(row[1:]) for row in rows if isinstance(row[0], float)]


def offers(client, page, name, args=(), **query):
    """Whether the page links to its list under the same filters."""
    text = client.get(reverse(page, args=args), query).text.replace("&amp;", "&")
    return reverse(name, args=args) in text


def logged(place, about):
    return AccessRecord.objects.filter(kind="list_taken", organization=place, about=about).exists()
