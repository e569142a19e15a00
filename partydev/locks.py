"""Rows under lock: how strong, and in which order."""


def under_lock(rows):
    """`rows`, which nobody else changes before the transaction ends; whoever holds one of them is waited for.

    What only refers to a row (a step of a person to their cell, an opening to its unit) does not wait: two who each
    hold one row and refer to the other's would wait for each other without end.

    Who locks several kinds takes them in this order: the unit, the committee's meeting, the membership, the case,
    the cell's meeting, the papers; several of one kind in the order of their keys.
    """
    return rows.select_for_update(of=("self",), no_key=True)
