"""What a figure may be broken down by: every dimension once, and the grammar of a key that asks for one cell.

A key is `base`, or `base:dim=code[,code…][&dim=code…]`: `admitted:occupation=07`,
`members:ethnicity=05&sex=female`. Several codes of one dimension are counted together; a code that only
sums others (`07`) stands for them. A flow is read as it was on the day of the fact, a stock with what is
known of the person today and the age at the period's end. `unknown` is what nobody entered: with it the
codes of a dimension that `divides` are a partition.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from branches import codelists
from branches.models import MemberEvent
from branches.models.person import PersonGroup
from candidates.models import StageEvent
from candidates.models.candidate import SOURCES

UNKNOWN = "unknown"
NOT_ENTERED = "Chưa ghi"
YES_NO = {"yes": "Có", "no": "Không"}
# Where the people of a fact are found from it.
PERSON = {StageEvent: "candidate__person", MemberEvent: "member__person"}
MEMBERSHIP = {StageEvent: "candidate__member", MemberEvent: "member"}
EVERYTHING = ("stage_flow", "member_flow", "stock", "case_stock")
ADMISSIONS = ("stage_flow", "case_stock")
LONGEST_KEY = 200


@dataclass(frozen=True, eq=False)
class Dimension:
    """`of_fact(codes)` is a Q over the columns of a fact, `of_person(codes, model, on)` one that leads from a
    fact to the person (or membership) as known, with the age on `on`.

    `serves` names the kinds of figures that have it. `sensitive` falls under the rule of small cells.
    `divides`: every person has exactly one of its codes; else groups overlap and are never summed.
    """

    key: str
    label: str
    options: dict
    of_fact: Callable | None
    of_person: Callable | None
    serves: tuple = EVERYTHING
    sensitive: bool = False
    divides: bool = True
    leaves: tuple = field(default=())  # the codes that partition, where some options only sum others

    def partition(self):
        """(code, name) of the codes that together are everybody, each once."""
        codes = self.leaves or tuple(self.options)
        return [(code, self.options[code]) for code in codes]


def _columns(path, *names):
    return [f"{path}__{name}" if path else name for name in names]


def _column(key, label, options, column, **more):
    """A dimension that is one text column both of the fact and of the person; "" is what nobody entered."""

    def at(path, codes):
        (name,) = _columns(path, column)
        return Q(**{f"{name}__in": ["" if code == UNKNOWN else code for code in codes]})

    return Dimension(
        key,
        label,
        options,
        lambda codes: at("", codes),
        lambda codes, model, on: at(PERSON[model], codes),
        **more,
    )


def _coded(key, label, name, column=None, *, unknown=True, **more):
    """A dimension of a code list whose rows may sum others."""
    rows = codelists.rows(name)
    parents = {row.get("parent") for row in rows} - {None, ""}
    leaves = tuple(row["code"] for row in rows if row["code"] not in parents)
    options = {row["code"]: row["name_vi"] for row in rows}
    if unknown:
        options, leaves = {**options, UNKNOWN: NOT_ENTERED}, (*leaves, UNKNOWN)
    made = _column(key, label, options, column or key, leaves=leaves, **more)
    below = _descendants(rows)

    def spread(codes):
        return [leaf for code in codes for leaf in below.get(code, (code,))]

    return Dimension(
        **{
            **vars(made),
            "of_fact": lambda codes: made.of_fact(spread(codes)),
            "of_person": lambda codes, model, on: made.of_person(spread(codes), model, on),
        }
    )


def _descendants(rows):
    """code -> itself and all codes below it."""
    found = {row["code"]: [row["code"]] for row in rows}
    for row in reversed(rows):
        if row.get("parent"):
            found[row["parent"]] += found[row["code"]]
    return found


def _groups(key, label, options, at, **more):
    """A dimension of named conditions; `at(code, path)` is a Q below `path`, "" for the fact itself."""

    def any_of(codes, path):
        condition = Q(pk__in=())
        for code in codes:
            condition |= at(code, path)
        return condition

    return Dimension(
        key,
        label,
        options,
        lambda codes: any_of(codes, ""),
        lambda codes, model, on: any_of(codes, PERSON[model]),
        **more,
    )


def _minority(code, path):
    (name,) = _columns(path, "ethnicity")
    minority = Q(**{f"{name}__in": sorted(codelists.minority_codes())})
    return minority if code == "yes" else ~minority


def _religious(code, path):
    (name,) = _columns(path, "religion")
    return ~Q(**{name: "00"}) if code == "yes" else Q(**{name: "00"})


# Ages: completed years on the day of a fact, at the period's end for a stock.

_BANDS = {row["code"]: (int(row["min_age"]), int(row["max_age"] or 0) or None) for row in codelists.rows("age_bands")}
_AGES = {**codelists.labels("age_bands"), UNKNOWN: "Chưa ghi ngày sinh hoặc chưa đủ 18 tuổi"}
_YOUNGEST = min(least for least, _ in _BANDS.values())


def _age_of_fact(codes):
    condition = Q(pk__in=())
    for code in codes:
        if code == UNKNOWN:
            condition |= Q(age__isnull=True) | Q(age__lt=_YOUNGEST)
            continue
        least, most = _BANDS[code]
        condition |= Q(age__gte=least, **({"age__lte": most} if most else {}))
    return condition


def born_by(on, age):
    """The last birthday of those who have completed `age` years on `on`."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:  # the 29th of February, seen from a year without it
        return date(on.year - age, 2, 28)


