"""A file made for one reader, as an answer."""

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content, name, content_type="application/pdf"):
    """`content` (bytes) as a file called `name`, saved rather than shown, and kept by nobody on the way."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
