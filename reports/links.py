"""Where a printed number leads: to the list behind it. On paper and in text it leads nowhere."""

from urllib.parse import urlencode

from django.urls import reverse


def to_list(key, organization, period):
    """The address of the list behind the figure `key` of `organization` over `period`."""
    query = urlencode({"don_vi": organization.code, "ky": period.key, "chi_tieu": key})
    return f"{reverse('reports:people')}?{query}"


def nowhere(key, organization, period):
    """For paper and text."""
    return ""