def _age_of_person(codes, model, on):
    born = f"{PERSON[model]}__birth_date"
    condition = Q(pk__in=())
    for code in codes:
        if code == UNKNOWN:
            condition |= Q(**{f"{born}__isnull": True}) | Q(**{f"{born}__gt": born_by(on, _YOUNGEST)})
            continue
        least, most = _BANDS[code]
        younger = {f"{born}__gt": born_by(on, most + 1)} if most else {}
        condition |= Q(**{f"{born}__lte": born_by(on, least)}, **younger)
    return condition


# Unions: as they were on the day; who is in both counts for the Youth Union (seeds: "quá tuổi Đoàn").

_UNIONS = {
    "youth": "Đoàn viên Đoàn TNCS Hồ Chí Minh",
    "trade": "Đoàn viên công đoàn (quá tuổi Đoàn)",
    "none": "Không là đoàn viên Đoàn Thanh niên, công đoàn",
}


def _union_of_fact(codes):
    each = {
        "youth": Q(in_youth_union=True),
        "trade": Q(in_youth_union=False, in_trade_union=True),
        "none": Q(in_youth_union=False, in_trade_union=False),
    }
    return _either(each[code] for code in codes)


def _union_of_person(codes, model, on):
    who = PERSON[model]

    def inside(union):
        joined = Q(**{f"{who}__{union}_on__isnull": False, f"{who}__{union}_on__lte": on})
        staying = Q(**{f"{who}__{union}_until__isnull": True}) | Q(**{f"{who}__{union}_until__gt": on})
        return joined & staying

    def outside(union):
        never = Q(**{f"{who}__{union}_on__isnull": True}) | Q(**{f"{who}__{union}_on__gt": on})
        return never | Q(**{f"{who}__{union}_until__isnull": False, f"{who}__{union}_until__lte": on})

    each = {
        "youth": inside("youth_union"),
        "trade": outside("youth_union") & inside("trade_union"),
        "none": outside("youth_union") & outside("trade_union"),
    }
    return _either(each[code] for code in codes)


def _either(conditions):
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found


# When a member joined, as Biểu 3 asks.

_JOINED = {
    "before_1945": ("Trước 19/8/1945", None, date(1945, 8, 18)),
    "1945_1954": ("Từ 19/8/1945 đến 20/7/1954", date(1945, 8, 19), date(1954, 7, 20)),
    "1954_1975": ("Từ 21/7/1954 đến 30/4/1975", date(1954, 7, 21), date(1975, 4, 30)),
    "since_1975": ("Từ 01/5/1975 đến nay", date(1975, 5, 1), None),
}


def _joined(codes, model, on):
    day = f"{MEMBERSHIP[model]}__joined_on"

    def band(code):
        if code == UNKNOWN:
            return Q(**{f"{day}__isnull": True})
        _, first, last = _JOINED[code]
        condition = Q(**{f"{day}__isnull": False})
        condition &= Q(**{f"{day}__gte": first}) if first else Q()
        return condition & (Q(**{f"{day}__lte": last}) if last else Q())

    return _either(map(band, codes))


def _readmitted(codes):
    return Q(is_readmission__in=[code == "yes" for code in codes])


def _source(codes):
    return Q(candidate__source__in=codes)


def _group(path, codes):
    return Q(**{f"{path}__in": PersonGroup.objects.filter(group__in=codes).values("person")})


def _placed(key, label, options):
    """A column of the place: copied into a fact, the organization's own for a stock."""

    def of_fact(codes):
        return Q(**{f"{key}__in": ["" if code == UNKNOWN else code for code in codes]})

    def of_person(codes, model, on):
        return Q(**{f"organization__{key}__in": ["" if code == UNKNOWN else code for code in codes]})

    return Dimension(key, label, {**options, UNKNOWN: NOT_ENTERED}, of_fact, of_person)


