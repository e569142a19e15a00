"""On whom and on what a case rests: the members who introduce, the documents of higher organs."""

from datetime import date

from branches.models import MemberEvent
from candidates.rules.duties_base import Extended
from candidates.rules.facts import Introducer


def grounds_in_force(candidate):
    """The documents of the case that were not taken back, by their days; of an unknown day first."""
    read = "grounds" in getattr(candidate, "_prefetched_objects_cache", {})
    found = candidate.grounds.all() if read else candidate.grounds.select_related("withdrawal")
    standing = [each for each in found if each.withdrawn is None]
    return sorted(standing, key=lambda each: (each.issued_on or date.min, each.pk))


def introducers_of(introductions, on):
    """The members of `introductions` whose place none of these took, each with why they count no more on `on`."""
    replaced = {each.replaces_id for each in introductions}
    return tuple(
        Introducer(
            name=str(each.member),
            since_together=each.since_together,
            is_replacement=each.replaces_id is not None,
            gone=_gone(each, on),
            key=each.pk,
        )
        for each in introductions
        if each.member and each.pk not in replaced
    )


def _gone(introduction, on):
    member = introduction.member
    moves = [
        event.on
        for event in member.events.all()
        if event.kind == MemberEvent.Kind.TRANSFER_OUT and introduction.introduced_on < event.on <= on
    ]
    if moves:
        return f"đã chuyển sinh hoạt đảng ngày {max(moves):%d/%m/%Y}"
    if member.left_on and member.left_on <= on:
        return f"đã ra khỏi danh sách đảng viên ngày {member.left_on:%d/%m/%Y}"
    return "" if member.is_full_on(on) else "không phải đảng viên chính thức"


def extensions_of(candidate, on):
    """(kind, key) -> the recorded decisions up to `on` that put a last day off, the newest last."""
    found = {}
    for row in candidate.extensions.all():
        if row.issued_on <= on:
            found.setdefault((row.kind, row.key), []).append(Extended(row.until, str(row), row.issued_on))
    return found
