"""Search by name in everything that a user may see, and in nothing else."""

from dataclasses import dataclass

from branches.models import Member, Organization
from branches.permissions import Permission
from candidates.models import Candidate
from candidates.overview.links import link
from partydev.text import fold

MOST = 20


@dataclass(frozen=True)
class Found:
    title: str
    items: list
    more: bool


def search_everything(user, words):
    """What was found, by kind; kinds without a hit are left out."""
    parts = [_people(user, words), _members(user, words), _organizations(user, words)]
    return [part for part in parts if part.items]


def _part(title, rows, item):
    rows = list(rows[: MOST + 1])
    return Found(title, [item(row) for row in rows[:MOST]], len(rows) > MOST)


def _people(user, words):
    rows = Candidate.objects.visible_to(user).named(words).select_related("person", "organization")
    return _part(
        "Người vào Đảng",
        rows.order_by("person__sort_key", "pk"),
        lambda each: {
            "name": each.person.full_name,
            "meta": f"{each.stage_label} · {each.organization} · {each.code}",
            "url": link("candidates:detail", pk=each.pk),
        },
    )


def _members(user, words):
    rows = Member.objects.within(user.scope(Permission.MEMBER_VIEW)).present()
    rows = rows.filter(person__search__contains=fold(words)).select_related("person", "organization")
    return _part(
        "Đảng viên",
        rows.order_by("person__sort_key", "pk"),
        lambda each: {
            "name": each.person.full_name,
            "meta": f"{each.get_status_display()} · {each.organization}",
            "url": link("branches:member", pk=each.pk),
        },
    )


def _organizations(user, words):
    rows = Organization.objects.visible_to(user.scope(Permission.ORGANIZATION_VIEW)).filter(
        search__contains=fold(words)
    )
    return _part(
        "Tổ chức đảng",
        rows.order_by("depth", "name", "pk"),
        lambda each: {
            "name": each.name,
            "meta": each.get_kind_display(),
            "url": link("branches:organization", code=each.code),
        },
    )
