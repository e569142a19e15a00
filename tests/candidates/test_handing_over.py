"""A secretary's work goes to the next one: one page of what is open, confirmed by the successor; substitutes."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts import actions as account_actions
from accounts.models import AccessRecord, Appointment, User
from candidates import actions
from candidates.handing_over import contents_of, paper_of
from candidates.models import DossierItem, HandOver, Obligation
from candidates.views import handing_over
from partydev.papers.rendering import as_pdf
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.candidates.desk_cases import submitted
from tests.factories import (
    days_ago,
    make_candidate,
    make_cast,
    make_organization,
    make_person,
    make_user,
    sign_in,
    today,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def successor(cast, starts_on=None):
    user = make_user("successor", organization=cast.A1)
    appointed = {"organization": cast.A1, "role": "cell_secretary", "starts_on": starts_on or today()}
    account_actions.appoint(by=None, user=user, **appointed)
    return User.objects.get(pk=user.pk)


def token():
    return {"form_token": str(uuid.uuid4())}


def test_what_is_open_is_written_down_and_the_successor_confirms_it(client, cast):
    case = make_candidate(cast.A1, "listed", person=make_person("Vi Văn Giao"))
    actions.enter_paper(candidate=case, by=cast["sec_A1"], code="37", issued_on=days_ago(3), number="05")
    other = make_candidate(cast.A2, person=make_person("Người Chi Bộ Khác"))
    new = successor(cast)
    sign_in(client, cast["sec_A1"])
    made = client.post(
        reverse("candidates:hand_over_make", args=["a1"]),
        {"to": new.pk, "on": f"{today():%d/%m/%Y}", "basis": "Quyết định số 12-QĐ/ĐU"} | token(),
    )
    row = HandOver.objects.get()
    assert made.url == reverse("candidates:hand_over", args=[row.pk])
    held = {each["code"]: each for each in row.contents["cases"]}
    assert other.code not in str(row.contents)
    duties = Obligation.objects.open().filter(acts_at=cast.A1, opens_on__lte=today())
    assert sum(len(each["duties"]) for each in held.values()) + len(row.contents["unit"]) == duties.count()
    assert held[case.code]["papers"][0][1] == "05"
    page = client.get(made.url).content.decode()
    assert "Vi Văn Giao" in page
    assert "Chờ Người dùng successor xác nhận" in page
    # Who handed over, and everyone but the successor, cannot confirm.
    confirm = {"received": "on", "note": "Đủ"}
    assert client.post(made.url, confirm | token()).status_code == 403
    sign_in(client, new)
    assert "đã lập bản bàn giao" in client.get("/").content.decode()
    assert client.post(made.url, token()).status_code == 422
    assert client.post(made.url, confirm | token()).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note) == ("confirmed", "Đủ")
    still = "vẫn có quyền ghi hồ sơ của chi bộ"
    assert still in client.get(made.url).content.decode()
    Appointment.objects.filter(user=cast["sec_A1"]).update(ends_on=days_ago(1))
    page = client.get(made.url).content.decode()
    assert still not in page
    assert f'href="{reverse("candidates:hand_overs")}"' in page[page.index('<ul class="menu">') :]
    assert "đã lập bản bàn giao" not in client.get("/").content.decode()
    with pytest.raises(Conflict):
        actions.confirm_hand_over(row=row, by=new)
    pdf = client.get(reverse("candidates:hand_over_pdf", args=[row.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert AccessRecord.objects.filter(kind="dossier_printed", about=row.code, user=new).exists()


@pytest.mark.once
def test_a_decision_is_in_the_cell_once_the_cell_has_received_it(cast):
    case = make_candidate(cast.A1, "decided")
    case.papers.create(code="05", number="474-QĐ/ĐU", issued_on=days_ago(3), state="entered")

    def on_hand():
        told = {each["code"]: each for each in contents_of(cast.A1, today())["cases"]}
        return [number for _, number, _ in told[case.code]["papers"]]

    assert on_hand() == []
    actions.receive_decision(candidate=case, by=None, on=today())
    assert on_hand() == ["474-QĐ/ĐU"]


def test_the_work_of_twenty_two_people_takes_three_pages(cast):
    """It is signed page by page in the last minutes of somebody's office."""
    papers = [["Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng", "0089/2026", "02/03/2026"],
              ["Nghị quyết đề nghị kết nạp đảng viên của chi bộ", "53-NQ/CB", "09/11/2026"]]  # fmt: skip
    duties = [["Nhận xét tháng 11/2026", "30/11/2026"], ["Bổ sung, hoàn thiện hồ sơ rồi gửi lại", "03/02/2027"]]
    same = {"stage": "Đã có đơn xin vào Đảng", "since": "20/11/2026", "duties": duties}
    cases = [
        {"name": f"Nguyễn Thị Nhung {n}", "code": f"HS{n:06}", "papers": papers * (n % 3)} | same for n in range(22)
    ]
    row = HandOver(
        organization=cast.A1, given_by=cast["sec_A1"], taken_by=cast["head_A"], on=today(),
        basis="Quyết định số 12-QĐ/ĐU", contents={"cases": cases, "unit": []},
    )  # fmt: skip
    pages = PdfReader(BytesIO(as_pdf(paper_of(row)))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) <= 3
    for words in ("Nguyễn Thị Nhung 21 (HS000021)", "(hạn 03/02/2027)", "(53-NQ/CB, 09/11/2026)", "NGƯỜI NHẬN"):
        assert words in text


