"""One organization: what it is, was and stands under, and every act on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches import actions, codelists
from branches.authority import deciding_authority
from branches.changes import changes
from branches.forms import organizations as forms
from branches.models import DecidingAuthority, Member, Target
from branches.permissions import Permission
from branches.views._common import (
    by_name,
    crumbs_to,
    form_page,
    members_url,
    organization_for,
    organization_seen,
    organization_url,
)
from branches.views.tree import kind_words, nodes_of
from partydev.decorators import requires

CHANGE = Permission.ORGANIZATION_CHANGE


@requires(Permission.ORGANIZATION_VIEW)
@require_GET
def organization(request, code):
    """Facts, dated states, who decides, posts, numbers, targets, units below, history."""
    unit = organization_seen(request, code)
    today, user = timezone.localdate(), request.user
    below = unit.children.existing(today).order_by("name", "pk")
    page = Paginator(below, 100).get_page(request.GET.get("page"))
    facts = _facts(unit, request)
    sees_members = user.can(Permission.MEMBER_VIEW, unit)
    context = {
        "organization": unit,
        "kind": kind_words(unit),
        "crumbs_line": crumbs_to(request, unit, itself=False),
        "facts": [row for row in facts if row["value"]],
        "unknown": [row["key"] for row in facts if not row["value"]],
        "states": unit.states.select_related("parent").order_by("-valid_from"),
        "authority": deciding_authority(unit, today),
        "authorities": unit.authorities.select_related("decided_by").order_by("-valid_from"),
        "unions": _unions(unit),
        "counts": _counts(unit, today),
        "members_url": members_url(unit) if sees_members else "",
        "positions": _positions(unit, user) if sees_members else (),
        "targets": _targets(unit, today),
        "page": page,
        "children": nodes_of(by_name(page.object_list)),
        "dissolved": unit.children.filter(dissolved_on__isnull=False).order_by("name"),
        "can_change": user.can(CHANGE, unit),
        "can_move": user.can(CHANGE, unit) and unit.parent_id and user.can(CHANGE, unit.parent),
        "can_change_targets": user.can(Permission.TARGET_CHANGE, unit),
        "history": changes(unit.history),
    }
    return render(request, "branches/organization.html", context)


def _counts(unit, today):
    present = Member.objects.present().under(unit)
    full = present.full().count()
    probationary = present.probationary().count()
    return {
        "full": full,
        "probationary": probationary,
        "exempt": present.filter(exempt_from__lte=today).count(),
        "all": full + probationary,
    }


def _facts(unit, request):
    visible = request.user.scope(Permission.ORGANIZATION_VIEW)
    parent = unit.parent
    return [
        {
            "key": "Cấp trên trực tiếp",
            "value": parent.name if parent else "Không có",
            "link": organization_url(parent) if parent and visible.covers(parent) else "",
        },
        {"key": "Lần kết nạp gần nhất", "value": unit.last_admission_on or "Chưa có"},
        {"key": "Ngày thành lập", "value": unit.founded_on},
        {"key": "Quyết định thành lập", "value": unit.founding_decision},
        {"key": "Địa bàn", "value": unit.get_area_type_display()},
        {"key": "Loại hình cơ sở", "value": unit.get_base_unit_type_display()},
        {"key": "Thôn, tổ dân phố, khu dân cư", "value": unit.residential_unit},
        {"key": "Phụ trách công tác phát triển đảng viên", "value": str(unit.responsible_member or "")},
        {"key": "Số cấp ủy viên", "value": unit.committee_size},
        {"key": "Số ủy viên ban thường vụ", "value": unit.standing_size},
        {"key": "Nhiệm kỳ tính từ ngày", "value": unit.term_starts_on},
        {"key": "Kỳ báo cáo", "value": unit.get_reporting_calendar_display()},
        {"key": "Kết nạp tính", "value": unit.get_counted_by_display()},
    ]


def _unions(unit):
    rows = list(unit.unions.order_by("union", "valid_from"))
    for row in rows:
        row.name = codelists.label("union_memberships", row.union)
    return rows


def _positions(unit, user):
    """Posts held now; the holder's name opens their page where the reader sees it."""
    scope = user.scope(Permission.MEMBER_VIEW)
    rows = list(unit.positions.filter(ends_on__isnull=True).select_related("member__person", "member__organization"))
    for row in rows:
        row.opens = scope.covers_row(row.member)
    return rows


def _targets(unit, today):
    return Target.objects.filter(organization=unit, ends_on__gte=today.replace(month=1, day=1)).order_by(
        "starts_on", "source"
    )


