"""What a page is asked in its address."""

from urllib.parse import urlencode


def asked(request, names: str) -> str:
    """The words of the address by these names, with a space between them, as a query; what is empty is left out."""
    return urlencode({name: request.GET[name] for name in names.split() if request.GET.get(name)})
