"""The rows behind a figure: exactly as many as the figure says.

A flow's rows are its events, a stock's the people whose facts make it up. Who may read a name is
asked of the person's case or membership as it stands now, never of the fact; to others a row says
its unit and its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from django.db.models import F, OuterRef, QuerySet, Subquery

from branches.models import Member, MemberEvent, Organization, Person
from branches.permissions import Permission
from candidates.models import Candidate, StageEvent
from partydev.numbers import two_digits
from reports import base_keys, catalogue, lists_beside
from reports.dimensions import PERSON
from reports.figures.dormant import DORMANT_CELLS, LEAST_YEARS, dormant_without_members
from reports.figures.keyed import MODELS
from reports.figures.pool import pool_cases
from reports.figures.probation import overdue_recognitions
from reports.figures.stock import people_behind, people_in_stock
from reports.links import to_dossier, to_unit
from reports.reading import known
from reports.tree import TreeOn


@dataclass(frozen=True)
class Kind:
    """A list: what its figure is called, what it counts, in which unit, and what its dates are."""

    key: str
    label: str
    definition: str
    unit: str
    day: str
    paper: str = "Số văn bản"
    head: str = "Họ và tên"


@dataclass(frozen=True)
class Fact:
    """One row before names are asked for: whose, where, when, by which paper."""

    person_id: int
    organization_id: int
    on: date | None = None
    paper: str = ""
    candidate_id: int | None = None


@dataclass(frozen=True)
class Line:
    """One row as a reader sees it; `name` is empty for who may not read it."""

    name: str
    url: str
    unit: str
    on: date | None
    paper: str


_POOL = {
    "pool_class_done": ("class_done", "Đã học lớp bồi dưỡng nhận thức về Đảng", "đã hoàn thành lớp"),
    "pool_certificate_valid": (
        "certificate_valid",
        "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng còn giá trị",
        "có giấy chứng nhận còn giá trị",
    ),
    "pool_mentored": ("mentored", "Đã phân công giúp đỡ", "đã có đảng viên được phân công giúp đỡ"),
    "pool_verifying": ("verifying", "Đang thẩm tra lý lịch", "đang được thẩm tra, xác minh lý lịch"),
    "pool_sent_up": ("sent_up", "Hồ sơ đã gửi lên", "hồ sơ đã gửi lên cấp ủy cấp trên, chưa kết nạp"),
}
_FURTHER = {
    "overdue": Kind(
        "overdue",
        "Quá thời hạn xét công nhận chính thức",
        "Đảng viên dự bị có đến cuối kỳ, đã hết thời gian dự bị và quá thời hạn chi bộ xét, đề nghị công nhận.",
        "đồng chí",
        "Hạn xét",
    ),
    DORMANT_CELLS: Kind(
        DORMANT_CELLS,
        "Chi bộ chưa kết nạp được đảng viên",
        f"Chi bộ từ {two_digits(LEAST_YEARS)} năm dương lịch trọn vẹn trở lên chưa kết nạp được đảng viên, đến cuối "
        "kỳ; không tính chi bộ mới thành lập và chi bộ không còn quần chúng.",
        "chi bộ",
        "Lần kết nạp gần nhất",
        head="Chi bộ",
    ),
    **{
        key: Kind(key, label, f"Người trong nguồn có đến cuối kỳ, {words}.", "người", "Vào nguồn")
        for key, (_, label, words) in _POOL.items()
    },
}


def kind_of(text: str) -> Kind | None:
    """The list behind the key `text`; None where there is no such figure."""
    key, of_units = catalogue.key_of(text), base_keys.parse(text)
    if of_units:
        return _kind_of_units(text, of_units)
    if key is None:
        beside = lists_beside.described(text)
        return Kind(text, *beside) if beside else _FURTHER.get(text)
    row = catalogue.EVERY[key.base]
    label = row.label if not key.base.startswith("admitted_") else f"Kết nạp đảng viên: {row.label}"
    definition = row.definition
    if key.parts:
        label, definition = f"{label} ({key.words})", f"{definition} Chỉ gồm: {key.words}. {_as_of(row, key)}"
    day = {"in_pool": "Vào nguồn", "dossiers_pending": "Ngày trình"}.get(key.base, "Từ ngày")
    paper = "Số quyết định" if _is_admission(key.base) else "Số văn bản"
    return Kind(text, label, definition, row.unit, day if row.kind == catalogue.STOCK else "Ngày", paper)


def _kind_of_units(text, key):
    if key.base == "base_members":
        return Kind(text, key.label, key.definition, "đồng chí", "Từ ngày")
    return Kind(text, key.label, key.definition, "tổ chức đảng", "Thành lập ngày", head="Tổ chức đảng")


_AS_OF = {
    catalogue.FLOW: "Ghi theo ngày xảy ra việc.",
    catalogue.STOCK: "Tuổi đời, đoàn thể tính đến cuối kỳ; nội dung khác theo hồ sơ hiện nay.",
}


def _as_of(row, key):
    """As of when what narrows the figure is known: a fact carries most of it, not all."""
    today = [dimension.label.lower() for dimension, _ in key.parts if dimension.key in _OF_TODAY]
    if row.kind == catalogue.FLOW and today:
        return f"Ghi theo ngày xảy ra việc; riêng {', '.join(today)} theo hồ sơ hiện nay."
    return _AS_OF[row.kind]


def _is_admission(base):
    return base in ("admitted", "readmitted") or base in catalogue.COMPOSITION


_OF_TODAY = {"group", "source"}  # dimensions that are read from the person as known now


def is_of_facts_alone(text) -> bool:
    """Whether the list behind `text` rests on recorded facts only: then that of a sent report never changes."""
    key = catalogue.key_of(text)
    if key is None:
        return False  # classes, cards, mentors, places in the pool, what is overdue, organizations: as they are now
    if catalogue.EVERY[key.base].kind == catalogue.STOCK:
        return not key.parts
    return not _OF_TODAY & {dimension.key for dimension, _ in key.parts}


def every_key() -> list[str]:
    """Every figure that has a list."""
    return [*catalogue.EVERY, *_FURTHER]


def facts_behind(text, organization, period) -> Sequence:
    """The rows behind the key `text`: a sequence (or queryset) of what `lines` turns into lines."""
    if text == "overdue":
        found = overdue_recognitions(organization, period.end)
        return [Fact(row.person_id, row.organization_id, row.due_on) for row in found]
    if text == DORMANT_CELLS:
        found = dormant_without_members(organization, period.end, LEAST_YEARS)
        return [Fact(0, row.cell.pk, row.last_on) for row in found]
    if text in _POOL:
        return _pool_facts(_POOL[text][0], organization, period.end)
    key, of_units = catalogue.key_of(text), base_keys.parse(text)
    if of_units and of_units.base != "base_members":
        return [Fact(0, pk) for pk in base_keys.organizations(of_units, organization, period)]
    if key is None and not of_units:
        found = lists_beside.facts(text, organization, period)
        return found if isinstance(found, QuerySet) else [Fact(*row) for row in found]
    if of_units or catalogue.EVERY[key.base].kind == catalogue.STOCK:
        ask, what = (base_keys.people, of_units) if of_units else (people_behind, key)
        found = ask(what, organization, period)
        return [Fact(row.person_id, row.organization_id, candidate_id=row.candidate_id) for row in found]
    tables = [_events(key, name, organization, period) for name in catalogue.EVERY[key.base].facts]
    return tables[0] if len(tables) == 1 else sorted(chain(*tables), key=lambda row: row["on"])


def _pool_facts(column, organization, on):
    cases = pool_cases(organization, on, column)
    found = people_in_stock("in_pool", organization, on)
    return [
        Fact(row.person_id, row.organization_id, candidate_id=row.candidate_id)
        for row in found
        if row.candidate_id in cases
    ]


def _events(key, name, organization, period):
    """The facts of one table that the flow counts."""
    model, who = MODELS[name], PERSON[MODELS[name]]
    tree = TreeOn(organization, period.end)
    condition = catalogue.condition_of(str(key), tree, name)
    rows = tree.facts(model).filter(condition, on__range=(period.start, period.end))
    # The ceremony has minutes at most; the paper that people look for is the decision.
    paper = _decision() if _is_admission(key.base) else F("paper_number")
    rows = rows.order_by("on", f"{who}__sort_key", "pk")
    return rows.values("organization_id", "on", person_id=F(f"{who}_id"), number=paper)


def _decision():
    found = known(StageEvent).filter(candidate=OuterRef("candidate"), kind="decide").order_by("-on", "-pk")
    return Subquery(found.values("paper_number")[:1])


def lines(text, facts, user, organization, period) -> list[Line]:
    """The rows of one page, in their order; a constant number of queries."""
    facts, of_units = dated(text, facts, organization, period), base_keys.parse(text)
    if of_units and of_units.base != "base_members":
        return _unit_lines(facts)
    if text == DORMANT_CELLS:
        return [replace(line, on=fact.on) for fact, line in zip(facts, _unit_lines(facts), strict=True)]
    if lists_beside.is_of_classes(text):
        units = units_named({fact.organization_id for fact in facts}, organization)
        return [Line(fact.paper, "", units[fact.organization_id], fact.on, "") for fact in facts]
    people = {fact.person_id for fact in facts}
    units = units_named({fact.organization_id for fact in facts}, organization)
    cases = dict(
        Candidate.objects.visible_to(user).filter(person__in=people).order_by("pk").values_list("person", "pk")
    )
    known = Member.objects.within(user.scope(Permission.MEMBER_VIEW)).filter(person__in=people)
    readable = {*cases, *known.values_list("person", flat=True)}
    names = dict(Person.objects.filter(pk__in=readable).values_list("pk", "full_name"))
    return [
        Line(
            name=names.get(fact.person_id, ""),
            url=to_dossier(cases[fact.person_id]) if fact.person_id in cases else "",
            unit=units[fact.organization_id],
            on=fact.on,
            paper=fact.paper,
        )
        for fact in facts
    ]


def dated(text, facts, organization, period):
    """The rows as `Fact`s: those of a stock with the day and the paper that brought each into it, unless they have."""
    facts = [fact if isinstance(fact, Fact) else _of_event(fact) for fact in facts]
    key, of_units = catalogue.key_of(text), base_keys.parse(text)
    if of_units:
        key = catalogue.key_of("members") if of_units.base == "base_members" else None
    is_stock = text in _POOL or (key and catalogue.EVERY[key.base].kind == catalogue.STOCK)
    if not is_stock or any(fact.on for fact in facts):
        return facts
    base = "in_pool" if text in _POOL else key.base
    on = period.start - timedelta(days=1) if base == catalogue.PROBATION_AT_START else period.end
    return _with_days(base, facts, organization, on)


def _unit_lines(facts):
    """Lines of organizations: whoever may read the number may read their names."""
    rows = Organization.objects.select_related("parent").in_bulk([fact.organization_id for fact in facts])
    found = [rows[fact.organization_id] for fact in facts]
    return [
        Line(unit.name, to_unit(unit), unit.parent.name if unit.parent else "", unit.founded_on, "") for unit in found
    ]


def units_named(ids, organization):
    """Names by id, each with the one above it where that is not `organization`: there are many "Chi bộ thôn 1"."""
    rows = Organization.objects.filter(pk__in=ids).select_related("parent")
    above = {organization.pk, organization.parent_id, None}
    return {row.pk: row.name if row.parent_id in above else f"{row.name}, {row.parent.name}" for row in rows}


def _of_event(row):
    return Fact(row["person_id"], row["organization_id"], row["on"], row["number"] or "")


def _with_days(key, facts, organization, on):
    """Each fact with the day and the paper that last brought the person into the stock `key` by `on`.

    Like the number above the list, it goes by the ceremony or the decision, as the unit counts.
    """
    people = {fact.person_id for fact in facts}
    found = _entries(StageEvent, "candidate__person", people, on, catalogue.stage_change(key, organization.counted_by))
    if key not in catalogue.CASE_STOCKS:
        found += _entries(MemberEvent, "member__person", people, on, catalogue.member_change(key))
    last = {person: (day, paper) for day, person, paper in sorted(found)}
    return [
        Fact(f.person_id, f.organization_id, *last.get(f.person_id, (None, "")), candidate_id=f.candidate_id)
        for f in facts
    ]


def _entries(model, who, people, on, change):
    rows = known(model).filter(on__lte=on, **{f"{who}__in": people}).annotate(change=change)
    return list(rows.filter(change__gt=0).order_by().values_list("on", f"{who}_id", "paper_number"))
