"""The cells of a composed table: one grouped question for each table of facts, however many cells there are."""

from collections import defaultdict

from django.db.models import Count, F, Sum

from candidates.models import StageEvent
from reports import catalogue
from reports.cross.axes import UNIT
from reports.figures.keyed import MODELS
from reports.figures.pool import last_steps
from reports.tree import TreeOn


def cells(base, rows, columns, organization, period):
    """(code of the row, code of the column) -> int; "" where a fact is under none of an axis."""
    tree, found = TreeOn(organization, period.end), defaultdict(int)
    column = tree.unit_column
    for model, facts, number in _facts(base, tree, organization, period):
        grouped = {
            name: F(column) if axis.key == UNIT else axis.column(model) for name, axis in (("r", rows), ("c", columns))
        }
        facts = facts.order_by().annotate(**grouped).values("r", "c").annotate(n=number)
        for row in facts.values_list("r", "c", "n"):
            row_code, column_code = (
                tree.unit_in(value, column) if axis.key == UNIT else value
                for axis, value in zip((rows, columns), row[:2], strict=True)
            )
            found[row_code, column_code] += row[2] or 0
    return {where: number for where, number in found.items() if number}


def _facts(base, tree, organization, period):
    """(model, its facts, the aggregate that counts them): every table that the figure is read from."""
    if base == "in_pool":
        yield StageEvent, last_steps(organization, period.end), Count("pk")
        return
    for name in catalogue.EVERY[base].facts:
        model = MODELS[name]
        facts = tree.facts(model).filter(catalogue.days_of(base, model, period))
        if catalogue.EVERY[base].kind == catalogue.FLOW:
            condition = catalogue.flow_condition(
                base, counted_by=organization.counted_by, depth=organization.depth, facts=name
            )
            yield model, facts.filter(condition), Count("pk")
        elif name == catalogue.STAGE:
            yield model, facts, Sum(catalogue.stage_change(base, organization.counted_by))
        else:
            yield model, facts, Sum(catalogue.member_change(base))
