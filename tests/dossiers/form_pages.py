"""Addresses of forms, what their pages say, and the cast whose case has a decision."""

import re
from html import unescape

from django.urls import reverse

from tests.candidates.desk_cases import cast_decided_above
from tests.dossiers import form_cases as made
from tests.factories import days_ago


def cast_with_a_decision():
    cast = cast_decided_above()
    made.with_heads(cast)
    cast.candidates["decided"] = made.decided(cast, days_ago(300))
    return cast


def url(name, candidate, slug="", part=0):
    kwargs = {"pk": candidate.pk} | ({"form": slug, "part": part} if slug else {})
    return reverse(f"dossiers:{name}", kwargs=kwargs)


def page(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
