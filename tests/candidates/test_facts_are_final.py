"""What is recorded stays: the model and the database both refuse."""

import pytest
from django.db import DatabaseError, transaction

from branches.models import MemberEvent
from candidates.models import Extension, Ground, GroundWithdrawal, RuleRevision, StageEvent
from tests.factories import make_candidate, make_cast, today

pytestmark = pytest.mark.django_db


def test_an_event_is_never_changed_or_deleted():
    make_cast()
    event = StageEvent.objects.first()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


@pytest.mark.parametrize(("model", "change"), [(StageEvent, {"kind": "admit"}), (MemberEvent, {"full_delta": 9})])
def test_the_database_refuses_a_change_around_the_model(model, change):
    make_cast()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


def test_the_database_refuses_a_change_of_what_is_only_added_to():
    case = make_candidate(make_cast().A1)
    document = {"issued_on": today(), "issuer": "Ban Bí thư"}
    ground = Ground.objects.create(candidate=case, kind="over_60_consent", number="5", **document)
    rows = (
        GroundWithdrawal.objects.create(ground=ground, reason="Ghi nhầm"),
        Extension.objects.create(candidate=case, kind="decide", number="6", until=today(), **document),
        RuleRevision.objects.create(
            key="minimum_age_years", value=18, valid_from=today(), document="QĐ 1", reason="Rà soát", **document
        ),
    )
    for row in rows:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(recorded_by=None)


def test_a_move_may_rewrite_the_ancestors():
    cast = make_cast()
    assert StageEvent.objects.update(ancestor_1=cast.B.pk)
