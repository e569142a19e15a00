"""Scans: parts over a weak link, who reads them, what is kept, the closed profile, files against rows."""

import threading
import time
from io import BytesIO
from unittest import mock

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from accounts.actions import appoint, dismiss
from accounts.models import AccessRecord, User
from candidates import actions
from candidates.actions._common import register_paper
from candidates.actions.correct import last_step
from candidates.models import CompletionPoint, Scan
from candidates.scans import clearing, limits, store
from candidates.scans import integrity as checks
from candidates.scans.reading import present_scans
from candidates.sent import keep as keep_version
from candidates.sent import last_change
from partydev.once import new_token
from partydev.refusals import NotAllowed
from tests.access.world import with_relatives as with_scans
from tests.candidates.desk_cases import step, submitted
from tests.candidates.pages import browser_of, case_url, send
from tests.candidates.scan_files import pdf, photo
from tests.candidates.scan_pages import CODE, a_dossier, file_url, keep, pick, register, scans_url, send_files
from tests.factories import days_ago, make_candidate, make_person, make_user, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_profile(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        yield


@pytest.fixture
def dossier(cast):
    return a_dossier(cast)


@pytest.fixture
def secretary(cast):
    return browser_of(cast["sec_A1"])


def body(answer):
    return b"".join(answer)


# Sending


def part(client, candidate, page, number, offset, content):
    received = page.context["form"]["received"].value()
    data = {"received": received, "number": number, "offset": offset, "part": pick("part", content)}
    return client.post(scans_url(candidate, "scan_part"), data)


def test_parts_sent_twice_or_out_of_turn_become_one_whole_file(dossier, secretary):
    page, content = secretary.get(scans_url(dossier)), photo()
    cut = len(content) // 2
    assert part(secretary, dossier, page, 0, 0, content[:cut]).json() == {"have": cut}
    assert part(secretary, dossier, page, 0, 0, content[:cut]).json() == {"have": cut}  # its answer was lost
    assert part(secretary, dossier, page, 0, cut + 9, content[cut + 9 :]).json() == {"have": cut}
    assert part(secretary, dossier, page, 0, cut, content[cut:]).json() == {"have": len(content)}
    assert part(secretary, dossier, page, 7, 0, pdf(1)).json()["have"] > 0
    answer = send_files(secretary, dossier, page=page, order="7,0", follow=True)
    assert "Đã nhận “Đơn xin vào Đảng”: 2 trang" in answer.text
    assert Scan.objects.get().pages == 2
    assert len(store.left()) == 1


@pytest.mark.once
def test_a_part_is_taken_only_for_the_paper_and_the_account_that_began(cast, dossier, secretary):
    page = secretary.get(scans_url(dossier))
    other = a_dossier(cast)
    assert part(secretary, other, page, 0, 0, b"x").status_code == 422
    register(dossier, cast["sec_A1"], "39")
    received = page.context["form"]["received"].value()
    data = {"received": received, "number": 0, "offset": 0, "part": pick("part", b"x")}
    assert secretary.post(scans_url(dossier, "scan_part", "39"), data).status_code == 422
    assert part(secretary, dossier, page, 0, 0, b"x" * (limits.CHUNK + 1)).status_code == 422
    appointment = cast["sec_A1"].appointments.get()
    appoint(by=None, user=cast["sec_A1"], organization=cast.A2, role="cell_secretary", starts_on=today())
    dismiss(by=None, appointment=appointment, on=days_ago(1))
    assert part(secretary, dossier, page, 0, 0, b"x").status_code in {302, 404}
    assert store.left() == []


def test_a_sending_that_nobody_goes_on_with_leaves_nothing(dossier, secretary):
    page = secretary.get(scans_url(dossier))
    part(secretary, dossier, page, 0, 0, photo()[:500])
    assert (len(store.left()), Scan.objects.count()) == (1, 0)
    assert clearing.sweep() == 0  # it may still go on
    store.sweep(clearing.named(), now=time.time() + 25 * store.HOUR)
    assert store.left() == []


@pytest.mark.once
def test_a_scan_of_which_a_part_is_gone_is_not_kept_shorter_than_it_was_sent(dossier, secretary):
    page = secretary.get(scans_url(dossier))
    part(secretary, dossier, page, 0, 0, photo())
    answer = send_files(secretary, dossier, page=page, order="0,1")
    assert answer.status_code == 422
    assert "bị gián đoạn" in answer.text
    assert (store.left(), Scan.objects.count()) == ([], 0)


@pytest.mark.once
def test_an_empty_file_sent_as_a_part_is_told_by_its_name(dossier, secretary):
    page = secretary.get(scans_url(dossier))
    assert part(secretary, dossier, page, 0, 0, b"").json() == {"have": 0}
    answer = send_files(secretary, dossier, page=page, order="0")
    assert answer.status_code == 422
    assert "không có nội dung" in answer.text
    assert store.left() == []


@pytest.mark.once
def test_where_all_places_are_taken_the_answer_comes_at_once_and_the_parts_stay(dossier, secretary):
    page = secretary.get(scans_url(dossier))
    part(secretary, dossier, page, 0, 0, photo())
    with store.slot(), store.slot():
        began = time.monotonic()
        answer = send_files(secretary, dossier, page=page)
        assert time.monotonic() - began < 2
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Máy chủ đang nhận nhiều tệp" in answer.text
    assert Scan.objects.count() == 0
    assert send_files(secretary, dossier, page=page).status_code == 302


@pytest.mark.once
def test_a_full_disk_is_told_and_leaves_nothing(dossier, secretary, monkeypatch):
    monkeypatch.setattr(limits, "FREE_DISK", 10**18)
    answer = send_files(secretary, dossier, ("1.jpg", photo()))
    assert answer.status_code == 507
    assert "Ổ đĩa của máy chủ đã đầy" in answer.text
    assert (store.left(), Scan.objects.count()) == ([], 0)


# What is kept


def test_a_better_scan_makes_a_new_version_and_the_former_stays(cast, dossier, secretary):
    first, second = keep(dossier, cast["sec_A1"], 1), keep(dossier, cast["sec_A1"], 3)
    assert (first.version, second.version) == (1, 2)
    page = secretary.get(scans_url(dossier)).text
    assert "3 trang" in page
    assert "Những lần gửi trước (1)" in page
    assert secretary.get(file_url(first)).status_code == 200
    for url in (case_url("detail", dossier), case_url("paper", dossier, code=CODE, ordinal=1)):
        assert file_url(second) in secretary.get(url).text


def test_set_aside_it_stands_beside_no_paper_and_says_why(cast, dossier, secretary):
    scan = keep(dossier, cast["sec_A1"])
    url = scans_url(dossier, "scan_set_aside")
    token = {"form_token": secretary.get(scans_url(dossier)).context["form_token"]}
    assert secretary.post(url, token).status_code == 422
    assert secretary.post(url, token | {"note": "Chụp nhầm giấy"}).status_code == 302
    assert file_url(scan) not in secretary.get(case_url("detail", dossier)).text
    assert "Chụp nhầm giấy" in secretary.get(scans_url(dossier)).text
    actions.remove_paper(paper=dossier.papers.get(), by=cast["sec_A1"])
    register(dossier, cast["sec_A1"])
    assert "Bản đang dùng" not in secretary.get(scans_url(dossier)).text


def test_who_sent_a_scan_does_not_accept_that_paper_in_another_role_or_through_a_substitute(cast):
    """The paper was entered, and the dossier sent, by somebody else: only the photograph is theirs."""
    case = submitted(cast, days_ago(60))
    both = make_user("both", ("cell_deputy", cast.A1), ("org_officer", cast.A))
    substitute = make_user("substitute", organization=cast.A)
    appoint(by=None, user=substitute, organization=cast.A, role="org_officer", stands_in_for=both,
            starts_on=today(), ends_on=today())  # fmt: skip
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(20), points=[(CODE, "Chụp lại")])
    actions.enter_paper(candidate=case, by=cast["sec_A1"], code=CODE, issued_on=days_ago(19), number="2")
    keep(case, both)
    actions.answer_point(point=CompletionPoint.objects.get(), by=cast["sec_A1"], answer="Đã chụp lại")
    step(case, "resubmit", cast["sec_A1"], days_ago(18), reason="Đã chụp lại")
    paper, other = case.papers.get(code=CODE), case.papers.get(code="39")
    for who in (both, User.objects.get(pk=substitute.pk)):
        with pytest.raises(NotAllowed):
            actions.check_paper(paper=paper, by=who, accepted=True)
        together = actions.accept_papers(candidate=case, by=who, papers=[paper, other])
        assert paper.pk in [each.pk for each, _ in together.left]
        assert case.papers.get(code=CODE).state == "entered"
    assert case.papers.get(code="39").state == "accepted"
    actions.check_paper(paper=paper, by=cast["staff_A"], accepted=True)


