"""The list of CVs that were begun long ago and are not finished (P3)."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.list_files import asked_words, list_file, listed, place_of
from branches.models import Organization
from branches.permissions import Permission
from dossiers.cv_unfinished import unfinished
from partydev.decorators import requires
from partydev.forms import Form
from partydev.numbers import integer
from partydev.papers.document import Column
from partydev.papers.lists import list_book

PER_PAGE = 50
COLUMNS = (
    Column("Người vào Đảng", 26, "left", heads_row=True),
    Column("Đơn vị", 30, "left"),
    Column("Bắt đầu khai", 13, "center"),
    Column("Số ngày", 9),
    Column("Số phần đã xong", 9),
    Column("Tổng số phần", 9),
    Column("Phần còn thiếu đầu tiên", 40, "left"),
)


class UnitFilter(Form):
    """Which unit; what is unknown is ignored."""

    don_vi = forms.ModelChoiceField(label="Đơn vị", required=False, queryset=None, empty_label="Tất cả đơn vị")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units

    @property
    def unit(self):
        """The unit that was chosen; None for all."""
        self.is_valid()
        return self.cleaned_data.get("don_vi")


@require_GET
@requires(Permission.CANDIDATE_VIEW)
def cv_unfinished(request):
    """Whose CV is not finished long after it was begun, the oldest first: a list to help by, no measure of anyone."""
    form, units, rows, _ = _asked(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form if len(units[:2]) > 1 else None,
        "page": page,
        "days": settings.CV_UNFINISHED_DAYS,
        "result": f"{integer(len(rows))} người" if rows else "Không có người nào",
        "clear_url": reverse("dossiers:cv_unfinished") if form.unit else "",
    }
    return render(request, "dossiers/cv_unfinished.html", context)


def _asked(request):
    """(form, the units to choose from, the `Unfinished` that it leaves, today)."""
    today, scope = timezone.localdate(), request.user.scope(Permission.CANDIDATE_VIEW)
    units = Organization.objects.existing(today).within(scope).select_related("parent").order_by("path")
    form = UnitFilter(request.GET, units=units)
    return form, units, unfinished(scope, today, under=form.unit), today


def _file(asking):
    """The same list as a spreadsheet."""
    form, _, rows, today = _asked(asking)
    place = form.unit or place_of(asking.user, Permission.CANDIDATE_VIEW)
    return listed(place, rows, lambda: _book(rows, place, today), "Lý lịch khai chưa xong", "ly-lich-chua-xong",
                  reverse("dossiers:cv_unfinished"), asked=asked_words(form))  # fmt: skip


def _book(rows, place, today):
    lines = (
        (
            each.candidate.person.full_name,
            each.candidate.organization.name,
            each.since,
            each.days,
            each.done,
            each.total,
            each.first_open,
        )
        for each in rows
    )
    return list_book("Lý lịch khai chưa xong", COLUMNS, lines, place, today)


cv_unfinished_xlsx = list_file(_file, Permission.CANDIDATE_VIEW)
