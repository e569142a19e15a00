"""Numbers so small that they tell of a person: hidden outside the unit they are of, with what would give them away."""

FEW = (1, 2)
LEAST_HIDDEN = 3  # what the hidden numbers of a line must come to, where its sum is shown
TOTAL = object()  # stands for the sum of a row or a column


def hidden_cells(numbers, rows, columns, is_shy):
    """The places, as (row, column) with TOTAL for a sum, that are not to be shown.

    `is_shy(row, column)` says whether a small number at that place is to be hidden. Then further places are,
    until no line of the table gives one of them away: a line with its sum visible hides at least two, which
    together are no small number themselves.
    """
    table = with_sums(numbers, rows, columns)
    found = {place for place, number in table.items() if number in FEW and is_shy(*place)}
    lines = [[(row, column) for column in (*columns, TOTAL)] for row in (*rows, TOTAL)]
    lines += [[(row, column) for row in (*rows, TOTAL)] for column in (*columns, TOTAL)]
    changed = bool(found)
    while changed:
        changed = False
        for line in lines:
            further = _gives_away(line, table, found)
            if further is not None:
                found.add(further)
                changed = True
    return found


def with_sums(numbers, rows, columns):
    """Every place of the table with its number, sums under TOTAL."""
    table = {(row, column): numbers.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        table[row, TOTAL] = sum(table[row, column] for column in columns)
    for column in (*columns, TOTAL):
        table[TOTAL, column] = sum(table[row, column] for row in rows)
    return table


def _gives_away(line, table, hidden):
    """One more place of the line to hide; None where the line tells nothing."""
    *parts, total = line
    unseen = [place for place in parts if place in hidden]
    if total in hidden:
        if unseen:
            return None
        return _smallest(parts, table, hidden)  # a hidden sum whose parts are all shown
    if not unseen or (len(unseen) > 1 and sum(table[place] for place in unseen) >= LEAST_HIDDEN):
        return None
    return _smallest(parts, table, hidden) or total


def _smallest(parts, table, hidden):
    open_parts = [place for place in parts if place not in hidden and table[place]]
    return min(open_parts, key=lambda place: table[place], default=None)