@pytest.mark.parametrize("how", ["not_needed", "another_number", "taken_back", "moved_back"])
def test_a_scan_does_not_stand_beside_a_paper_it_does_not_belong_to(cast, how):
    act, code = BESIDE[how]
    case, by = make_candidate(cast.A1, "dossier_opened", person=make_person("Lò Thị Pán")), cast["sec_A1"]
    words = act(cast, case, by, lambda who=by: keep(case, who, code=code))
    last = case.scans.get(code=code, version=2)
    assert last.removed
    assert words in last.note
    case.refresh_from_db()
    assert present_scans(case) == {}
    assert [fault for check in checks.CHECKS for fault in check()] == []


def _not_needed(cast, case, by, scan):
    register(case, by)
    scan()
    actions.set_aside(candidate=case, by=by, code=CODE, because="Không phải làm")
    return "không cần giấy tờ đó"


def _another_number(cast, case, by, scan):
    register(case, by, "38")
    scan()
    register_paper(case, "38", by, "77", days_ago(2))
    return "số hoặc ngày khác"


def _taken_back(cast, case, by, scan):
    step(case, "apply", by, days_ago(2))
    case.refresh_from_db()
    scan()
    actions.take_back(candidate=case, event=last_step(case.events.all()), by=by, reason="Ghi nhầm")
    return "đã bỏ khỏi danh mục"


