"""What changed on a tracked row: who, when, before, after, in the words of its fields."""

from dataclasses import dataclass, field
from datetime import date, datetime

from partydev.dates import format_date


@dataclass(frozen=True)
class Change:
    """One saving of a row; `lines` are (field, before, after), none for the first saving."""

    at: datetime
    by: str
    first: bool
    reason: str = ""
    lines: list = field(default_factory=list)


def changes(history, limit=20):
    """The newest `limit` changes of one row, newest first; `history` is its `HistoricalRecords` manager.

    Savings that changed nothing to be shown are left out.
    """
    records = list(history.select_related("history_user").order_by("-history_date", "-history_id")[: limit + 1])
    names = _Names()
    found = []
    for number, record in enumerate(records[:limit]):
        older = records[number + 1] if number + 1 < len(records) else None
        lines = list(_lines(record, older, names)) if older else []
        if lines or older is None:
            by = str(record.history_user or "Hệ thống")
            found.append(Change(record.history_date, by, older is None, record.history_change_reason or "", lines))
    return found


def _lines(record, older, names):
    for each in record.tracked_fields:
        before, after = getattr(older, each.attname), getattr(record, each.attname)
        if before != after and not each.primary_key and each.name != "version":
            yield (each.verbose_name, names.shown(each, before), names.shown(each, after))


class _Names:
    """Values in words; each related row is read once."""

    def __init__(self):
        self.known = {}

    def shown(self, of, value):
        if value in (None, ""):
            return "–"
        if of.is_relation:
            key = (of.related_model, value)
            if key not in self.known:
                self.known[key] = str(of.related_model._base_manager.filter(pk=value).first() or "–")
            return self.known[key]
        if of.choices:
            return dict(of.flatchoices).get(value, value)
        if isinstance(value, bool):
            return "có" if value else "không"
        return format_date(value) if isinstance(value, date) else str(value)