_PROFESSIONS = "professional_level"
_DIMENSIONS = (
    _coded("sex", "Giới tính", "genders", unknown=False),
    _groups("minority", "Người dân tộc thiểu số", YES_NO, _minority, sensitive=True),
    _coded("ethnicity", "Dân tộc", "ethnic_groups", unknown=False, sensitive=True),
    _groups("religious", "Người theo tôn giáo", YES_NO, _religious, sensitive=True),
    _coded("religion", "Tôn giáo", "religions", unknown=False, sensitive=True),
    Dimension("age", "Tuổi đời", _AGES, _age_of_fact, _age_of_person),
    _coded("education", "Giáo dục phổ thông", "education_levels"),
    _coded("profession", "Chuyên môn nghiệp vụ", "professional_levels", _PROFESSIONS),
    _coded("occupation", "Nghề nghiệp", "occupation_groups"),
    Dimension("union", "Đoàn thể", _UNIONS, _union_of_fact, _union_of_person),
    _placed("area_type", "Địa bàn", dict(codelists.AREA_TYPES)),
    Dimension("readmission", "Kết nạp lại", YES_NO, _readmitted, None, serves=("stage_flow",)),
    Dimension(
        "source",
        "Nguồn giới thiệu",
        dict(SOURCES),
        _source,
        lambda codes, model, on: _source(codes),
        serves=ADMISSIONS,
    ),
    Dimension(
        "group",
        "Đối tượng",
        codelists.labels("focus_groups"),
        lambda codes: _group(PERSON[StageEvent], codes),
        lambda codes, model, on: _group(PERSON[model], codes),
        serves=("stage_flow", "stock", "case_stock"),
        divides=False,
    ),
    Dimension(
        "joined",
        "Thời gian kết nạp vào Đảng",
        {**{code: words for code, (words, *_) in _JOINED.items()}, UNKNOWN: "Chưa ghi ngày vào Đảng"},
        None,
        _joined,
        serves=("stock",),
    ),
)
DIMENSIONS = {dimension.key: dimension for dimension in _DIMENSIONS}


@dataclass(frozen=True)
class Key:
    """A key taken apart: the base figure, and (dimension, codes) in the order asked."""

    base: str
    parts: tuple = ()

    def __str__(self):
        asked = "&".join(f"{dimension.key}={','.join(codes)}" for dimension, codes in self.parts)
        return f"{self.base}:{asked}" if asked else self.base

    @property
    def words(self):
        """The codes in words: "Nữ; Từ 18 - 30 tuổi"; a yes or no by the dimension's name."""
        return "; ".join(_words(dimension, codes) for dimension, codes in self.parts)

    def of_fact(self):
        """Which facts of the base flow the cell counts."""
        condition = Q()
        for dimension, codes in self.parts:
            condition &= dimension.of_fact(codes)
        return condition

    def of_person(self, model, on):
        """Which facts of the base stock the cell counts: those of the people with these codes."""
        condition = Q()
        for dimension, codes in self.parts:
            condition &= dimension.of_person(codes, model, on)
        return condition


def _words(dimension, codes):
    if set(dimension.options) == set(YES_NO):
        return " hoặc ".join(f"{dimension.label}: {YES_NO[code].lower()}" for code in codes)
    names = ", ".join(dimension.options[code] for code in codes)
    return f"{dimension.label}: {names}"


def parse(text):
    """The `Key` that `text` names by the grammar; None for what is no key. Whether the base has the dimension
    is the catalogue's to say (`catalogue.key_of`)."""
    base, colon, asked = text.partition(":")
    if not colon:
        return Key(base) if base else None
    if len(text) > LONGEST_KEY or not base:
        return None
    parts, seen = [], set()
    for part in asked.split("&"):
        name, _, listed = part.partition("=")
        dimension, codes = DIMENSIONS.get(name), tuple(listed.split(","))
        if dimension is None or name in seen or len(set(codes)) < len(codes):
            return None
        if not all(code in dimension.options for code in codes):
            return None
        seen.add(name)
        parts.append((dimension, codes))
    return Key(base, tuple(parts))


def key_for(base, **codes):
    """The text of a key: `key_for("admitted", occupation="07", sex="female")`; a list counts codes together."""
    asked = "&".join(
        f"{name}={code if isinstance(code, str) else ','.join(code)}" for name, code in codes.items() if code
    )
    return f"{base}:{asked}" if asked else base
