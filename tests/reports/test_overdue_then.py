"""Whose recognition was overdue, as it was known at a moment: asked of the unit's own people alone."""

import pytest
from django.utils import timezone

from reports.figures import probation
from reports.figures.probation import overdue_recognitions
from reports.reading import as_known
from reports.sending.moments import Moment
from tests.factories import make_candidate, today

pytestmark = pytest.mark.django_db


def test_a_moment_in_the_past_asks_of_nobody_elsewhere(cast, monkeypatch):
    late = [make_candidate(cell, "probationary") for cell in (cast.A1, cast.B1)]
    asked, people_in_tree = [], probation.people_in_tree

    def noting(key, tree, among=None):
        asked.extend(among or ())
        return people_in_tree(key, tree, among)

    monkeypatch.setattr(probation, "people_in_tree", noting)
    now = [row.person_id for row in overdue_recognitions(cast.A, today())]
    with as_known(Moment.past(timezone.now())):
        assert [row.person_id for row in overdue_recognitions(cast.A, today())] == now == [late[0].person_id]
    assert set(asked) == {late[0].person_id}
