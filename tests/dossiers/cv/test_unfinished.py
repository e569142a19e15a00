"""CVs begun long ago and not finished (P3); names of relatives who are verified go where they may not be kept."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from branches.permissions import Permission
from candidates import actions
from candidates.models import VerificationRequest
from dossiers import cv_actions, integrity
from dossiers.cv_unfinished import how_many
from dossiers.models import CurriculumVitae
from tests.candidates.pages import browser_of
from tests.factories import make_candidate, make_cast, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def begun(cell, days, stage="applied", name="Lường Thị Ban"):
    case = make_candidate(cell, stage, person=make_person(name))
    cv_actions.answer_cv(candidate=case, by=None, version=0, values={"other_names": "Ban"})
    CurriculumVitae.history.filter(candidate=case.pk).update(history_date=timezone.now() - timedelta(days=days))
    return case


def names_on(user, **asked):
    return browser_of(user).get(reverse("dossiers:cv_unfinished"), asked).content.decode()


@pytest.mark.parametrize(("days", "listed"), [(30, False), (31, True)], ids=["on the day", "the day after"])
def test_who_is_not_done_after_thirty_days_is_listed(cast, days, listed):
    begun(cast.A1, days)
    assert ("Lường Thị Ban" in names_on(cast["sec_A1"])) is listed
    assert "Lường Thị Ban" not in names_on(cast["sec_A2"])
    counted = {"scope": cast["staff_A"].scope(Permission.CANDIDATE_VIEW), "on": timezone.localdate(), "under": cast.A}
    assert how_many(**counted, most=1) == listed
    assert how_many(**counted, most=0) is None  # more than may be read through


def test_the_same_list_is_taken_as_a_spreadsheet_under_the_pages_filter(cast):
    for cell, name in ((cast.A1, "Lường Thị Ban"), (cast.A2, "Lường Văn Hai"), (cast.B1, "Lường Thị Ngoài")):
        begun(cell, 60, name=name)
    client, sheet = browser_of(cast["staff_A"]), reverse("dossiers:cv_unfinished_xlsx")
    assert sheet in names_on(cast["staff_A"])
    for asked, names in (({}, {"Lường Thị Ban", "Lường Văn Hai"}), ({"don_vi": cast.A2.pk}, {"Lường Văn Hai"})):
        content = BytesIO(client.get(sheet, asked).content)
        rows = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
        rows = [row for row in rows if isinstance(row[0], float)]
        assert {row[1] for row in rows} == names
        assert {row[4] for row in rows} == {60}
        assert {row[3] for row in rows} == {timezone.localdate() - timedelta(days=60)}


def test_whose_cv_is_written_by_hand_alone_or_is_past_the_vote_is_not_listed(cast):
    make_candidate(cast.A1, "cv_declared", person=make_person("Chỉ Viết Tay"))
    begun(cast.A1, 90, stage="cell_resolved", name="Đã Qua Họp")
    page = names_on(cast["sec_A1"])
    assert "Chỉ Viết Tay" not in page
    assert "Đã Qua Họp" not in page


def test_it_asks_as_much_for_many_as_for_one(cast):
    begun(cast.A1, 60)
    client, url = browser_of(cast["staff_A"]), reverse("dossiers:cv_unfinished")

    def asked():
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    before = asked()
    for number in range(3):
        begun(cast.A2, 50, name=f"Người Thứ {number}")
    assert asked() == before


def test_names_that_may_not_be_kept_are_found_and_cleared(cast, settings):
    case = make_candidate(cast.A1, "verifying")
    open_profile = {**settings.INSTALLATION, "profile": "independent-lan"}
    closed, settings.INSTALLATION = settings.INSTALLATION, open_profile
    values = {"relation": "father", "place": "home", "body": "Đảng ủy xã Bản Khoang", "method": "letter"}
    actions.ask_about(candidate=case, by=None, full_name="Lường Văn Mẫu", **values)
    settings.INSTALLATION = closed
    assert any("thẩm tra" in line for line in integrity.names_of_verified())
    call_command("clear_relatives")
    assert not list(integrity.names_of_verified())
    assert VerificationRequest.objects.get().full_name == ""
