"""What a rehearsal shows to whom: names only to who may open the dossiers, else how many in each unit."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.paginator import Paginator

from candidates.models import Candidate
from candidates.rehearsal import KINDS, MOVES, open_cases, rehearse

MOST_TRIED = 2000  # a page does not try more cases than this
ON_A_PAGE = 50


@dataclass
class Trial:
    """`changes`: a page of those whose dossier the reader may open; `units`: (unit, how many) of the others.

    `kinds`: kind of change -> how many; `moved`: how many open deadlines would have another day.
    """

    tried: int = 0
    of: int = 0
    total: int = 0
    changes: object = None
    units: list = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)

    @property
    def is_whole(self):
        return self.tried == self.of

    @property
    def moved(self):
        return sum(self.kinds[kind] for kind in MOVES)

    @property
    def counted(self):
        """(how many, words) of each kind of change that there is."""
        return [(self.kinds[kind], words) for kind, words in KINDS.items() if self.kinds[kind]]


def tried(user, book, trial, on, page=1):
    """The `Trial` of `trial` against `book`, as `user` may see it, with the page `page` of the changes."""
    ids = open_cases()
    result, others, named = Trial(tried=min(len(ids), MOST_TRIED), of=len(ids)), Counter(), []
    seen = set(Candidate.objects.visible_to(user).filter(pk__in=ids[:MOST_TRIED]).values_list("pk", flat=True))
    for change in rehearse(book, trial, on, ids[:MOST_TRIED]):
        result.total += 1
        result.kinds.update(line.kind for line in change.lines)
        if change.candidate.pk in seen:
            named.append(change)
        else:
            others[change.candidate.organization] += 1
    named.sort(key=lambda each: (each.candidate.organization.path, each.candidate.person.sort_key, each.candidate.pk))
    result.changes = Paginator(named, ON_A_PAGE).get_page(page)
    result.units = sorted(others.items(), key=lambda pair: (-pair[1], pair[0].name))
    return result
