"""A person is offered to another cell: accepted, refused, taken back; clocks and history go on; the old rights end."""

import unicodedata
import uuid
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from branches.models import Member, MemberEvent
from candidates import actions, handing, obligations
from candidates.cell_meetings import agenda
from candidates.handing import answer_by
from candidates.models import AgendaItem, Obligation, TransferOffer
from candidates.rulebook import rule_set, work_calendar
from candidates.transfer_paper import paper_of
from candidates.views import transfers
from partydev.refusals import Conflict, Invalid, NotAllowed
from tests.factories import (
    days_ago,
    make_candidate,
    make_cast,
    make_member,
    make_organization,
    make_person,
    sign_in,
    today,
)

pytestmark = pytest.mark.django_db
LIST = "candidates:transfers"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def probationer(cast):
    return make_candidate(cast.A1, "probationary", person=make_person("Lò Thị Chuyển"))


def offered(cast, case, to=None, on=None):
    return actions.offer_transfer(
        candidate=case,
        to=to or cast.B1,
        by=cast["sec_A1"],
        on=on or days_ago(10),
        reason="Chuyển công tác",
        paper_number="07-GGT",
    )


def token():
    return {"form_token": str(uuid.uuid4())}


def due_of(case):
    return {
        (row.kind, row.key, row.due_on) for row in case.obligations.open().exclude(kind__in=("transfer", "mentor"))
    }


def test_a_probationer_goes_over_in_the_middle_and_the_clocks_go_on(client, cast, probationer):
    before, stage = due_of(probationer), (probationer.stage, probationer.stage_on)
    joined = probationer.member.joined_on
    sign_in(client, cast["sec_A1"])
    form = reverse("candidates:offer_transfer", args=[probationer.pk])
    data = {"to": "b1", "on": f"{days_ago(3):%d/%m/%Y}", "reason": "Chuyển nơi cư trú", "paper_number": "07-GGT"}
    assert client.post(form, data | token()).url == reverse(LIST)
    assert "Lò Thị Chuyển" in client.get(reverse(LIST)).content.decode()
    offer = TransferOffer.objects.get()
    # The cell that is asked sees who comes, by when to answer, and no dossier.
    sign_in(client, cast["sec_B1"])
    assert "Trả lời đề nghị tiếp nhận hồ sơ" in client.get("/").content.decode()
    page = client.get(reverse("candidates:answer_transfer", args=[offer.pk])).content.decode()
    assert "Chuyển nơi cư trú" in page
    assert "07-GGT" in page
    assert client.get(reverse("candidates:detail", args=[probationer.pk])).status_code == 404
    answered = client.post(
        reverse("candidates:answer_transfer", args=[offer.pk]),
        {"answer": "accept", "on": f"{today():%d/%m/%Y}", "note": ""} | token(),
    )
    assert answered.url == reverse("candidates:detail", args=[probationer.pk])
    assert client.get(answered.url).status_code == 200
    probationer.refresh_from_db()
    assert probationer.organization == cast.B1
    assert (probationer.stage, probationer.stage_on) == stage
    probationer.member.refresh_from_db()
    assert (probationer.member.organization, probationer.member.joined_on) == (cast.B1, joined)
    assert {(kind, key, due) for kind, key, due in due_of(probationer) if kind != "referral_letter"} == before
    counted = MemberEvent.objects.filter(member=probationer.member).values_list("organization", flat=True)
    assert {cast.A1.pk, cast.B1.pk} <= set(counted)
    # The old cell's rights ended; it is told what came of its offer.
    sign_in(client, cast["sec_A1"])
    assert client.get(reverse("candidates:detail", args=[probationer.pk])).status_code == 404
    assert "Đã tiếp nhận" in client.get(reverse(LIST)).content.decode()
    assert not Obligation.objects.open().filter(kind="transfer").exists()


