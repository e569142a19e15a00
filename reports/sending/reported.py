"""What the units below said in the reports that they sent, beside what the report above them counts for each."""

from datetime import date

from partydev.numbers import integer, two_digits
from reports.figures import probation_by_unit
from reports.figures.changes import FIELDS, Changes, changes_by_unit
from reports.models import Report
from reports.periods import Kind
from reports.reading import once_a_reading
from reports.tables._units import named_units

MOST = 20  # so many units are named with their numbers; of the others the names alone
_OF_PROBATION = {
    "probationary_members": lambda row: row.at_end,
    "recognized": lambda row: row.recognized,
    "struck_off": lambda row: row.struck_off,
}
_WORDS = {
    "admitted": "kết nạp",
    "transferred_in": "chuyển đến",
    "transferred_out": "chuyển đi",
    "members": "đảng viên cuối kỳ",
    "probationary_members": "đảng viên dự bị cuối kỳ",
    "recognized": "công nhận chính thức",
    "struck_off": "xóa tên đảng viên dự bị",
}


def differing(organization, period):
    """Sentences that name the direct units whose sent report says another number than is counted for them here."""
    sent = _sent(organization, period)
    found = []
    for unit, name in named_units(organization, period, changes_by_unit(organization, period)):
        said = sent.get(unit.pk)
        pairs = _pairs(said["figures"], _counted(unit.pk, organization, period)) if said else []
        if pairs:
            found.append((name, pairs, _why(said["basis"], organization, period)))
    named = [_sentence(*each) for each in found[:MOST]]
    if found[MOST:]:
        names = "; ".join(name for name, *_ in found[MOST:])
        named.append(f"Báo cáo đã gửi của {integer(len(found) - MOST)} đơn vị khác cũng khác số liệu ở đây: {names}.")
    return named


def _sent(organization, period):
    """child's id -> figures and basis of the report that it sent for the same period."""
    below = Report.objects.filter(period=period.key, revision__isnull=False).exclude(organization=organization)
    units = [unit.pk for unit, _ in named_units(organization, period, changes_by_unit(organization, period))]
    rows = below.filter(organization__in=units).exclude(revision__figures={})
    rows = rows.values_list("organization", "revision__figures", "revision__basis")
    return {pk: {"figures": figures, "basis": basis} for pk, figures, basis in rows}


@once_a_reading
def _all_counted(organization, period):
    return changes_by_unit(organization, period), probation_by_unit(organization, period)


def _counted(pk, organization, period):
    """What is counted here for one unit, by the keys of `_WORDS`."""
    changes, probation = _all_counted(organization, period)
    row = changes.get(pk, Changes())
    found = {key: getattr(row, key) for key in _WORDS if key in FIELDS}
    return found | {key: count(probation[pk]) if pk in probation else 0 for key, count in _OF_PROBATION.items()}


def _pairs(said, counted):
    """(words, number said, number counted) where the two differ."""
    return [
        (words, said[key], counted[key])
        for key, words in _WORDS.items()
        if said.get(key, counted[key]) != counted[key]
    ]


def _why(basis, organization, period):
    """The cause, where the unit's report was counted over other days or by another rule."""
    if basis["calendar"] != str(period.calendar) and period.kind != Kind.DATES:
        return "đơn vị chia kỳ báo cáo theo lịch khác"
    if basis["counted_by"] != organization.counted_by:
        return "đơn vị tính kết nạp theo ngày khác (ngày kết nạp hoặc ngày quyết định)"
    if basis.get("up_to") and date.fromisoformat(basis["up_to"]) < period.end:
        return f"số liệu của đơn vị đến hết ngày {date.fromisoformat(basis['up_to']):%d/%m/%Y}"
    return ""


def _sentence(name, pairs, why):
    said = ", ".join(f"{words} {two_digits(number)}" for words, number, _ in pairs)
    counted = ", ".join(f"{words} {two_digits(number)}" for words, _, number in pairs)
    because = f" Nguyên nhân: {why}." if why else " Hai bên cần đối chiếu."
    return f"Báo cáo {name} đã gửi ghi: {said}; số liệu ở đây: {counted}.{because}"
