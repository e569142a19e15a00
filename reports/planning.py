"""What stands beside a year's plan: allotment in words, results of the years before, and how many are in the pool."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from branches.models import Target, TargetRegistration, UnitPlan
from candidates.models import StageEvent
from candidates.overview.facts import shown
from partydev.numbers import two_digits
from partydev.text import natural_key
from reports.figures import admitted, year_targets
from reports.tally import answers
from reports.tree import TreeOn

BACK = 3  # years shown beside the input
WRITTEN = ("number", "issued_on", "based_on", "content")  # what is typed of a plan


@dataclass(frozen=True)
class Said:
    """A sentence and its tone."""

    text: str
    tone: str = "info"


@dataclass(frozen=True)
class UnitYear:
    """A unit in the cascade of a year: its plan, its registration, the number given to it."""

    unit: object
    plan: UnitPlan | None
    registration: TargetRegistration | None
    given: int | None


class PlanClash:
    """Two people wrote one plan: where what the other saved and what was `typed` differ, and what stood."""

    def __init__(self, organization, year, kind, typed):
        plan = UnitPlan.objects.filter(organization=organization, year=year, kind=kind).first() or UnitPlan(version=0)
        saved = plan.history.select_related("history_user").order_by("-history_id") if plan.pk else []
        base = next((row for row in saved if row.version == typed["version"]), UnitPlan())
        self.version, self.rows, self.words = plan.version, list(_rows(base, plan, typed)), "Kế hoạch này đã thay đổi."
        if saved:
            who, at = saved[0].history_user or "Người khác", timezone.localtime(saved[0].history_date)
            self.words = f"{who} đã ghi kế hoạch này lúc {at:%H:%M ngày %d/%m/%Y}, trong lúc bạn nhập. "
            self.words += "Bảng bên dưới cho thấy khác nhau ở đâu; nội dung bạn nhập vẫn còn nguyên."


def _rows(base, saved, typed):
    for field in map(UnitPlan._meta.get_field, WRITTEN):
        values = [shown(field, each) for each in (getattr(base, field.name), getattr(saved, field.name))]
        values.append(shown(field, typed[field.name]))
        if values[1] != values[2]:
            label = field.verbose_name[:1].upper() + field.verbose_name[1:]
            yield {"label": label} | dict(zip(("base", "saved", "typed"), values, strict=True))


def children_of(organization, on):
    """The units directly below that plan on `on`, by name; party groups do not."""
    found = organization.children.existing(on).exclude(kind="group")
    return sorted(found, key=lambda each: natural_key(each.name))


def years_before(organization, year):
    """(year, admissions) of the three years before, the latest first."""
    before = range(year - 1, year - 1 - BACK, -1)
    return [(each, admitted(organization, date(each, 1, 1), date(each, 12, 31))) for each in before]


def in_pool(organization, on):
    """How many people stand in the unit's pool on `on`."""
    kept = answers.stocks(("in_pool",), organization, on)
    if kept is not None:
        return kept["in_pool"]
    found = TreeOn(organization, on).facts(StageEvent).filter(on__lte=on).aggregate(total=Sum("pool_delta"))
    return found["total"] or 0


def allotment(organization, children, year):
    """What the unit has given on to `children`, beside its own target, in a sentence; None for a unit without any."""
    if not children:
        return None
    own = year_targets([organization], year).get(organization.pk)
    rows = Target.objects.filter(organization__in=children, source=Target.Source.ASSIGNED, **days(year))
    given = list(rows.values_list("value", flat=True))
    total, units = sum(given), f"{two_digits(len(given))}/{two_digits(len(children))} đơn vị trực thuộc"
    if own is None:
        text = f"Đơn vị chưa có chỉ tiêu năm {year}"
        return Said(f"{text}; đã giao {two_digits(total)} cho {units}." if given else f"{text}.", "warn")
    if not given:
        return Said(f"Chỉ tiêu năm {year} là {two_digits(own)}, chưa giao cho đơn vị trực thuộc nào.", "warn")
    start = f"Đã giao {two_digits(total)} cho {units}, so với chỉ tiêu chung {two_digits(own)}"
    if total < own:
        return Said(f"{start}: còn thiếu {two_digits(own - total)}.", "warn")
    return Said(f"{start}: vượt {two_digits(total - own)}.", "warn") if total > own else Said(f"{start}: đủ.", "good")


def registered_below(children, year):
    """What the units below registered in all, in a sentence; "" where none did."""
    rows = TargetRegistration.objects.filter(organization__in=children, year=year).exclude(state="draft")
    values = list(rows.values_list("value", flat=True))
    if not values:
        return ""
    return f"{two_digits(len(values))} đơn vị trực thuộc đăng ký, cộng {two_digits(sum(values))}."


def pool_beside(pool, value):
    """What the pool says of a number to be registered; None where there is nothing to say."""
    if value is None or pool >= value:
        return None
    return Said(f"Nguồn hiện có {two_digits(pool)} người, ít hơn số đăng ký {two_digits(value)}.", "warn")


def cascade(units, year):
    """`UnitYear` of each of `units`; three queries, however many there are."""
    plans = UnitPlan.objects.filter(organization__in=units, year=year, kind=UnitPlan.Kind.YEAR)
    plans = {row.organization_id: row for row in plans}
    sent = {row.organization_id: row for row in TargetRegistration.objects.filter(organization__in=units, year=year)}
    rows = Target.objects.filter(organization__in=units, source=Target.Source.ASSIGNED, **days(year))
    given = {row.organization_id: row.value for row in rows}
    return [UnitYear(unit, plans.get(unit.pk), sent.get(unit.pk), given.get(unit.pk)) for unit in units]


def not_filed(units, year):
    """Those of `units` that have not filed their plan for the year."""
    filed = UnitPlan.objects.filter(organization__in=units, year=year, kind=UnitPlan.Kind.YEAR)
    known = set(filed.values_list("organization_id", flat=True))
    return [unit for unit in units if unit.pk not in known]


def days(year):
    return {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