def test_both_cells_have_a_duty_with_the_day_of_the_rulebook(cast, probationer):
    offer = offered(cast, probationer)
    last = work_calendar().add_working_days(days_ago(10), rule_set(days_ago(10)).value("transfer_working_days")).day
    assert answer_by(offer, rule_set(today())) == last
    own = Obligation.objects.open().get(kind="transfer", candidate=probationer)
    asked = Obligation.objects.open().get(kind="transfer", candidate=None)
    assert (own.acts_at, own.due_on) == (cast.A1, last)
    assert (asked.acts_at, asked.organization, asked.due_on) == (cast.B1, cast.B1, last)
    assert "Lò Thị" not in asked.text
    assert asked.rule == "transfer_working_days"
    # A night later nothing has changed; refused, both are closed.
    obligations.refresh(today())
    assert Obligation.objects.open().filter(kind="transfer").count() == 2
    actions.refuse_transfer(offer=offer, by=cast["sec_B1"], on=today(), note="Chưa thống nhất")
    assert not Obligation.objects.open().filter(kind="transfer").exists()
    probationer.refresh_from_db()
    assert probationer.organization == cast.A1


def test_both_cells_print_the_confirmation_and_read_by_which_clause_to_answer(client, cast, probationer):
    offer = offered(cast, probationer)
    paper = reverse("candidates:transfer_paper", args=[offer.pk])
    sign_in(client, cast["sec_B1"])
    clause = handing.duty_of_offering(offer, rule_set(today())).citation
    assert clause in client.get(reverse("candidates:answer_transfer", args=[offer.pk])).content.decode()
    assert clause in client.get(reverse(LIST)).content.decode()
    actions.accept_transfer(offer=offer, by=cast["sec_B1"], on=today())
    for name, status in (("sec_A1", 200), ("sec_B1", 200), ("sec_A2", 404)):
        sign_in(client, cast[name])
        assert (paper in client.get(reverse(LIST)).content.decode()) == (status == 200)
        answer = client.get(paper)
        assert answer.status_code == status
    sign_in(client, cast["sec_A1"])
    pages = PdfReader(BytesIO(client.get(paper).content)).pages
    words = unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text().split()) for page in pages))
    for each in ("GIẤY XÁC NHẬN", "Chi bộ B1 đã tiếp nhận", probationer.code, "số 07-GGT"):
        assert each in words
    refused = offered(cast, make_candidate(cast.A1))
    actions.refuse_transfer(offer=refused, by=cast["sec_B1"], on=today(), note="Chưa nhận")
    assert client.get(reverse("candidates:transfer_paper", args=[refused.pk])).status_code == 404


def test_the_confirmation_speaks_of_the_person_as_on_the_day_of_the_offer(cast, probationer):
    offer = offered(cast, probationer)
    actions.accept_transfer(offer=offer, by=cast["sec_B1"], on=today())
    offer.refresh_from_db()
    assert paper_of(offer).is_draft  # no unit above names its place
    cast.X.place = "Mường Mẫu"
    cast.X.save()
    offer = TransferOffer.objects.get(pk=offer.pk)
    said = str(paper_of(offer))
    assert (paper_of(offer).is_draft, paper_of(offer).place) == (False, "Mường Mẫu")
    for words in (
        "tiếp nhận đảng viên dự bị", "đồng chí Lò Thị Chuyển (đảng viên dự bị; mã hồ sơ",
        "Giấy giới thiệu sinh hoạt đảng kèm theo: số 07-GGT", "đã tiếp nhận đồng chí Lò Thị Chuyển và hồ sơ",
    ):  # fmt: skip
        assert words in said, words
    # Recognized since: the paper of then reads as it was.
    Member.objects.update(status=Member.Status.FULL, recognized_on=today())
    assert "đảng viên dự bị" in str(paper_of(TransferOffer.objects.get(pk=offer.pk)))
    other = offered(cast, make_candidate(cast.A1, "listed", person=make_person("Lò Thị Nguồn")))
    said = str(paper_of(other))
    assert "tiếp nhận hồ sơ người vào Đảng" in said
    assert "quần chúng Lò Thị Nguồn (mã hồ sơ" in said
    assert "sinh hoạt đảng" not in said
    assert "đồng chí" not in said


