"""Why dossiers are sent back: the list that a case's committee chooses from, and how often each was given."""

from django.db.models import Count, Q

from candidates.models import Candidate, CompletionPoint, CompletionReason
from candidates.rules.completion import OTHER, shipped_reasons

BEFORE_THE_LIST = "Ghi trước khi có danh mục lý do"


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


def counted(user, scope, since, until):
    """(words, how many points, how many units) of each reason given from `since` to `until`, the most frequent first.

    Only cases that `user` sees within `scope`.
    """
    cases = Candidate.objects.visible_to(user).within(scope)
    rows = (
        CompletionPoint.objects.filter(request__candidate__in=cases, request__requested_on__range=(since, until))
        .order_by()
        .values_list("reason")
        .annotate(number=Count("pk"), units=Count("request__candidate__organization", distinct=True))
    )
    words = reason_words([code for code, _, _ in rows])
    told = [(words.get(code, BEFORE_THE_LIST), number, units) for code, number, units in rows]
    return sorted(told, key=lambda row: (-row[1], row[0]))


def returns_by_unit(user, scope, since, until):
    """(name, superior's name, requests, points, [(words of a reason, how many)]) of each unit, in the tree's order."""
    cases = Candidate.objects.visible_to(user).within(scope)
    found = CompletionPoint.objects.filter(
        request__candidate__in=cases, request__requested_on__range=(since, until)
    ).order_by()
    unit = "request__candidate__organization__"
    rows = list(found.values_list(f"{unit}path", f"{unit}name", "reason").annotate(number=Count("pk")))
    words = reason_words({code for _, _, code, _ in rows})
    given = {}
    for path, name, code, number in rows:
        given.setdefault((path, name), []).append((words.get(code, BEFORE_THE_LIST), number))
    named = found.values_list(f"{unit}path", f"{unit}name", f"{unit}parent__name")
    counted_rows = sorted(named.annotate(requests=Count("request", distinct=True), points=Count("pk")))
    return [
        (name, above, requests, points, sorted(given[path, name], key=lambda row: (-row[1], row[0])))
        for path, name, above, requests, points in counted_rows
    ]


def by_unit(user, scope, since, until):
    """(name, superior's name, requests, points) of each unit whose dossiers were sent back, in the tree's order."""
    cases = Candidate.objects.visible_to(user).within(scope)
    found = CompletionPoint.objects.filter(
        Q(request__candidate__in=cases), request__requested_on__range=(since, until)
    ).order_by()
    unit = "request__candidate__organization__"
    rows = found.values_list(f"{unit}path", f"{unit}name", f"{unit}parent__name")
    rows = rows.annotate(requests=Count("request", distinct=True), points=Count("pk"))
    return [row[1:] for row in sorted(rows)]
