"""Registering people and changing what is known of them."""

from django.db import transaction

from branches.models import Person, PersonGroup
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid


@transaction.atomic
def register_person(*, by, groups=(), **fields):
    """Register a person and return them. The caller has checked who may (by place of the candidate)."""
    person = Person(**fields)
    person.full_name = with_capitals(person.full_name)
    _check(person)
    person.save()
    PersonGroup.objects.bulk_create(PersonGroup(person=person, group=group) for group in groups)
    return person


@transaction.atomic
def update_person(*, by, person, version, groups=None, **fields):
    """Change `fields` of `person`, who must still be at `version`: else `Conflict` and nothing is saved.

    Locks the person. The caller has checked who may.
    """
    person = under_lock(Person.objects).get(pk=person.pk)
    if person.version != version:
        raise Conflict("Trong lúc bạn nhập, người khác đã sửa thông tin của người này.")
    for name, value in fields.items():
        setattr(person, name, value)
    _check(person)
    person.version += 1
    person.save()
    if groups is not None:
        person.groups.exclude(group__in=groups).delete()
        known = set(person.groups.values_list("group", flat=True))
        PersonGroup.objects.bulk_create(PersonGroup(person=person, group=g) for g in groups if g not in known)
    return person


def with_capitals(name):
    """A name typed all in small or all in capital letters, with a capital for each word; others as typed."""
    if name not in (name.lower(), name.upper()):
        return name
    return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())


def _check(person):
    for until, since in (("youth_union_until", "youth_union_on"), ("trade_union_until", "trade_union_on")):
        if getattr(person, until) and getattr(person, since) and getattr(person, until) < getattr(person, since):
            raise Invalid({until: "Ngày ra phải sau ngày vào."})
    if person.birth_date:
        for since in ("youth_union_on", "trade_union_on"):
            if getattr(person, since) and getattr(person, since) <= person.birth_date:
                raise Invalid({since: "Ngày này phải sau ngày sinh."})
