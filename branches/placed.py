"""Rows that belong to a place in the tree, and the questions asked of them.

Each such row carries its organization's ancestors, one column per depth, so that "all rows
below this committee" is one equality on an index and never a walk through the tree.
Nothing outside this module knows how that is stored.
"""

from dataclasses import dataclass

from django.db import models

# Depth 0 is the root. The deepest chain of the Party today has six levels (province, superior,
# grassroots, section, cell, group); deeper trees work too, by the path of the organization.
DEPTHS = 6
ANCESTOR_FIELDS = tuple(f"ancestor_{depth}" for depth in range(DEPTHS))


@dataclass(frozen=True)
class Scope:
    """The parts of the tree that a question covers: `(id, depth, path)` of each top organization."""

    tops: tuple = ()

    def __bool__(self):
        return bool(self.tops)

    def __or__(self, other):
        """What lies in the one or in the other."""
        return Scope((*self.tops, *(top for top in other.tops if top not in self.tops)))

    def covers(self, organization):
        """Whether `organization` lies in the scope (it, or one above it, is a top)."""
        return any(organization.path.startswith(path) for _, _, path in self.tops)

    def covers_row(self, row):
        """The same for a `Placed` row, without asking for its organization."""
        return any(
            getattr(row, ANCESTOR_FIELDS[depth]) == pk if depth < DEPTHS else row.organization.path.startswith(path)
            for pk, depth, path in self.tops
        )


def _condition(pk, depth, path, path_lookup):
    if depth < DEPTHS:
        return models.Q(**{ANCESTOR_FIELDS[depth]: pk})
    return models.Q(**{f"{path_lookup}__startswith": path})


class PlacedQuerySet(models.QuerySet):
    """Questions by place. `path_lookup` leads from a row to its organization's path."""

    path_lookup = "organization__path"

    def under(self, organization):
        """Rows at `organization` or anywhere below it."""
        return self.filter(_condition(organization.pk, organization.depth, organization.path, self.path_lookup))

    def within(self, scope):
        """Rows inside `scope`; an empty scope holds nothing."""
        return self.filter(self.condition(scope))

    def count_under(self, organizations):
        """organization's id -> number of rows at it or below; one query for each depth among them."""
        found, by_depth = {each.pk: 0 for each in organizations}, {}
        for each in organizations:
            by_depth.setdefault(each.depth, []).append(each)
        for depth, units in by_depth.items():
            if depth >= DEPTHS:
                found.update((each.pk, self.under(each).count()) for each in units)
                continue
            field = ANCESTOR_FIELDS[depth]
            rows = self.filter(**{f"{field}__in": [each.pk for each in units]})
            found.update(rows.order_by().values_list(field).annotate(number=models.Count("pk")))
        return found

    def condition(self, scope):
        """`within` as a Q, for questions that unite a scope with something else."""
        if not scope:
            return models.Q(pk__in=())
        condition = models.Q()
        for top in scope.tops:
            condition |= _condition(*top, self.path_lookup)
        return condition


class Placed(models.Model):
    """A row that belongs to an organization and carries its ancestors.

    `follows_tree` says what a move of the organization does to the row: `always` (a state that is
    true now) or `open_year` (a fact: rewritten for the current year, kept as it was before that).
    """

    organization = models.ForeignKey("branches.Organization", on_delete=models.PROTECT, related_name="+")
    ancestor_0 = models.BigIntegerField(editable=False)
    ancestor_1 = models.BigIntegerField(null=True, editable=False)
    ancestor_2 = models.BigIntegerField(null=True, editable=False)
    ancestor_3 = models.BigIntegerField(null=True, editable=False)
    ancestor_4 = models.BigIntegerField(null=True, editable=False)
    ancestor_5 = models.BigIntegerField(null=True, editable=False)

    follows_tree = "always"
    # What keeps an organization from being dissolved: words for it, and conditions for `filter`.
    keeps_organization = None

    class Meta:
        abstract = True

    def place(self, organization):
        """Put the row at `organization`: sets it and the ancestor columns; saves nothing."""
        self.organization = organization
        for field, value in zip(ANCESTOR_FIELDS, organization.ancestors(), strict=True):
            setattr(self, field, value)
        return self


def ancestor_indexes(prefix, *columns):
    """One partial index per depth: the ancestor, then `columns` (names as in Meta.indexes).

    `prefix` opens the index names and must be at most 20 characters long.
    """
    return [
        models.Index(
            fields=[field, *columns],
            name=f"{prefix}_at{depth}",
            condition=models.Q(**{f"{field}__isnull": False}),
        )
        for depth, field in enumerate(ANCESTOR_FIELDS)
    ]
