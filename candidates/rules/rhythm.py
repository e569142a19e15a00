"""In which months a remark is asked: what the unit has set by month, else each. No Django here.

A chain holds, for a cell and each unit above it, the nearest first, what was set there: ((first month, every so
many months), …) in the order in which it was said.
"""

MONTHLY = 1


def months_between(chain, month):
    """How many months lie between two remarks in `month`: by the nearest unit that has set it for then."""
    for settings in chain:
        begun = [each for each in settings if each[0] <= month]
        if begun:
            newest = max(first for first, _ in begun)
            return [every for first, every in begun if first == newest][-1]
    return MONTHLY


def is_asked(chain, month):
    """Whether `month` (its first day) closes a period that asks for a remark; a quarter does with its third month."""
    return month.month % months_between(chain, month) == 0
