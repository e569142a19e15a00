"""A file made for one reader, as an answer."""

from django.http import HttpResponse
from django.urls import Resolver404, resolve


def gives_file(view):
    """Mark a view whose answer is a file: a browser saves it and leaves the page that led there on screen."""
    view.gives_file = True
    return view


def leads_to_file(path):
    """Whether `path`, an address of this application, is one of a view that `gives_file`."""
    try:
        return getattr(resolve(path.partition("?")[0]).func, "gives_file", False)
    except Resolver404:
        return False


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content, name, content_type="application/pdf"):
    """`content` (bytes) as a file called `name`, saved rather than shown, and kept by nobody on the way."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
