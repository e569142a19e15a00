"""Two people changed one person's facts: what it was, what the other saved, what you typed."""

from django.utils import timezone

from branches.models import Person
from candidates.overview.facts import PERSON_FIELDS, label, shown


class Clash:
    """The differing fields of a person since `version`, against the values `typed`."""

    def __init__(self, person, version, typed):
        now = Person.objects.get(pk=person.pk)
        base = person.history.filter(version=version).order_by("-history_id").first() or now
        self.version = now.version
        self.rows = [
            {
                "label": label(field),
                "base": shown(field, getattr(base, field.name)),
                "saved": shown(field, getattr(now, field.name)),
                "typed": shown(field, typed[field.name]),
            }
            for field in map(Person._meta.get_field, PERSON_FIELDS)
            if len({getattr(base, field.name), getattr(now, field.name), typed[field.name]}) > 1
        ]
        self.words = _who(person) + " Bảng bên dưới cho thấy khác nhau ở đâu; nội dung bạn nhập vẫn còn nguyên."


def _who(person):
    last = person.history.select_related("history_user").order_by("-history_id").first()
    if last is None:
        return "Người khác đã sửa thông tin này trong lúc bạn nhập."
    at = timezone.localtime(last.history_date)
    return f"{last.history_user or 'Người khác'} đã sửa thông tin này lúc {at:%H:%M ngày %d/%m/%Y}."


def own_version(person, version, user, typed):
    """(values, version) to save: after the user's own earlier saves a page left open is not a clash.

    What the open page did not touch keeps what the user saved meanwhile.
    """
    later = list(person.history.filter(version__gt=version).order_by("history_id"))
    if not later or any(row.history_user_id != user.pk for row in later):
        return typed, version
    base = person.history.filter(version=version).order_by("-history_id").first()
    if base is None:
        return typed, version
    kept = {name: getattr(later[-1], name) for name in PERSON_FIELDS if typed[name] == getattr(base, name)}
    return {**typed, **kept}, later[-1].version
