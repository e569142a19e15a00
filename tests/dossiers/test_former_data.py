"""What stood in the database before issue 4 is brought over: numbered letters, people twice on a class."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from candidates import actions
from candidates.models import ClassNomination
from dossiers.models import FormText
from tests.candidates.class_cases import make_class, put, sent
from tests.factories import make_candidate

pytestmark = pytest.mark.django_db


def test_a_numbered_letter_is_not_shown_as_the_letter_of_a_place_with_that_number(cast):
    case, other = make_candidate(cast.A1, "cv_declared"), make_candidate(cast.A1, "cv_declared")
    row = actions.ask_about(
        candidate=case, by=None, relation="father", place="home", body="Đảng ủy xã Mẫu", method="letter"
    )
    for held, part in ((case, 0), (case, row.pk), (case, row.pk + 1), (other, row.pk)):
        FormText.objects.create(candidate=held, form="20-knd", part=part, values={"where": "Đảng ủy"})
    import_module("dossiers.migrations.0003_letters_belong_to_places").unnumber(apps, None)
    assert sorted(FormText.objects.values_list("candidate", "part")) == [(case.pk, 0), (case.pk, row.pk)]
    assert FormText.history.count() >= 4


def test_who_stood_twice_on_a_class_stays_with_the_result(cast):
    training_class = make_class(cast.X)
    (done,) = put(training_class, sent(cast.A1, "Lò Thị An"))
    done.refresh_from_db()
    first = SimpleNamespace(pk=done.pk - 1, candidate_id=done.candidate_id, training_class_id=training_class.pk)
    first.result, done.result = "waiting", "completed"
    off = []

    class Rows:
        def filter(self, **asked):
            return SimpleNamespace(
                order_by=lambda key: [first, done], update=lambda training_class: off.append(asked["pk"])
            )

    former = SimpleNamespace(get_model=lambda *names: SimpleNamespace(objects=Rows()))
    migration = import_module("candidates.migrations.0025_classes_are_run_from_seats_to_certificates")
    migration.once_a_roster(former, SimpleNamespace(connection=SimpleNamespace(vendor="sqlite")))
    assert off == [first.pk]
    migration.once_a_roster(apps, connection.schema_editor())  # nothing twice: nothing changes
    assert ClassNomination.objects.get(pk=done.pk).training_class_id == training_class.pk
