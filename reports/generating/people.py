"""Invented people: the row of each, and what a fact remembers of them."""

from functools import lru_cache

from branches.models import Person
from candidates.demo.names import BY_SEX, FAMILIES, GIVEN, MIDDLE, MINORITY_FAMILIES
from partydev.text import fold, given_name_key
from reports.generating.days import ISO, YEAR, age
from reports.generating.rows import NULL, Lines

FACTS = (
    "sex", "ethnicity", "religion", "age", "education", "professional_level", "occupation",
    "in_youth_union", "in_trade_union", "area_type", "base_unit_type",
)  # fmt: skip
PEOPLE = Lines(
    Person,
    ("id", "full_name", "sort_key", "search", "birth_date"),
    ("sex", "ethnicity", "religion"),
    ("education", "professional_level", "occupation"),
    ("youth_union_on", "youth_union_until", "trade_union_on"),
    ("home_place", "residence"),
)


def _weighted(**weights):
    return [key.strip("_") for key, weight in weights.items() for _ in range(weight)]


# As often as each stands here.
ETHNICITIES = _weighted(_01=85, _02=2, _03=2, _05=2, _06=2, _07=2, _08=2, _09=1, _16=1, _22=1)
RELIGIONS = _weighted(_00=90, _01=5, _02=4, _05=1)
EDUCATIONS = _weighted(upper_secondary=92, lower_secondary=8)
LEVELS = _weighted(none=12, elementary=8, intermediate=20, college=20, bachelor=34, master=5, doctor=1)
OCCUPATIONS = _weighted(
    _01=6, _02=4, _03=14, _04=10, _05=26, _06=2, _07a=2, _07b=4, _07c=8, _08=12, _09=4, _10=3, _11=1, _12=4
)
NEVER = 10**9


@lru_cache(maxsize=200_000)
def _keys(full_name):
    return f"{full_name}\t{given_name_key(full_name)}\t{fold(full_name)}"


class Human:
    """A person; days are numbers of `days`, `NEVER` where there is none."""

    __slots__ = ("birth", "head", "tail", "trade_from", "youth_from", "youth_until")

    def facts(self, day, unit):
        """The columns `FACTS` of a fact of `day` in `unit`."""
        youth = self.youth_from <= day < self.youth_until
        return (
            f"{self.head}\t{age(self.birth, day)}\t{self.tail}\t{int(youth)}\t{int(self.trade_from <= day)}"
            f"\t{unit.facts_text}"
        )


class People:
    """Draws people by `chance`; each call writes one row."""

    def __init__(self, chance, loader, last):
        """Nothing of a person is known that comes after the day `last`."""
        self.random, self.loader, self.last, self.number = chance.random, loader, last, 0

    def draw(self, day, youngest, oldest, place):
        """Somebody from `youngest` up to `oldest` years old on `day`: (id, `Human`); `place`: where they live."""
        self.number += 1
        human, random = Human(), self.random
        years = youngest + random() * (oldest - youngest)
        human.birth = birth = int(day - years * YEAR) - 1
        sex = "male" if random() < 0.55 else "female"
        ethnicity = self._pick(ETHNICITIES)
        human.head = f"{sex}\t{ethnicity}\t{self._pick(RELIGIONS)}"
        human.tail = f"{self._pick(EDUCATIONS)}\t{self._pick(LEVELS)}\t{self._pick(OCCUPATIONS)}"
        human.youth_from = human.youth_until = human.trade_from = NEVER
        if random() < 0.75:
            human.youth_from = birth + int(16 * YEAR + random() * 700)
            human.youth_until = birth + int(31 * YEAR + random() * 300)
        if random() < 0.45:
            human.trade_from = birth + int(22 * YEAR + random() * 1500)
        self.loader.add(
            PEOPLE,
            PEOPLE.line(
                f"{self.number}\t{_keys(self._name(sex, ethnicity))}\t{ISO[birth]}",
                human.head,
                human.tail,
                f"{self._day(human.youth_from)}\t{self._day(human.youth_until)}\t{self._day(human.trade_from)}",
                f"{place}\t{place}",
            ),
        )
        return self.number, human

    def _name(self, sex, ethnicity):
        families = MINORITY_FAMILIES.get(ethnicity, FAMILIES)
        if ethnicity in BY_SEX:
            return f"{families[sex == 'female']} {self._pick(GIVEN[sex])}"
        return f"{self._pick(families)} {self._pick(MIDDLE[sex])} {self._pick(GIVEN[sex])}"

    def _pick(self, choices):
        return choices[int(self.random() * len(choices))]

    def _day(self, number):
        return NULL if number > self.last else ISO[number]
