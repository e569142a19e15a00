"""The tree: tops of the user's part, children on demand, search by name."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from branches.forms.organizations import TreeSearchForm
from branches.models import Member, Organization
from branches.permissions import Permission
from branches.views._common import by_name, organization_seen, organization_url
from partydev.decorators import requires
from partydev.htmx import is_partial
from partydev.numbers import integer
from partydev.text import fold

AT_ONCE = 100


@requires(Permission.ORGANIZATION_VIEW)
@require_GET
def tree(request):
    """Tops of the user's part of the tree, the first level open; or what a search found."""
    form, found = units_asked(request)
    if found is not None:
        return _found(request, form, found)
    tops = Organization.objects.filter(
        pk__in=[pk for pk, _, _ in request.user.scope(Permission.ORGANIZATION_VIEW).tops]
    )
    nodes = nodes_of(tops.order_by("depth", "name"))
    if len(nodes) == 1:
        nodes[0]["children"] = children_nodes(tops[0])
    return render(request, "branches/tree.html", {"nodes": nodes, "filters": form})


def units_asked(request):
    """(form, the units that its search found, those that are no more among them; None where nothing was sought)."""
    form = TreeSearchForm(request.GET)
    words = fold(form.cleaned_data["q"]) if form.is_valid() else ""
    visible = Organization.objects.visible_to(request.user.scope(Permission.ORGANIZATION_VIEW))
    found = visible.filter(search__contains=words).select_related("parent").order_by("depth", "name", "pk")
    return form, found if words else None


def _found(request, form, found):
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    nodes = nodes_of(page.object_list, with_parent=True)
    context = {
        "nodes": nodes,
        "filters": form,
        "page": page,
        "result": f"Tìm thấy {integer(page.paginator.count)} đơn vị",
        "clear_url": reverse("branches:tree"),
    }
    return render(request, "branches/tree.html", context)


@requires(Permission.ORGANIZATION_VIEW)
@require_GET
def children(request, code):
    """The level below one organization, as a fragment; without htmx its page, where the same list stands."""
    organization = organization_seen(request, code)
    if not is_partial(request):
        return redirect(organization_url(organization))
    return render(request, "_components/tree.html", {"nodes": children_nodes(organization), "nested": True})


def children_nodes(organization):
    """Nodes of the first `AT_ONCE` units below; one more leads to the rest."""
    below = organization.children.existing(timezone.localdate()).order_by("name", "pk")
    units = list(below[: AT_ONCE + 1])
    nodes = nodes_of(by_name(units[:AT_ONCE]))
    if len(units) > AT_ONCE:
        url = organization_url(organization) + "#truc-thuoc"
        nodes.append({"name": f"Xem tất cả {integer(below.count())} đơn vị trực thuộc", "url": url})
    return nodes


def nodes_of(organizations, *, with_parent=False):
    """Nodes for the tree component: kind, number of members and of units below, in three queries a level."""
    organizations = list(organizations)
    members = Member.objects.present().count_under(organizations) if organizations else {}
    today = timezone.localdate()
    units = Organization.objects.existing(today).count_under(organizations) if organizations else {}
    nodes = []
    for each in organizations:
        below = units[each.pk] - (each.dissolved_on is None)
        meta = [each.parent.name] if with_parent and each.parent else []
        meta += [kind_words(each), f"{integer(members[each.pk])} đảng viên"]
        if below > 0:
            meta.append(f"{integer(below)} tổ chức cấp dưới")  # of every level below, not only its own
        if each.dissolved_on:
            meta.append("đã giải thể")
        node = {"name": each.name, "url": organization_url(each), "meta": " · ".join(meta)}
        if below > 0:
            node["children_url"] = reverse("branches:children", args=[each.code])
        nodes.append(node)
    return nodes


def kind_words(organization):
    """The kind as people say it, without what the code list adds in brackets."""
    return organization.get_kind_display().split(" (")[0].split(" / ")[0]
