"""Before a dossier goes up: do its papers say the same of the person, and in an order that can be? No Django here.

All of it warns and nothing of it blocks: what the rules themselves demand of the step stands in its own rules.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from candidates.rules.ballots import impossible
from candidates.rules.base import WARN, Finding
from partydev import spelling
from partydev.text import fold

NAME, BIRTH, PLACE = "full_name", "birth_date", "home_place"
FIELDS = ((NAME, "Họ và tên"), (BIRTH, "Ngày sinh"), (PLACE, "Quê quán"))
LABELS = dict(FIELDS)
_DAY = re.compile(r"(?:(?:(\d{2})/)?(\d{2})/)?(\d{4})")
# Papers of the register in the order in which they come to be: the first of a pair is not later than the second.
IN_ORDER = (
    ("37", "01"),
    ("37", "43"),
    ("38", "43"),
    ("01", "43"),
    ("39", "42"),
    ("40", "42"),
    ("41", "42"),
    ("42", "43"),
    ("43", "45"),
)
PROVINCES = Path(__file__).parent / "data" / "provinces_of_citizen_ids.csv"


@dataclass(frozen=True)
class Sheet:
    """One paper: `key` is that of its row, `code` its kind; what it says of the person, "" for nothing.

    `is_read`: somebody looked at it and entered what it says.
    """

    key: int
    code: str
    name: str
    issued_on: date | None = None
    full_name: str = ""
    birth_date: str = ""
    home_place: str = ""
    is_read: bool = False


@dataclass(frozen=True)
class Recorded:
    """What is kept of the person, as text: names and places as typed, the day as dd/mm/yyyy; `sex` a code."""

    full_name: str
    birth_date: str = ""
    home_place: str = ""


def note(rule, text, link):
    """A `Finding` that warns; `link` names the field where it is mended (`overview.preflight`)."""
    return Finding(rule, WARN, text, "", "", "", link)


# The same on all papers


def differs(field, recorded, written):
    """How `written` on a paper differs from what is recorded, as sentences; none where it does not.

    A day of which the paper says less (the year only) is told as such, and not as another day.
    """
    if not recorded or not written:
        return []
    if field != BIRTH:
        return spelling.differences(recorded, written)
    if recorded == written:
        return []
    mine, theirs = _DAY.fullmatch(recorded), _DAY.fullmatch(written)
    if not mine or not theirs:
        return [f"ghi “{written}”, hồ sơ ghi “{recorded}”"]
    parts = zip(("ngày", "tháng", "năm"), mine.groups(), theirs.groups(), strict=True)
    other = [f"{name} {that} thay cho {name} {this}" for name, this, that in parts if this and that and this != that]
    return other or [f"chỉ ghi {written}, thiếu {'ngày' if theirs[2] else 'ngày, tháng'}"]


def on_papers(recorded, sheets):
    """Findings for each paper and each field that is written otherwise than recorded.

    Where all papers that say it agree among each other and not with the record, the record is more likely wrong:
    that is one finding, which leads to the person.
    """
    found = []
    for field, label in FIELDS:
        mine = getattr(recorded, field)
        said = [sheet for sheet in sheets if getattr(sheet, field)]
        other = [(sheet, told) for sheet in said if (told := differs(field, mine, getattr(sheet, field)))]
        values = {_canonical(field, getattr(sheet, field)) for sheet in said}
        if said and not mine:
            found.append(note(f"{field}_is_recorded", f"Hồ sơ chưa ghi {_low(label)}, giấy tờ có ghi.", "person"))
        elif len(said) > 1 and len(other) == len(said) and len(values) == 1:
            written, told = getattr(said[0], field), "; ".join(other[0][1])
            text = f"{label}: cả {len(said)} giấy tờ đều ghi “{written}”, khác với hồ sơ đang ghi “{mine}” ({told})."
            found.append(note(f"{field}_agrees", text, "person"))
        else:
            found += [
                note(f"{field}_agrees", f"{sheet.name} – {_low(label)}: {'; '.join(told)}.", f"reading:{sheet.key}")
                for sheet, told in other
            ]
    return found


def not_read(sheets):
    """A finding for the papers that nobody read against the record yet, named where others were; none if all were."""
    left = [sheet.name for sheet in sheets if not sheet.is_read]
    if not left:
        return []
    which = f"{len(left)} giấy tờ: {'; '.join(left)}" if len(left) < len(sheets) else f"cả {len(left)} giấy tờ"
    text = f"Chưa đối khớp họ tên, ngày sinh, quê quán trên {which}."
    return [note("papers_are_read", text, "readings")]


def _canonical(field, written):
    if field == BIRTH:
        return written
    return " ".join(spelling.words_of(written)).casefold()


def _low(label):
    return f"{label[0].lower()}{label[1:]}"


# The order of days


def in_order(sheets):
    """Findings for papers that are dated before one that they rest on."""
    days = {}
    for sheet in sheets:
        if sheet.issued_on:
            days.setdefault(sheet.code, []).append(sheet)
    return [
        note(
            "papers_are_in_order",
            f"{later.name} ghi ngày {later.issued_on:%d/%m/%Y}, trước ngày của {_low(earlier.name)} "
            f"({earlier.issued_on:%d/%m/%Y}).",
            f"paper:{later.key}",
        )
        for before, after in IN_ORDER
        for earlier in days.get(before, ())
        for later in days.get(after, ())
        if later.issued_on < earlier.issued_on
    ]


# The vote


def vote_adds_up(ballot, needed):
    """Findings for counts of the cell's vote that cannot be, do not add up, or do not carry; None was no vote."""
    if ballot is None:
        return []
    texts = list(impossible(ballot).values())
    cast = ballot.votes_for + ballot.votes_against + ballot.votes_other
    if cast < ballot.present:
        texts.append(f"Tổng số phiếu ({cast}) ít hơn số có mặt ({ballot.present}).")
    if ballot.votes_for < needed:
        texts.append(f"Có {ballot.votes_for} phiếu tán thành, cần ít nhất {needed}.")
    return [note("vote_adds_up", f"Biểu quyết của chi bộ: {_low(text)}", "votes") for text in texts]


