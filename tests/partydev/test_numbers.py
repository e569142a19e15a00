"""Numbers are printed exactly, halves rounded up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partydev import numbers


@pytest.mark.parametrize(
    ("value", "printed"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567"), (-1234, "-1.234")]
)
def test_integer_has_dots_of_thousands(value, printed):
    assert numbers.integer(value) == printed


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Fraction(12345, 10), 1, "1.234,5"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (Decimal("0.05"), 1, "0,1"),
        (Decimal("0.04"), 1, "0,0"),
        (Decimal("-0.05"), 1, "-0,1"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("2.5"), 0, "3"),
        (Fraction(2, 3), 2, "0,67"),
        (Decimal("999.95"), 1, "1.000,0"),
        (7, 1, "7,0"),
    ],
)
def test_decimal_rounds_half_up(value, places, printed):
    assert numbers.decimal(value, places) == printed


def test_decimal_refuses_floats():
    with pytest.raises(TypeError):
        numbers.decimal(0.15)


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (9, 16, "56,3"),
        (41, 34, "120,6"),
        (1, 2, "50,0"),
        (1, 2000, "0,1"),
        (0, 5, "0,0"),
        (5, 0, None),
        (5, None, None),
    ],
)
def test_percent_of_a_whole(part, whole, printed):
    assert numbers.percent(part, whole) == printed


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(1, 4, "25"), (1, 8, "12,5"), (1, 1, "100"), (0, 3, "0"), (1, 3, "33,3"), (1, 0, None)],
)
def test_percent_in_prose_drops_empty_decimals(part, whole, printed):
    assert numbers.percent_in_prose(part, whole) == printed


def test_percent_in_prose_without_places_keeps_its_zeros():
    assert numbers.percent_in_prose(1, 2, places=0) == "50"


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (999, "999"), (3152, "3.152")]
)
def test_two_digits_of_a_count(count, printed):
    assert numbers.two_digits(count) == printed


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_percent_is_off_by_half_a_unit_at_most(part, whole, places):
    printed = numbers.percent(part, whole, places).replace(".", "").replace(",", ".")
    assert abs(Fraction(printed) - Fraction(100 * part, whole)) <= Fraction(1, 2 * 10**places)
