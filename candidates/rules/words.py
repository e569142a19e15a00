"""How a value of the rulebook reads, and what a value may be. No Django here."""

from candidates.rules.keys import KEYS
from candidates.rules.papers import paper_names

UNITS = {
    "years": "năm",
    "months": "tháng",
    "working_days": "ngày làm việc",
    "people": "người",
    "times": "lần",
    "digits": "chữ số",
}
PARTS = {"ratio": "ít nhất", "majority": "trên"}
AGES = ("minimum_age_years", "maximum_age_years", "youth_union_age_years")
# More would be a slip of the finger.
MOST = {"years": 120, "months": 600, "working_days": 366, "people": 1000, "times": 20, "digits": 20}
LONGEST_TEXT = 120


def unit_word(key):
    """The word after a number of `key`; "" where its values are no numbers."""
    return "tuổi" if key in AGES else UNITS.get(KEYS[key].unit, "")


def choices(key):
    """code -> words, of a key whose values are codes or lists of codes; None for any other."""
    return paper_names() if KEYS[key].unit == "papers" else KEYS[key].choices


def lines(key, value):
    """The value as a reader understands it, one line for each thing that it lists."""
    unit = KEYS[key].unit
    if unit == "yes_no":
        return ("có" if value else "không",)
    if unit in PARTS:
        return (f"{PARTS[unit]} {value[0]}/{value[1]}",)
    names = choices(key)
    if names is not None:
        held = value if isinstance(value, (tuple, list)) else (value,)
        return tuple(names.get(code, code) for code in held)
    return (f"{value} {unit_word(key)}".strip(),)


def in_words(key, value):
    """`lines` in one line."""
    return "; ".join(lines(key, value))


def fault(key, value):
    """Why `value` cannot be a value of `key`, as a sentence; "" when it can."""
    unit = KEYS[key].unit
    if unit in MOST:
        return _fault_of_number(unit, value)
    if unit in PARTS:
        return _fault_of_part(value)
    if unit == "yes_no":
        return "" if isinstance(value, bool) else "Chọn có hoặc không."
    if unit == "code":
        return "" if isinstance(value, str) and value in choices(key) else "Chọn một giá trị trong danh sách."
    if unit in ("codes", "papers"):
        return _fault_of_list(choices(key), value)
    if not isinstance(value, str) or not value.strip():
        return "Nhập tên gọi."
    return "" if len(value) <= LONGEST_TEXT else f"Tối đa {LONGEST_TEXT} ký tự."


def _is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


def _fault_of_number(unit, value):
    if not _is_number(value) or not 1 <= value <= MOST[unit]:
        return f"Nhập một số nguyên từ 1 đến {MOST[unit]}."
    return ""


def _fault_of_part(value):
    """A part of all that is at least a half: what carries a vote is carried by most."""
    pair = isinstance(value, (tuple, list)) and len(value) == 2 and all(map(_is_number, value))
    if not pair or not 0 < value[0] < value[1] <= 20 or 2 * value[0] < value[1]:
        return "Nhập một phần của toàn bộ, từ 1/2 đến dưới 1, ví dụ 2/3."
    return ""


def _fault_of_list(names, value):
    if not isinstance(value, (tuple, list)) or not value:
        return "Chọn ít nhất một mục."
    if any(each not in names for each in value) or len(set(value)) != len(value):
        return "Chọn các mục trong danh sách, mỗi mục một lần."
    return ""
