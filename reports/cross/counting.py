"""The cells of a composed table: one grouped question for each table of facts, however many cells there are.

Of an axis whose lines overlap, each line is such a question.
"""

from collections import defaultdict
from itertools import product

from django.db.models import Count, F, Q, Sum, TextField, Value

from candidates.models import StageEvent
from reports import catalogue
from reports.cross.axes import UNIT
from reports.figures.keyed import MODELS
from reports.figures.pool import last_steps
from reports.tree import TreeOn


def cells(base, rows, columns, organization, period):
    """(code of the row, code of the column) -> int; "" where a fact is under none of an axis that divides.

    Lines that overlap are counted each by its own condition, so that a fact is under every one that it meets.
    """
    tree, found = TreeOn(organization, period.end), defaultdict(int)
    for model, facts, number in _facts(base, tree, organization, period):
        for row, column, some in _lines(facts, model, rows, columns):
            grouped = {"r": _grouped(rows, row, model, tree), "c": _grouped(columns, column, model, tree)}
            some = some.order_by().annotate(**grouped).values("r", "c").annotate(n=number)
            for r, c, n in some.values_list("r", "c", "n"):
                found[_code(rows, r, tree), _code(columns, c, tree)] += n or 0
    return {where: number for where, number in found.items() if number}


def _lines(facts, model, rows, columns):
    """(code of the row, code of the column, the facts there); None and all the facts where an axis divides."""
    everything = {None: Q()}
    by_axis = (everything if axis.divides else axis.conditions(model) for axis in (rows, columns))
    for (row, of_row), (column, of_column) in product(*(conditions.items() for conditions in by_axis)):
        yield row, column, facts.filter(of_row).filter(of_column)


def _grouped(axis, code, model, tree):
    """What facts are grouped by; in a line that was asked alone, its code."""
    if not axis.divides:
        return Value(code, output_field=TextField())
    return F(tree.unit_column) if axis.key == UNIT else axis.column(model)


def _code(axis, value, tree):
    return tree.unit_in(value, tree.unit_column) if axis.key == UNIT else value


def _facts(base, tree, organization, period):
    """(model, its facts, the aggregate that counts them): every table that the figure is read from."""
    if base == "in_pool":
        yield StageEvent, last_steps(organization, period.end), Count("pk")
        return
    for name in catalogue.EVERY[base].facts:
        model = MODELS[name]
        facts = tree.facts(model).filter(catalogue.days_of(base, model, period))
        if catalogue.EVERY[base].kind == catalogue.FLOW:
            yield model, facts.filter(catalogue.condition_of(base, tree, name)), Count("pk")
        elif name == catalogue.STAGE:
            yield model, facts, Sum(catalogue.stage_change(base, organization.counted_by))
        else:
            yield model, facts, Sum(catalogue.member_change(base))
