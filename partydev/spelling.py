"""Whether two Vietnamese texts are written alike, and if not, which letter of which word differs. Pure functions.

Capitals, the Unicode form, the place of a tone mark (Hoà, Hòa) and what stands between words make no difference;
every letter and every tone does.
"""

import re
import unicodedata
from difflib import SequenceMatcher

from partydev.text import clean

_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(value):
    """The words of a text as they are written, without what stands between them."""
    return _WORD.findall(clean(value)[0])


def same(one, other):
    """Whether the two are written alike."""
    return [_parted(word) for word in words_of(one)] == [_parted(word) for word in words_of(other)]


def differences(one, other):
    """Sentences that say where `other` is written otherwise than `one`; none where they are alike."""
    before, after = words_of(one), words_of(other)
    keys = [[_parted(word) for word in words] for words in (before, after)]
    found = []
    for kind, start, end, first, last in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        old, new = before[start:end], after[first:last]
        if kind == "equal":
            continue
        paired = min(len(old), len(new))
        found += [_of_words(*pair) for pair in zip(old, new, strict=False)]
        found += [f"thiếu chữ “{word}”" for word in old[paired:]]
        found += [f"thừa chữ “{word}”" for word in new[paired:]]
    return found


def _of_words(one, other):
    """How two words differ: by their tone, else letter by letter."""
    (letters, tone), (others, another) = _parted(one), _parted(other)
    where = f"“{other}” khác “{one}”"
    told = [] if tone == another else [f"{_tone(another)} thay cho {_tone(tone)}"]
    for kind, start, end, first, last in SequenceMatcher(None, letters, others, autojunk=False).get_opcodes():
        old, new = "".join(letters[start:end]), "".join(others[first:last])
        if kind == "replace":
            told.append(f"“{new}” thay cho “{old}”")
        elif kind == "delete":
            told.append(f"thiếu “{old}”")
        elif kind == "insert":
            told.append(f"thừa “{new}”")
    return f"{where}: {', '.join(told)}"


def _tone(tones):
    return " và ".join(f"dấu {tone}" for tone in tones) if tones else "không dấu"


def _parted(word):
    """(letters without their tones, the tones) of a word: "Hoà" and "HÒA" are one."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", word.casefold().replace("’", "'")):
        marks = unicodedata.normalize("NFD", char)
        tones += [_TONES[mark] for mark in marks if mark in _TONES]
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)))
    return tuple(letters), tuple(tones)
