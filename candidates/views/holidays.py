"""The list of days off by year: what working days are counted with."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.permissions import Permission
from candidates.actions import rulebook as acts
from candidates.forms.rulebook import HolidayForm, NewHolidayForm, RemovalForm
from candidates.models import Holiday
from candidates.overview.law import source_words
from candidates.rulebook import rulebook, work_calendar
from candidates.rules.calendar import DAYS_OF_A_YEAR
from candidates.rules.values import FIRST_DAY
from candidates.views._looking_over import expected, looked_over, told
from partydev.dates import format_date
from partydev.decorators import requires
from partydev.submit import answer
from partydev.text import uncapitalized

FORM = ["GET", "HEAD", "POST"]
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
DONE = {"+": "Thêm", "~": "Sửa", "-": "Bỏ"}
LAST_CHANGES = 20
NOT_YET = "Chưa ghi gì. Xem các hạn sẽ dời trước khi ghi: lịch này dùng cho mọi đơn vị."


@require_GET
@requires(Permission.RULEBOOK_VIEW)
def year(request):
    """The days of `?nam=`, or of this year, and what was changed of them."""
    known, last = work_calendar().years, timezone.localdate().year + acts.YEARS_AHEAD
    years = [each for each in range(FIRST_DAY.year, last + 1) if each <= last - 3 or each in known]
    asked = request.GET.get("nam", "")
    number = (
        int(asked)
        if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in range(FIRST_DAY.year, last + 1)
        else timezone.localdate().year
    )
    context = {
        "year": number,
        "years": [(each, each in known) for each in sorted({*years, number})],
        "missing": [each for each in sorted({*years, number}) if each not in known],
        "rows": [
            (each, WEEKDAYS[each.day.weekday()], source_words(each.source))
            for each in Holiday.objects.filter(day__year=number)
        ],
        "enough": DAYS_OF_A_YEAR,
        "changes": _changes(number),
        "may_change": acts.may_change(request.user),
    }
    return render(request, "rulebook/holidays.html", context)


def _changes(number):
    rows = Holiday.history.filter(day__year=number).select_related("history_user")
    return [
        {
            "when": f"{timezone.localtime(row.history_date):%d/%m/%Y %H:%M}",
            "title": f"{DONE[row.history_type]} ngày {format_date(row.day)}: {row.name}, {_kind(row)}",
            "paper": source_words(row.source),
            "actor": row.history_user or "hệ thống",
            "note": row.history_change_reason or "",
        }
        for row in rows.order_by("-history_date", "-history_id")[:LAST_CHANGES]
    ]


def _kind(row):
    return uncapitalized(row.get_kind_display())


def _year_url(number):
    return f"{reverse('rulebook:holidays')}?nam={number}"


def _check_may_change(request):
    if not acts.may_change(request.user):
        raise PermissionDenied


def _changed(request, form, context, *, trial_of, act, done):
    """Look over, then record: `trial_of(data, book)` and `act(data)` are of the action, `done` begins the message."""
    if request.method == "POST" and "confirmed" not in request.POST:
        page = {**context, "note": NOT_YET, "back_name": "Lịch nghỉ"}

        def look(data, book):
            return trial_of(data, book), _answers(context.get("holiday"), data)

        return looked_over(request, form, look, page, "rulebook/holiday.html", context)

    def record(data):
        book = rulebook()
        awaited = expected(lambda: trial_of(data, book))
        moved = act(data)
        messages.success(request, f"{done(data)} {told(moved, awaited)}")
        return _year_url(_day_of(context.get("holiday"), data).year)

    return answer(request, form, record, "rulebook/holiday.html", context)


def _day_of(holiday, data):
    return holiday.day if holiday else data["day"]


def _answers(holiday, data):
    """The rows of what is about to be recorded."""
    kinds = dict(Holiday.Kind.choices)
    rows = [("Ngày", format_date(_day_of(holiday, data)))]
    if "kind" in data:
        rows += [("Loại", kinds[data["kind"]]), ("Tên", data["name"]), ("Căn cứ", data["source"])]
    else:
        rows += [("Bỏ khỏi lịch", f"{holiday.name} ({_kind(holiday)})"), ("Lý do bỏ", data["reason"])]
    return [{"key": key, "value": value} for key, value in rows]


def _entered(data):
    return {name: data[name] for name in ("name", "kind", "source")}


@require_http_methods(FORM)
@requires(Permission.RULEBOOK_CHANGE)
def add(request):
    """A further day off, or a day that is worked to make up for one."""
    _check_may_change(request)
    form = NewHolidayForm(request.POST or None, initial={"kind": Holiday.Kind.HOLIDAY})
    context = {"title": "Thêm ngày vào lịch nghỉ", "submit": "Thêm vào lịch", "back_url": reverse("rulebook:holidays")}
    return _changed(
        request,
        form,
        context,
        trial_of=lambda data, book: acts.trial_with(book, Holiday(day=data["day"]), **_entered(data)),
        act=lambda data: acts.add_holiday(by=request.user, **data),
        done=lambda data: f"Đã thêm ngày {format_date(data['day'])} vào lịch.",
    )


@require_http_methods(FORM)
@requires(Permission.RULEBOOK_CHANGE)
def change(request, pk):
    """What the list says of a day, said otherwise."""
    _check_may_change(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    initial = {"kind": holiday.kind, "name": holiday.name, "source": source_words(holiday.source)}
    initial["seen"] = acts.last_change(holiday)
    context = _page_of(holiday, f"Sửa ngày {format_date(holiday.day)}", "Ghi ngày này")
    return _changed(
        request,
        HolidayForm(request.POST or None, initial=initial),
        context,
        trial_of=lambda data, book: acts.trial_with(book, Holiday(pk=pk, day=holiday.day), **_entered(data)),
        act=lambda data: acts.change_holiday(by=request.user, holiday=holiday, **data),
        done=lambda data: f"Đã sửa ngày {format_date(holiday.day)}.",
    )


@require_http_methods(FORM)
@requires(Permission.RULEBOOK_CHANGE)
def remove(request, pk):
    """A day that is no day off after all."""
    _check_may_change(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    context = _page_of(holiday, f"Bỏ ngày {format_date(holiday.day)} khỏi lịch", "Bỏ khỏi lịch")
    return _changed(
        request,
        RemovalForm(request.POST or None, initial={"seen": acts.last_change(holiday)}),
        context,
        trial_of=lambda data, book: acts.trial_without(book, holiday),
        act=lambda data: acts.remove_holiday(by=request.user, holiday=holiday, **data),
        done=lambda data: f"Đã bỏ ngày {format_date(holiday.day)} khỏi lịch.",
    )


def _page_of(holiday, title, submit):
    return {"title": title, "submit": submit, "holiday": holiday, "back_url": _year_url(holiday.day.year)}