def _moved_back(cast, case, by, scan):
    by = cast["head_A"]
    actions.move_cell(candidate=case, to=cast.A2, by=by, on=days_ago(1), paper_number="05")
    case.refresh_from_db()
    scan(cast["sec_A2"])
    actions.take_back(candidate=case, event=last_step(case.events.all()), by=by, reason="Ghi nhầm")
    return "đã bỏ khỏi danh mục"


BESIDE = {
    "not_needed": (_not_needed, CODE),
    "another_number": (_another_number, "38"),
    "taken_back": (_taken_back, CODE),
    "moved_back": (_moved_back, "53"),
}


def test_a_scan_is_never_changed_or_deleted(cast, dossier):
    scan = keep(dossier, cast["sec_A1"])
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Scan.objects.update(pages=9)
    with pytest.raises(TypeError):
        scan.save()
    with pytest.raises(TypeError):
        scan.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Scan.objects.create(candidate=dossier, code=CODE, version=5)


def test_what_was_sent_up_holds_its_scans_and_the_next_sending_shows_another_one(cast, settings):
    sent = submitted(cast, days_ago(40), "Lò Thị Mẫu")
    secretary, officer = cast["sec_A1"], browser_of(cast["staff_A"])
    refused = send_files(browser_of(secretary), sent, ("1.jpg", photo()), page=_page_of_another(cast))
    assert refused.status_code == 409
    assert "Hồ sơ đang ở cấp trên" in refused.text
    asked_for_another(cast, sent)
    scan = keep(sent, secretary)
    assert file_url(scan) in officer.get(reverse("desk:review", args=[sent.pk])).text
    assert sent.versions.get().rows[0]["scans"] == []
    last = sent.versions.get()
    event = sent.events.exclude(version__isnull=False).last()
    again = keep_version(sent, event, secretary)
    assert [row["scans"] for row in again.rows if row["code"] == CODE] == [[scan.sha256]]
    assert again.number == last.number + 1
    assert any("có bản chụp" in each.after for each in last_change(sent)[1])
    settings.INSTALLATION = {**settings.INSTALLATION, "profile": "register"}  # closed again: nothing tells of scans
    assert not any("bản chụp" in each.after for each in last_change(sent)[1])


def asked_for_another(cast, case):
    """The desk asks the cell for a better scan, and so opens the paper for it."""
    points = [(CODE, "Đơn mờ", "04")]
    actions.request_completion(candidate=case, by=cast["staff_A"], on=days_ago(3), points=points)


def _page_of_another(cast):
    return browser_of(cast["sec_A1"]).get(scans_url(a_dossier(cast)))


def test_setting_a_paper_aside_takes_its_scan_along_and_says_so_instead_of_offering_to_undo(cast, dossier, secretary):
    keep(dossier, cast["sec_A1"])
    url = case_url("paper", dossier, code=CODE, ordinal=1)
    data = {"state": "not_needed", "note": "Có ở hồ sơ trước"}
    assert "bản chụp của giấy tờ cũng được gỡ, không hoàn tác được" in secretary.get(url).text
    answer = secretary.post(url, data | {"form_token": new_token(None)}, follow=True)
    assert "Bản chụp đã gỡ khỏi giấy tờ; nếu ghi nhầm, ghi lại giấy tờ rồi gửi lại bản chụp." in answer.text
    assert 'class="undo"' not in answer.text

    send(secretary, url, state="entered", issued_on=days_ago(5))
    answer = secretary.post(url, data | {"form_token": new_token(None)}, follow=True)
    assert 'class="undo"' in answer.text
    assert "Bản chụp đã gỡ" not in answer.text


