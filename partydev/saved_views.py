"""The pages on which somebody's saved views are kept: opening, saving, changing, removing."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from partydev import saved, undo
from partydev.decorators import signed_in
from partydev.forms import CleanCharField, Form
from partydev.models import SavedView
from partydev.once import new_token
from partydev.submit import answer

REMOVED = "view removed"


class ViewForm(Form):
    """A view's name, whether colleagues open it too, whether the list opens with it."""

    name = CleanCharField(label="Tên bộ lọc", max_length=60, help_text="Ví dụ: Chờ trên 20 ngày")
    shared_with = forms.ChoiceField(
        label="Ai dùng được",
        required=False,
        help_text="Chia sẻ chỉ gồm điều kiện lọc; mỗi người vẫn chỉ thấy hồ sơ mình được xem.",
    )
    is_default = forms.BooleanField(label="Mở danh sách này là dùng bộ lọc này", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        held = user.appointments.filter(organization__in=saved.units_of(user)).select_related("organization")
        units = {str(row.organization_id): f"Mọi người được phân công tại {row.organization}" for row in held}
        self.fields["shared_with"].choices = [("", "Chỉ mình tôi"), *units.items()]

    def clean_shared_with(self):
        chosen = self.cleaned_data["shared_with"]
        return int(chosen) if chosen else None


class NewViewForm(ViewForm):
    key = forms.ChoiceField(widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4 * saved.QUERY_LENGTH)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [(key, page.label) for key, page in saved.PAGES.items()]


class QueryForm(Form):
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4 * saved.QUERY_LENGTH)


@signed_in
@require_GET
def mine(request):
    """One's own saved views, list by list."""
    views = SavedView.objects.filter(owner=request.user).select_related("shared_with")
    rows = [(view, saved.PAGES[view.page], saved.address_of(view), new_token(request.user)) for view in views]
    return render(request, "saved/mine.html", {"rows": rows})


@signed_in
@require_GET
def opened(request, pk):
    """Lead to the list as the view shows it."""
    return redirect(saved.address_of(get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)))


@signed_in
@require_http_methods(["GET", "POST"])
def save(request):
    """Save the filter of a list under a name; the list's page leads here with its filter."""
    given = {"key": request.GET.get("key", ""), "query": request.GET.get("query", "")}
    form = NewViewForm(request.POST or None, user=request.user, initial=given)

    def act(data):
        view = saved.save_view(by=request.user, **data)
        messages.success(request, f"Đã lưu bộ lọc “{view}”.")
        return saved.address_of(view)

    return answer(request, form, act, "saved/form.html", {"title": "Lưu bộ lọc", "submit": "Lưu bộ lọc"})


@signed_in
@require_http_methods(["GET", "POST"])
def change(request, pk):
    """Rename a view, share it or not."""
    view = _own(request, pk)
    given = {"name": view.name, "shared_with": view.shared_with_id or "", "is_default": view.is_default}
    form = ViewForm(request.POST or None, user=request.user, initial=given)

    def act(data):
        saved.change_view(view=view, by=request.user, **data)
        messages.success(request, f"Đã lưu bộ lọc “{data['name']}”.")
        return reverse("saved_views")

    return answer(request, form, act, "saved/form.html", {"title": f"Sửa bộ lọc “{view}”", "submit": "Lưu"})


@signed_in
@require_POST
def update(request, pk):
    """Put the present filter of the list into the view."""
    view = _own(request, pk)

    def act(data):
        changed = saved.update_view(view=view, by=request.user, query=data["query"])
        messages.success(request, f"Đã lưu điều kiện mới vào bộ lọc “{changed}”.")
        return saved.address_of(changed)

    page = {"title": f"Lưu vào bộ lọc “{view}”", "submit": "Lưu"}
    return answer(request, QueryForm(request.POST), act, "saved/form.html", page)


@signed_in
@require_POST
def remove(request, pk):
    """Remove a view; for ten seconds it can be had back."""
    view = _own(request, pk)

    def act(data):
        kept = saved.remove_view(view=view, by=request.user)
        messages.success(request, f"Đã xóa bộ lọc “{view}”.")
        undo.offer(request, REMOVED, kept)
        return reverse("saved_views")

    return answer(request, Form(request.POST), act, "saved/form.html", {"title": "Xóa bộ lọc", "submit": "Xóa"})


def _bring_back(request, what):
    view = saved.save_view(by=request.user, **what)
    messages.success(request, f"Đã hoàn tác: bộ lọc “{view}” trở lại.")
    return reverse("saved_views")


undo.HANDLERS[REMOVED] = _bring_back


def _own(request, pk):
    return get_object_or_404(SavedView, pk=pk, owner=request.user)