# The citizen number


@cache
def provinces():
    """The first three digits of a citizen number -> (the province then, the province that it belongs to now)."""
    with PROVINCES.open(encoding="utf-8") as file:
        return {row["code"]: (row["name"], row["now"]) for row in csv.DictReader(file)}


def citizen_id_faults(number, sex="", birth_date=None, birth_place=""):
    """What in the digits of a citizen number contradicts sex, birth year and place of birth, as sentences.

    Digits 1 to 3 are the province where the birth was registered, the fourth says century and sex, 5 and 6 the
    year. The number itself is not repeated.
    """
    if not number:
        return []
    if not (number.isascii() and number.isdigit() and len(number) == 12):
        return ["Số căn cước phải có đúng 12 chữ số."]
    found, digit = [], int(number[3])
    male = digit % 2 == 0
    if sex in ("male", "female") and male != (sex == "male"):
        words = ("nam", "nữ") if male else ("nữ", "nam")
        found.append(f"Chữ số thứ tư của số căn cước là của {words[0]}, hồ sơ ghi {words[1]}.")
    year = 1900 + 100 * (digit // 2) + int(number[4:6])
    if birth_date and year != birth_date.year:
        found.append(f"Số căn cước là của người sinh năm {year}, hồ sơ ghi sinh năm {birth_date.year}.")
    names = provinces().get(number[:3])
    if names is None:
        found.append("Ba chữ số đầu của số căn cước không phải mã của tỉnh, thành phố nào.")
    elif birth_place and not any(_names(birth_place, name) for name in names):
        now = "" if names[0] == names[1] else f" (nay là {names[1]})"
        found.append(
            f"Ba chữ số đầu của số căn cước là mã của {names[0]}{now}, nơi đăng ký khai sinh ghi “{birth_place}”."
        )
    return found


def _names(text, province):
    return f" {_plain(province)} " in f" {_plain(text)} "


def _plain(text):
    """Without marks and signs, and without "thành phố": "TP. Huế" and "Thành phố Huế" are "hue"."""
    words = re.findall(r"\w+", fold(text))
    return " ".join(words).replace("thanh pho ", "").replace("tp ", "")
