"""Every cell that a key asks for opens as many rows as it counts; the codes of a dimension are everybody once."""

from itertools import chain

import pytest

from branches.models import Organization
from reports import lists
from reports.catalogue import EVERY, STOCK, dimensions_of, key_of
from reports.dimensions import key_for
from reports.figures.keyed import numbers
from reports.quarterly import period_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]

ASKED = [("lao-cai", "2018-9M", "ceremony"), ("loc-ninh", "2023", "decision"), ("s13", "2023", "ceremony")]


def asked(code, key, counted_by):
    organization = Organization.objects.get(code=code)
    organization.counted_by = counted_by
    return organization, period_of(organization, key)


def cells(base):
    """Every key of one dimension below `base`, by dimension."""
    return {
        dimension: [key_for(base, **{dimension.key: code}) for code, _ in dimension.partition()]
        for dimension in dimensions_of(base)
    }


@pytest.mark.parametrize(("code", "key", "counted_by"), ASKED)
def test_the_codes_of_a_dimension_are_everybody_once(code, key, counted_by):
    organization, period = asked(code, key, counted_by)
    keys = {base: cells(base) for base in EVERY}
    for dimensions in keys.values():
        for overlapping in [each for each in dimensions if not each.divides]:
            del dimensions[overlapping]
    found = numbers([each for base in keys for each in (base, *chain(*keys[base].values()))], organization, period)
    for base, dimensions in keys.items():
        for dimension, parts in dimensions.items():
            assert sum(found[part] for part in parts) == found[base], (base, dimension.key)


@pytest.mark.parametrize(("code", "key", "counted_by"), ASKED)
def test_every_cell_opens_as_many_rows_as_it_counts(code, key, counted_by):
    organization, period = asked(code, key, counted_by)
    keys = [*EVERY]
    for base in ("admitted", "members", "in_pool", "transferred_in"):
        for dimension, parts in cells(base).items():
            keys += parts if dimension.key not in ("ethnicity", "religion") else parts[:3]
    keys += ["admitted:age=18_30&sex=female", "members:occupation=07", "members:ethnicity=02,03&union=none"]
    found = numbers(keys, organization, period)
    for each in keys:
        assert len(lists.facts_behind(each, organization, period)) == found[each], each


@pytest.mark.parametrize(
    "key",
    ["", "nothing", "nothing:sex=female", "admitted:", "admitted:sex", "admitted:sex=", "admitted:sex=x",
     "admitted:sex=female&sex=male", "admitted:sex=female,female", "admitted:joined=since_1975",
     "members:readmission=yes", "transferred_in:source=cell", "admitted:height=1", "admitted:sex=female&",
     "members:" + "age=18_30," * 40],
)  # fmt: skip
def test_what_is_no_key_has_no_list(key):
    assert key_of(key) is None
    assert lists.kind_of(key) is None


def test_a_stock_is_named_by_what_it_asks():
    kind = lists.kind_of("members:age=over_60&sex=female")
    assert kind.label == "Đảng viên (Tuổi đời: Trên 60 tuổi; Giới tính: Nữ)"
    assert "tính đến cuối kỳ" in kind.definition
    assert EVERY["members"].kind == STOCK