def test_refusing_asks_for_a_reason(client, cast, probationer):
    offer = offered(cast, probationer)
    sign_in(client, cast["sec_B1"])
    url = reverse("candidates:answer_transfer", args=[offer.pk])
    answer = client.post(url, {"answer": "refuse", "on": f"{today():%d/%m/%Y}", "note": ""} | token())
    assert answer.status_code == 422
    assert "Ghi lý do không tiếp nhận" in answer.content.decode()
    offer.refresh_from_db()
    assert offer.is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferOffer.objects.filter(pk=offer.pk).update(state="refused", answered_on=today())


def test_the_asked_cell_that_did_not_take_over_reads_no_more_where_the_person_stands(client, cast, probationer):
    offer = offered(cast, probationer)
    sign_in(client, cast["sec_B1"])
    url = reverse("candidates:answer_transfer", args=[offer.pk])
    told = [probationer.stage_label, f"{probationer.person.birth_date:%Y}</dd>", "Chuyển công tác", "07-GGT"]
    page = client.get(url).content.decode()
    assert all(each in page for each in told)
    actions.take_offer_back(offer=offer, by=cast["sec_A1"])
    page = client.get(url).content.decode()
    assert "Đã rút lại" in page
    assert not [each for each in told if each in page]
    again = offered(cast, probationer)
    actions.refuse_transfer(offer=again, by=cast["sec_B1"], on=today(), note="Chưa thống nhất")
    page = client.get(reverse("candidates:answer_transfer", args=[again.pk])).content.decode()
    assert "Chưa thống nhất" in page
    assert not [each for each in told if each in page]


def test_the_old_cells_agenda_tells_nothing_of_what_the_new_one_does(cast):
    case, month = make_candidate(cast.A1, "listed", person=make_person("Lò Văn Sang")), days_ago(70).replace(day=1)
    kinds = ((AgendaItem.Kind.MENTOR, "Phân công giúp đỡ"), (AgendaItem.Kind.CEREMONY, "Lễ kết nạp"))
    for place, (kind, text) in enumerate(kinds):
        AgendaItem(candidate=case, month=month, kind=kind, text=text, order=place).place(cast.A1).save()
    helper = cast.mentor_member
    actions.assign_mentor(candidate=case, mentor=helper, by=None, on=days_ago(60), resolution_number="1")
    actions.move_cell(candidate=case, to=cast.B1, by=None, on=days_ago(30))
    case.refresh_from_db()
    other = make_member(cast.B1, "Người Giúp Mới")
    actions.assign_mentor(candidate=case, mentor=other, by=None, on=days_ago(20), resolution_number="2")
    shown = agenda.lines(cast.A1, month, None, agenda.items_of(cast.A1, month))
    assert [(line.done, line.url) for line in shown] == [(f"Đã phân công đồng chí {helper}", ""), ("", "")]


def test_it_is_taken_back_until_it_is_answered(client, cast, probationer):
    offer = offered(cast, probationer)
    sign_in(client, cast["sec_A1"])
    url = reverse("candidates:take_transfer_back", args=[offer.pk])
    assert client.post(url, token()).url == reverse(LIST)
    with pytest.raises(Conflict):
        actions.accept_transfer(offer=offer, by=cast["sec_B1"], on=today())
    again = offered(cast, probationer)
    actions.accept_transfer(offer=again, by=cast["sec_B1"], on=today())
    with pytest.raises(Conflict):
        actions.take_offer_back(offer=again, by=cast["sec_A1"])
    assert client.post(reverse("candidates:take_transfer_back", args=[again.pk]), token()).status_code == 409


def test_only_the_two_cells_act_and_only_once(cast, probationer):
    with pytest.raises(NotAllowed):
        actions.offer_transfer(candidate=probationer, to=cast.B1, by=cast["sec_B1"], on=today(), reason="x")
    offer = offered(cast, probationer)
    with pytest.raises(Conflict):
        offered(cast, probationer, cast.A2)
    for stranger in ("sec_A1", "sec_A2", "staff_A", "head_A"):
        with pytest.raises(NotAllowed):
            actions.accept_transfer(offer=offer, by=cast[stranger], on=today())
    with pytest.raises(NotAllowed):
        actions.take_offer_back(offer=offer, by=cast["sec_B1"])
    for to in (cast.A1, cast.B):
        actions.take_offer_back(offer=offer, by=cast["sec_A1"]) if offer.is_open else None
        offer.refresh_from_db()
        with pytest.raises(Invalid):
            offered(cast, probationer, to)


