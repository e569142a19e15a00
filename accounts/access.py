"""Who may do what, and where: the only reader of grants.

A grant counts while the user is active and an appointment in force today gives it. The answers
are worked out once per request (they hang on the user object, which lives one request long).
"""

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import ROLES
from branches.models import Organization
from branches.permissions import Permission
from branches.placed import Scope


def scope(user, permission):
    """The part of the tree where `user` holds `permission` today: a `Scope`, empty for nobody."""
    tops = sorted(_held(user).get(str(permission), ()), key=lambda top: top[2])
    # A top below another top adds nothing to the question.
    outer = []
    for top in tops:
        if not outer or not top[2].startswith(outer[-1][2]):
            outer.append(top)
    return Scope(tuple(outer))


def posts(user, permission):
    """The ids of the organizations at which an appointment itself gives `permission` today, without what is below."""
    return {pk for pk, _, _ in _held(user).get(str(permission), ())}


def holds(user, permission):
    """Whether `user` holds `permission` anywhere, or by what is assigned to their person."""
    return str(permission) in _held(user) or str(permission) in _own(user)


def can(user, permission, obj):
    """Whether `user` holds `permission` at `obj`: an organization or a `Placed` row."""
    where = scope(user, permission)
    if not where or obj is None:
        return False
    return where.covers(obj) if isinstance(obj, Organization) else where.covers_row(obj)


def unions(user, organization=None):
    """The mass organizations that `user` speaks for at `organization`, or anywhere; None: for any of them."""
    path = organization.path if organization else None
    found = set()
    for row in roles_in_force(user):
        here = path is None or path.startswith(row.organization.path)
        if here and str(Permission.PERSON_INTRODUCE) in map(str, row.permissions):
            found.add(ROLES[row.role].of_union)
    return None if "" in found else frozenset(found)


def roles_in_force(user):
    """The user's appointments in force today, with their organizations."""
    return _load(user)[0]


def stood_in(user, other, on):
    """Whether one of the two stands in for the other, by an appointment that holds today or held on `on`."""
    if not hasattr(user, "_stood_in"):
        user._stood_in = _substitutions(user)
    days = (timezone.localdate(), on)
    return any(
        any(row.starts_on <= day <= row.ends_on for day in days)
        for row in user._stood_in
        if row.user.is_same_person(other) or row.stands_in_for.is_same_person(other)
    )


def _substitutions(user):
    """The appointments by which the human being of `user` stood in for another, or another for them."""
    whose = Q(user=user.pk) | Q(stands_in_for=user.pk)
    if user.person_id:
        whose |= Q(user__person=user.person_id) | Q(stands_in_for__person=user.person_id)
    rows = apps.get_model("accounts", "Appointment").objects.filter(whose, stands_in_for__isnull=False)
    return list(rows.select_related("user", "stands_in_for"))


def somebody_else_holds(permission, organization, user):
    """Whether a human being who does not answer for what `user` does holds `permission` at `organization` today."""
    today = timezone.localdate()
    roles = [key for key, role in ROLES.items() if not role.own_only and permission in role.permissions]
    rows = (
        apps.get_model("accounts", "Appointment")
        .objects.in_force(today)
        .filter(role__in=roles, user__is_active=True, organization__in=[pk for pk in organization.ancestors() if pk])
    )
    return any(not user.answers_for(row.user, today) for row in rows.select_related("user"))


def forget(user):
    """Work the answers out anew: the user's appointments changed within this request."""
    for name in ("_access", "_stood_in"):
        if hasattr(user, name):
            delattr(user, name)


def _held(user):
    return _load(user)[1]


def _own(user):
    return _load(user)[2]


def _load(user):
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return [], {}, frozenset()
    # An attribute, not the object's dictionary: `request.user` is a stand-in with one of its own.
    if not hasattr(user, "_access"):
        user._access = _read(user)
    return user._access


def _read(user):
    in_force = user.appointments.in_force(timezone.localdate()).select_related("organization__parent")
    # At every request, and hardly ever more than one: cheaper put in order here.
    appointments = sorted(in_force.order_by(), key=lambda row: (row.starts_on, row.pk))
    given = {(a.organization_id, str(p)) for a in appointments if not ROLES[a.role].own_only for p in a.permissions}
    own = frozenset(str(p) for a in appointments if ROLES[a.role].own_only for p in a.permissions)
    held = {}
    rows = user.grant_set.values_list(
        "content_object_id", "permission__codename", "content_object__depth", "content_object__path"
    )
    for pk, codename, depth, path in rows:
        if (pk, codename) in given:
            held.setdefault(codename, set()).add((pk, depth, path))
    return appointments, held, own
