"""One CV as a value: what is known, what was typed, which parts are finished. Pure; made by `dossiers.cv_gather`."""

from dataclasses import dataclass, field
from datetime import date

from dossiers.cv.editions import Edition, Part
from dossiers.cv.gaps import gaps
from dossiers.cv.pages import PAGE_OF, SECTIONS
from dossiers.cv.partial import Partial
from dossiers.cv.questions import CITIZEN_ID, QUESTIONS
from dossiers.cv.rows import KIN_GROUP, KIN_LABELS, KIN_ORDER, KINDS, RELATIVE_QUESTIONS

# Facts of the person, with their names here; they are changed on the person's own page only.
FACTS = {
    "full_name": "Họ và tên đang dùng",
    "birth_date": "Ngày sinh",
    "sex": "Giới tính",
    "home_place": "Quê quán",
    "residence": "Nơi thường trú",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "occupation": "Nhóm nghề nghiệp",
    "workplace": "Đơn vị công tác, học tập",
    "education": "Giáo dục phổ thông",
    "professional_level": "Trình độ chuyên môn",
    "youth_union_on": "Ngày vào Đoàn",
}
NEEDED_FACTS = {"full_name", "birth_date", "sex", "home_place", "residence", "ethnicity", "religion", "education"}
NOT_READMITTED = "Không phải khai: không thuộc trường hợp kết nạp lại."
# A part that says "nothing to tell" by its tick needs nothing else.
_TICKS = {"historical": "no_historical", "youth_union": "not_in_youth_union"}


@dataclass(frozen=True)
class Entry:
    """A row of a list. `ongoing`: it lasts until today."""

    pk: int
    part: str
    start: Partial | None
    end: Partial | None = None
    ongoing: bool = False
    details: dict = field(default_factory=dict)

    @property
    def when(self):
        """ "03/2019 – 08/2021", "Từ 03/2019 đến nay", "05/2020"."""
        if self.ongoing:
            return f"{self.start} – nay"
        return f"{self.start} – {self.end}" if self.end else str(self.start or "")

    @property
    def lines(self):
        """(label, value) of what the row says, without what is empty."""
        found = ((question.label, question.words(self.details.get(question.key))) for question in self.kind.questions)
        return [(label, value) for label, value in found if value]

    @property
    def kind(self):
        return KINDS[self.part]

    @property
    def title(self):
        return self.details.get(self.kind.questions[0].key, "")

    @property
    def rest(self):
        """What stands in a list beside the title."""
        return " · ".join(value for _, value in self.lines[1:])


@dataclass(frozen=True)
class Relative:
    """A row of part 21."""

    pk: int
    kin: str
    full_name: str
    born: Partial | None = None
    died: Partial | None = None
    death_cause: str = ""
    details: dict = field(default_factory=dict)

    @property
    def label(self):
        return KIN_LABELS.get(self.kin, "")

    @property
    def group(self):
        return KIN_GROUP[self.kin]

    @property
    def life(self):
        """ "sinh năm 1958, mất năm 2019 (tuổi già)"."""
        born = f"sinh {_on(self.born)}" if self.born else ""
        died = f"mất {_on(self.died)}" if self.died else ("đã mất" if self.death_cause else "")
        cause = f" ({self.death_cause})" if self.death_cause else ""
        return ", ".join(filter(None, (born, died + cause)))

    @property
    def lines(self):
        """(label, value) of what is known beside name and years."""
        found = ((question.label, question.words(self.details.get(question.key))) for question in self.questions)
        return [(label, value) for label, value in found if value]

    @property
    def questions(self):
        return RELATIVE_QUESTIONS[self.group]


def _on(day):
    if day.year is None:
        return "năm không rõ"
    return f"năm {day}" if day.month is None else f"ngày {day}" if day.day else f"tháng {day}"


