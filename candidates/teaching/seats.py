"""Seats of a class and of its units: who counts where, and what is left."""

from dataclasses import dataclass

from branches.permissions import Permission
from candidates.models import Candidate, ClassNomination, ClassUnit
from partydev.refusals import Invalid


@dataclass
class Share:
    """What a unit of a class has: `seats` None where no number was set; `taken` stand on the roster."""

    unit: ClassUnit
    taken: int = 0

    @property
    def left(self):
        return None if self.unit.seats is None else self.unit.seats - self.taken


def agreed_units(training_class):
    return list(training_class.units.filter(agreed_at__isnull=False).select_related("organization"))


def assignable(user, training_class):
    """Nominations of the class's kind, of people where `user` manages classes or whose unit agreed to it."""
    people = Candidate.objects.within(user.scope(Permission.CLASS_MANAGE))
    for unit in agreed_units(training_class):
        people = people | Candidate.objects.under(unit.organization)
    return ClassNomination.objects.filter(kind=training_class.kind, candidate__in=people)


def units_of(training_class):
    """The units that the class is open to, asked ones too, by their place in the tree."""
    return list(training_class.units.select_related("organization", "agreed_by").order_by("organization__path"))


def unit_at(path, units):
    """The unit of a class that somebody of the organization with `path` counts to; None where there is none."""
    return next((unit for unit in units if path.startswith(unit.organization.path)), None)


def shares(training_class, units=None):
    """A `Share` of every unit of the class, in their order."""
    units = units_of(training_class) if units is None else units
    found = {unit.pk: Share(unit) for unit in units}
    for path in _paths(training_class):
        unit = unit_at(path, units)
        if unit:
            found[unit.pk].taken += 1
    return list(found.values())


def taken_by(training_class, organizations):
    """organization's id -> how many of the roster stand at or below it, whether seats were given to it or not."""
    paths = _paths(training_class)
    return {each.pk: sum(path.startswith(each.path) for path in paths) for each in organizations}


def allotted(units):
    """How many seats are given to units."""
    return sum(unit.seats or 0 for unit in units)


def _paths(training_class):
    rows = ClassNomination.objects.filter(training_class=training_class).order_by()
    return list(rows.values_list("candidate__organization__path", flat=True))


def check_room(training_class, coming):
    """Raise `Invalid` where the `coming` nominations are more than the class, or a unit of it, has seats left."""
    on_roster, units = _paths(training_class), units_of(training_class)
    if training_class.seats is not None:
        left = training_class.seats - len(on_roster)
        if len(coming) > left:
            _full("Lớp", left, len(coming))
    before, more = {}, {}
    for path in on_roster:
        before[unit_at(path, units)] = before.get(unit_at(path, units), 0) + 1
    for nomination in coming:
        unit = unit_at(nomination.candidate.organization.path, units)
        more[unit] = more.get(unit, 0) + 1
    for unit, count in more.items():
        seats, name = _seats(training_class, unit, units)
        if seats is not None and before.get(unit, 0) + count > seats:
            _full(name, seats - before.get(unit, 0), count)


def _seats(training_class, unit, units):
    if unit is not None:
        return unit.seats, str(unit)
    given = allotted(units)
    if training_class.seats is None or not given:
        return None, ""
    return training_class.seats - given, "Các đơn vị chưa được phân bổ"


def _full(name, left, count):
    room = f"còn {left} chỗ" if left > 0 else "đã hết chỗ"
    raise Invalid({"people": f"{name} {room}, đang chọn {count} người. Hãy bớt người hoặc sửa số học viên của lớp."})
