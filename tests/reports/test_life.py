"""The life of a report, from outside: sent, received, locked under its number; frozen, corrected, found again."""

from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.actions import set_position
from partydev.once import new_token
from partydev.papers.keeping import as_kept, from_kept
from partydev.refusals import Invalid
from reports.integrity import kept_reports
from reports.models import Report, ReportAct, ReportIssue, ReportRevision
from tests.factories import days_ago, make_organization, make_user, sign_in, today
from tests.reports.reporting import LAST, SIGNED, act, admitted, day_of_last_year, lock, quick_papers, text_of, url
from tests.reports.sample import DRAFT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers(request, monkeypatch):
    """Most tests need no pages laid out: the paper's HTML stands for its PDF, except where the PDF is read."""
    if "real_pdf" not in request.fixturenames:
        quick_papers(monkeypatch)


@pytest.fixture
def real_pdf():
    """Asked for by tests that read the PDF itself."""


@pytest.fixture
def as_user(client, cast):
    return lambda name: sign_in(client, cast[name])


def test_sent_received_locked(as_user, real_pdf):
    answer = act(as_user("staff_A"), "submit")
    assert (answer.status_code, answer["Location"]) == (302, url("report"))
    page = as_user("staff_A").get(url("report")).content.decode()
    assert "đã gửi, chờ cấp trên nhận" in page
    assert "Lấy lại báo cáo" in page
    assert act(as_user("head_X"), "receive").status_code == 302
    assert "Lấy lại báo cáo" not in as_user("staff_A").get(url("report")).content.decode()
    assert act(as_user("staff_A"), "issue", **SIGNED).status_code == 302
    report = Report.objects.get()
    assert report.state == "locked"
    assert [row.kind for row in report.acts.all()] == ["submitted", "received", "locked"]
    draft, paper = (
        as_user("staff_A").get(url(name, "a", LAST, 1)).content for name in ("revision_pdf", "system_copy")
    )
    assert draft == bytes(ReportIssue.objects.get().pdf)
    assert "Số 05-BC/ĐU" in text_of(draft)
    assert "DỰ THẢO" not in text_of(draft)
    code = ReportRevision.objects.get().code
    assert code not in text_of(draft)  # never on the paper to be signed
    assert code in text_of(paper)
    assert code in text_of(bytes(ReportRevision.objects.get().pdf))


def test_the_unit_at_the_top_sends_to_nobody_and_locks_its_own(as_user):
    head = as_user("head_X")
    assert "Chốt số liệu báo cáo" in head.get(url("submit", "x")).text
    assert act(head, "submit", "x").status_code == 302
    assert Report.objects.get().state == "received"
    assert act(head, "issue", "x", **SIGNED).status_code == 302
    assert Report.objects.get().state == "locked"


def test_a_correction_is_a_new_revision_with_its_differences(as_user, cast):
    lock(cast.A, LAST)
    old = as_user("staff_A").get(url("pdf")).content
    admitted(cast.A1, day_of_last_year())
    client = as_user("staff_A")
    assert act(client, "submit").status_code == 422  # without a reason
    assert act(client, "submit", reason="Bổ sung một trường hợp ghi chậm").status_code == 302
    assert act(as_user("head_X"), "receive").status_code == 302
    client = as_user("staff_A")
    form = client.get(url("issue")).context["form"]
    assert form["number"].value() == 5  # a correction keeps its number
    assert act(client, "issue", **SIGNED).status_code == 302
    page = client.get(url("differences", "a", LAST, 2))
    changes = {change.what: (change.old, change.new) for change in page.context["changed"]}
    assert changes["Kết nạp đảng viên"] == ("0", "1")
    assert "Bổ sung một trường hợp ghi chậm" in page.content.decode()
    assert client.get(url("revision_pdf", "a", LAST, 1)).content == old
    assert client.get(url("report")).context["late"] == 0


