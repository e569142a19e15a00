"""Founding, renaming, moving and dissolving organizations. Nothing else writes the tree."""

from datetime import date, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from branches import codelists
from branches.models import DecidingAuthority, Member, Organization, OrganizationState, OrganizationUnion
from branches.permissions import Permission
from branches.placed import ANCESTOR_FIELDS, Placed
from branches.signals import places_changed
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

# What `update_organization` may set; names, kinds and places in the tree have their own verbs.
FACTS = frozenset(
    {
        "founded_on",
        "founding_decision",
        "area_type",
        "base_unit_type",
        "residential_unit",
        "place",
        "symbol",
        "responsible_member",
        "committee_size",
        "standing_size",
        "term_starts_on",
        "reporting_calendar",
        "counted_by",
        "no_source_left",
        "no_source_because",
    }
)

# What may stand under what; a kind missing here takes no children.
CHILD_KINDS = {
    None: {"central_level", "superior", "grassroots_committee", "base_cell"},
    "central_level": {"superior", "grassroots_committee", "base_cell"},
    "superior": {"superior", "grassroots_committee", "base_cell"},
    "grassroots_committee": {"affiliated", "section", "cell"},
    "affiliated": {"section", "cell"},
    "section": {"cell"},
    "base_cell": {"group"},
    "cell": {"group"},
}


@transaction.atomic
def found(*, by, code, name, kind, parent, founded_on=None, valid_from=None, decision="", **details):
    """Found an organization below `parent` (None: a root) and return it.

    `valid_from` opens its first state (default: the founding day, else today's first of January).
    `details` are further fields of `Organization`. Raises `Invalid` for a kind that cannot stand
    there, `NotAllowed` without the permission at `parent`; only the server's commands (`by=None`)
    make a root. Locks the tree.
    """
    if parent is None and by is not None:
        raise Invalid({"parent": "Chọn tổ chức cấp trên trực tiếp."})
    _lock_tree()
    parent = parent and Organization.objects.get(pk=parent.pk)
    require(by, Permission.ORGANIZATION_CHANGE, parent)
    _check_kind(kind, parent)
    if parent and parent.dissolved_on:
        raise _dissolved(parent)
    if Organization.objects.filter(code=code).exists():
        raise Invalid({"code": "Mã này đã dùng cho tổ chức khác. Hãy chọn mã khác."})
    if parent and parent.founded_on and founded_on and founded_on < parent.founded_on:
        raise Invalid({"founded_on": "Ngày thành lập không thể trước ngày thành lập của tổ chức cấp trên."})
    organization = Organization(
        code=code, name=name, kind=kind, parent=parent, founded_on=founded_on, founding_decision=decision, **details
    )
    # The path holds the row's own key, which exists only after the insert.
    organization.path, organization.depth = f"new:{code}"[:255], parent.depth + 1 if parent else 0
    organization.save()
    organization.set_path(parent)
    organization.save_without_historical_record(update_fields=["path", "depth", *ANCESTOR_FIELDS])
    OrganizationState.objects.create(
        organization=organization,
        name=name,
        kind=kind,
        parent=parent,
        valid_from=valid_from or founded_on or date(1930, 2, 3),
        decision=decision,
    )
    return organization


def _check_kind(kind, parent):
    if kind not in CHILD_KINDS.get(parent.kind if parent else None, ()):
        raise Invalid({"kind": "Loại tổ chức này không thể trực thuộc tổ chức cấp trên đã chọn."})


@transaction.atomic
def rename(*, by, organization, on, name=None, kind=None, decision=""):
    """Give `organization` another name or kind from `on`; the former ones stay on record until the day before.

    Locks the tree: a kind says what may stand below.
    """
    _lock_tree()
    organization = _locked(organization)
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    _check_day(on)
    if organization.dissolved_on:
        raise _dissolved(organization)
    before = organization.name, organization.kind
    organization.name, organization.kind = name or organization.name, kind or organization.kind
    if (organization.name, organization.kind) == before:
        raise Invalid({"name": "Tên và loại tổ chức vẫn như cũ. Hãy nhập tên mới hoặc chọn loại mới."})
    _check_kind(organization.kind, organization.parent)
    below = Organization.objects.filter(parent=organization, dissolved_on__isnull=True).values_list("kind", flat=True)
    if not set(below) <= CHILD_KINDS.get(organization.kind, set()):
        raise Invalid({"kind": "Loại này không thể có các tổ chức trực thuộc như hiện nay."})
    _open_state(organization, on, decision)
    organization.save()
    return organization


