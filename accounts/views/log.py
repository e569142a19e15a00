"""The log of access, for those who check it."""

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.forms import LogFilter
from accounts.log import NAMES, READERS, who
from accounts.models import AccessRecord
from accounts.views._common import refusals_logged
from branches.permissions import Permission
from partydev.decorators import requires
from partydev.numbers import integer

# A refusal says no more than that by itself.
WORDS = {AccessRecord.Kind.REFUSED: "Không được làm vì không có quyền"}
PAGES = {
    "accounts:log": "Nhật ký",
    "accounts:log_xlsx": "Nhật ký (Excel)",
    "accounts:users": "Tài khoản, phân công",
    "accounts:users_xlsx": "Tài khoản, phân công (Excel)",
    "accounts:user": "Tài khoản",
    "accounts:open": "Lập tài khoản",
    "accounts:appoint": "Phân công nhiệm vụ",
    "accounts:dismiss": "Kết thúc nhiệm vụ",
    "accounts:link": "Ghi tài khoản là của đảng viên nào",
    "accounts:issue_code": "Cấp mã đặt mật khẩu",
    "accounts:close": "Khóa tài khoản",
    "accounts:reopen": "Mở lại tài khoản",
}


@refusals_logged
@requires(Permission.LOG_VIEW)
@require_GET
def log(request):
    """Rows of the part of the tree whose log the user reads, newest first."""
    form, rows = log_asked(request)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    codes = {row.dossier for row in page if row.dossier}
    readers = {code: url for found in READERS for code, url in found(request.user, codes).items()}
    for row in page:
        row.readers_url = readers.get(row.dossier, "")
        tell(row)
    return render(
        request,
        "accounts/log.html",
        {"page": page, "filters": form, "result": f"{integer(page.paginator.count)} dòng"},
    )


def log_asked(request):
    """(form, the rows that it leaves of the part of the tree whose log the user reads, newest first)."""
    form = LogFilter(request.GET)
    rows = AccessRecord.objects.within(request.user.scope(Permission.LOG_VIEW)).select_related("user", "organization")
    if form.is_valid():
        rows = _narrowed(rows, form.cleaned_data)
    return form, rows.prefetch_related("user__appointments__organization")


def tell(row):
    """Hang on a row what it says in words: who, in which roles of that day, what, about what."""
    row.who, row.roles = who(row)
    row.what, row.told = WORDS.get(row.kind, row.get_kind_display()), _about(row)
    return row


def _about(row):
    """`about` with its codes in words: "accounts:appoint 12", "HS-000012: decide"."""
    code, colon, key = row.about.partition(": ")
    if colon and key in NAMES:
        return f"{code}: {NAMES[key]}"
    page, _, rest = row.about.partition(" ")
    if page in PAGES:
        return f"Trang “{PAGES[page]}”" + (f", số {rest}" if rest else "")
    return row.about


def _narrowed(rows, wanted):
    if wanted["kind"]:
        rows = rows.filter(kind=wanted["kind"])
    if wanted["user"]:
        rows = rows.filter(user__username=wanted["user"].lower())
    if wanted["about"]:
        rows = rows.filter(about__startswith=wanted["about"])
    if wanted["since"]:
        rows = rows.filter(at__gte=_start_of(wanted["since"]))
    if wanted["until"]:
        rows = rows.filter(at__lt=_start_of(wanted["until"] + timedelta(days=1)))
    return rows


def _start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))
