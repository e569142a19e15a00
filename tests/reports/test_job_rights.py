"""Who may have a large file: rights asked at each step, a reason and a password for long lists. P6."""

import sys
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.models import AccessRecord, SignInAttempt
from partydev import again
from partydev.jobs import actions, limits, running
from partydev.models import FormToken, HeldForm, Job
from partydev.once import new_token
from partydev.refusals import Conflict
from tests.factories import PASSWORD, make_cast, sign_in, today
from tests.reports.job_pages import YEAR, address, ask, page, press, taken, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("machine"), pytest.mark.once]


@pytest.fixture
def cast():
    return make_cast()


def test_what_one_may_not_have_is_not_made(cast):
    client = sign_in(Client(), cast["lead_A"])
    assert ask(client, address("b1")).status_code == 404
    assert ask(client, reverse("reports:list")).status_code == 404
    assert ask(client, "https://example.org/tep").status_code == 404
    assert ask(sign_in(Client(), cast["helper_A1"]), address()).status_code == 403
    assert ask(client, f"{address()}?{'x' * 3000}").status_code == 404
    assert ask(client, f"{address()}?đơn").status_code == 404
    assert ask(client, f"{address()}\0").status_code == 404
    assert ask(client, "http://[").status_code == 404
    assert ask(client, "").status_code == 422
    assert not Job.objects.exists()


def test_a_right_that_is_gone_is_asked_again(cast):
    client = sign_in(Client(), cast["lead_A"])
    ask(client, address())
    accounts.dismiss(by=None, appointment=cast["lead_A"].appointments.get(), on=today() - timedelta(days=1))
    work()
    job = Job.objects.get()
    assert (job.state, job.fault) == ("failed", "gone")

    ask(sign_in(Client(), cast["head_A"]), address())
    work()
    job = Job.objects.get(state="done")
    accounts.dismiss(by=None, appointment=cast["head_A"].appointments.get(), on=today() - timedelta(days=1))
    accounts.appoint(by=None, user=cast["head_A"], organization=cast.A1, role="leader", starts_on=today())
    user = type(cast["head_A"]).objects.get(pk=cast["head_A"].pk)
    client = sign_in(Client(), user)
    assert taken(client, job)[0].status_code == 404
    assert "Đã hết hạn" in page(client)


def test_one_person_has_few_under_way(cast):
    for year in range(limits.MOST_AT_A_TIME):
        actions.ask(by=cast["lead_A"], address=f"{address()}?thap_phan={year}")
    with pytest.raises(Conflict):
        actions.ask(by=cast["lead_A"], address=address())
    answer = ask(sign_in(Client(), cast["lead_A"]), address())
    assert answer.status_code == 409
    actions.ask(by=cast["staff_A"], address=address())


def test_a_long_list_of_people_asks_why_and_for_the_password(cast, monkeypatch):
    monkeypatch.setattr(limits, "PEOPLE_AT_ONCE", 0)
    client = sign_in(Client(), cast["lead_A"])
    where = f"{reverse('reports:people_xlsx')}?don_vi=a&ky={YEAR}&chi_tieu=in_pool"
    assert "Lý do tải danh sách" in client.get(where).text
    right = {"reason": "Lập kế hoạch năm ".ljust(200, "x"), again.FIELD: PASSWORD}
    for wrong in ({"reason": ""}, {"reason": "x" * 201}, {again.FIELD: ""}, {again.FIELD: "mật khẩu sai"}):
        answer = ask(client, where, **right | wrong)
        assert answer.status_code == 422, wrong
        assert PASSWORD not in answer.text
    assert SignInAttempt.objects.count() == 1
    assert not Job.objects.exists()

    token = new_token(cast["lead_A"])
    assert ask(client, where, **right, form_token=token).status_code == 302
    # No trace of the password: neither compared nor held.
    body = FormToken.objects.get().body_hash
    FormToken.objects.all().delete()
    Job.objects.all().delete()
    ask(client, where, **right | {again.FIELD: PASSWORD}, form_token=token)
    assert FormToken.objects.get().body_hash == body
    Client().post(reverse("job_ask"), {"address": where, **right, "form_token": new_token(cast["lead_A"])})
    assert again.FIELD not in HeldForm.objects.get().content

    work()
    job = Job.objects.get()
    assert taken(client, job)[1].startswith(b"PK")
    (log,) = AccessRecord.objects.filter(kind="list_taken")
    assert (log.note, log.purpose) == (right["reason"], "figures")

    # The reason and the password were for this one file.
    anew = press(client, "job_again", job)
    assert (anew.status_code, anew["Location"]) == (302, where)
    assert "Lý do tải danh sách" in client.get(where).text
    job.refresh_from_db()
    assert job.state == "done"


def test_a_list_that_has_grown_long_is_not_made_without_a_reason(cast, monkeypatch):
    client = sign_in(Client(), cast["lead_A"])
    where = f"{reverse('reports:people_xlsx')}?don_vi=a&ky={YEAR}&chi_tieu=in_pool"
    assert ask(client, where).status_code == 302
    monkeypatch.setattr(running, "command", lambda pk, target: [*child(), str(pk), str(target)])
    work()
    job = Job.objects.get()
    assert (job.state, job.fault) == ("failed", "gone")


def child():
    """The process that makes a file, where lists of everyone ask why."""
    words = "import sys; from partydev.jobs import child, limits; limits.PEOPLE_AT_ONCE = 0; "
    return [sys.executable, "-c", words + "sys.exit(child.main(*sys.argv[1:]))"]


def test_names_go_with_the_right_to_see_them(cast):
    """The permission of a list's page stays; that of another unit, on which names in it may rest, ends."""
    user = cast["lead_A"]
    accounts.appoint(by=None, user=user, organization=cast.X, role="recorder", starts_on=today() - timedelta(days=2))
    client = sign_in(Client(), type(user).objects.get(pk=user.pk))
    ask(client, address())
    work()
    job = Job.objects.get()
    assert taken(client, job)[0].status_code == 200
    accounts.dismiss(by=None, appointment=user.appointments.get(role="recorder"), on=today() - timedelta(days=1))
    client = sign_in(Client(), type(user).objects.get(pk=user.pk))
    assert taken(client, job)[0].status_code == 404