def test_it_stays_as_it_was_when_the_work_goes_on(cast):
    row = actions.hand_over(organization=cast.A1, to=successor(cast), by=cast["sec_A1"], on=today())
    before = row.contents
    actions.enter_pool(
        by=cast["sec_A1"], organization=cast.A1, person=make_person("Người Đến Sau"), on=today(), source="cell"
    )
    row.refresh_from_db()
    assert row.contents == before
    # A second page takes the place of the one that nobody confirmed.
    again = actions.hand_over(organization=cast.A1, to=row.taken_by, by=cast["sec_A1"], on=today())
    row.refresh_from_db()
    assert (row.state, again.state) == ("replaced", "open")
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.filter(pk=row.pk).update(state="open")


def test_it_tells_today_alone_and_who_gave_it_keeps_it_until_it_is_received(client, cast):
    hand = {"organization": cast.A1, "by": cast["sec_A1"], "to": successor(cast)}
    with pytest.raises(Invalid):
        actions.hand_over(**hand, on=days_ago(5))  # what stands now is not what stood then
    row = actions.hand_over(**hand, on=today())
    appointment = cast["sec_A1"].appointments.get(organization=cast.A1)
    account_actions.dismiss(by=None, appointment=appointment, on=days_ago(1))
    account_actions.appoint(
        by=None, user=cast["sec_A1"], organization=cast.B1, role="cell_secretary", starts_on=today()
    )
    sign_in(client, User.objects.get(pk=cast["sec_A1"].pk))
    url, pdf = (reverse(f"candidates:{name}", args=[row.pk]) for name in ("hand_over", "hand_over_pdf"))
    assert [client.get(each).status_code for each in (url, pdf)] == [200, 200]
    actions.confirm_hand_over(row=row, by=row.taken_by)
    assert [client.get(each).status_code for each in (url, pdf)] == [404, 404]


