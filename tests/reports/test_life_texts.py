"""What a unit writes itself in its report: kept, part of what is sent, and never lost."""

from datetime import date
from types import SimpleNamespace

import pytest

from partydev.once import new_token
from reports.figures import TargetResult
from reports.models import Report
from reports.periods import parse
from reports.sending import outline
from tests.factories import make_candidate, sign_in
from tests.reports.reporting import act, quick_papers, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    """No pages are laid out here."""
    quick_papers(monkeypatch)


@pytest.fixture
def as_user(client, cast):
    return lambda name: sign_in(client, cast[name])


WORDS = "Chi bộ A1 làm tốt việc tạo nguồn."


def test_text_is_kept_and_becomes_part_of_the_snapshot(as_user):
    assert act(as_user("staff_A"), "texts", strengths=WORDS, proposals="").status_code == 302
    assert WORDS in as_user("lead_A").get(url("report")).content.decode()
    act(as_user("staff_A"), "submit")
    text = text_of(as_user("staff_A").get(url("pdf")).content)
    assert WORDS in text
    assert "KIẾN NGHỊ" not in text  # nothing was written there
    assert "Chưa soạn" not in text
    answer = act(as_user("staff_A"), "texts", strengths="Sửa sau khi gửi")
    assert answer.status_code == 409


@pytest.mark.parametrize(("period", "named"), [("2026-Q3", [24, 120]), ("2026-Q4", [120]), ("2026", [120])])
def test_what_is_planned_next_is_measured_by_targets_that_still_run(period, named):
    def target(source, ends_on, number):
        return TargetResult(source, "", date(2026, 1, 1), ends_on, number, 17, complete=False)

    targets = [target("assigned", date(2026, 12, 31), 24), target("congress", date(2030, 12, 31), 120)]
    period = parse(period).up_to(date(2026, 11, 23))
    found = outline._targets(SimpleNamespace(targets=targets), period.following())
    assert [number for number in (24, 120) if any(f" {number} đảng viên" in str(each) for each in found)] == named
    assert len(found) == len(named)


def test_of_two_texts_the_second_does_not_erase_the_first(as_user):
    seen = as_user("head_A").get(url("texts")).context["form"]["version"].value()
    act(as_user("staff_A"), "texts", strengths=WORDS)
    mine = {"version": seen, "form_token": new_token(None), "strengths": "Bản của tôi"}
    answer = as_user("head_A").post(url("texts"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert WORDS in page
    assert "Bản của tôi" in page
    again = mine | {"version": answer.context["form"]["version"].value(), "form_token": new_token(None)}
    assert as_user("head_A").post(url("texts"), again).status_code == 302
    assert [row.texts["strengths"] for row in Report.objects.get().texts.all()] == [WORDS, "Bản của tôi"]


def test_a_second_page_of_the_same_person_does_not_erase_the_first(as_user):
    client = as_user("staff_A")
    seen = client.get(url("texts")).context["form"]["version"].value()
    first, second = ({"version": seen, "strengths": words} for words in (WORDS, "Viết ở trang kia"))
    assert client.post(url("texts"), first | {"form_token": new_token(None)}).status_code == 302
    # What stands already may be sent again.
    assert client.post(url("texts"), first | {"form_token": new_token(None)}).status_code == 302
    answer = client.post(url("texts"), second | {"form_token": new_token(None)})
    assert answer.status_code == 409
    assert "Bạn đã ghi nội dung khác lúc" in answer.content.decode()
    assert [row.texts["strengths"] for row in Report.objects.get().texts.all()] == [WORDS]


def test_facts_left_as_they_were_shown_are_worked_out_anew(as_user, cast):
    make_candidate(cast.A1)
    page = as_user("staff_A").get(url("texts"))
    boxes = {field.name: field.value() for field in page.context["form"]}
    assert "người trong nguồn" in boxes["tasks"]
    make_candidate(cast.A1)  # before the form is sent: what was shown counts
    boxes = {name: str(value).replace("\n", "\r\n") for name, value in boxes.items()}
    sent = boxes | {"strengths": WORDS, "form_token": new_token(None)}
    assert as_user("staff_A").post(url("texts"), sent).status_code == 302
    assert Report.objects.get().texts.get().texts == {"strengths": WORDS}
    now = as_user("staff_A").get(url("texts")).context["form"]["tasks"].value()
    assert now != boxes["tasks"]
    assert now.splitlines()[0] in as_user("lead_A").get(url("report")).content.decode()


def test_a_box_that_was_emptied_stays_empty(as_user, cast):
    make_candidate(cast.A1)
    for _ in range(2):
        page = as_user("staff_A").get(url("texts"))
        boxes = {field.name: field.value() for field in page.context["form"]}
        sent = boxes | {"tasks": "", "form_token": new_token(None)}
        assert as_user("staff_A").post(url("texts"), sent).status_code == 302
    assert Report.objects.get().texts.last().texts == {"tasks": ""}


def test_a_text_waits_for_who_signs_in_again(as_user, client):
    page = as_user("staff_A").get(url("texts"))
    token = page.context["form_token"]
    client.cookies.clear()
    answer = client.post(url("texts"), {"version": "0", "form_token": token, "strengths": WORDS})
    assert answer.status_code == 302
    back = as_user("staff_A").get(url("texts"), {"giu": token.partition(":")[0]})
    assert WORDS in back.content.decode()
