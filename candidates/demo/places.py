"""What votes on the people of a cell need to know of the units above, looked up once for all its like."""

from dataclasses import dataclass

from branches.authority import BASE_DECIDES_FROM, base_committee_of, deciding_authority
from branches.models import DecidingAuthority, Organization
from candidates.pipeline import BASE, CELL, DECIDING


@dataclass
class Place:
    """What votes on the people of cells under one parent need to know of the units above, in one era."""

    authority: object
    base: Organization | None
    needed: dict

    def size(self, body):
        return self.base.committee_size if body == BASE else self.authority.size

    def voter(self, cell, body):
        if body == CELL:
            return cell
        return self.authority.decided_by if body == DECIDING else self.base or cell


class Places:
    """The `Place` of each cell by day; cells of one kind under one parent share it, unless a row names one."""

    def __init__(self):
        self._found, self._siblings = {}, {}

    def of(self, cell, on):
        if cell.pk not in self._siblings:
            named = DecidingAuthority.objects.filter(organization=cell).exists()
            family = Organization.objects.filter(parent=cell.parent_id, kind=cell.kind, authorities=None)
            ids = [cell.pk] if named else family.values_list("pk", flat=True)
            self._siblings.update(dict.fromkeys(ids, cell.pk))
        key = (self._siblings[cell.pk], on >= BASE_DECIDES_FROM)
        if key not in self._found:
            self._found[key] = Place(deciding_authority(cell, on), base_committee_of(cell), {})
        return self._found[key]
