"""Numbers of certificates: how they run on, and where an issuer's series of the year stands."""

import re

from candidates.models import Certificate

LARGEST = 10**9


def _digits(text):
    """Where the running digits stand: those that open it, or else the last ones in it; None where it has none."""
    return re.match(r"\d+", text) or re.search(r"\d+(?=\D*$)", text)


def running_numbers(first):
    """`first` and the numbers after it."""
    match = _digits(first)
    start, end = match.span() if match else (len(first), len(first))
    number, width = int(first[start:end] or 1), end - start
    while True:
        yield f"{first[:start]}{number:0{width}}{first[end:]}"
        number += 1


def serial_of(number):
    """The running number in a certificate's number; None where it has none that can be counted on."""
    match = _digits(number)
    return int(match[0]) if match and int(match[0]) < LARGEST else None


def next_number(issuer, kind, year):
    """The number that goes on where the issuer's series of `year` stands.

    The first of a year is written as last year's were; "" where the issuer has no series yet.
    """
    series = Certificate.objects.filter(issuer=issuer, kind=kind, serial__isnull=False, keeps_number=False)
    last = series.filter(year=year).order_by("-serial", "-pk").first()
    if last:
        return next(_after(last.number))
    before = series.filter(year=year - 1).order_by("serial", "pk").first()
    if before is None:
        return ""
    start, end = _digits(before.number).span()
    number = f"{before.number[:start]}{1:0{end - start}}{before.number[end:]}"
    return number.replace(str(year - 1), str(year))


def _after(number):
    numbers = running_numbers(number)
    next(numbers)
    return numbers


def taken(issuer, kind, year, numbers):
    """number -> the line of the register that bears it, of those in `numbers` that were issued in that year."""
    lines = Certificate.objects.filter(issuer=issuer, kind=kind, year=year, keeps_number=False)
    found = lines.filter(number__in=list(numbers)).select_related("nomination__candidate__person")
    return {line.number: line for line in found}
