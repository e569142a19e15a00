"""Cần quan tâm, đôn đốc: one page that leads to every signal, and a page for each that is counted here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches.permissions import Permission
from branches.placed import Scope
from candidates.overview import unions
from candidates.overview.verification import unanswered
from dossiers.cv_unfinished import how_many
from partydev.decorators import requires
from partydev.numbers import two_digits
from partydev.submit import answer
from reports import actions, planning
from reports.forms_signals import SharesForm, ThresholdForm
from reports.models import GroupShare
from reports.reading import one_reading
from reports.signals import cells, leading, people, register, rhythm
from reports.signals.limits import limits, rows_for
from reports.thresholds import KEYS
from reports.views import _scope

PAGE = 50
FEW = 10  # so many unread reports stand below the units; a page of their own has all
NOTHING = ("Không có", "good")
MOST_CVS = 200  # each CV is read through to be counted


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def signals(request):
    """Each signal with what stands in the unit today; those that other pages count lead there."""
    organization, today = _scope.chosen(request), timezone.localdate()
    context = _context(request, organization, today) | {"rows": signal_rows(request.user, organization, today)}
    return render(request, "reports/signals.html", context)


def signal_rows(user, organization, today):
    """Each signal that `user` may see, with the way to its page, what it amounts to in words, and its tone."""
    said, rows = _said(user, organization, today), []
    for signal in register.SIGNALS:
        if url := register.address(signal, user, organization):
            words, tone = said.get(signal.key, ("", ""))
            rows.append({"signal": signal, "url": url, "words": words, "tone": tone})
    return rows


def _said(user, organization, today):
    """What each signal counted here amounts to, in words, and its tone."""
    unread = leading.unread_reports(user, organization, today)
    return {
        register.DORMANT: _counted(cells.dormant_lines(organization, today), "chi bộ"),
        register.WEAK: _counted(cells.weak_lines(organization, today), "chi bộ"),
        register.LEADING: _counted(leading.leading_lines(user, organization, today, unread), "đơn vị"),
        register.SILENT: _counted(rhythm.silent_lines(organization, today), "chi bộ"),
        register.BARE: _counted(rhythm.bare_lines(organization, today), "chi bộ"),
        register.TARGETS: _allotted(organization, today),
        register.GROUPS: _groups_below(organization, today),
        register.NEW_MEMBERS: _graded(organization, today),
        register.VERIFICATION: _unanswered(user, organization, today),
        register.UNIONS: _quiet(organization, today),
        register.CV: _undeclared(user, organization, today),
    }


def _unanswered(user, organization, today):
    """The places that were asked about somebody and have not answered; past their day is urgent."""
    of_unit = {"scope": user.scope(Permission.CANDIDATE_VIEW), "today": today, "under": organization}
    number, late = unanswered(**of_unit).count(), unanswered(**of_unit, state="late").count()
    if late:
        return f"{two_digits(number)} nơi, {two_digits(late)} quá hạn", "stop"
    return (f"{two_digits(number)} nơi", "warn") if number else NOTHING


def _undeclared(user, organization, today):
    """How many CVs still lack parts long after they were begun; of very many the list alone tells."""
    scope = user.scope(Permission.CANDIDATE_VIEW)
    number = how_many(scope, today, under=organization, most=MOST_CVS)
    if number is None:
        return "Xem danh sách", ""
    return (f"{two_digits(number)} người", "warn") if number else NOTHING


def _quiet(organization, today):
    """The units whose mass organization introduced nobody for two quarters."""
    scope = Scope(((organization.pk, organization.depth, organization.path),))
    return _counted(unions.quiet(scope, today), "nơi chưa giới thiệu")


def _allotted(organization, today):
    """How the year's target was given on, in few words; the page says the rest."""
    said = planning.allotment(organization, planning.children_of(organization, today), today.year)
    words = {"warn": "Chưa giao đủ", "good": "Đã giao đủ", "info": "Đã giao vượt"}
    return (words[said.tone], said.tone) if said else NOTHING


def _groups_below(organization, today):
    """The groups below their share of the people, where shares were entered."""
    lines = people.group_lines(organization, today)
    below = sum(1 for line in lines if line.words)
    if below:
        return f"{two_digits(below)} nhóm", "warn"
    return NOTHING if any(line.of_people for line in lines) else ("Chưa nhập tỷ lệ", "")


def _graded(organization, today):
    """The newest year with new members who did not fulfil their tasks; else whether anybody was graded."""
    lines = people.grade_lines(organization, today)
    bad = next((line for line in lines if line.words), None)
    if bad:
        return bad.words.rstrip("."), "warn"
    ungraded = any(line.members for line in lines) and all(line.ungraded == line.members for line in lines)
    return ("Chưa xếp loại", "") if ungraded else NOTHING


def _counted(lines, unit):
    tone = "stop" if any(getattr(line, "tone", "") == cells.URGENT for line in lines) else "warn"
    return (f"{two_digits(len(lines))} {unit}", tone) if lines else NOTHING


@require_GET
@requires(Permission.REPORT_VIEW)
@one_reading
def signal(request, key):
    """One signal that is counted here; any other name is not there."""
    if key not in register.OWN:
        raise Http404
    organization, today = _scope.chosen(request), timezone.localdate()
    context = _context(request, organization, today) | {"signal": register.BY_KEY[key]}
    template, more = _PAGES[key](request, key, organization, today)
    return render(request, template, context | more)


def _context(request, organization, today):
    return {
        "organization": organization,
        "today": today,
        "above": _scope.above(request.user, organization),
        "may_set": request.user.can(Permission.REPORT_ISSUE, organization),
    }


