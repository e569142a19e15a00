"""What must hold between figures, as data, and what is said where it does not.

A control is worked out from the figures as they are printed; overlapping groups are never a part of one.
"""

from dataclasses import dataclass

from branches.models import Organization
from partydev.numbers import integer, two_digits
from reports.catalogue import UNION_PARTITION
from reports.figures import admissions_by_unit, probation_by_unit
from reports.figures.changes import changes_by_unit, changes_of_all


@dataclass(frozen=True)
class Control:
    """`left` and `right` must be equal (or `left` at most `right`); `unsaid` people explain a gap of that size.

    `unknown` is the key of those people, where the figures have a list of them.
    """

    name: str
    left: int
    right: int
    at_most: bool = False
    unsaid: int = 0
    unknown: str = ""

    @property
    def holds(self):
        return self.left <= self.right if self.at_most else self.left == self.right

    @property
    def explained(self):
        """Whether what is missing is just what nobody entered."""
        return not self.holds and not self.at_most and self.left + self.unsaid == self.right

    @property
    def notice(self):
        """What a reader is told; "" where the control holds."""
        if self.holds:
            return ""
        name = f"{self.name[0].upper()}{self.name[1:]}"
        left, right = integer(self.left), integer(self.right)
        if self.explained:
            unsaid = two_digits(self.unsaid)
            return f"{name}: cộng được {left}, chưa đủ {right}, vì còn {unsaid} trường hợp chưa ghi nội dung này."
        relation = "nhiều hơn" if self.at_most else "không bằng"
        return f"{name}: cộng được {left}, {relation} {right}. Số liệu chưa khớp, cần kiểm tra lại."


def from_checks(checks, number):
    """The controls of a form's `Check`s; `number(key)` is what is printed for a key."""
    return [
        Control(
            check.words,
            sum(map(number, check.parts)) - sum(map(number, check.minus)),
            number(check.whole),
            check.at_most,
            number(check.unknown) if check.unknown else 0,
            check.unknown,
        )
        for check in checks
    ]


def of_report(now, organization, period):
    """The controls of a report: `now` are its figures; its units and T5 are asked in the same reading."""
    union = sum(now[key] for key in UNION_PARTITION)
    probation = probation_by_unit(organization, period)
    names = _names(probation)
    return [
        Control("các nhóm theo đoàn thể của đảng viên mới kết nạp", union, now["admitted"]),
        Control(
            "kết nạp của các đơn vị trực thuộc",
            sum(admissions_by_unit(organization, period.start, period.end).values()),
            now["admitted"],
        ),
        *(
            Control(
                f"đảng viên dự bị của các đơn vị trực thuộc ({words})", sum(map(count, probation.values())), now[key]
            )
            for key, words, count in _OF_PROBATION
        ),
        *(
            Control(f"đẳng thức đảng viên dự bị của {name}", probation[pk].expected_at_end, probation[pk].at_end)
            for pk, name in names.items()
        ),
        *_of_changes(organization, period),
    ]


def _of_changes(organization, period):
    """D = A + B − C, of the whole unit and of each of its units where it does not hold (T6)."""
    changes = changes_by_unit(organization, period)
    whole = changes_of_all(organization, period, changes)
    return [
        Control("đẳng thức tăng, giảm đảng viên của cả đơn vị", whole.expected, whole.members),
        *(
            Control(f"đẳng thức tăng, giảm đảng viên của {name}", changes[pk].expected, changes[pk].members)
            for pk, name in _names(changes).items()
        ),
    ]


def _names(rows):
    """The names of the units whose row does not hold."""
    broken = [pk for pk, row in rows.items() if not row.holds]
    return dict(Organization.objects.filter(pk__in=broken).values_list("pk", "name")) if broken else {}


_OF_PROBATION = (
    ("probationary_members", "có đến cuối kỳ", lambda row: row.at_end),
    ("recognized", "công nhận chính thức", lambda row: row.recognized),
    ("struck_off", "xóa tên", lambda row: row.struck_off),
)


def broken(controls):
    """The controls that do not hold, each notice once."""
    return list({control.notice: control for control in controls if not control.holds}.values())
