"""Which body decides admission for a unit on a day, and which committee stands between."""

from dataclasses import dataclass
from datetime import date

from branches.models import DecidingAuthority, Organization

# From this day the base committee's own standing committee decides unless a row says otherwise
# (Quy định 208-QĐ/TW ngày 26/7/2026); before it, the committee directly above the base.
BASE_DECIDES_FROM = date(2026, 7, 26)
BASE_DECIDES_BY = "Quy định 208-QĐ/TW ngày 26/7/2026"


@dataclass(frozen=True)
class Authority:
    """Who decides; `from_row` is false when it follows from the general rule and no row says it."""

    decided_by: Organization
    body: str
    needs_base_resolution: bool
    from_row: bool
    since: date | None = None
    basis: str = ""

    @property
    def body_label(self):
        return DecidingAuthority.Body(self.body).label

    @property
    def words(self):
        """The body, since when and on what ground it decides, for a sentence."""
        ground = f"từ ngày {self.since:%d/%m/%Y}" if self.since else "theo quy định chung"
        of_all = self.body == DecidingAuthority.Body.EXECUTIVE  # "Ban Chấp hành Đảng bộ", "Ban Thường vụ Đảng ủy"
        whose = self.decided_by.name if of_all else self.decided_by.committee_name
        return f"{self.body_label} {whose} ({', '.join(filter(None, [ground, self.basis]))})"

    @property
    def size(self):
        """How many members the deciding body has; None where the unit has not said."""
        standing = self.body != DecidingAuthority.Body.EXECUTIVE
        return self.decided_by.standing_size if standing else self.decided_by.committee_size


def base_committee_of(organization):
    """The base committee (đảng ủy cơ sở) at or above `organization`; None for a base cell."""
    if organization.kind == "grassroots_committee":
        return organization
    return Organization.objects.above(organization).filter(kind="grassroots_committee").last()


def deciding_authority(organization, on):
    """The `Authority` for `organization` on `on`: the nearest row upward in force, else the general rule."""
    return deciding_authorities([organization], on)[organization.pk]


def deciding_authorities(organizations, on):
    """`deciding_authority` of many organizations in two queries: pk -> `Authority`."""
    chains = {organization.pk: [pk for pk in organization.ancestors() if pk] for organization in organizations}
    ids = {pk for chain in chains.values() for pk in chain}
    rows = {
        row.organization_id: row
        for row in DecidingAuthority.objects.filter(organization_id__in=ids, valid_from__lte=on)
        .select_related("decided_by")
        .order_by("valid_from")
        if row.valid_to is None or on <= row.valid_to
    }
    units = Organization.objects.filter(pk__in=ids).select_related("parent").in_bulk()
    return {pk: _authority(chain, rows, units, on) for pk, chain in chains.items()}


def _authority(chain, rows, units, on):
    row = next((rows[pk] for pk in reversed(chain) if pk in rows), None)
    if row:
        return Authority(row.decided_by, row.body, row.needs_base_resolution, True, row.valid_from, row.basis)
    bases = [units[pk] for pk in chain if units[pk].kind == "grassroots_committee"]
    base = bases[-1] if bases else units[chain[-1]]
    if on >= BASE_DECIDES_FROM and not base.is_cell:
        return Authority(base, DecidingAuthority.Body.STANDING, False, False, BASE_DECIDES_FROM, BASE_DECIDES_BY)
    return Authority(base.parent or base, DecidingAuthority.Body.STANDING, not base.is_cell, False)