def _dormant_note(organization, today):
    limit = limits(organization, today)
    return (
        f"Nêu chi bộ từ {two_digits(limit['dormant_years'])} năm dương lịch liền không kết nạp đảng viên; "
        f"từ {two_digits(limit['dormant_years_long'])} năm thì cần đôn đốc ngay. "
        f"Không tính chi bộ thành lập chưa đủ {two_digits(limit['new_cell_years'])} năm "
        "và chi bộ không còn quần chúng."
    )


def _weak_note(organization, today):
    limit = limits(organization, today)
    return (
        f"Nêu chi bộ có dưới {two_digits(limit['few_full_members'])} đảng viên chính thức, "
        f"hoặc có từ {limit['exempt_percent']}% đảng viên chính thức được miễn công tác, sinh hoạt đảng."
    )


def _silent_note(organization, today):
    return "Chi bộ và nguyên nhân; ai còn thiếu nhận xét thì xem ở chi bộ."


def _bare_note(organization, today):
    return "Buổi họp tháng này và tháng trước chưa ghi nội dung, kết luận hay biểu quyết nào về công tác này."


# The pages of cells: their lines, and from when on a cell stands there.
CELLS = {
    register.DORMANT: (cells.dormant_lines, _dormant_note),
    register.WEAK: (cells.weak_lines, _weak_note),
    register.SILENT: (rhythm.silent_lines, _silent_note),
    register.BARE: (rhythm.bare_lines, _bare_note),
}


def _cells(request, key, organization, today):
    lines_of, note_of = CELLS[key]
    context = {"page": _page(request, lines_of(organization, today)), "note": note_of(organization, today)}
    if key == register.DORMANT:
        context |= {"apart": cells.without_source(organization, today), "shows_last": True}
    return "reports/signal_cells.html", context


def leading_asked(request, organization, today):
    """(lines of all units, those in the reader's charge, whether only these were asked for, the unread reports)."""
    unread = leading.unread_reports(request.user, organization, today)
    lines = leading.leading_lines(request.user, organization, today, unread)
    return lines, [line for line in lines if line.is_mine], request.GET.get("phu_trach") == "1", unread


def _leading(request, key, organization, today):
    lines, own, mine, unread = leading_asked(request, organization, today)
    base = f"?don_vi={organization.code}"
    tabs = [
        {"label": "Tất cả đơn vị", "url": base, "current": not mine, "count": len(lines)},
        {"label": "Tôi phụ trách", "url": f"{base}&phu_trach=1", "current": mine, "count": len(own)},
    ]
    return "reports/signal_leading.html", {
        "page": _page(request, own if mine else lines),
        "tabs": tabs,
        "unread": unread[:FEW],
        "unread_count": len(unread),
        "unread_url": f"{reverse('reports:unread')}{base}",
        "overdue_url": f"{reverse('reports:overdue')}{base}",
    }


@require_GET
@requires(Permission.REPORT_VIEW)
def unread(request):
    """All issued reports of the units below that the reader has not opened yet, newest first."""
    organization, today = _scope.chosen(request), timezone.localdate()
    page = _page(request, leading.unread_reports(request.user, organization, today))
    return render(request, "reports/unread.html", _context(request, organization, today) | {"page": page})


def _groups(request, key, organization, today):
    period = people.last_years(today)
    lines = people.group_lines(organization, today)
    entered = any(line.of_people for line in lines)
    return "reports/signal_groups.html", {"lines": lines, "period": period, "entered": entered}


def _new_members(request, key, organization, today):
    return "reports/signal_grades.html", {"lines": people.grade_lines(organization, today)}


_PAGES = dict.fromkeys(CELLS, _cells) | {
    register.LEADING: _leading,
    register.GROUPS: _groups,
    register.NEW_MEMBERS: _new_members,
}


def _page(request, lines):
    return Paginator(lines, PAGE).get_page(request.GET.get("page"))


def _back(organization, key=""):
    url = reverse("reports:signal", args=[key]) if key else reverse("reports:signals")
    return f"{url}?don_vi={organization.code}"


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_ISSUE)
def thresholds(request, code):
    """From which number on a signal is shown here and below, since a day."""
    organization = _scope.organization_or_404(request.user, code)
    if not request.user.can(Permission.REPORT_ISSUE, organization):
        raise PermissionDenied
    today = timezone.localdate()
    form = ThresholdForm(request.POST or None, initial={"valid_from": today})

    def act(data):
        row = actions.set_threshold(by=request.user, organization=organization, **data)
        messages.success(request, f"Đã đặt ngưỡng “{row.get_key_display()}”: {row.value}.")
        return reverse("reports:thresholds", args=[organization.code])

    held, now = {row.key: row for row in rows_for(organization, today)}, limits(organization, today)
    rows = [{"key": key, "words": key.words(now[key.key]), "row": held.get(key.key)} for key in KEYS.values()]
    context = {"organization": organization, "rows": rows, "back": _back(organization)}
    return answer(request, form, act, "reports/thresholds.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_ISSUE)
def shares(request, code):
    """What share each group has among the people of the area, entered by hand with its source."""
    organization = _scope.organization_or_404(request.user, code)
    if not request.user.can(Permission.REPORT_ISSUE, organization):
        raise PermissionDenied
    known = list(GroupShare.objects.filter(organization=organization))
    form = SharesForm(request.POST or None, known=known, this_year=timezone.localdate().year)

    def act(data):
        actions.set_shares(by=request.user, organization=organization, **form.given())
        messages.success(request, "Đã lưu tỷ lệ các nhóm trong dân số.")
        return _back(organization, register.GROUPS)

    context = {"organization": organization, "back": _back(organization, register.GROUPS)}
    return answer(request, form, act, "reports/shares.html", context)