def test_a_correction_mends_the_day_on_which_the_term_began(as_user, cast):
    key, year = f"TERM-{LAST}", today().year
    cast.A.term_starts_on = date(year - 4, 8, 15)  # typed wrongly
    cast.A.save()
    lock(cast.A, key)
    admitted(cast.A1, date(year - 5, 12, 1))
    cast.A.term_starts_on = date(year - 5, 8, 15)
    cast.A.save()
    client, box = as_user("staff_A"), f"Tính lại từ ngày bắt đầu nhiệm kỳ đang ghi: 15/08/{year - 5}"
    assert box in client.get(url("submit", key=key)).text
    act(client, "submit", key=key, reason="Bổ sung")
    assert [row.figures["admitted"] for row in ReportRevision.objects.all()] == [0, 0]  # its days stay unless asked
    act(client, "take_back", key=key)
    act(client, "submit", key=key, reason="Ghi nhầm ngày bắt đầu nhiệm kỳ", term_anew="on")
    revision = ReportRevision.objects.last()
    assert (revision.figures["admitted"], revision.basis["term_starts_on"]) == (1, f"{year - 5}-08-15")
    assert box not in client.get(url("submit", key=key)).text
    assert "Tính lại từ ngày bắt đầu nhiệm kỳ" not in client.get(url("submit")).text  # of no other kind of period


def test_a_correction_that_is_taken_back_leaves_what_was_locked(cast, as_user):
    first = lock(cast.A, LAST).revision
    client = as_user("staff_A")
    act(client, "submit", reason="Nhầm")
    act(client, "take_back")
    report = Report.objects.get()
    assert (report.state, report.revision) == ("locked", first)


def test_taken_back_until_it_was_received(as_user):
    client = as_user("staff_A")
    act(client, "submit")
    assert act(client, "take_back").status_code == 302
    assert Report.objects.get().state == "draft"
    act(client, "submit")
    act(as_user("head_X"), "receive")
    assert act(as_user("staff_A"), "take_back").status_code == 409
    assert Report.objects.get().state == "received"


def test_sent_back_with_a_reason_that_the_unit_reads(as_user):
    act(as_user("staff_A"), "submit")
    assert act(as_user("head_X"), "send_back").status_code == 422
    assert act(as_user("head_X"), "send_back", reason="Thiếu số liệu Chi bộ A2").status_code == 302
    page = as_user("staff_A").get(url("report")).content.decode()
    assert "Thiếu số liệu Chi bộ A2" in page
    assert "Gửi báo cáo" in page


def test_of_two_one_wins_and_the_other_is_told(as_user):
    act(as_user("staff_A"), "submit")
    head = as_user("head_X")
    late = head.get(url("send_back"))
    assert act(head, "receive").status_code == 302
    act(head, "send_back", reason="Xem lại")
    answer = head.post(url("send_back"), {"version": late.context["form"]["version"].value(), "reason": "Chữ của tôi",
                                          "form_token": new_token(None)})  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "đã trả lại báo cáo này để sửa lúc" in page
    assert "Chữ của tôi" in page
    assert ReportAct.objects.filter(kind="sent_back").count() == 1


def test_sent_twice_counts_once(as_user):
    client, token = as_user("staff_A"), new_token(None)
    for _ in range(2):
        assert client.post(url("submit"), {"version": "0", "form_token": token}).status_code == 302
    assert ReportRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        ("lead_A", "submit", 403),
        ("sec_A1", "submit", 404),
        ("staff_B", "submit", 404),
        ("staff_A", "receive", 403),  # nobody receives what they sent
        ("head_X", "receive", 200),
        ("sec_A1", "issue", 403),
        ("lead_X", "issue", 403),
        ("lead_A", "texts", 403),
        ("helper_A1", "report", 403),
    ],
)
def test_who_may(as_user, name, page, status):
    assert as_user(name).get(url(page)).status_code == status


def test_a_cell_sends_its_report_and_its_committee_receives_and_locks_it(as_user, cast):
    assert act(as_user("sec_A1"), "submit", "a1").status_code == 302
    assert as_user("sec_A1").get(url("receive", "a1")).status_code == 403
    assert act(as_user("staff_A"), "receive", "a1").status_code == 302
    set_position(by=None, member=cast.mentor_member, organization=cast.A1, title="secretary", starts_on=days_ago(90))
    assert f'value="{cast.mentor_member}"' in as_user("staff_A").get(url("issue", "a1")).content.decode()
    assert act(
        as_user("staff_A"), "issue", "a1", **SIGNED | {"signer_capacity": "T/M CHI BỘ", "signer_post": "BÍ THƯ"}
    )


