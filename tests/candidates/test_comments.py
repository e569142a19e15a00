"""Comments on a dossier: who reads them, who answers, who takes back; what was said never changes."""

import unicodedata
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidates.actions import comments as actions
from candidates.models import Candidate, Comment
from partydev.refusals import NotAllowed
from tests.candidates.desk_cases import submitted
from tests.factories import days_ago, make_cast, make_user, sign_in
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db


def cast_with_a_dossier():
    cast = make_cast()
    cast.users["staff_A_2"] = make_user("staff_A_2", ("org_officer", cast.A))
    cast.candidates["sent"] = submitted(cast, days_ago(40), "Lò Thị Bàn")
    return cast


cast = once_a_module(cast_with_a_dossier)


@pytest.fixture
def case(cast):
    return Candidate.objects.get(pk=cast.candidates["sent"].pk)


def text_of(response):
    return " ".join(response.content.decode().split())


def post(client, address, *args, follow=False, **data):
    data.setdefault("form_token", str(uuid.uuid4()))
    return client.post(reverse(f"candidates:{address}", args=args), data, follow=follow)


def shown(client, case):
    return text_of(client.get(reverse("candidates:comments", args=[case.pk])))


def say(cast, case, who="staff_A", text="Đơn chưa rõ ngày", *, internal=False, **more):
    unit = cast.A1 if who == "sec_A1" else cast.A
    return actions.comment(candidate=case, by=cast[who], unit=unit, text=text, internal=internal, **more)


def test_who_reads_it_is_said_above_the_button_and_kept(client, cast, case):
    sign_in(client, cast["staff_A"])
    text = shown(client, case)
    assert "Chỉ những người làm việc tại Đảng bộ cơ sở A" in text
    assert "Cả Chi bộ A1 và các cấp ủy xét hồ sơ này" in text
    assert text.index("Ai đọc được ý kiến này") < text.index("Gửi ý kiến")

    spelled_apart = unicodedata.normalize("NFD", "Xem lại <b>đơn</b>")
    told = post(
        client, "comments", case.pk, follow=True, about="37-1", text=spelled_apart, audience=f"unit-{cast.A.pk}"
    )
    assert "chỉ người của Đảng bộ cơ sở A đọc được" in text_of(told)
    assert "Xem lại &lt;b&gt;đơn&lt;/b&gt;" in text_of(told)
    written = Comment.objects.get()
    assert (written.text, written.internal, written.unit, written.paper_code) == (
        "Xem lại <b>đơn</b>", True, cast.A, "37",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "internal", "both"),
    [("staff_A_2", True, True), ("lead_A", True, True), ("sec_A1", False, True), ("head_X", False, True)],
)
def test_internal_is_the_writers_unit_alone(client, cast, case, who, internal, both):
    say(cast, case, text="Chỉ trong ban", internal=True)
    say(cast, case, text="Cho tất cả")
    text = shown(sign_in(client, cast[who]), case)
    assert ("Chỉ trong ban" in text, "Cho tất cả" in text) == (internal, both)


def test_whoever_may_not_read_it_cannot_reach_it_by_its_number(client, cast, case):
    internal, theirs = say(cast, case, internal=True), say(cast, case, "sec_A1", "Của chi bộ")
    for who, row, acts in (
        ("sec_A1", internal, ("comment_answer", "comment_resolve", "comment_take_back")),
        ("staff_B", theirs, ("comment_answer", "comment_resolve", "comment_take_back")),
        ("staff_A", theirs, ("comment_take_back",)),
    ):
        sign_in(client, cast[who])
        for address in acts:
            data = {f"reply{row.pk}-text": "Xen vào"}
            assert post(client, address, case.pk, row.pk, **data).status_code == 404
    for who in ("youth_A", "auditor_X", "sysadmin", "helper_A1"):
        assert sign_in(client, cast[who]).get(reverse("candidates:comments", args=[case.pk])).status_code == 403
    assert Comment.objects.filter(resolved_at=None, taken_back_at=None).count() == 2


