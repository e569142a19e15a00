"""What must hold between figures, as data, and what is said where it does not.

A control is worked out from the figures as they are printed; overlapping groups are never a part of one.
"""

from dataclasses import dataclass

from partydev.numbers import integer, two_digits


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


def of_figures(now, units=None):
    """The controls of the report's own figures; `units` are the figures of the children, where they are known."""
    parts = (
        ("đảng viên chính thức và dự bị", ("full_members", "probationary_members"), "members"),
        (
            "các nhóm theo đoàn thể",
            ("admitted_youth_union", "admitted_trade_union", "admitted_no_union"),
            "admitted",
        ),
    )
    found = [Control(words, sum(now[key] for key in keys), now[whole]) for words, keys, whole in parts]
    for key, words in _ADDED_UP.items() if units else ():
        found.append(Control(f"các đơn vị trực thuộc ({words})", sum(unit[key] for unit in units), now[key]))
    return found


# What the children's figures add up to; transfers cancel above and do not.
_ADDED_UP = {
    "members": "đảng viên",
    "probationary_members": "đảng viên dự bị",
    "admitted": "kết nạp",
    "recognized": "công nhận chính thức",
    "struck_off": "xóa tên dự bị",
}


def of_probation(units, whole):
    """T5: each unit's identity, and the units beside the whole stock of probationers."""
    found = [
        Control(
            f"đẳng thức dự bị cuối kỳ ({name})",
            row.at_start + row.admitted - row.recognized - row.struck_off + row.others,
            row.at_end,
        )
        for name, row in units
    ]
    return [*found, Control("đảng viên dự bị của các đơn vị", sum(row.at_end for _, row in units), whole)]


def broken(controls):
    """The controls that do not hold, each notice once."""
    return list({control.notice: control for control in controls if not control.holds}.values())
