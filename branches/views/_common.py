"""What the pages of the tree share: finding what is visible, asking for rights, the frame of a form page."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from branches.models import Member, Organization
from branches.permissions import Permission
from partydev.refusals import require
from partydev.submit import answer
from partydev.text import natural_key


def organization_seen(request, code):
    """The organization `code` in the user's part of the tree; 404 outside it."""
    visible = Organization.objects.visible_to(request.user.scope(Permission.ORGANIZATION_VIEW))
    return get_object_or_404(visible.select_related("parent"), code=code)


def organization_for(request, code, permission):
    """The same, where the user holds `permission` too: else 403."""
    organization = organization_seen(request, code)
    require(request.user, permission, organization)
    return organization


def member_for(request, pk, permission=Permission.MEMBER_VIEW):
    """The member `pk` on a roster that the user sees (404), where they hold `permission` (403)."""
    visible = Member.objects.within(request.user.scope(Permission.MEMBER_VIEW))
    member = get_object_or_404(visible.select_related("person", "organization", "party_group"), pk=pk)
    require(request.user, permission, member)
    return member


def by_name(organizations):
    """Organizations in the order of their names, numbers as numbers: "thôn 2" before "thôn 10"."""
    return sorted(organizations, key=lambda organization: natural_key(organization.name))


def organization_url(organization):
    return reverse("branches:organization", args=[organization.code])


def members_url(organization):
    return reverse("branches:members", args=[organization.code])


def member_url(member):
    return reverse("branches:member", args=[member.pk])


def crumbs_to(request, organization, *, itself=True):
    """(label, url) of the organizations above, as far as the user sees them, and of itself."""
    above = Organization.objects.above(organization).visible_to(request.user.scope(Permission.ORGANIZATION_VIEW))
    line = [("Tổ chức, đảng viên", reverse("branches:tree"))]
    return line + [(each.name, organization_url(each)) for each in [*above, *([organization] if itself else [])]]


def form_page(request, form, act, *, title, submit, back, crumbs, lead="", notice="", tone="main"):
    """Answer with the one page that every form of the tree stands on."""
    context = {
        "title": title,
        "lead": lead,
        "notice": notice,
        "submit": submit,
        "tone": tone,
        "back": back,
        "crumbs_line": crumbs,
    }
    return answer(request, form, act, "branches/form.html", context)
