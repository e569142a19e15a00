"""Rosters and members: the list, one member, and every act on a membership outside the pipeline."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from branches import actions
from branches.changes import changes
from branches.forms import members as forms
from branches.models import Member
from branches.permissions import Permission
from branches.roster import roster
from branches.views._common import (
    crumbs_to,
    form_page,
    member_for,
    member_url,
    members_url,
    organization_for,
    organization_url,
)
from partydev.asking import asked
from partydev.decorators import requires
from partydev.numbers import integer

CHANGE = Permission.MEMBER_CHANGE


@requires(Permission.MEMBER_VIEW)
@require_GET
def members(request, code):
    """The roster of an organization and all below it."""
    unit = organization_for(request, code, Permission.MEMBER_VIEW)
    form = forms.MemberFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(roster(unit, wanted), 50).get_page(request.GET.get("page"))
    context = {
        "organization": unit,
        "page": page,
        "filters": form,
        "clear_url": members_url(unit) if any(wanted.values()) else "",
        "query": asked(request, "q status"),
        "result": f"{integer(page.paginator.count)} người",
        "crumbs_line": crumbs_to(request, unit),
        "can_add": unit.is_cell and not unit.dissolved_on and request.user.can(CHANGE, unit),
        "several": not unit.is_cell,
        "today": timezone.localdate(),
    }
    return render(request, "branches/members.html", context)


@requires(Permission.MEMBER_VIEW)
@require_GET
def member(request, pk):
    """One membership: facts, posts, what happened, what was changed."""
    found = member_for(request, pk)
    user = request.user
    context = {
        "member": found,
        "person": found.person,
        "positions": found.positions.select_related("organization").order_by("-starts_on"),
        "earlier": _other_memberships(request, found),
        "events": [_event(event) for event in found.events.select_related("recorded_by").order_by("-on", "-pk")],
        "history": changes(found.history),
        "crumbs_line": [
            *crumbs_to(request, found.organization),
            ("Đảng viên", members_url(found.organization)),
        ],
        "can_change": user.can(CHANGE, found),
        "can_restore": user.can(CHANGE, found) and found.left_by not in ("", "deceased", "transferred"),
        "can_open_account": user.can(Permission.ACCOUNT_MANAGE, found) and not found.left_on,
        "probationary": found.status == Member.Status.PROBATIONARY,
        "groups": forms.groups_of(found.organization).exists(),
        "exempt": found.exempt_from and found.exempt_from <= timezone.localdate(),
    }
    return render(request, "branches/member.html", context)


def _other_memberships(request, found):
    """The person's other memberships on rosters that the user sees, the newest first."""
    visible = Member.objects.within(request.user.scope(Permission.MEMBER_VIEW)).exclude(pk=found.pk)
    return visible.filter(person=found.person_id).select_related("organization").order_by("-pk")


def _event(event):
    paper = f"Văn bản {event.paper_number}" if event.paper_number else ""
    if event.paper_on:
        paper += f" ngày {event.paper_on:%d/%m/%Y}"
    return {
        "on": event.on,
        "title": event.get_kind_display() + (f": {event.other_place}" if event.other_place else ""),
        "paper": paper,
        "actor": str(event.recorded_by or "Hệ thống"),
    }


# Joining a roster


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def add(request, code):
    """Enter a member whom the cell already has."""
    unit = organization_for(request, code, CHANGE)
    initial = {"on": timezone.localdate()}
    form = forms.RosterForm(request.POST or None, by=request.user, organization=unit, initial=initial)

    def act(data):
        person = actions.register_person(by=request.user, **form.person_fields())
        new = actions.record_roster(by=request.user, person=person, organization=unit, **form.membership_fields())
        messages.success(request, f"Đã thêm đồng chí {new} vào danh sách của {unit}.")
        return member_url(new)

    lead = f"{unit}. Chỉ dùng cho đảng viên chi bộ đang có khi bắt đầu theo dõi trên hệ thống."
    return _unit_page(request, unit, form, act, "Thêm đảng viên đang có", "Thêm vào danh sách", lead)


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def transfer_in(request, code):
    """Record a member who came from an organization outside this tree."""
    unit = organization_for(request, code, CHANGE)
    form = forms.TransferInForm(request.POST or None, by=request.user, organization=unit)

    def act(data):
        person = form.known_person or actions.register_person(by=request.user, **form.person_fields())
        new = actions.transfer_in(by=request.user, person=person, organization=unit, **form.membership_fields())
        messages.success(request, f"Đã ghi đồng chí {new} chuyển sinh hoạt đảng đến {unit}.")
        return member_url(new)

    lead = f"Tiếp nhận về {unit} một đảng viên từ tổ chức đảng ngoài hệ thống này."
    return _unit_page(request, unit, form, act, "Tiếp nhận chuyển đến", "Ghi tiếp nhận", lead)


def _unit_page(request, unit, form, act, title, submit, lead):
    crumbs = [*crumbs_to(request, unit), ("Đảng viên", members_url(unit))]
    return form_page(request, form, act, title=title, submit=submit, lead=lead, back=members_url(unit), crumbs=crumbs)