# Acts


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def found(request, code):
    """Found a unit below this one."""
    parent = organization_for(request, code, CHANGE)
    form = forms.FoundForm(request.POST or None, parent=parent)

    def act(data):
        unit = actions.found(by=request.user, parent=parent, **data)
        messages.success(request, f"Đã lập {unit}. Tiếp theo: nhập đảng viên và phân công người làm trên hệ thống.")
        return organization_url(unit)

    return _page(request, parent, form, act, "Lập đơn vị trực thuộc", "Lập đơn vị", f"Trực thuộc {parent}.")


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def rename(request, code):
    """Another name or kind from a day on; the former ones stay on record."""
    unit = organization_for(request, code, CHANGE)
    initial = {"name": unit.name, "kind": unit.kind}
    form = forms.RenameForm(request.POST or None, organization=unit, initial=initial)

    def act(data):
        renamed = actions.rename(by=request.user, organization=unit, **data)
        messages.success(request, f"Đã ghi tên và loại mới: {renamed}. Tên cũ vẫn được giữ theo ngày.")
        return organization_url(renamed)

    lead = f"Hiện nay: {unit}. Văn bản, báo cáo của kỳ trước vẫn mang tên cũ."
    return _page(request, unit, form, act, "Đổi tên, đổi loại", "Ghi tên, loại mới", lead)


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def move(request, code):
    """Another parent from a day on, with all that is below."""
    unit = organization_for(request, code, CHANGE)
    form = forms.MoveForm(request.POST or None, by=request.user, organization=unit)

    def act(data):
        moved = actions.move(by=request.user, organization=unit, **data)
        messages.success(request, f"Đã chuyển {moved} về trực thuộc {moved.parent}.")
        return organization_url(moved)

    notice = (
        "Các đơn vị trực thuộc, đảng viên và hồ sơ đi theo. Người được phân công ở cấp trên cũ không còn xem được; "
        "người ở cấp trên mới xem được ngay. Số liệu của năm nay chuyển theo; số liệu các năm trước giữ nguyên."
    )
    return _page(request, unit, form, act, "Chuyển về cấp trên khác", "Chuyển đơn vị", str(unit), notice)


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def dissolve(request, code):
    """Dissolve an organization that members, cases and units have left."""
    unit = organization_for(request, code, CHANGE)
    form = forms.DissolveForm(request.POST or None)

    def act(data):
        actions.dissolve(by=request.user, organization=unit, **data)
        messages.success(request, f"Đã ghi giải thể {unit}.")
        return organization_url(unit)

    lead = f"{unit}. Trước đó, đảng viên, hồ sơ và đơn vị trực thuộc phải được chuyển đi."
    return _page(request, unit, form, act, "Giải thể", "Ghi giải thể", lead, tone="stop")


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def edit(request, code):
    """Correct the facts of an organization."""
    unit = organization_for(request, code, CHANGE)
    form = forms.FactsForm(request.POST or None, by=request.user, organization=unit)

    def act(data):
        actions.update_organization(by=request.user, organization=unit, **data)
        messages.success(request, f"Đã lưu thông tin của {unit}.")
        return organization_url(unit)

    return _page(request, unit, form, act, "Sửa thông tin", "Lưu thông tin", str(unit))


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def authority(request, code):
    """Who decides admission for this organization and all below, from a day on."""
    unit = organization_for(request, code, CHANGE)
    current = deciding_authority(unit, timezone.localdate())
    initial = {
        "decided_by": current.decided_by.code,
        "body": current.body or DecidingAuthority.Body.STANDING,
        "needs_base_resolution": current.needs_base_resolution,
    }
    form = forms.AuthorityForm(request.POST or None, organization=unit, initial=initial)

    def act(data):
        row = actions.set_authority(by=request.user, organization=unit, **data)
        body = f"{row.get_body_display()} {row.decided_by.committee_name}"
        messages.success(request, f"Đã ghi: {body} quyết định kết nạp.")
        return organization_url(unit)

    lead = f"Áp dụng cho {unit} và các đơn vị trực thuộc."
    return _page(request, unit, form, act, "Cấp quyết định kết nạp", "Ghi cấp quyết định", lead)


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def union(request, code):
    """Which mass organizations the unit has, by date."""
    unit = organization_for(request, code, CHANGE)
    form = forms.UnionForm(request.POST or None)

    def act(data):
        actions.set_union(by=request.user, organization=unit, **data)
        messages.success(request, f"Đã ghi đoàn thể của {unit}.")
        return organization_url(unit)

    return _page(request, unit, form, act, "Đoàn thể của đơn vị", "Ghi đoàn thể", str(unit))


def _page(request, unit, form, act, title, submit, lead, notice="", tone="main"):
    return form_page(
        request,
        form,
        act,
        title=title,
        submit=submit,
        lead=lead,
        notice=notice,
        tone=tone,
        back=organization_url(unit),
        crumbs=crumbs_to(request, unit),
    )
