"""How large what is generated is."""

from dataclasses import dataclass

SUPERIOR, BASE, CELL = "superior", "grassroots_committee", "cell"


@dataclass(frozen=True)
class Scale:
    """`levels`: (kind of organization, how many below each of the level above), the root first.

    `members` and `candidates` are for each cell, in the middle.
    """

    key: str
    label: str
    levels: tuple
    members: int
    candidates: int

    @property
    def units(self):
        """How many organizations there will be."""
        total, level = 0, 1
        for _, number in self.levels:
            level *= number
            total += level
        return total


SCALES = {
    scale.key: scale
    for scale in (
        Scale("commune", "một xã", ((SUPERIOR, 1), (BASE, 3), (CELL, 4)), 33, 16),
        Scale("province", "một tỉnh", (("central_level", 1), (SUPERIOR, 30), (BASE, 10), (CELL, 19)), 16, 9),
        Scale(
            "nation",
            "cả nước",
            (("central_level", 1), ("central_level", 34), (SUPERIOR, 35), (BASE, 16), (CELL, 20)),
            14,
            8,
        ),
    )
}
