"""What a dossier held each time it went up, and how one sending differs from the one before."""

from typing import NamedTuple

from candidates.going import present_papers
from candidates.models import DossierItem, DossierVersion
from candidates.profile import stores_scans
from candidates.scans.reading import present_scans
from partydev.dates import format_date

# The steps that send a dossier to the level above.
SENDS = ("submit", "resubmit", "recognition_cell_vote")
_PERSON = (
    ("Họ và tên", "full_name"),
    ("Ngày sinh", "birth_date"),
    ("Giới tính", "get_sex_display"),
    ("Dân tộc", "get_ethnicity_display"),
    ("Tôn giáo", "get_religion_display"),
    ("Quê quán", "home_place"),
    ("Nơi cư trú", "residence"),
    ("Đơn vị công tác, học tập", "workplace"),
    ("Nghề nghiệp", "get_occupation_display"),
    ("Giáo dục phổ thông", "get_education_display"),
    ("Chuyên môn nghiệp vụ", "get_professional_level_display"),
)
ABSENT = "Chưa có"


class Difference(NamedTuple):
    """One thing that two sendings say differently; `before` or `after` is ABSENT where only one has it."""

    about: str
    before: str
    after: str


def last_change(candidate):
    """(the version sent last, its `Difference`s from the one before); (None, []) where it was sent less than twice."""
    versions = list(candidate.versions.order_by("-number")[:2])
    if len(versions) < 2:
        return None, []
    return versions[0], differences(versions[1], versions[0])


def keep(candidate, event, by):
    """Keep what the dossier holds as `event` sends it; returns the new `DossierVersion`. Called under its lock."""
    last = candidate.versions.order_by("number").last()
    scans = present_scans(candidate)
    return DossierVersion.objects.create(
        candidate=candidate,
        number=last.number + 1 if last else 1,
        event=event,
        rows=[_row(paper, scans.get((paper.code, paper.ordinal))) for paper in present_papers(candidate)],
        facts=facts_of(candidate.person),
        sent_by=by,
    )


def facts_of(person):
    """(label, words) of what the papers say of the person; unknown facts are empty."""
    return [[label, _words(getattr(person, name))] for label, name in _PERSON]


def _words(value):
    if callable(value):
        value = value()
    return value if isinstance(value, str) else format_date(value) if value else ""


def _row(paper, scan):
    return {
        "code": paper.code,
        "ordinal": paper.ordinal,
        "name": str(paper),
        "state": paper.state,
        "number": paper.number,
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else "",
        "issuer": paper.issuer,
        "note": paper.note,
        "scans": [scan.sha256] if scan else [],
    }


def differences(before, after):
    """`Difference`s between two versions of one dossier: of the person's facts, then paper by paper."""
    old, new = dict(before.facts), dict(after.facts)
    found = [
        Difference(label, old.get(label) or ABSENT, words or ABSENT)
        for label, words in new.items()
        if old.get(label, "") != words
    ]
    return found + _of_papers(_by_place(before), _by_place(after))


def _by_place(version):
    return {(row["code"], row["ordinal"]): row for row in version.rows}


def _of_papers(old, new):
    """Of scans only where they are kept: elsewhere a sending of former days tells of none."""
    found, with_scans = [], stores_scans()
    for place in sorted({*old, *new}):
        before, after = (_told(rows.get(place)) for rows in (old, new))
        scans = [rows.get(place, {}).get("scans", []) if with_scans else [] for rows in (old, new)]
        if before != after or scans[0] != scans[1]:
            before, after = _with_scans(before, after, *scans)
            row = new.get(place) or old[place]
            found.append(Difference(row["name"], before, after))
    return found


def _with_scans(before, after, old, new):
    """The words of one paper before and after, with what became of its scan where that is another one."""
    if old == new:
        return before, after
    told = "bản chụp mới" if old else "có bản chụp"
    return (f"{before}, có bản chụp" if old else before), (
        f"{after}, {told}" if new else f"{after}, không có bản chụp"
    )


def _told(row):
    """A row in words. Whether the committee had accepted it is not the cell's change."""
    if row is None:
        return ABSENT
    state = row["state"]
    if state == DossierItem.State.NOT_NEEDED:
        return f"Không cần: {row['note']}"
    day = "/".join(reversed(row["issued_on"].split("-")))
    words = [
        "Dự thảo" if state == DossierItem.State.DRAFT else "",
        f"Số {row['number']}" if row["number"] else "",
        f"ngày {day}" if day else "",
        row["issuer"],
        row["note"],
    ]
    return ", ".join(filter(None, words))
