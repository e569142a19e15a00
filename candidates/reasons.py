"""Why dossiers are sent back: the list that a case's committee chooses from, and how often each was given."""

from django.db.models import Count

from candidates.going import present_attempt
from candidates.models import Candidate, CompletionPoint, CompletionReason
from candidates.rules.completion import OTHER, shipped_reasons

BEFORE_THE_LIST = "Ghi trước khi có danh mục lý do"
_UNIT = "request__candidate__organization__"


def reasons_for(organization):
    """code -> words for cases of `organization`: what is shipped, then what its committees added; "other" last."""
    above = [pk for pk in organization.ancestors() if pk]
    added = CompletionReason.objects.filter(organization_id__in=above, ended_on=None)
    shipped = shipped_reasons()
    own = {each.code: each.label for each in added}
    return {code: words for code, words in shipped.items() if code != OTHER} | own | {OTHER: shipped[OTHER]}


def reason_words(codes):
    """code -> words for codes that points carry, also those that ended."""
    found = dict(shipped_reasons())
    missing = {code for code in codes if code and code not in found}
    if missing:
        found |= dict(CompletionReason.objects.filter(code__in=missing).values_list("code", "label"))
    return found


def explained(points):
    """`points` as a list, each with its reason in words: `because`, "" where none was given."""
    points = list(points)
    words = reason_words({point.reason for point in points})
    for point in points:
        point.because = words.get(point.reason, "")
    return points


def to_answer(candidate):
    """The points that the cell still has to answer in the present attempt, as they were asked."""
    asked = {"request__candidate": candidate, "request__event__gt": present_attempt(candidate).after}
    return CompletionPoint.objects.filter(**asked, answered_at=None).order_by("request", "pk")


def counted(user, scope, since, until):
    """(words, how many points, how many units) of each reason given from `since` to `until`, the most frequent first.

    Only cases that `user` sees within `scope`.
    """
    rows = (
        _asked(user, scope, since, until)
        .values_list("reason")
        .annotate(number=Count("pk"), units=Count("request__candidate__organization", distinct=True))
    )
    words = reason_words([code for code, _, _ in rows])
    told = [(words.get(code, BEFORE_THE_LIST), number, units) for code, number, units in rows]
    return sorted(told, key=lambda row: (-row[1], row[0]))


def returns_by_unit(user, scope, since, until):
    """(name, superior's name, requests, points, [(words of a reason, how many)]) of each unit, in the tree's order."""
    found = _asked(user, scope, since, until)
    rows = list(found.values_list(f"{_UNIT}path", f"{_UNIT}name", "reason").annotate(number=Count("pk")))
    words = reason_words({code for _, _, code, _ in rows})
    given = {}
    for path, name, code, number in rows:
        given.setdefault((path, name), []).append((words.get(code, BEFORE_THE_LIST), number))
    return [
        (name, *told, sorted(given[path, name], key=lambda row: (-row[1], row[0])))
        for path, name, *told in _units(found)
    ]


def by_unit(user, scope, since, until):
    """(name, superior's name, requests, points) of each unit whose dossiers were sent back, in the tree's order."""
    return [row[1:] for row in _units(_asked(user, scope, since, until))]


def _asked(user, scope, since, until):
    """The points asked from `since` to `until` in cases that `user` sees within `scope`."""
    cases = Candidate.objects.visible_to(user).within(scope)
    asked = {"request__candidate__in": cases, "request__requested_on__range": (since, until)}
    return CompletionPoint.objects.filter(**asked).order_by()


def _units(found):
    named = found.values_list(f"{_UNIT}path", f"{_UNIT}name", f"{_UNIT}parent__name")
    return sorted(named.annotate(requests=Count("request", distinct=True), points=Count("pk")))
