"""Two column blocks side by side: the first half of the rows left, the rest right."""

from partydev.papers.tables import Row, cell

BLANK = ("", "", "", "")


def side_by_side(lines):
    """`Row`s of eight cells from lines of four; a block that is shorter ends with empty cells."""
    half = (len(lines) + 1) // 2
    left, right = lines[:half], lines[half:] + [BLANK] * (2 * half - len(lines))
    return tuple(Row(tuple(map(cell, (*one, *other)))) for one, other in zip(left, right, strict=True))