def test_an_unknown_code_is_said_at_its_field(client, cast, probationer):
    sign_in(client, cast["sec_A1"])
    form = reverse("candidates:offer_transfer", args=[probationer.pk])
    assert "Chi bộ B1" not in client.get(form).content.decode()
    data = {"to": "khong-co", "on": f"{today():%d/%m/%Y}", "reason": "Đổi việc làm ở nơi xa"}
    answer = client.post(form, data | token())
    assert answer.status_code == 422
    assert "Không tìm thấy đơn vị này" in answer.content.decode()
    assert "Đổi việc làm ở nơi xa" in answer.content.decode()
    assert not TransferOffer.objects.exists()


def test_a_cell_elsewhere_is_found_by_its_whole_name_and_the_code_stands_on_its_page(client, cast, probationer):
    sign_in(client, cast["sec_B1"])
    assert (
        "<dt>Mã đơn vị</dt><dd>b1</dd>" in client.get(reverse("branches:organization", args=["b1"])).content.decode()
    )
    make_organization("Chi bộ Tổ Toán", "cell", cast.B, code="toan-1")
    make_organization("Chi bộ Tổ Toán", "cell", cast.A, code="toan-2")
    sign_in(client, cast["sec_A1"])
    form = reverse("candidates:offer_transfer", args=[probationer.pk])
    data = {"on": f"{today():%d/%m/%Y}", "reason": "Đổi việc làm ở nơi xa"}
    several = client.post(form, data | {"to": "tổ toán"} | token())
    apart = "; ".join(
        f"Chi bộ Tổ Toán thuộc {above}, mã {code}" for above, code in ((cast.A, "toan-2"), (cast.B, "toan-1"))
    )
    assert f"Có 2 đơn vị cùng tên này: {apart}" in several.content.decode()
    part = client.post(form, data | {"to": "Toán"} | token()).content.decode()
    assert "Không tìm thấy đơn vị này" in part
    assert "toan-1" not in part
    assert client.post(form, data | {"to": "chi bo b1"} | token()).url == reverse(LIST)
    assert TransferOffer.objects.get().organization == cast.B1


def test_who_is_in_charge_of_both_cells_still_records_directly(cast, probationer):
    offer = offered(cast, probationer, cast.A2)
    actions.move_cell(candidate=probationer, to=cast.A2, by=cast["head_A"], on=days_ago(1), paper_number="07-GGT")
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by) == ("accepted", cast["head_A"])
    assert not Obligation.objects.open().filter(kind="transfer").exists()


def test_the_list_asks_as_much_for_one_as_for_many(client, cast, probationer):
    offered(cast, probationer)
    sign_in(client, cast["sec_B1"])
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(LIST))
    for number in range(4):
        case = make_candidate(cast.A1, person=make_person(f"Người thứ {number}"))
        offer = offered(cast, case)
        if number % 2:
            actions.refuse_transfer(offer=offer, by=cast["sec_B1"], on=today(), note="Chưa nhận")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(LIST))
    assert len(many) <= len(one) + 1  # the paginator's page of what is done


def test_what_goes_out_is_not_cut_off_by_what_comes_in(client, cast, monkeypatch):
    """Each list has its own pages and says how many there are in all."""
    monkeypatch.setattr(transfers, "PER_PAGE", 2)
    for number in range(5):
        case = make_candidate(cast.B1, person=make_person(f"Người Đến {number}"))
        actions.offer_transfer(
            candidate=case, to=cast.A1, by=cast["sec_B1"], on=days_ago(20), reason="x", paper_number=""
        )
    offered(cast, make_candidate(cast.A1, person=make_person("Lò Văn Đi")))
    sign_in(client, cast["sec_A1"])
    page = client.get(reverse(LIST)).content.decode()
    assert "Lò Văn Đi" in page
    assert "5 người" in page
    assert "Người Đến 4" not in page
    assert "Người Đến 4" in client.get(reverse(LIST), {"den": "3"}).content.decode()
