"""The days of a target or of a figure, in words; and whether they are one year."""

from datetime import date

from partydev.dates import format_date


def calendar_year(starts_on, ends_on):
    """The year whose days from 1 January to 31 December these are; None of any others."""
    year = starts_on.year
    return year if (starts_on, ends_on) == (date(year, 1, 1), date(year, 12, 31)) else None


def span_words(starts_on, ends_on):
    """ "năm 2025", "01/01/2026 – 30/06/2026"."""
    year = calendar_year(starts_on, ends_on)
    return f"năm {year}" if year else f"{format_date(starts_on)} – {format_date(ends_on)}"
