"""What is recorded stays: the model and the database both refuse."""

import pytest
from django.db import DatabaseError, transaction

from branches.models import MemberEvent
from candidates.models import StageEvent
from tests.factories import make_cast

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


def test_a_move_may_rewrite_the_ancestors():
    cast = make_cast()
    assert StageEvent.objects.update(ancestor_1=cast.B.pk)