def test_a_thread_is_answered_and_resolved(client, cast, case):
    thread = say(cast, case)
    sign_in(client, cast["sec_A1"])
    text = text_of(
        post(client, "comment_answer", case.pk, thread.pk, follow=True, **{f"reply{thread.pk}-text": "Đã rõ"})
    )
    assert "Đã rõ" in text
    assert post(client, "comment_resolve", case.pk, thread.pk).status_code == 302
    thread.refresh_from_db()
    assert thread.resolved_by == cast["sec_A1"]
    assert post(client, "comment_answer", case.pk, thread.pk, **{f"reply{thread.pk}-text": "Nữa"}).status_code == 409


def test_taken_back_within_ten_minutes_and_until_answered(client, cast, case):
    first, second, third = (say(cast, case, text=f"Ý kiến nhầm {number}") for number in range(3))
    sign_in(client, cast["staff_A"])
    assert post(client, "comment_take_back", case.pk, first.pk).status_code == 302
    assert "Ý kiến nhầm 0" not in shown(client, case)
    actions.answer_comment(thread=second, by=cast["sec_A1"], text="Đã đọc")
    answered = post(client, "comment_take_back", case.pk, second.pk)
    with pytest.MonkeyPatch.context() as later:
        late = timezone.now() + timedelta(minutes=11)
        later.setattr("candidates.actions.comments.timezone.now", lambda: late)
        too_late = post(client, "comment_take_back", case.pk, third.pk)
    assert (answered.status_code, too_late.status_code) == (409, 409)
    assert "Đã có người trả lời" in text_of(answered)
    assert "Đã quá 10 phút" in text_of(too_late)


def test_a_role_is_told_on_its_first_page_without_a_name(client, cast, case):
    thread = say(cast, case, mentions="cell_secretary")
    say(cast, case, "sec_A1", "Nhờ xem", mentions="org_officer")
    note = "1 hồ sơ có ý kiến nhắc tới bạn"
    for who, there in (
        ("sec_A1", True),
        ("dep_A1", False),
        ("sec_A2", False),
        ("staff_A_2", True),
        ("staff_B", False),
    ):
        assert (note in text_of(sign_in(client, cast[who]).get("/"))) is there
    sign_in(client, cast["sec_A1"])
    assert "Lò Thị Bàn" in text_of(client.get(reverse("candidates:mentions")))
    actions.resolve_comment(thread=thread, by=cast["sec_A1"])
    assert note not in text_of(client.get("/"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "Hãy điền “Ý kiến”."),
        ({"text": "x" * 1001}, "dài tối đa 1.000 ký tự"),
        ({"audience": ""}, "Hãy chọn “Ai đọc được ý kiến này”."),
        ({"audience": "unit-1000000"}, "không còn trong danh sách"),
        ({"about": "99-1"}, "không còn trong danh sách"),
        ({"mentions": "leader"}, "không còn trong danh sách"),
        ({"mentions": "cell_secretary", "audience": "own"}, "Bí thư chi bộ không thấy ý kiến chỉ dành cho"),
    ],
)
def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(client, cast, case, data, words):
    sent = {"text": "Đơn chưa rõ ngày", "audience": "both"} | data
    sent["audience"] = f"unit-{cast.A.pk}" if sent["audience"] == "own" else sent["audience"]
    response = post(sign_in(client, cast["staff_A"]), "comments", case.pk, **sent)
    assert response.status_code == 422
    assert words in text_of(response)
    assert f"{sent['text']}</textarea>" in response.content.decode()
    assert not Comment.objects.exists()


def test_what_was_said_never_changes_and_nobody_writes_for_another_unit(cast, case):
    row = say(cast, case)
    for change in ({"text": "Khác"}, {"author": cast["sec_A1"]}, {"internal": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Comment.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(NotAllowed):
        actions.comment(candidate=case, by=cast["staff_A"], unit=cast.A1, text="Thay chi bộ", internal=False)


def test_the_page_asks_as_much_for_one_thread_as_for_many(client, cast, case, django_assert_num_queries):
    sign_in(client, cast["staff_A"])
    actions.answer_comment(thread=say(cast, case), by=cast["sec_A1"], text="Đã đọc")
    shown(client, case)
    with CaptureQueriesContext(connection) as one:
        shown(client, case)
    for _ in range(4):
        actions.answer_comment(thread=say(cast, case), by=cast["sec_A1"], text="Đã đọc")
    with django_assert_num_queries(len(one)):
        shown(client, case)
