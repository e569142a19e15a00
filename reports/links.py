"""Where a printed number leads: to the list behind it. On paper and in text it leads nowhere."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

KEPT = "chot"  # names the snapshot that a list belongs to
LIKE = "theo"  # names the unit in whose table a number of a unit below it stands


def to_list(key, organization, period, **more):
    """The address of the list behind the figure `key` of `organization` over `period`."""
    query = urlencode({"chi_tieu": key, **more})
    return f"{_list_of(organization.code, period.key)}&{query}"


@lru_cache(1024)
def _list_of(code, period):
    """The address as far as all numbers of a unit and period share it: a page has a thousand of them."""
    return f"{reverse('reports:people')}?{urlencode({'don_vi': code, 'ky': period})}"


def lists_of(organization):
    """Links to the lists behind the numbers of a paper of `organization`: all are counted by its own settings."""

    def link(key, unit, period):
        return to_list(key, unit, period, **({} if unit.pk == organization.pk else {LIKE: organization.code}))

    return link


def as_kept(code):
    """Links to the lists as they were when the snapshot `code` was made."""
    return lambda key, organization, period: f"{to_list(key, organization, period)}&{urlencode({KEPT: code})}"


def nowhere(key, organization, period):
    """For paper and text."""
    return ""


def to_dossier(pk):
    """The address of a case; "" where cases have no page."""
    return _page("candidates:detail", pk=pk)


def to_unit(organization):
    """The address of an organization's results."""
    return f"{reverse('reports:dashboard')}?{urlencode({'don_vi': organization.code})}"


def _page(name, **kwargs):
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