# Acts on one member


def _member_page(request, found, form, do, *, title, submit, said, lead="", tone="main", to=member_url):
    """A form about one member: `do(data)` acts, `said` is told afterwards."""

    def act(data):
        do(data)
        messages.success(request, said)
        return to(found)

    crumbs = [*crumbs_to(request, found.organization), (str(found), member_url(found))]
    lead = lead or f"Đồng chí {found}, {found.organization}."
    return form_page(
        request, form, act, title=title, submit=submit, lead=lead, back=member_url(found), crumbs=crumbs, tone=tone
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def transfer_out(request, pk):
    """To an organization outside this tree."""
    found = member_for(request, pk, CHANGE)
    form = forms.TransferOutForm(request.POST or None)
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.transfer_out(by=request.user, member=found, **data),
        title="Chuyển sinh hoạt đảng ra ngoài",
        submit="Ghi chuyển đi",
        said=f"Đã ghi đồng chí {found} chuyển sinh hoạt đảng đi.",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def transfer(request, pk):
    """To another cell of this tree."""
    found = member_for(request, pk, CHANGE)
    form = forms.TransferForm(request.POST or None, by=request.user, member=found)
    old = organization_url(found.organization)

    def to(member):
        member.refresh_from_db()
        return member_url(member) if request.user.can(Permission.MEMBER_VIEW, member) else old

    return _member_page(
        request,
        found,
        form,
        lambda data: actions.transfer_member(by=request.user, member=found, **data),
        title="Chuyển sang chi bộ khác",
        submit="Ghi chuyển chi bộ",
        said=f"Đã ghi đồng chí {found} chuyển chi bộ.",
        to=to,
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def departure(request, pk):
    """Death, expulsion, resignation, striking off."""
    found = member_for(request, pk, CHANGE)
    form = forms.DepartureForm(request.POST or None)
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.record_departure(by=request.user, member=found, **data),
        title="Ra khỏi danh sách đảng viên",
        submit="Ghi ra khỏi danh sách",
        said=f"Đã ghi {found} ra khỏi danh sách đảng viên.",
        tone="stop",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def restore(request, pk):
    """The membership of someone who had left holds again."""
    found = member_for(request, pk, CHANGE)
    form = forms.DatedPaperForm(request.POST or None)
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.restore_member(by=request.user, member=found, **data),
        title="Phục hồi đảng tịch",
        submit="Ghi phục hồi",
        said=f"Đã ghi phục hồi đảng tịch của {found}.",
        lead=f"{found}, {found.organization}.",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def exempt(request, pk):
    """Exempt from work and meetings from a day on."""
    found = member_for(request, pk, CHANGE)
    form = forms.DatedPaperForm(request.POST or None)
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.exempt_member(by=request.user, member=found, **data),
        title="Miễn công tác và sinh hoạt đảng",
        submit="Ghi được miễn",
        said=f"Đã ghi đồng chí {found} được miễn công tác và sinh hoạt đảng.",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def card(request, pk):
    """The card handed to a member whose case is not followed here."""
    found = member_for(request, pk, CHANGE)
    form = forms.CardForm(request.POST or None, initial={"number": found.card_number})
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.issue_card(by=request.user, member=found, **data),
        title="Phát thẻ đảng viên",
        submit="Ghi phát thẻ",
        said=f"Đã ghi phát thẻ cho đồng chí {found}.",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def position(request, pk):
    """A post from a day on."""
    found = member_for(request, pk, CHANGE)
    initial = {"organization": found.organization.code}
    form = forms.PositionForm(request.POST or None, by=request.user, initial=initial)
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.set_position(by=request.user, member=found, **data),
        title="Ghi chức vụ",
        submit="Ghi chức vụ",
        said=f"Đã ghi chức vụ của đồng chí {found}.",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def position_end(request, pk, position_pk):
    """The last day of a post."""
    found = member_for(request, pk, CHANGE)
    held = get_object_or_404(found.positions.select_related("organization"), pk=position_pk)
    form = forms.DayForm(request.POST or None, initial={"on": timezone.localdate()})
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.end_position(by=request.user, position=held, **data),
        title="Thôi giữ chức vụ",
        submit="Ghi thôi giữ chức vụ",
        said=f"Đã ghi đồng chí {found} thôi giữ chức vụ.",
        lead=f"Đồng chí {found}: {held.get_title_display()}, {held.organization}.",
    )


@requires(CHANGE)
@require_http_methods(["GET", "POST"])
def party_group(request, pk):
    """The party group (tổ đảng) within the cell."""
    found = member_for(request, pk, CHANGE)
    form = forms.GroupForm(
        request.POST or None, organization=found.organization, initial={"group": found.party_group_id}
    )
    return _member_page(
        request,
        found,
        form,
        lambda data: actions.set_party_group(by=request.user, member=found, **data),
        title="Tổ đảng",
        submit="Lưu tổ đảng",
        said=f"Đã lưu tổ đảng của đồng chí {found}.",
    )