# Reading


def test_a_file_is_a_download_that_runs_nothing_and_each_reading_is_logged(cast, dossier, secretary):
    scan = keep(dossier, cast["sec_A1"])
    answer = secretary.get(file_url(scan))
    assert body(answer) == store.path_of(scan.stored_name).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C4%90%C6%A1n%20xin")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    body(secretary.get(file_url(scan)))
    logged = AccessRecord.objects.filter(kind="dossier_printed", user=cast["sec_A1"])
    assert [record.about for record in logged] == [f"{dossier.code}: bản chụp 37, lần 1"] * 2


@pytest.mark.once
def test_pages_made_from_photos_are_looked_at_on_the_desk_and_each_reading_is_logged(cast):
    case, officer = submitted(cast, days_ago(40), "Lò Thị Mẫu"), browser_of(cast["staff_A"])
    asked_for_another(cast, case)
    answer = send_files(browser_of(cast["sec_A1"]), case, ("1.jpg", photo()), ("2.jpg", photo(located=True)))
    assert answer.status_code == 302
    scan = case.scans.get()
    first, second, third = (
        reverse("candidates:scan_page", kwargs={"pk": case.pk, "scan": scan.pk, "number": number})
        for number in (1, 2, 3)
    )
    desk = officer.get(reverse("desk:review", args=[case.pk])).text
    assert first in desk
    assert second in desk
    assert third not in desk
    picture = officer.get(second)
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert not dict(Image.open(BytesIO(picture.content)).getexif())
    assert "sandbox" in picture["Content-Security-Policy"]
    headers = (picture["Content-Type"], picture["X-Content-Type-Options"], picture["Cache-Control"])
    assert headers == ("image/jpeg", "nosniff", "no-store")
    last = AccessRecord.objects.filter(user=cast["staff_A"], kind="dossier_read").order_by("pk").last()
    assert last.about == f"{case.code}: bản chụp 37, lần 1, trang 2"
    assert officer.get(third).status_code == 404
    assert browser_of(cast["staff_B"]).get(first).status_code == 404
    with no_patience(), store.slot(), store.slot():
        assert officer.get(first).status_code == 503

    with mock.patch("candidates.scans.showing._waiting", threading.BoundedSemaphore(1)) as waiting, waiting:
        began = time.monotonic()
        assert officer.get(first).status_code == 503  # others wait already: this thread is for other pages
        assert time.monotonic() - began < 2


def no_patience():
    return mock.patch("candidates.scans.showing.PATIENCE", 0)


@pytest.mark.once
def test_of_anothers_pdf_the_desk_says_to_open_the_file(cast):
    case, officer = submitted(cast, days_ago(40), "Lò Thị Mẫu"), browser_of(cast["staff_A"])
    asked_for_another(cast, case)
    scan = keep(case, cast["sec_A1"])
    desk = officer.get(reverse("desk:review", args=[case.pk])).text
    assert "Tệp PDF, 2 trang: mở tệp để xem" in desk
    assert file_url(scan) in desk
    page = reverse("candidates:scan_page", kwargs={"pk": case.pk, "scan": scan.pk, "number": 1})
    assert officer.get(page).status_code == 404


@pytest.mark.once
def test_a_stored_file_has_no_address_of_its_own(client, cast, dossier):
    scan = keep(dossier, cast["sec_A1"])
    name = scan.stored_name
    for path in (f"/scans/kept/{name[:2]}/{name}.pdf", f"/static/{name}.pdf", f"/media/{name}.pdf", f"/{name}.pdf"):
        assert client.get(path).status_code == 404
    assert client.get(file_url(scan)).status_code == 302
    assert name not in browser_of(cast["sec_A1"]).get(scans_url(dossier)).text


def test_who_sent_it_and_moved_away_reads_it_no_more(cast, dossier):
    scan = keep(dossier, cast["sec_A1"])
    dismiss(by=None, appointment=cast["sec_A1"].appointments.get(), on=days_ago(1))
    appoint(by=None, user=cast["sec_A1"], organization=cast.A2, role="cell_secretary", starts_on=today())
    cast["sec_A1"].refresh_from_db()
    assert browser_of(cast["sec_A1"]).get(file_url(scan)).status_code == 404
