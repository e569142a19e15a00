"""What a rehearsal shows to whom: names only to who may open the dossiers, else how many in each unit."""

from collections import Counter
from dataclasses import dataclass, field

from branches.permissions import Permission
from candidates.rehearsal import open_cases, rehearse

MOST_TRIED = 2000  # a page does not try more cases than this
MOST_SHOWN = 50


@dataclass
class Trial:
    """`changes`: those whose dossier the reader may open; `units`: (unit, how many) of the others."""

    tried: int = 0
    of: int = 0
    total: int = 0
    changes: list = field(default_factory=list)
    units: list = field(default_factory=list)

    @property
    def is_whole(self):
        return self.tried == self.of

    @property
    def hidden(self):
        """How many changes the reader may see and the page does not list."""
        return self.total - len(self.changes) - sum(count for _, count in self.units)


def tried(user, book, trial, on):
    """The `Trial` of `trial` against `book`, as `user` may see it."""
    ids = open_cases()
    result, others = Trial(tried=min(len(ids), MOST_TRIED), of=len(ids)), Counter()
    for change in rehearse(book, trial, on, ids[:MOST_TRIED]):
        result.total += 1
        if not user.can(Permission.CANDIDATE_VIEW, change.candidate):
            others[change.candidate.organization] += 1
        elif len(result.changes) < MOST_SHOWN:
            result.changes.append(change)
    result.units = sorted(others.items(), key=lambda pair: (-pair[1], pair[0].name))
    return result
