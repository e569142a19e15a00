"""Tables of a paper, written cell by cell in Python: a page has thousands, and a template takes ten times as long."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

from partydev.papers.tables import Placed, Row, Table

register = template.Library()


@register.simple_tag
def rows_of(table: Table, linked: bool) -> str:
    """The rows of the body, `linked` where numbers open their lists."""
    lines = (_row(row, cells, len(table.columns), linked) for row, cells in table.lines)
    return mark_safe("".join(f"{line}\n      " for line in lines))  # noqa: S308 - what comes from people is escaped


def _row(row: Row, cells: list[Placed], columns: int, linked: bool) -> str:
    is_group = row.kind == "group"
    span = f' colspan="{columns}"' if is_group else ""
    head = 'th scope="rowgroup"' if is_group else 'th scope="row"'
    made = []
    for placed in cells:
        cell, text = placed.cell, escape(placed.cell.breakable)
        if linked and cell.href:
            text = f'<a href="{escape(cell.href)}">{text}</a>'
        elif cell.strong:
            text = f"<strong>{text}</strong>"
        opening, closing = (head, "th") if placed.heads_row else ("td", "td")
        made.append(f'<{opening} data-align="{placed.align}"{span}>{text}</{closing}>')
    return f'<tr data-kind="{row.kind}">{"".join(made)}</tr>'
