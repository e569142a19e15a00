"""The list from which a cell votes, as its page sends it."""

from django.urls import reverse

from branches import actions as branch_actions
from branches.models import Member
from tests.candidates.pages import send, step_url
from tests.factories import days_ago, today


def members_of(cell):
    return list(Member.objects.filter(organization=cell, status="full").order_by("person__sort_key", "pk"))


def ticked(cell, *, on=None, without=(), **fields):
    """What the page sends where all of the cell but `without` are ticked."""
    people = members_of(cell)
    data = {
        "counted_by": "roster",
        "listed": ",".join(str(each.pk) for each in people),
        "on": on or today(),
        "votes_for": "4",
        "votes_against": "0",
        "votes_other": "0",
        "paper_number": "15-NQ/CB",
        "as_happened": "on",
        "reason": "Đã họp rồi",
    }
    for each in people:
        data[f"away_{each.pk}"] = "excused"
        if each not in without:
            data[f"here_{each.pk}"] = "on"
    return data | {key: str(value) if isinstance(value, int) else value for key, value in fields.items()}


def record(client, candidate, data):
    return send(client, step_url(candidate, "cell_vote"), **data)


def exempt(member):
    branch_actions.exempt_member(by=None, member=member, on=days_ago(200))
    return member


def minutes_url(candidate, name="vote_minutes_pdf"):
    return reverse(f"candidates:{name}", kwargs={"pk": candidate.pk, "vote": candidate.votes.get().pk})
