"""People on their way into the Party: told step by step, with the numbers that each step changes."""

from dataclasses import dataclass
from functools import cache

from candidates.actions._common import deltas
from candidates.actions.effects import counts_from
from candidates.demo.way import LAST, LEAD, ORDER, PROBATION, RECOGNITION
from candidates.models import Candidate, StageEvent
from candidates.pipeline import BASE, CELL, DECIDING, ENTER, FAILED_SUFFIX, STAGES, TAKE_BACK, TRANSITIONS
from reports.generating.beside import Company
from reports.generating.days import ISO, RECORDED, date_of, probation_end
from reports.generating.members import FULL, NO_CHANGE, PROBATIONARY
from reports.generating.people import FACTS
from reports.generating.rows import NULL, Lines
from reports.generating.scales import BASE as BASE_KIND
from reports.generating.scales import SUPERIOR
from reports.generating.units import PLACE

CASES = Lines(
    Candidate,
    ("id", "code", "person_id", "member_id"),
    ("stage", "stage_on", "resume_stage", "closed_on", "version"),
    ("waits_at_id", "entered_on", "source"),
    PLACE,
)
EVENTS = Lines(
    StageEvent,
    ("id", "candidate_id"),
    ("kind", "from_stage", "to_stage", "pool_delta", "pending_delta", "probationary_delta", "full_delta", "paper"),
    ("on", "recorded_at"),
    ("paper_number", "paper_on"),
    ("note", "corrects_id"),
    PLACE,
    FACTS,
)
NO_PAPER, NO_NOTE = f"\t{NULL}", f"\t{NULL}"
# What is recorded beside the way, its paper, and what it stands for among the steps of a way.
BESIDE = {
    "assign_mentor": ("assign_mentor", "Nghị quyết chi bộ", "NQ/CB"),
    "assign_mentor_again": ("assign_mentor", "Nghị quyết chi bộ", "NQ/CB"),
    "nominate": ("nominate", "Danh sách cử đi học", "DS/CB"),
    "complete_class": ("complete_class", "Giấy chứng nhận", "GCN"),
    "nominate_new_member": ("nominate_new_member", "Danh sách cử đi học", "DS/CB"),
    "complete_new_member_class": ("complete_new_member_class", "Giấy chứng nhận", "GCN"),
}
NO_EVENT = ("introduce", "member_cv")
SYMBOLS = {CELL: "NQ/CB", BASE: "NQ/ĐU", DECIDING: "QĐ/ĐU"}
LEADS = (340, 370, 400, 430, 460, 490, 520)  # days from the pool to the ceremony
CEREMONY, END = "ceremony", "end"


@dataclass(frozen=True)
class Step:
    """What one kind of event writes; `symbol` "" where its paper bears no number, None where there is no paper."""

    kind: str
    to_stage: str
    text: str
    symbol: str | None = None
    counts_from: str = CEREMONY
    offset: int = 0


def _step(kind, from_stage, to_stage, paper="", symbol=None, **when):
    numbers = deltas(from_stage, to_stage)
    values = [numbers[name] for name in ("pool_delta", "pending_delta", "probationary_delta", "full_delta")]
    return Step(kind, to_stage, "\t".join(map(str, (kind, from_stage, to_stage, *values, paper))), symbol, **when)


@cache
def transition(key, from_stage, **when):
    """The `Step` of a transition that carries, out of `from_stage`."""
    found = TRANSITIONS[key]
    symbol = (SYMBOLS[found.ballot.body] if found.ballot else "NQ/CB") if found.paper_required else ""
    return _step(key, from_stage, found.target, found.paper, symbol, **when)


@cache
def failed(key, from_stage):
    """A vote that does not carry."""
    return _step(key + FAILED_SUFFIX, from_stage, TRANSITIONS[key].ballot.failed_target or from_stage)


@cache
def way(lead):
    """The `Step`s of the whole way of somebody who entered the pool `lead` days before the ceremony."""
    last, scale = LAST["cell_vote"], (lead - LAST["cell_vote"]) / (LEAD["enter_pool"] - LAST["cell_vote"])
    offsets = {key: -last - int((before - last) * scale) for key, before in LEAD.items()}
    offsets |= {key: -before for key, before in LAST.items()} | PROBATION | RECOGNITION
    found, stage = [_step(ENTER, "", "pool", offset=offsets["enter_pool"])], "pool"
    for key in ORDER[1:]:
        when = {"counts_from": END if key in RECOGNITION else CEREMONY, "offset": offsets[key]}
        if key in BESIDE:
            kind, paper, symbol = BESIDE[key]
            found.append(_step(kind, stage, stage, paper, symbol, **when))
        elif key not in NO_EVENT:
            found.append(transition(key, stage, **when))
            stage = found[-1].to_stage
    return tuple(found)


def _upto(steps, kind):
    return next(number for number, step in enumerate(steps) if step.kind == kind)