def test_who_sent_a_report_does_not_receive_it_where_somebody_else_can(as_user):
    staff = as_user("staff_A")
    act(staff, "submit", "a1")
    answer = act(staff, "receive", "a1")
    assert answer.status_code == 409
    assert "Bạn đã gửi báo cáo này (hoặc làm thay người đã gửi), nên việc nhận phải do người khác làm." in answer.text
    assert act(as_user("head_A"), "receive", "a1").status_code == 302
    # Two have looked at it by now.
    assert act(as_user("staff_A"), "issue", "a1", **SIGNED | {"signer_capacity": "T/M CHI BỘ"}).status_code == 302
    assert [row.note for row in ReportAct.objects.all()] == ["", "", ""]


def test_where_nobody_else_can_the_way_goes_on_and_says_so(as_user, cast):
    head = as_user("head_X")
    act(head, "submit", "x")
    second = make_user("head_X2", ("org_head", cast.X))
    answer = act(head, "issue", "x", **SIGNED)
    assert answer.status_code == 409
    assert "nên việc khóa số liệu phải do người khác làm" in answer.text
    assert "Lò Thị Ưng" in answer.text  # nothing typed is lost
    second.is_active = False
    second.save()
    assert act(head, "issue", "x", **SIGNED).status_code == 302
    words = "Người gửi tự khóa số liệu: ở Đảng bộ X chưa có người khác được giao quyền này."
    assert words in head.get(url("report", "x")).text


def test_who_is_missing_is_shown_and_printed(as_user):
    act(as_user("sec_A1"), "submit", "a1")
    page = as_user("staff_A").get(url("standing"))
    assert [(row.unit.code, row.state) for row, _ in page.context["rows"]] == [("a1", "submitted"), ("a2", "draft")]
    assert "tên các đơn vị chưa gửi được in" in page.content.decode()
    act(as_user("staff_A"), "submit")
    text = text_of(as_user("staff_A").get(url("pdf")).content)
    assert "chưa gửi báo cáo: Chi bộ A2." in text


def test_a_unit_that_counts_other_days_is_told_apart(as_user, cast):
    words = f"Kỳ báo cáo của đơn vị tính từ ngày 15/12/{int(LAST) - 1} đến ngày 14/12/{LAST}; số liệu không so thẳng"
    cast.A1.reporting_calendar = "day_15"
    cast.A1.save()
    page = as_user("staff_A").get(url("standing"))
    assert [bool(row.days) for row, _ in page.context["rows"]] == [True, False]
    assert words in page.text
    lock(cast.A1, LAST)
    cast.A1.reporting_calendar = "calendar"  # what was sent counted the other days all the same
    cast.A1.save()
    assert words in as_user("staff_A").get(url("standing")).text


def test_a_sent_report_of_a_unit_that_says_another_number_is_named_in_the_report_above(as_user, cast):
    admitted(cast.A1, day_of_last_year())
    lock(cast.A1, LAST)
    lock(cast.A2, LAST, 6)
    page = as_user("staff_A").get(url("report")).text
    assert "đã gửi ghi" not in page  # both say what is counted for them
    admitted(cast.A2, day_of_last_year())
    page = " ".join(as_user("staff_A").get(url("report")).text.split())
    said = "Báo cáo Chi bộ A2 đã gửi ghi: kết nạp 0, "
    assert said in page
    assert "; số liệu ở đây: kết nạp 01, " in page
    assert "Báo cáo Chi bộ A1 đã gửi" not in page
    act(as_user("staff_A"), "submit")
    assert said in text_of(as_user("staff_A").get(url("pdf")).content)  # and it is sent with it