def test_who_takes_over_works_in_the_cell_today_or_soon(client, cast):
    hand = {"organization": cast.A1, "by": cast["sec_A1"], "on": today()}
    for nobody in (cast["sec_A2"], cast["youth_A"], cast["sec_A1"]):
        with pytest.raises(Invalid):
            actions.hand_over(to=nobody, **hand)
    with pytest.raises(NotAllowed):
        actions.hand_over(**hand | {"by": cast["sec_B1"]}, to=cast["dep_A1"])
    coming = successor(cast, starts_on=days_ago(-5))
    row = actions.hand_over(to=coming, **hand)
    with pytest.raises(NotAllowed):  # not before the appointment has begun
        actions.confirm_hand_over(row=row, by=coming)
    sign_in(client, cast["sec_A1"])
    data = {"to": cast["sec_B1"].pk, "on": f"{today():%d/%m/%Y}"}
    refused = client.post(reverse("candidates:hand_over_make", args=["a1"]), data | token())
    assert refused.status_code == 422
    assert client.get(reverse("candidates:hand_over_make", args=["b1"])).status_code == 404


def test_the_list_asks_as_much_for_one_as_for_many(client, cast):
    new = successor(cast)
    sign_in(client, cast["head_X"])
    actions.hand_over(organization=cast.A1, to=new, by=cast["sec_A1"], on=today())
    client.get(reverse("candidates:hand_overs"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("candidates:hand_overs"))
    for _ in range(3):
        actions.hand_over(organization=cast.A1, to=new, by=cast["sec_A1"], on=today())
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("candidates:hand_overs"))
    assert len(many) == len(one)


def test_every_cell_is_reached_and_found_by_its_name(client, cast, monkeypatch):
    monkeypatch.setattr(handing_over, "PER_PAGE", 2)
    for number in range(3):
        make_organization(f"Chi bộ thôn {number}", parent=cast.A)
    sign_in(client, cast["head_A"])
    url = reverse("candidates:hand_overs")
    pages = [client.get(url, {"trang": number}).content.decode() for number in (1, 2, 3)]
    for name in ("Chi bộ A1", "Chi bộ A2", "Chi bộ thôn 0", "Chi bộ thôn 1", "Chi bộ thôn 2"):
        assert sum(f">{name}</a>" in page for page in pages) == 1, name
    found = client.get(url, {"q": "thon 2"}).content.decode()
    assert ">Chi bộ thôn 2</a>" in found
    assert ">Chi bộ A1</a>" not in found


def test_a_substitute_does_not_check_what_the_other_entered(cast):
    case = submitted(cast, days_ago(20), "Lường Thị Thay", cell=cast.A1, by=cast["staff_A"])
    substitute = make_user("substitute", organization=cast.A)
    days = {"starts_on": today(), "ends_on": today()}
    account_actions.appoint(
        by=None, user=substitute, organization=cast.A, role="org_officer", stands_in_for=cast["staff_A"], **days
    )
    papers = list(case.papers.all())
    with pytest.raises(NotAllowed):
        actions.accept_papers(candidate=case, by=User.objects.get(pk=substitute.pk), papers=papers)
    plain = make_user("plain", ("org_officer", cast.A))
    actions.accept_papers(candidate=case, by=plain, papers=papers)


def test_four_eyes_hold_after_the_substitution_has_ended(cast):
    """The other sent the dossier up after those days; only the papers were entered in them."""
    case = submitted(cast, days_ago(40), "Lường Thị Ngày", cell=cast.A1, by=cast["sec_A1"])
    substitute = make_user("substitute", ("org_officer", cast.A))
    Appointment.objects.create(
        user=substitute, organization=cast.A1, role="cell_secretary", stands_in_for=cast["dep_A1"],
        starts_on=days_ago(12), ends_on=days_ago(8),
    )  # fmt: skip
    for days, allowed in ((10, False), (20, True)):
        case.papers.update(entered_by=cast["dep_A1"])
        DossierItem.history.filter(candidate=case).update(
            entered_by=cast["dep_A1"], history_date=timezone.now() - timedelta(days=days)
        )
        who, papers = User.objects.get(pk=substitute.pk), list(case.papers.all())
        if allowed:
            assert actions.accept_papers(candidate=case, by=who, papers=papers).done
            continue
        with pytest.raises(NotAllowed):
            actions.accept_papers(candidate=case, by=who, papers=papers)
        with pytest.raises(NotAllowed):
            actions.check_paper(paper=papers[0], by=who, accepted=True)
