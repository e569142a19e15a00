"""The tree of an earlier day beside today's: the parts that then belonged to a unit and do no more, or the reverse.

Whatever stood elsewhere on the day did so as a whole: what is below it today, without what stood elsewhere itself.
Such parts are few, and everything else belongs where it belongs today.
"""

from dataclasses import dataclass

from django.db.models import Q

from branches.models import Organization
from branches.placed import ANCESTOR_FIELDS
from reports.tree import elsewhere_on


@dataclass(frozen=True)
class Difference:
    """What to add to the organizations below a unit today, and what to leave out, for those of an earlier day."""

    added: tuple = ()
    left_out: tuple = ()

    def __bool__(self):
        return bool(self.added or self.left_out)

    def organizations(self, parts):
        """The organizations of `added` or `left_out`."""
        return Organization.objects.filter(_any(parts)).order_by()


def difference(organization, on):
    """The `Difference` between the tree below `organization` on `on` and today's."""
    parents = elsewhere_on(on)
    if not parents:
        return Difference()
    ids = {*parents, *(pk for pk in parents.values() if pk)}
    paths = dict(Organization.objects.filter(pk__in=ids).values_list("pk", "path"))
    found = {True: [], False: []}
    for pk, parent in parents.items():
        then = pk == organization.pk or _led_to(organization.pk, parent, parents, paths)
        now = organization.pk in _steps(paths[pk])
        if then != now:
            nested = tuple(paths[each] for each in parents if each != pk and paths[each].startswith(paths[pk]))
            found[then].append((paths[pk], nested))
    return Difference(tuple(found[True]), tuple(found[False]))


def below_on(organization, on, prefix="organization__"):
    """Which rows belonged to `organization` on `on`, as a Q over the path of the row's organization."""
    today = Q(**{f"{prefix}{ANCESTOR_FIELDS[organization.depth]}": organization.pk})
    found = difference(organization, on)
    if found.left_out:
        today &= ~_any(found.left_out, prefix)
    return today | _any(found.added, prefix) if found.added else today


def _any(parts, prefix=""):
    condition = Q(pk__in=())
    for path, nested in parts:
        part = Q(**{f"{prefix}path__startswith": path})
        for each in nested:
            part &= ~Q(**{f"{prefix}path__startswith": each})
        condition |= part
    return condition


def _led_to(wanted, pk, parents, paths):
    """Whether the way up from `pk` by the parents of the day passes `wanted`."""
    seen = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        steps = _steps(paths[pk])
        turn = max((place for place, step in enumerate(steps) if step in parents), default=0)
        if wanted in steps[turn:]:
            return True
        pk = parents.get(steps[turn])
    return False


def _steps(path):
    return [int(step) for step in path.rstrip("/").split("/")]
