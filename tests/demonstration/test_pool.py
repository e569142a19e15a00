"""The pool (T2) of the demonstration: counted at once and row by row."""

from dataclasses import asdict
from datetime import date

import pytest

from branches.models import Organization
from reports.figures import pool_by_unit
from reports.figures.pool import COLUMNS, pool_cases
from tests.reports import row_by_row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]


@pytest.mark.parametrize("on", [date(2018, 9, 30), date(2020, 5, 31), date(2023, 12, 31)], ids=str)
def test_the_pool_is_the_same_row_by_row(on):
    rows = row_by_row.Pool(on)
    for organization in Organization.objects.filter(depth__lte=2).exclude(kind="group")[:40]:
        states, cases = rows.of(organization)
        assert {pk: asdict(row) for pk, row in pool_by_unit(organization, on).items()} == states
        for column in COLUMNS:
            assert pool_cases(organization, on, column) == cases[column]
