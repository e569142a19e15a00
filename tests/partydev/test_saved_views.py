"""Filters kept under a name: they widen nobody's view, are their owner's alone, and a changed one says so."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partydev import saved
from partydev.models import SavedView
from tests.factories import make_candidate, make_cast, make_person, make_user, sign_in
from tests.kept import once_a_module

pytestmark = pytest.mark.django_db
LIST = "candidates:list"


def cast_with_a_colleague():
    cast = make_cast()
    cast.users["staff_A_2"] = make_user("staff_A_2", ("org_officer", cast.A))
    make_candidate(cast.A1, stage="listed", person=make_person("Lò Thị Lọc"))
    return cast


cast = once_a_module(cast_with_a_colleague)


def page(response):
    return " ".join(response.content.decode().split())


def post(client, address, /, *args, **data):
    data.setdefault("form_token", str(uuid.uuid4()))
    return client.post(reverse(address, args=args), data)


def save(user, name="Đã vào danh sách", query="stage=listed", **more):
    return saved.save_view(by=user, key="people", name=name, query=query, **more)


def test_a_filter_is_saved_from_its_list_opened_and_told_when_changed(client, cast):
    sign_in(client, cast["staff_A"])
    text = page(client.get(reverse(LIST), {"stage": "listed", "state": "open", "la": "x"}))
    assert f"{reverse('saved_view_save')}?key=people&amp;query=stage%3Dlisted" in text
    response = post(client, "saved_view_save", key="people", query="stage=listed&la=x", name="Đã vào danh sách")
    view = SavedView.objects.get()
    assert (response.url, view.query) == (f"{reverse(LIST)}?stage=listed&xem={view.pk}", "stage=listed")

    opened = page(client.get(client.get(reverse("saved_view", args=[view.pk])).url))
    assert "Lò Thị Lọc" in opened
    assert "Đã đổi so với bộ lọc" not in opened
    changed = page(client.get(reverse(LIST), {"stage": "pool", "xem": view.pk}))
    assert "Đã đổi so với bộ lọc “Đã vào danh sách”." in changed
    assert f'href="{response.url.replace("&", "&amp;")}"' in changed  # "Bỏ" leads back
    post(client, "saved_view_update", view.pk, query="stage=pool")
    view.refresh_from_db()
    assert view.query == "stage=pool"


def test_a_shared_view_shows_a_colleague_only_what_the_colleague_may_see(client, cast):
    view = save(cast["head_X"], "Của Chi bộ B1", f"cell={cast.B1.pk}", shared_with=cast.X.pk)
    other = make_user("both", ("leader", cast.X), ("org_officer", cast.A))
    assert client.get(reverse("saved_view", args=[view.pk])).status_code == 302  # to sign in
    text = page(sign_in(client, other).get(reverse("saved_view", args=[view.pk]), follow=True))
    assert "Quần chúng ưu tú B1" in text  # a leader of X may
    SavedView.objects.update(shared_with=cast.A)
    text = page(sign_in(client, cast["staff_A"]).get(reverse("saved_view", args=[view.pk]), follow=True))
    assert "Quần chúng ưu tú B1" not in text  # the filter names a cell that is none of theirs: left out


def test_nobody_else_opens_changes_or_removes_a_view_nor_a_colleague_one_that_is_shared(client, cast):
    own, shared = save(cast["staff_A"]), save(cast["staff_A"], "Chung", shared_with=cast.A.pk)
    sign_in(client, cast["staff_A_2"])
    assert client.get(reverse("saved_view", args=[own.pk])).status_code == 404
    assert client.get(reverse("saved_view", args=[shared.pk])).status_code == 302
    for view in (own, shared):
        assert client.get(reverse("saved_view_change", args=[view.pk])).status_code == 404
        for name in ("change", "update", "remove"):
            assert post(client, f"saved_view_{name}", view.pk, name="Khác", query="stage=pool").status_code == 404
    text = page(client.get(reverse(LIST), {"stage": "pool", "xem": own.pk}))
    assert "Đã vào danh sách</a>" not in text
    assert "Đã đổi so với" not in text
    assert "Chung (dùng chung)" in text
    assert SavedView.objects.filter(owner=cast["staff_A"]).count() == 2


def test_the_list_opens_with_its_default_and_can_be_had_without(client, cast):
    save(cast["staff_A"], is_default=True)
    second = save(cast["staff_A"], "Nguồn", "stage=pool", is_default=True)
    assert list(SavedView.objects.filter(is_default=True)) == [second]
    sign_in(client, cast["staff_A"])
    assert client.get(reverse(LIST)).url == saved.address_of(second)
    assert client.get(reverse(LIST), {"xem": "0"}).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.update(is_default=True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "Hãy điền “Tên bộ lọc”."),
        ({"name": "x" * 61}, "dài tối đa 60 ký tự"),
        ({"name": "Đã vào danh sách"}, "Bạn đã có bộ lọc tên này"),
        ({"query": "la=x"}, "Chưa có điều kiện lọc nào để lưu."),
        ({"query": "q=" + "a" * 600}, "Điều kiện lọc quá dài."),
        ({"query": "q=1" + "&a=1" * 60}, "Điều kiện lọc quá dài."),
        ({"shared_with": "99999"}, "không còn trong danh sách “Ai dùng được”"),
        ({"key": "nothing"}, "Trang này đã cũ"),
    ],
)
def test_what_cannot_be_saved_is_said(client, cast, data, words):
    save(cast["staff_A"])
    data = {"key": "people", "query": "stage=pool", "name": "Nguồn"} | data
    response = post(sign_in(client, cast["staff_A"]), "saved_view_save", **data)
    assert response.status_code == 422
    assert words in page(response)
    assert SavedView.objects.count() == 1


def test_there_are_thirty_for_each_and_a_list_that_is_not_ones_own_is_none(client, cast):
    SavedView.objects.bulk_create(
        SavedView(owner=cast["staff_A"], page="due", name=f"Số {number}", query="mine=on") for number in range(30)
    )
    data = {"query": "stage=pool", "name": "Nguồn"}
    sign_in(client, cast["staff_A"])
    assert post(client, "saved_view_save", key="people", **data).status_code == 409
    sign_in(client, cast["sec_A1"])
    assert post(client, "saved_view_save", key="queue", query="tab=all", name="Hàng chờ").status_code == 403


def test_a_removed_view_is_had_back_within_ten_seconds(client, cast):
    view = save(cast["staff_A"], "<b>Nguồn</b>", shared_with=cast.A.pk, is_default=True)
    sign_in(client, cast["staff_A"])
    text = client.get(post(client, "saved_view_remove", view.pk).url).content.decode()
    assert not SavedView.objects.exists()
    assert "<b>Nguồn" not in text
    client.post(reverse("undo"), dict(re.findall(r'name="(undo|form_token)" value="([^"]*)"', text)))
    back = SavedView.objects.get()
    assert (back.name, back.shared_with, back.is_default) == (view.name, cast.A, True)


def test_a_view_that_is_removed_by_a_double_click_is_removed_once(client, cast):
    view, token = save(cast["staff_A"]), str(uuid.uuid4())
    sign_in(client, cast["staff_A"])
    answers = [post(client, "saved_view_remove", view.pk, form_token=token) for _ in range(2)]
    assert [(each.status_code, each.url) for each in answers] == [(302, reverse("saved_views"))] * 2
    assert post(client, "saved_view_remove", view.pk).status_code == 404


@pytest.mark.parametrize("name", ["desk:queue", "candidates:due"])
def test_the_other_lists_keep_views_too(client, cast, name):
    key, query = {"desk:queue": ("queue", "tab=all"), "candidates:due": ("due", "state=overdue")}[name]
    view = saved.save_view(by=cast["staff_A"], key=key, name="Của tôi", query=query, is_default=True)
    sign_in(client, cast["staff_A"])
    assert client.get(reverse(name)).url == saved.address_of(view)
    text = page(client.get(reverse(name), {**dict([query.split("=")]), "xem": view.pk, "q": "a", "kind": "decide"}))
    assert "Đã đổi so với bộ lọc “Của tôi”." in text