@transaction.atomic
def move(*, by, organization, parent, on, decision=""):
    """Put `organization` with all below it under `parent` from `on`.

    Rights follow at once; facts of the current year follow too, older ones stay where they
    happened. Locks the tree and the organization. Raises `Invalid` for a move into its own
    subtree or between kinds that do not fit.
    """
    _lock_tree()
    organization, parent = _alone(organization), Organization.objects.get(pk=parent.pk)
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    require(by, Permission.ORGANIZATION_CHANGE, parent)
    _check_day(on)
    for each in (organization, parent):
        if each.dissolved_on:
            raise _dissolved(each)
    if parent.pk == organization.parent_id:
        raise Invalid({"parent": "Tổ chức này đang trực thuộc tổ chức đã chọn."})
    if parent.path.startswith(organization.path):
        raise Invalid({"parent": "Không thể chuyển một tổ chức vào chính nó hoặc vào tổ chức trực thuộc nó."})
    _check_kind(organization.kind, parent)
    before = organization.path
    organization.parent = parent
    _open_state(organization, on, decision)
    organization.set_path(parent)  # with the parent: what was a root cannot have one and no depth
    organization.save()
    _rewrite_paths_below(organization, before)
    _rewrite_placed_rows(organization, date(on.year, 1, 1))
    organization.refresh_from_db()
    places_changed.send(Organization, organization=organization)
    return organization


def _check_day(on, field="on"):
    """Names, kinds and parents on the row are those of today: a change is recorded when it is in force."""
    if on > timezone.localdate():
        raise Invalid({field: "Ngày này chưa đến. Chỉ ghi khi quyết định đã có hiệu lực."})


def _dissolved(organization):
    return Conflict(f"{organization} đã giải thể ngày {organization.dissolved_on:%d/%m/%Y}.")


def _open_state(organization, on, decision):
    current = organization.states.filter(valid_to__isnull=True).order_by("-valid_from").first()
    if current and current.valid_from >= on:
        raise Invalid({"on": f"Ngày hiệu lực phải sau ngày {current.valid_from:%d/%m/%Y}."})
    if current:
        current.valid_to = on - timedelta(days=1)
        current.save(update_fields=["valid_to"])
    OrganizationState.objects.create(
        organization=organization,
        name=organization.name,
        kind=organization.kind,
        parent=organization.parent,
        valid_from=on,
        decision=decision,
    )


def _rewrite_paths_below(organization, before):
    """Let all below `organization`, which had the path `before`, follow it."""
    below = Organization.objects.filter(path__startswith=before).exclude(pk=organization.pk)
    below.update(
        path=Concat(Value(organization.path), Substr("path", len(before) + 1)),
        depth=F("depth") + organization.path.count("/") - before.count("/"),
    )
    # bulk_update leaves no history row, and should not: the ancestor columns are derived.
    moved = list(Organization.objects.filter(path__startswith=organization.path).exclude(pk=organization.pk))
    for each in moved:
        for field, value in zip(ANCESTOR_FIELDS, each.ancestors(), strict=True):
            setattr(each, field, value)
    Organization.objects.bulk_update(moved, ANCESTOR_FIELDS, batch_size=500)


def _rewrite_placed_rows(organization, year_start):
    """Let the rows of the subtree carry their organizations' new ancestors: one statement for each kind of row."""
    subtree = Organization.objects.filter(path__startswith=organization.path)
    own = Organization.objects.filter(pk=OuterRef("organization_id"))
    values = {field: Subquery(own.values(field)) for field in ANCESTOR_FIELDS}
    for model in _placed_models():
        rows = model._base_manager.filter(organization_id__in=subtree.values("pk"))
        if model.follows_tree == "open_year":
            rows = rows.filter(on__gte=year_start)
        rows.update(**values)


def _placed_models():
    return [model for model in apps.get_models() if issubclass(model, Placed)]


@transaction.atomic
def dissolve(*, by, organization, on, decision=""):
    """Dissolve `organization` on `on`. Its members, candidates and units must have left before. Locks the tree."""
    _lock_tree()
    organization = _alone(organization)
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    _check_day(on)
    if organization.dissolved_on:
        raise _dissolved(organization)
    if Organization.objects.filter(parent=organization, dissolved_on__isnull=True).exists():
        raise Invalid("Hãy chuyển hoặc giải thể các tổ chức trực thuộc trước.")
    if Member.objects.filter(organization=organization).present().exists():
        raise Invalid("Hãy chuyển sinh hoạt đảng cho các đảng viên của tổ chức này trước.")
    for model in _placed_models():
        words, conditions = model.keeps_organization or ("", None)
        if conditions and model._base_manager.filter(organization=organization, **conditions).exists():
            raise Invalid(f"Đơn vị này còn {words}. Hãy chuyển đi hoặc kết thúc trước.")
    if organization.founded_on and on < organization.founded_on:
        raise Invalid({"on": "Ngày giải thể không thể trước ngày thành lập."})
    current = organization.states.filter(valid_to__isnull=True).first()
    if current and on < current.valid_from:
        raise Invalid({"on": f"Ngày giải thể không thể trước lần thay đổi ngày {current.valid_from:%d/%m/%Y}."})
    organization.dissolved_on = on
    organization._change_reason = decision[:100] or None
    organization.save()
    organization.states.filter(valid_to__isnull=True).update(valid_to=on)
    return organization


