"""How much room letters take in a drawing, where nothing wraps by itself. Pure estimates.

SVG text neither wraps nor clips, and the server knows no font. The widths, in hundredths of the
font size, are the wider of Liberation Serif (PDF) and Be Vietnam Pro semi-bold (screen), so a text
that fits here fits in both.
"""

import unicodedata

_WIDTHS = {
    **dict.fromkeys("ijlI.,:;'!|", 33),
    **dict.fromkeys(" ", 26),
    **dict.fromkeys("frtJ()/“”", 50),
    **dict.fromkeys("mwMW…%", 100),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZĐƠƯ", 80),
    **dict.fromkeys("0123456789-–+", 70),
}
_OTHER = 67
ELLIPSIS = "…"


def width(text: str, size: int) -> int:
    """An upper bound of the width of one line, in the unit of `size`."""
    return -(-sum(_WIDTHS.get(_base(letter), _OTHER) for letter in text) * size // 100)


def _base(letter: str) -> str:
    # A mark above or below takes no room of its own.
    return unicodedata.normalize("NFD", letter)[0]


def wrap(text: str, size: int, room: int, most: int) -> list[str]:
    """The text in at most `most` lines of `room`; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] += f" {words[0]}"
        return [*(_cut(line, size, room) for line in lines[:-1]), _cut(lines[-1], size, room, always=True)]
    return [_cut(line, size, room) for line in lines]


def balance(text: str, size: int, room: int) -> list[str]:
    """The text in as few lines as `room` allows, all of about the same length."""
    count = len(wrap(text, size, room, len(text) + 1))
    while (
        room > size and len(wrap(text, size, room - size, len(text) + 1)) == count and _fits(text, size, room - size)
    ):
        room -= size
    return wrap(text, size, room, len(text) + 1)


def _fits(text: str, size: int, room: int) -> bool:
    return all(width(word, size) <= room for word in text.split())


def _cut(line: str, size: int, room: int, always: bool = False) -> str:
    if not always and width(line, size) <= room:
        return line
    while line and width(line + ELLIPSIS, size) > room:
        line = line[:-1]
    return line.rstrip(" -–,") + ELLIPSIS
