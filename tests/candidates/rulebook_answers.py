"""Opening the pages of the rulebook, and filling in the form of a value."""

from datetime import date

from django.apps import apps
from django.urls import reverse

from tests.candidates.pages import send

KEY = "recognition_vote_working_days"


def page(client, name, *args, **query):
    return client.get(reverse(f"rulebook:{name}", args=args), query)


def answers(**changes):
    return {
        "value": "20",
        "valid_from": "01/10/2026",
        "valid_to": "",
        "document": "Hướng dẫn 05-HD/TW",
        "issuer": "Ban Bí thư",
        "issued_on": "15/09/2026",
        "article": "điểm 2.1",
        "confidence": "confirmed",
        "reason": "Hướng dẫn mới thay số ngày.",
        "seen": "0",
        **changes,
    }


REVISION = {
    "value": 20,
    "valid_from": date(2026, 7, 26),
    "valid_to": None,
    "document": "Quy định thử",
    "issuer": "Ban Bí thư",
    "issued_on": date(2026, 8, 1),
    "article": "",
    "reason": "Thử",
}


def all_rows():
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}


def revise(client, key=KEY, **changes):
    return send(client, reverse("rulebook:revise", args=[key]), **answers(**changes), confirmed="1")