@dataclass(frozen=True)
class Record:
    """`answers` by a question's key, `facts` as text by their key. `on`: the day the record is looked at;
    `day`: that of the CV itself, whose `edition` it has.

    `stores_relatives` says whether the installation may keep part 21; where not, `relatives` is empty.
    """

    edition: Edition
    facts: dict
    answers: dict
    on: date
    day: date | None = None
    entries: tuple[Entry, ...] = ()
    relatives: tuple[Relative, ...] = ()
    stores_relatives: bool = False
    is_readmission: bool = False

    def rows(self, part):
        """The rows of a list in the order of their days; relatives in the order of kinship."""
        if part == "family":
            return sorted(self.relatives, key=lambda each: (KIN_ORDER[each.kin], _months(each.born), each.pk))
        rows = [entry for entry in self.entries if entry.part == part]
        return sorted(rows, key=lambda each: (_months(each.start), each.pk))

    @property
    def birth_name(self):
        return self.answers.get("birth_name") or self.facts["full_name"]

    def value(self, question):
        """The words of what was typed for a question; "" for nothing."""
        return QUESTIONS[question].words(self.answers.get(question))

    def asked(self, part: Part):
        """The questions of a part that fit: a tick that what is known contradicts is not asked."""
        skipped = set()
        if self.facts.get("youth_union_on"):
            skipped.add("not_in_youth_union")
        if part.rows and self.rows(part.rows):
            skipped.add("family_by_hand" if part.rows == "family" else KINDS[part.rows].none)
        if part.only_readmission and not self.is_readmission:
            return []
        return [QUESTIONS[key] for key in part.asks if key not in skipped]

    def lines(self, part: Part, *, masked=True):
        """(label, value) of a part, known facts first; an empty value was not given.

        `masked` hides the middle of the citizen number.
        """
        if part.only_readmission and not self.is_readmission:
            return [("", NOT_READMITTED)]
        found = [(FACTS[key], self.facts.get(key, "")) for key in part.known]
        for question in self.asked(part):
            value = self.value(question.key)
            if question.kind == "tick":
                found += [("", value)] if value else []
                continue
            if question.key == "birth_name" and not value:
                value = "như tên đang dùng"
            found.append((question.label, mask(value) if masked and question.kind == CITIZEN_ID else value))
        if part.rows:
            rows = self.rows(part.rows)
            found += [(_name_of(each), _words_of(each)) for each in rows]
        ticked = part.key in _TICKS and self.answers.get(_TICKS[part.key])
        return [(label, value) for label, value in found if value or not ticked]

    # What is finished

    def is_done(self, part: Part):
        """Whether nothing that the part needs is missing."""
        if part.only_readmission and not self.is_readmission:
            return True
        if part.rows:
            none = "family_by_hand" if part.rows == "family" else KINDS[part.rows].none
            return bool(self.rows(part.rows) or self.answers.get(none))
        if self.answers.get(_TICKS.get(part.key)):
            return True
        if part.key == "youth_union":
            return bool(self.facts.get("youth_union_on") and self.value("youth_union_place"))
        if any(key in NEEDED_FACTS and not self.facts.get(key) for key in part.known):
            return False
        return all(self.value(question.key) for question in self.asked(part) if question.needed)

    @property
    def done(self):
        return sum(self.is_done(part) for part in self.edition.parts)

    @property
    def total(self):
        return len(self.edition.parts)

    def parts_of(self, page):
        """The parts of this edition on a page."""
        return [part for part in self.edition.parts if part.key in page.parts]

    @property
    def sections(self):
        """(section, its parts) of this edition."""
        return [
            (section, [part for part in self.edition.parts if PAGE_OF[part.key] in section.pages])
            for section in SECTIONS
        ]

    def asked_at_all(self, part):
        return not part.only_readmission or self.is_readmission

    def page_of(self, part):
        """The page where a part is entered; None where there is nothing to enter."""
        return PAGE_OF[part.key] if self.asked_at_all(part) else None

    @property
    def pages(self):
        """The pages of this edition; those about an earlier membership only at a re-admission."""
        return [
            page for section in SECTIONS for page in section.pages if any(map(self.asked_at_all, self.parts_of(page)))
        ]

    def is_finished(self, page):
        return all(map(self.is_done, self.parts_of(page)))

    @property
    def open_page(self):
        """The first page where something is missing; None when all is there."""
        return next((page for page in self.pages if not self.is_finished(page)), None)

    def page_after(self, page):
        """The page that follows `page`; None after the last."""
        pages = self.pages
        return next(iter(pages[pages.index(page) + 1 :]), None)

    @property
    def gaps(self):
        """Months without a job, as sentences."""
        return gaps([(job.start, None if job.ongoing else job.end or job.start) for job in self.rows("jobs")], self.on)


def _months(day):
    """What a date that may be unknown sorts by: last."""
    return day.first_month if day and day.year else 99999


def mask(number):
    """A citizen number as it is shown: its first four and last two digits."""
    return f"{number[:4]}{'*' * (len(number) - 6)}{number[-2:]}" if len(number) > 6 else "*" * len(number)


def _name_of(row):
    return f"{row.label}: {row.full_name}" if isinstance(row, Relative) else row.when


def _words_of(row):
    if isinstance(row, Relative):
        return row.life or "chưa ghi năm sinh"
    return "; ".join(filter(None, (row.title, row.rest)))
