"""What the actions keep beside the facts: helpers, monthly remarks, meetings of cells, classes, certificates.

Remarks and meetings are those of the last months only.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from candidates.actions.classes import ACTS
from candidates.actions.effects import ENDED
from candidates.models import (
    CellMeeting,
    Certificate,
    ClassNomination,
    MentorAssignment,
    MonthlyRemark,
    TrainingClass,
)
from candidates.rules.calendar import month_later
from candidates.rules.duties import LATEST_START
from reports.generating.days import ISO, date_of, number_of
from reports.generating.rows import NULL, Lines
from reports.generating.scales import SUPERIOR
from reports.generating.units import PLACE

HELPS = Lines(
    MentorAssignment,
    ("id", "candidate_id", "mentor_id", "phase"),
    ("starts_on", "ends_on", "resolution_number", "resolution_on"),
)
REMARKS = Lines(
    MonthlyRemark,
    ("id", "candidate_id", "month", "meeting_id"),
    ("strengths", "shortcomings", "conclusion"),
    ("written_at",),
)
MEETINGS = Lines(CellMeeting, ("id", "month"), ("held_on", "minutes_number", "not_held_because"), PLACE)
CLASSES = Lines(TrainingClass, ("id", "kind", "name", "starts_on", "ends_on"), PLACE)
NOMINATIONS = Lines(
    ClassNomination,
    ("id", "candidate_id", "kind", "training_class_id", "nominated_on"),
    ("result", "completed_on", "certificate_number", "certificate_on"),
)
CERTIFICATES = Lines(
    Certificate, ("id", "issuer_id", "nomination_id", "kind", "year", "serial", "number", "issued_on", "recorded_at")
)
MODELS = (MentorAssignment, MonthlyRemark, CellMeeting, TrainingClass, ClassNomination, Certificate)

MONTHS = 18  # so many have remarks and meetings
NOT_MET, REMARKED, CONCLUDED = 0.03, 0.88, 0.95
CLASS_EVERY, CLASS_DAYS = 91, 5
CLASS_NAMES = {
    TrainingClass.Kind.AWARENESS: "Lớp nhận thức về Đảng khai giảng",
    TrainingClass.Kind.NEW_MEMBER: "Lớp đảng viên mới khai giảng",
}
SENDS = {sends: kind for kind, (sends, _) in ACTS.items()}
COMPLETES = {completes: kind for kind, (_, completes) in ACTS.items()}
SAID = (
    "Gương mẫu, hoàn thành tốt việc được giao.\tCần mạnh dạn phát biểu ý kiến.",
    "Tích cực tham gia phong trào ở nơi cư trú.\t",
    "Có ý thức học tập, rèn luyện, quan hệ tốt với quần chúng.\tCần dành thêm thời gian cho công tác đoàn thể.",
)
CONCLUSION = "Chi bộ thống nhất với nhận xét."


@dataclass(frozen=True)
class Month:
    """Days as numbers; `latest`: the last one on which help begins that the month asks a remark of."""

    first: int
    latest: int
    following: int


@dataclass
class Help:
    since: int
    phase: str
    until: int | None = None

    def covers(self, month):
        """As `rules.duties.months_of_remarks` says."""
        return self.since <= month.latest and (self.until is None or self.until >= month.following)


class Beside:
    """Writes for one cell after another, told by `Company` of each of its cases."""

    def __init__(self, chance, loader, first, last):
        """Classes are held from the day `first` on, nothing happens after `last`."""
        self.random, self.loader, self.first, self.months = chance.random, loader, first, _months(last)
        self.written = dict.fromkeys(MODELS, 0)

    def begin(self, cell):
        """The months of the cell: with a meeting mostly."""
        self.cell, self.meetings = cell, {}
        for number, month in enumerate(self.months, 1):
            met = self.random() >= NOT_MET
            pk, day = self._next(CellMeeting), ISO[month.first + 4]
            said = f"{day}\t{number}-BB/CB\t" if met else f"{NULL}\t\tBão lũ, phải hoãn họp."
            self.loader.add(MEETINGS, MEETINGS.line(f"{pk}\t{ISO[month.first]}", said, cell.place_text))
            if met:
                self.meetings[month] = pk

    def helps(self, case, helps):
        """The assignments of a case, and what was remarked."""
        helpers = self.cell.helpers
        if not helpers:
            return
        for place, each in enumerate(helps):
            mentor, until = helpers[(case + place) % len(helpers)], NULL if each.until is None else ISO[each.until]
            pk, day = self._next(MentorAssignment), ISO[each.since]
            days = f"{day}\t{until}\t{pk}-NQ/CB\t{day}"
            self.loader.add(HELPS, HELPS.line(f"{pk}\t{case}\t{mentor}\t{each.phase}", days))
        for month, meeting in self.meetings.items():
            if any(each.covers(month) for each in helps) and self.random() < REMARKED:
                self._remark(case, month, meeting)

    def _remark(self, case, month, meeting):
        pk, day = self._next(MonthlyRemark), ISO[month.first + 4]
        conclusion = CONCLUSION if self.random() < CONCLUDED else ""
        said = f"{SAID[pk % len(SAID)]}\t{conclusion}"
        self.loader.add(REMARKS, REMARKS.line(f"{pk}\t{case}\t{ISO[month.first]}\t{meeting}", said, f"{day} 02:00:00"))

    def nomination(self, case, kind, sent, done):
        """Somebody sent to a class on the day `sent`, who completed it on `done`; None: waits."""
        pk, held, result = self._next(ClassNomination), NULL, f"\t{NULL}\t\t{NULL}"
        if done is not None:
            held, number = self._class(kind, done), self._certificate(pk, kind, done)
            result = f"{ClassNomination.Result.COMPLETED.value}\t{ISO[done]}\t{number}\t{ISO[done]}"
        self.loader.add(NOMINATIONS, NOMINATIONS.line(f"{pk}\t{case}\t{kind.value}\t{held}\t{ISO[sent]}", result))

    def _class(self, kind, done):
        """The id of the last class of the kind that the superior committee had held by the day `done`."""
        convener = self.cell.above(SUPERIOR)
        turn = (done - self.first - CLASS_DAYS) // CLASS_EVERY
        if (kind, turn) not in convener.classes:
            pk, begins = self._next(TrainingClass), self.first + turn * CLASS_EVERY
            convener.classes[kind, turn] = pk
            name = f"{CLASS_NAMES[kind]} ngày {date_of(begins):%d/%m/%Y}"
            days = f"{ISO[begins]}\t{ISO[begins + CLASS_DAYS - 1]}"
            self.loader.add(CLASSES, CLASSES.line(f"{pk}\t{kind.value}\t{name}\t{days}", convener.place_text))
        return convener.classes[kind, turn]

    def _certificate(self, nomination, kind, day):
        """Registers a certificate; returns its number."""
        convener, year = self.cell.above(SUPERIOR), date_of(day).year
        serial = convener.certificates[kind, year] = convener.certificates.get((kind, year), 0) + 1
        pk, number = self._next(Certificate), f"{serial:04}/GCN"
        what = f"{pk}\t{convener.pk}\t{nomination}\t{kind.value}\t{year}\t{serial}\t{number}"
        self.loader.add(CERTIFICATES, CERTIFICATES.line(f"{what}\t{ISO[day]}\t{ISO[day]} 02:00:00"))
        return number

    def _next(self, model):
        self.written[model] += 1
        return self.written[model]


class Company:
    """What one case has beside its facts, told with each of them and written at the end."""

    def __init__(self, beside, case):
        self.beside, self.case = beside, case
        self.helps, self.sent, self.done = [], {}, {}

    def tell(self, kind, to_stage, day):
        if kind == "assign_mentor":
            phases = MentorAssignment.Phase
            phase = phases.PROBATION if to_stage == "probationary" else phases.CANDIDATE
            self.helps.append(Help(day, phase.value))
        elif kind in SENDS:
            self.sent[SENDS[kind]] = day
        elif kind in COMPLETES:
            self.done[COMPLETES[kind]] = day
        elif kind in ("admit", "recognize") or to_stage in ENDED:
            for each in self.helps:
                each.until = day if each.until is None else each.until

    def write(self):
        self.beside.helps(self.case, self.helps)
        for kind, day in self.sent.items():
            self.beside.nomination(self.case, kind, day, self.done.get(kind))


def _months(last):
    """The last `Month`s that have ended by the day `last`, the earliest first."""
    following = (date_of(last) + timedelta(days=1)).replace(day=1)
    firsts = [month_later(following, -back) for back in range(MONTHS, -1, -1)]
    numbers = [number_of(first) for first in firsts]
    return [Month(first, first + LATEST_START - 1, end) for first, end in pairwise(numbers)]