@transaction.atomic
def set_authority(*, by, organization, decided_by, body, needs_base_resolution, valid_from, basis=""):
    """From `valid_from`, admission for `organization` and below is decided by that body; closes the former row."""
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    if not organization.path.startswith(decided_by.path):
        raise Invalid({"decided_by": "Cấp quyết định phải là tổ chức này hoặc một tổ chức cấp trên của nó."})
    current = organization.authorities.filter(valid_to__isnull=True).first()
    if current and current.valid_from >= valid_from:
        raise Invalid({"valid_from": f"Ngày hiệu lực phải sau ngày {current.valid_from:%d/%m/%Y}."})
    if current:
        current.valid_to = valid_from - timedelta(days=1)
        current.save()
    authority = DecidingAuthority.objects.create(
        organization=organization,
        decided_by=decided_by,
        body=body,
        needs_base_resolution=needs_base_resolution,
        valid_from=valid_from,
        basis=basis,
    )
    places_changed.send(Organization, organization=organization, authority=authority)
    return authority


@transaction.atomic
def update_organization(*, by, organization, seen=None, **facts):
    """Correct facts of `organization` (`FACTS`). `seen` is the `history_mark` that the form was filled from:
    if somebody saved the row since, `Conflict`. Locks the organization."""
    organization = _locked(organization)
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    if facts.keys() - FACTS:
        raise ValueError(f"not facts of an organization: {sorted(facts.keys() - FACTS)}")
    if seen is not None and seen != history_mark(organization):
        raise Conflict(f"Trong lúc bạn nhập, người khác đã sửa thông tin của {organization}. Hãy mở lại trang này.")
    for name, value in facts.items():
        setattr(organization, name, value)
    _check_facts(organization)
    organization.save()
    return organization


def history_mark(organization):
    """A number that grows with every saving of the organization."""
    return organization.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def _check_facts(organization):
    size, standing = organization.committee_size, organization.standing_size
    if size and standing and standing > size:
        raise Invalid({"standing_size": "Số ủy viên ban thường vụ không thể nhiều hơn số cấp ủy viên."})
    founded, term = organization.founded_on, organization.term_starts_on
    if founded:
        _check_day(founded, "founded_on")
    if founded and term and term < founded:
        raise Invalid({"term_starts_on": "Nhiệm kỳ không thể bắt đầu trước ngày thành lập."})
    if organization.no_source_left and not organization.no_source_because:
        raise Invalid({"no_source_because": "Hãy ghi vì sao địa bàn không còn quần chúng."})
    if not organization.no_source_left:
        organization.no_source_because = ""
    member = organization.responsible_member
    if member and member.left_on:
        raise Invalid({"responsible_member": "Người này đã ra khỏi danh sách đảng viên."})


@transaction.atomic
def set_union(*, by, organization, union, exists, on):
    """Record that a mass organization exists here from `on`, or does no longer. Locks the organization."""
    organization = _locked(organization)
    require(by, Permission.ORGANIZATION_CHANGE, organization)
    _check_day(on)
    if union not in codelists.labels("union_memberships"):
        raise Invalid({"union": "Chọn đoàn thể trong danh sách."})
    current = organization.unions.filter(union=union, valid_to__isnull=True).first()
    if exists and current:
        raise Conflict(f"Đã ghi có đoàn thể này từ ngày {current.valid_from:%d/%m/%Y}.")
    if exists:
        last = organization.unions.filter(union=union).order_by("-valid_from").first()
        if last and last.valid_to >= on:
            raise Invalid({"on": f"Ngày này phải sau ngày {last.valid_to:%d/%m/%Y}."})
        return OrganizationUnion.objects.create(organization=organization, union=union, valid_from=on)
    if current is None:
        raise Conflict("Đơn vị này hiện không ghi có đoàn thể này.")
    if on < current.valid_from:
        raise Invalid({"on": f"Ngày thôi không thể trước ngày bắt đầu ({current.valid_from:%d/%m/%Y})."})
    current.valid_to = on
    current.save()
    return current


def _lock_tree():
    """Let one change of the tree's shape happen at a time, each seeing what the one before it left.

    Two moves may each be right and together make a ring; a unit founded below one that moves meanwhile
    would keep the old path. Whoever comes here reads the organizations concerned afterwards, anew.
    Rows that only refer to a root (`no_key`) do not wait for it. On SQLite a transaction has the whole
    database for itself from its beginning.
    """
    list(under_lock(Organization.objects).filter(parent=None).order_by("pk").values_list("pk"))


def _locked(organization):
    return under_lock(Organization.objects).get(pk=organization.pk)


def _alone(organization):
    """`_locked` for what changes the unit's place or ends it: waits for whatever is being placed there, as well."""
    return Organization.objects.select_for_update().get(pk=organization.pk)
