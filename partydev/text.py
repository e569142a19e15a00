"""Vietnamese text: one canonical form of what people type, keys to search and to sort by.

Pure functions. Legacy encodings (TCVN3, VNI) are the business of imports, not of this module.
"""

import re
import unicodedata

# They look like Đ and đ on every screen, come from other alphabets, and NFC leaves them alone.
_FOREIGN_D = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
# Zero-width and direction marks, byte order marks, control characters other than white space.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f]")
_NEWLINE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def clean(value: str | None) -> tuple[str, bool]:
    """Return one line of text in canonical form, and whether a foreign Ð was replaced by Đ.

    Canonical: NFC, nothing invisible, single ordinary spaces, none at the ends.
    Only the replaced letter counts as mended: the person who typed it must be told.
    """
    text, mended = _canonical(value or "")
    return " ".join(text.split()), mended


def clean_multiline(value: str | None) -> tuple[str, bool]:
    """As `clean`, line by line: line breaks stay, blank lines at the ends go."""
    text, mended = _canonical(value or "")
    lines = (" ".join(line.split()) for line in _NEWLINE.split(text))
    return "\n".join(lines).strip("\n"), mended


def _canonical(value: str) -> tuple[str, bool]:
    # Invisible characters go first: one between a letter and its mark would keep NFC from joining them.
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", value))
    text = composed.translate(_FOREIGN_D)
    return text, text != composed


# Letters that Unicode does not decompose into a base letter and a mark, and the typist's apostrophes.
_FOLDED = str.maketrans({"đ": "d", "ƀ": "b", "ɓ": "b", "’": "'", "‘": "'", "ʼ": "'"})


def sentence(text: str) -> str:
    """Return `text` as a sentence that another can follow: with a full stop where it ends without a mark."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text.rstrip(',;:')}."


def fold(value: str | None) -> str:
    """Return the key to search by: no marks, no capitals; "Hoà", "Hòa" and "HOA" are one."""
    text = clean(value)[0].casefold().translate(_FOLDED)
    letters = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def natural_key(name: str) -> list[tuple]:
    """Return the key that sorts names of units, numbers as numbers: "thôn 2" before "thôn 10"."""
    parts = re.split(r"([0-9]+)", fold(name))
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]


def initials(value: str | None) -> str:
    """Return the folded first letters of the words: "Nguyễn Văn Đức" is found by "nvd"."""
    return "".join(word[0] for word in fold(value).split())


# Marks that make another letter of the alphabet: a ă â … d đ e ê … o ô ơ … u ư.
_LETTERS = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
# Tones in the order of the dictionaries: (none), huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def given_name_key(full_name: str | None) -> str:
    """Return the key that sorts Vietnamese names: by given name, then family name, then middle names.

    Within each, letters decide first and tones only between equal letters. The key is ASCII and
    sorts by plain code points (COLLATE "C" on PostgreSQL, BINARY on SQLite); it is never longer
    than three times the name plus six.
    """
    words = clean(full_name)[0].lower().split()
    parts = words[-1:], words[:-1][:1], words[1:-1]
    return " ".join(_part_key(part) for part in parts).rstrip()


def _part_key(words: list[str]) -> str:
    # " " ends a part and sorts before "-", which parts words and sorts before every letter:
    # so a name comes before the longer names that begin with it.
    keys = [_word_key(word) for word in words]
    return "-".join(letters for letters, _ in keys) + " " + "".join(tones for _, tones in keys)


def _word_key(word: str) -> tuple[str, str]:
    """Return the letters, two characters each, and the tones of one word."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", word):
        marks = unicodedata.normalize("NFD", char)
        tones += [_TONES[mark] for mark in marks if mark in _TONES]
        letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
        letters.append(_LETTERS.get(letter) or _plain_letter(marks[0]))
    return "".join(letters), "".join(tones) or "0"


def _plain_letter(char: str) -> str:
    if char.isascii() and char.isalpha():
        return char + "0"
    return "0" + char if char.isascii() and char.isdigit() else ""


def uncapitalized(words):
    """`words` as they stand inside a sentence: only the first letter is lowered, "Đảng" keeps its own, "UBND" all."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


# What a place begins with that is no part of its name; "Bản Lầu" and "Buôn Ma Thuột" are names.
_KINDS_OF_PLACES = (
    *("xã", "phường", "thị trấn", "đặc khu", "thôn", "xóm"),
    *("huyện", "quận", "thị xã", "thành phố", "tỉnh"),
)


def place_in_sentence(place):
    """A place as it stands inside a sentence: "Xã Mẫu" -> "xã Mẫu"; a bare name keeps its letter."""
    if isinstance(place, str) and place.lower().startswith(tuple(f"{kind} " for kind in _KINDS_OF_PLACES)):
        return uncapitalized(place)
    return place