def test_many_units_are_asked_in_as_few_statements_as_two(as_user, cast):
    lock(cast.A1, LAST)
    client = as_user("staff_A")
    client.get(url("standing"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("standing"))
    for number in range(12):
        cell = make_organization(f"Chi bộ thêm {number}", "cell", cast.A, code=f"them-{number}")
        lock(cell, LAST)
    with CaptureQueriesContext(connection) as many:
        page = client.get(url("standing"))
    assert len(page.context["rows"]) == 14
    assert len(many) == len(few)


def test_the_code_leads_to_the_record_within_scope_only(as_user, cast):
    code = lock(cast.A, LAST).revision.code
    record = reverse("reports:record", args=[code])
    page = as_user("lead_X").get(record).content.decode()
    revision = ReportRevision.objects.get()
    assert revision.document_hash in page
    assert revision.issue.pdf_hash in page
    assert "Ngày tổ chức lễ kết nạp".lower() in page.lower() or "lễ kết nạp" in page
    find = as_user("lead_A").get(reverse("reports:find_record"), {"ma": f" {code.lower().replace('-', ' ')} "})
    assert find["Location"] == record
    for name in ("staff_B", "sec_A1"):
        assert as_user(name).get(record).status_code == 404
    for odd in (url("revision", "a", "%00", 1).replace("%2500", "%00"), f"{url('late')}?chot=%00"):
        assert as_user("staff_A").get(odd).status_code in {200, 404}
        assert as_user(name).get(reverse("reports:find_record"), {"ma": code}).status_code == 422


def test_what_was_kept_is_checked_against_its_hashes(cast):
    revision = lock(cast.A, LAST).revision
    assert list(kept_reports()) == []
    wrong = {"ordinal": 2, "code": "AAAA-BBBB", "document": revision.document + " ", "pdf": b"another",
             "enclosed": b"another"}  # fmt: skip
    fields = {field.attname: getattr(revision, field.attname) for field in revision._meta.concrete_fields}
    ReportRevision(**fields | wrong | {"id": None}).save()
    faults = list(kept_reports())
    assert len(faults) == 3
    assert all(f"Báo cáo {LAST} của Đảng bộ cơ sở A, lần 2" in fault for fault in faults)


@pytest.mark.once
def test_a_document_is_kept_whole():
    kept = as_kept(DRAFT)
    assert from_kept(kept) == DRAFT
    assert as_kept(from_kept(kept)) == kept


BAD = (
    ({"number": "0"}, "không được nhỏ hơn 1"),
    ({"number": "năm"}, "phải là một số nguyên"),
    ({"issued_on": "31/12/2099"}, "Ngày này chưa đến"),
    ({"issued_on": "01/01/2001"}, "không thể ký trước ngày đầu kỳ"),
    ({"signer_name": ""}, "Hãy điền “Họ và tên người ký”"),
    ({"signer_post": "CHỦ TỊCH"}, "không còn trong danh sách"),
)


def test_a_number_is_used_once_in_a_term(as_user, cast):
    lock(cast.A, f"{LAST}-Q1")
    act(as_user("staff_A"), "submit")
    act(as_user("head_X"), "receive")
    for changes, words in BAD:
        answer = act(as_user("staff_A"), "issue", **SIGNED | {"number": "6"} | changes)
        page = answer.content.decode()
        assert (answer.status_code, words in page) == (422, True), changes
        assert "Lò Thị Ưng" in page or "signer_name" in changes
    answer = act(as_user("staff_A"), "issue", **SIGNED)
    assert answer.status_code == 422
    assert f"Số 05 đã dùng cho báo cáo quý I năm {LAST}" in answer.content.decode()


def test_a_correction_of_the_term_before_keeps_its_number(cast):
    """Numbers begin anew with a term: the one before is asked for itself, and a report keeps the number it has."""
    first = lock_on(cast.A, f"{LAST}-Q1", 5, days_ago(60)).revision
    cast.A.term_starts_on = days_ago(30)
    cast.A.save()
    lock_on(cast.A, f"{LAST}-Q2", 5, days_ago(20))
    assert lock_on(cast.A, f"{LAST}-Q1", 5, days_ago(60)).revision.ordinal == first.ordinal + 1
    for key, on in (("Q3", 10), ("H1", 50)):
        with pytest.raises(Invalid, match="Số 05 đã dùng"):
            lock_on(cast.A, f"{LAST}-{key}", 5, days_ago(on))


def lock_on(organization, key, number, issued_on):
    """As `lock`, under a number of that day."""
    with mock.patch("tests.reports.reporting.today", return_value=issued_on):
        return lock(organization, key, number)
