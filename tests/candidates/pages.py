"""Getting and sending pages as a signed-in user does."""

from django.test import Client
from django.urls import reverse

from partydev.once import new_token
from tests.factories import sign_in, today


def browser_of(user):
    """A client signed in as `user`."""
    return sign_in(Client(), user)


def day(on):
    return f"{on:%d/%m/%Y}"


def send(client, url, **data):
    """Post a form with a fresh token; dates may be given as dates."""
    fields = {key: day(value) if hasattr(value, "strftime") else value for key, value in data.items()}
    return client.post(url, {"form_token": new_token(None), **fields})


def step_url(candidate, transition):
    return reverse("candidates:step", kwargs={"pk": candidate.pk, "transition": transition})


def case_url(name, candidate, **kwargs):
    return reverse(f"candidates:{name}", kwargs={"pk": candidate.pk, **kwargs})


NEW_PERSON = {
    "full_name": "Lường Thị Ban",
    "birth_date": "14/09/2004",
    "sex": "female",
    "ethnicity": "03",
    "religion": "00",
    "source": "youth_union",
    "source_name": "Chi đoàn thôn Phú Lâm",
}


def new_person(**changes):
    return {**NEW_PERSON, "on": day(today()), **changes}
