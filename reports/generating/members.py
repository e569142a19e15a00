"""Members whom a cell has when its roster begins, who came later, and who went."""

from branches.models import Member, MemberEvent
from reports.generating.days import ISO, RECORDED, YEAR
from reports.generating.people import FACTS
from reports.generating.rows import NULL, Lines
from reports.generating.units import PLACE

MEMBERS = Lines(
    Member,
    ("id", "person_id", "status"),
    ("decided_on", "joined_on", "recognized_on", "exempt_from"),
    ("card_number", "card_issued_on", "left_on", "left_by"),
    PLACE,
)
EVENTS = Lines(
    MemberEvent,
    ("id", "member_id", "kind"),
    ("on", "recorded_at"),
    ("full_delta", "probationary_delta", "exempt_delta"),
    ("common_depth", "other_place", "other_province", "paper_number", "paper_on"),
    PLACE,
    FACTS,
)
FULL, PROBATIONARY = Member.Status.FULL.value, Member.Status.PROBATIONARY.value
NOTHING = f"-1\t\t{NULL}\t\t{NULL}"
NO_CHANGE = "0\t0\t0"
# How a member goes: the fact, why the membership ended, of a hundred who go.
DEPARTURES = (
    [("deceased", "deceased")] * 45
    + [("transfer_out", "transferred")] * 47
    + [("expelled", "expelled")] * 2
    + [("resigned", "resigned")] * 3
    + [("struck_off", "struck_off")] * 3
)


class Rosters:
    """Writes the members of one cell after another."""

    def __init__(self, chance, loader, people, first, last):
        """Rosters begin on the day `first`; nothing happens after `last`."""
        self.random, self.loader, self.people = chance.random, loader, people
        self.first, self.last = first, last
        self.members = self.events = 0
        self._met = []  # cells written before, from which somebody may have come

    def fill(self, cell, number):
        for _ in range(number):
            self._one(cell)
        if len(self._met) < 64:
            self._met.append(cell)
        elif self.random() < 0.2:
            self._met[int(self.random() * 64)] = cell

    def member(self, person, cell, status, days, card=NULL, left=NULL, left_by=""):
        """The row of a membership; `days`: text of the four days. `card`: the day of the card."""
        self.members += 1
        number = f"{self.members:08d}"[-8:] if card != NULL else ""
        self.loader.add(
            MEMBERS,
            MEMBERS.line(
                f"{self.members}\t{person}\t{status}", days, f"{number}\t{card}\t{left}\t{left_by}", cell.place_text
            ),
        )
        return self.members

    def event(self, member, kind, day, deltas, human, cell, more=NOTHING):
        """One fact of a membership."""
        self.events += 1
        self.loader.add(
            EVENTS,
            EVENTS.line(
                f"{self.events}\t{member}\t{kind}",
                RECORDED[day],
                deltas,
                more,
                cell.place_text,
                human.facts(day, cell),
            ),
        )

    def _one(self, cell):
        random, first, last = self.random, self.first, self.last
        person, human = self.people.draw(first, 26, 74, cell.place)
        joined = min(int(human.birth + (20 + random() * 8) * YEAR), first - 500)
        exempt = random() < 0.04
        days = f"{ISO[joined - 14]}\t{ISO[joined]}\t{ISO[joined + 366]}\t{ISO[first - 100] if exempt else NULL}"
        lot, gone, left_by = random(), NULL, ""
        came = first if lot >= 0.03 else first + int(random() * (last - first - 1))
        if random() < 0.05:
            gone = came + 1 + int(random() * (last - came))
            kind, left_by = DEPARTURES[int(random() * 100)]
        left = NULL if gone is NULL else ISO[gone]
        member = self.member(person, cell, FULL, days, ISO[joined + 400], left, left_by)
        plus = f"1\t0\t{int(exempt)}"
        if lot < 0.01 and self._met:
            self._moved(member, human, cell, first, came, exempt)
        elif lot < 0.03:
            self.event(member, "transfer_in", came, plus, human, cell, self._from_outside("Đảng bộ nơi khác", came))
        else:
            self.event(member, "roster", first, plus, human, cell)
        if came == first and not left_by:
            cell.helpers.append(member)
        if left_by:
            more = self._from_outside("Đảng bộ nơi đến", gone) if kind == "transfer_out" else NOTHING
            self.event(member, kind, gone, f"-1\t0\t{-int(exempt)}", human, cell, more)

    def _moved(self, member, human, cell, first, day, exempt):
        """Was on the roster of another cell and came from there: two facts, which cancel above both."""
        origin = self._met[int(self.random() * len(self._met))]
        common = cell.common_depth(origin)
        self.event(member, "roster", first, f"1\t0\t{int(exempt)}", human, origin)
        for kind, sign, place, other in (("transfer_out", -1, origin, cell), ("transfer_in", 1, cell, origin)):
            more = f"{common}\t{other.name}\t{NULL}\t{member}-GT\t{ISO[day]}"
            self.event(member, kind, day, f"{sign}\t0\t{sign * int(exempt)}", human, place, more)

    def _from_outside(self, place, day):
        lot = self.random()
        province = NULL if lot < 0.2 else int(lot < 0.5)
        return f"-1\t{place}\t{province}\t{int(lot * 900) + 1}-GT\t{ISO[day]}"
