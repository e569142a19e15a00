"""What the pages of the rulebook show: values by chapter, what differs between two days, one value's story."""

from dataclasses import dataclass, field

from candidates.models import RuleRevision
from candidates.rules.key_words import CHAPTERS
from candidates.rules.keys import KEYS
from candidates.rules.law import CONFIDENCE_LABELS, CONFIRMED
from candidates.rules.reference import FOR_READING
from candidates.rules.shipped import SET_DAYS
from candidates.rules.values import FIRST_DAY
from candidates.rules.words import in_words, lines
from partydev.dates import format_date

NONE_YET = (
    f"Chưa có bộ quy định nào trước ngày {format_date(FIRST_DAY)}. Hãy chọn ngày {format_date(FIRST_DAY)} trở đi."
)


@dataclass(frozen=True)
class Shown:
    """A version of a value in words; `row` is its `RuleValue`."""

    row: object

    @property
    def key(self):
        return KEYS[self.row.key]

    @property
    def lines(self):
        return lines(self.row.key, self.row.value)

    @property
    def words(self):
        return in_words(self.row.key, self.row.value)

    @property
    def clause(self):
        return str(self.row.citation)

    @property
    def issued(self):
        """Who issued the document, and when, where its name does not say that; "" for what no document says."""
        document = self.row.citation.document
        if not document.issuer or " ngày " in document.name:
            return document.issuer
        return f"{document.issuer}, ngày {format_date(document.issued_on)}"

    @property
    def doubt(self):
        """How sure the value is, in words; "" when it was read in the document itself."""
        return "" if self.row.confidence == CONFIRMED else CONFIDENCE_LABELS[self.row.confidence]

    @property
    def for_reading(self):
        """Whether nothing in the program asks for the value."""
        return self.row.key in FOR_READING

    @property
    def unsure(self):
        return self.row.confidence == "unconfirmed"

    @property
    def days(self):
        since, until = self.row.valid_from, self.row.valid_to
        begin = f"từ ngày {format_date(since)}" if since >= FIRST_DAY else f"từ trước ngày {format_date(FIRST_DAY)}"
        return f"Áp dụng {begin}" + (f" đến hết ngày {format_date(until)}" if until else "")


@dataclass(frozen=True)
class Chapter:
    name: str
    anchor: str
    held: list = field(default_factory=list)


def chapters(law):
    """The values of a `RuleSet` by chapter; a chapter without any is left out."""
    found = []
    for number, name in enumerate(CHAPTERS, 1):
        held = [Shown(law[key]) for key, row in KEYS.items() if row.chapter == name and key in law]
        if held:
            found.append(Chapter(name, f"chuong-{number}", held))
    return found


def sets(day=None):
    """(day, document, whether it is the newest set on `day`) of the shipped sets, newest first."""
    current = max((start for start, _ in SET_DAYS if day and start <= day), default=None)
    return [(start, name, start == current) for start, name in reversed(SET_DAYS)]


@dataclass(frozen=True)
class Difference:
    """What two days say of one value: `old` or `new` is None where no rule of the day has it."""

    label: str
    key: str
    old: Shown | None
    new: Shown | None

    @property
    def sides(self):
        """`lines`, how many further lines are the `same`, and the version (`of`), of the old and of the new."""
        for shown, other in ((self.old, self.new), (self.new, self.old)):
            held, there = shown.lines if shown else (), other.lines if other else ()
            differ = tuple(line for line in held if line not in there)
            is_list = len(held) > 1 or len(there) > 1
            yield {
                "lines": differ if is_list else held,
                "same": len(held) - len(differ) if is_list else 0,
                "of": shown,
            }

    @property
    def only_clause(self):
        """Whether the value is the same and only the clause that says it is another."""
        return bool(self.old and self.new and self.old.row.value == self.new.row.value)


def differences(book, since, until):
    """Changed values first, then those that only another clause says; each in the order of the chapters."""
    one, other = book.on(since), book.on(until)
    found = []
    for key, row in KEYS.items():
        old, new = (Shown(law[key]) if key in law else None for law in (one, other))
        if (old or new) and not (old and new and _same(old, new)):
            found.append(Difference(row.label, key, old, new))
    return [each for each in found if not each.only_clause], [each for each in found if each.only_clause]


def _same(old, new):
    return old.row.value == new.row.value and old.clause == new.clause and old.row.confidence == new.row.confidence


def versions(book, key):
    """Versions of a value, the newest first."""
    return [Shown(row) for row in reversed(book.versions(key))]


def revisions(key):
    """What was confirmed or corrected here, the newest first: (revision, words of its value)."""
    rows = RuleRevision.objects.filter(key=key).select_related("recorded_by").order_by("-pk")
    return [(row, in_words(key, row.value)) for row in rows]


# What the shipped list names as its sources, in words.
SOURCES = {
    "holidays 0.108": "Danh mục ngày lễ có sẵn của hệ thống",
    "holidays 0.108 (from label)": "Danh mục ngày lễ có sẵn của hệ thống, theo ngày nghỉ hoán đổi",
    "press 13/1/2026: 4 days off; date inferred": "Theo báo chí ngày 13/01/2026; cần đối chiếu thông báo chính thức",
    "inferred, verify": "Suy từ ngày nghỉ hoán đổi; cần đối chiếu thông báo chính thức",
}


def source_words(source):
    """The source of a day off, as a reader understands it."""
    return SOURCES.get(source, source)