class Cases:
    """Writes the cases of one cell after another."""

    def __init__(self, chance, loader, people, rosters, beside, first, last):
        self.beside = beside
        self.random, self.loader, self.people, self.rosters = chance.random, loader, people, rosters
        self.first, self.last = first, last
        self.cases = self.events = 0

    def fill(self, cell, number):
        self.turns = {CELL: cell.pk, BASE: cell.above(BASE_KIND).pk, DECIDING: cell.above(SUPERIOR).pk}
        for _ in range(number):
            self._one(cell)

    def _one(self, cell):
        """Somebody's way: as far as it has come, or as far as it went before it ended otherwise."""
        random, lot = self.random, self.random()
        lead = LEADS[int(random() * len(LEADS))]
        steps = way(lead)
        if lot < 0.165:
            # All the way, whose ceremony may lie ahead.
            ceremony = self.first + lead + int(random() * (self.last + 300 - self.first - lead))
            telling = _Telling(self, cell, steps[0], ceremony, lead)
            if lot < 0.003:
                self._struck_off(telling, steps)
            elif lot < 0.012:
                telling.tell(steps[: _upto(steps, "committee_vote")])
                telling.add(failed("committee_vote", telling.stage), ceremony - LAST["committee_vote"])
            else:
                telling.tell(steps)
        else:
            ceremony = self.first + lead + int(random() * (self.last - self.first))
            telling = _Telling(self, cell, steps[0], ceremony, lead)
            telling.tell(steps[: 1 if lot < 0.50 else 2 + int(random() * 3)])
            if lot > 0.62:
                key = "withdraw" if lot < 0.97 else "defer"
                telling.add(transition(key, telling.stage), telling.day + 40 + int(random() * 500))
            elif lot > 0.60 and telling.stage == "listed":
                telling.take_back(steps[1])
        telling.write()

    def _struck_off(self, telling, steps):
        telling.tell(steps[: _upto(steps, "nominate_new_member")])
        if telling.stage == "probationary":
            for key, days in (("strike_off_cell_vote", 150), ("strike_off_committee_vote", 20), ("strike_off", 30)):
                if telling.day + days <= self.last:
                    telling.add(transition(key, telling.stage), telling.day + days)


class _Telling:
    """One case while its events are written."""

    def __init__(self, cases, cell, first_step, ceremony, lead):
        self.cases, self.cell, self.ceremony = cases, cell, ceremony
        cases.cases += 1
        self.pk, self.last = cases.cases, cases.last
        self.company = Company(cases.beside, self.pk)
        self.person, self.human = cases.people.draw(ceremony, 19.5, 42, cell.place)
        self.entered = min(ceremony + first_step.offset, self.last)
        self.stage, self.stage_on, self.day, self.resume, self.version = "", self.entered, self.entered, "", 1
        self.days = {}  # kind -> day
        self.event_ids = {}

    def tell(self, steps):
        """The steps whose days have come."""
        end = None
        for step in steps:
            if step.counts_from is END:
                end = end or probation_end(self.ceremony)
                day = end + step.offset
            else:
                day = self.ceremony + step.offset
            if day > self.last and step.kind != ENTER:
                return
            self.add(step, min(day, self.last))

    def add(self, step, day):
        """One event; none after the last day."""
        if day > self.last:
            return
        note = NO_NOTE
        if step.kind == "recognize":
            note = f"{_counts_from(probation_end(self.ceremony))}\t{NULL}"
        self._event(step, day, note)
        self.company.tell(step.kind, step.to_stage, day)
        if step.kind == "defer":
            self.resume = self.stage
        if step.to_stage != self.stage:
            self.stage, self.stage_on = step.to_stage, day
        self.day = day
        self.days[step.kind] = day
        self.version += 1

    def take_back(self, step):
        """The last step, recorded by mistake, and its opposite of the same day."""
        opposite = _step(TAKE_BACK, step.to_stage, "pool")
        last, day = self.event_ids[step.kind], self.days[step.kind]
        if self.day != day:
            return
        self._event(opposite, day, f"Ghi nhầm người.\t{last}")
        self.stage, self.stage_on = "pool", self.entered
        self.version += 1

    def _event(self, step, day, note):
        cases = self.cases
        cases.events += 1
        self.event_ids[step.kind] = cases.events
        paper = NO_PAPER
        if step.symbol is not None:
            # Numbers of a committee's papers stand once in its term.
            number = f"{cases.events}-{step.symbol}" if step.symbol else ""
            paper = f"{number}\t{ISO[day]}"
        cases.loader.add(
            EVENTS,
            EVENTS.line(
                f"{cases.events}\t{self.pk}",
                step.text,
                RECORDED[day],
                paper,
                note,
                self.cell.place_text,
                self.human.facts(day, self.cell),
            ),
        )

    def write(self):
        """The rows of the case, of the membership to which it led, and of what stands beside."""
        stage = STAGES[self.stage]
        member = self._member() if "admit" in self.days else NULL
        closed = NULL if stage.open else ISO[self.stage_on]
        source = "youth_union" if self.human.youth_from <= self.entered < self.human.youth_until else "cell"
        self.cases.loader.add(
            CASES,
            CASES.line(
                f"{self.pk}\tHS{self.pk:06d}\t{self.person}\t{member}",
                f"{self.stage}\t{ISO[self.stage_on]}\t{self.resume}\t{closed}\t{self.version}",
                f"{self.cases.turns[stage.turn]}\t{ISO[self.entered]}\t{source}",
                self.cell.place_text,
            ),
        )
        self.company.write()

    def _member(self):
        days, rosters = self.days, self.cases.rosters
        joined, card = days["admit"], days.get("issue_card")
        recognized = probation_end(joined) if "recognize" in days else None
        struck = days.get("strike_off")
        member = rosters.member(
            self.person,
            self.cell,
            FULL if recognized else PROBATIONARY,
            f"{ISO[days['decide']]}\t{ISO[joined]}\t{ISO[recognized] if recognized else NULL}\t{NULL}",
            ISO[card] if card else NULL,
            ISO[struck] if struck else NULL,
            "struck_off" if struck else "",
        )
        if card:
            rosters.event(member, "card", card, NO_CHANGE, self.human, self.cell)
        self.cell.last_admission = max(self.cell.last_admission, joined)
        return member


@cache
def _counts_from(day):
    return counts_from(date_of(day))
