"""Numbers as Vietnamese readers write them: 1.234.567 and 1.234,5. Pure, exact, no floats."""

from decimal import Decimal
from fractions import Fraction

Exact = int | Decimal | Fraction


def integer(value: int) -> str:
    """1234 -> "1.234"."""
    return f"{value:,}".replace(",", ".")


def row_id(text: str) -> int:
    """The id that an address or a hidden field gives as `text`; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0


def decimal(value: Exact, places: int = 1) -> str:
    """Return `value` with exactly `places` decimals, halves rounded away from zero.

    Floats are refused: 0.15 is already less than 0.15 before anyone rounds it.
    """
    if isinstance(value, float):
        raise TypeError("Give an int, a Decimal or a Fraction: a float is not exact.")
    digits = _rounded(value, places)
    whole, rest = divmod(abs(digits), 10**places)
    return ("-" if digits < 0 else "") + integer(whole) + (f",{rest:0{places}}" if places else "")


def rounded(value: Exact, places: int = 1) -> Decimal:
    """`value` with exactly `places` decimals, as `decimal` writes it."""
    return Decimal(_rounded(value, places)).scaleb(-places)


def _rounded(value, places):
    """`value` in units of its last decimal, halves away from zero."""
    scaled = Fraction(value) * 10**places
    digits = int(abs(scaled) + Fraction(1, 2))
    return -digits if scaled < 0 else digits


def percent(part: int, whole: int | None, places: int = 1) -> str | None:
    """Return `part` of `whole` in hundredths, without the sign: "56,2"; None of nothing."""
    return decimal(Fraction(100 * part, whole), places) if whole else None


def percent_of(part: int, whole: int | None, places: int = 1) -> Decimal | None:
    """As `percent`, but the number itself, rounded as it is printed."""
    return rounded(Fraction(100 * part, whole), places) if whole else None


def percent_in_prose(part: int, whole: int | None, places: int = 1) -> str | None:
    """As `percent`, but a whole percentage stands without decimals: "25", not "25,0"."""
    printed = percent(part, whole, places)
    if printed is None or "," not in printed:
        return printed
    return printed.rstrip("0").rstrip(",")


def two_digits(count: int) -> str:
    """A count in prose: 1 to 9 are written "01" to "09", greater ones with dots of thousands."""
    return f"{count:02}" if 1 <= count <= 9 else integer(count)
