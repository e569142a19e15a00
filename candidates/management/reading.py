"""Reading the arguments of commands; what cannot be read is a sentence and exit code 1."""

from django.core.management.base import CommandError

from branches.models import Organization
from candidates.overview.law import NONE_YET
from candidates.rulebook import rulebook
from partydev.dates import parse_date


def day_argument(text):
    """A day written 2026-08-01 or 01/08/2026."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise CommandError(f"Không đọc được ngày “{text}”. {error}") from error


def unit_argument(code):
    """The organization of a code."""
    unit = Organization.objects.filter(code=code.strip()).first()
    if unit is None:
        raise CommandError(f"Không có tổ chức đảng nào mang mã “{code}”.")
    return unit


def rules_of(day):
    """The `RuleSet` of a day that is covered by one."""
    law = rulebook().on(day)
    if not law.covered:
        raise CommandError(NONE_YET)
    return law
