"""Undoing at once what was just recorded of papers. Nothing is erased: the history keeps both."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import locked, touch
from candidates.models import DossierItem
from partydev.locks import under_lock
from partydev.refusals import Conflict, require

CHANGED = "Hồ sơ đã có thay đổi khác sau việc này nên không hoàn tác được. Hãy mở hồ sơ để sửa."
FIELDS = ("number", "issued_on", "issuer", "state", "note", "entered_by_id", "checked_by_id", "checked_at")


def written(candidate, papers):
    """What `undo_papers` needs to know, as plain data; asked right after the act, in its transaction."""
    rows = []
    for paper in papers:
        last, before = (*DossierItem.history.filter(id=paper.pk).order_by("-history_id")[:2], None)[:2]
        was_there = before is not None and before.history_type != "-"
        rows.append([paper.pk, last.history_id, before.history_id if was_there else None])
    return {"case": candidate.pk, "version": candidate.version, "rows": rows}


@transaction.atomic
def undo_papers(*, candidate, by, permission, rows, version):
    """Put papers back as they were before their last change, where nothing else has happened to them or the case.

    `permission` is that of the act which is undone. Locks the candidate.
    """
    candidate = locked(candidate)
    require(by, Permission(permission), candidate)
    papers = {each.pk: each for each in under_lock(candidate.papers).filter(pk__in=[row[0] for row in rows])}
    if candidate.version != version or len(papers) != len(rows):
        raise Conflict(CHANGED)
    for pk, last, before in rows:
        newest = DossierItem.history.filter(id=pk).order_by("-history_id").first()
        if newest.history_id != last:
            raise Conflict(CHANGED)
        _put_back(papers[pk], before)
    touch(candidate)
    return list(papers.values())


def _put_back(paper, before):
    if before is None:
        paper.delete()
        return
    row = DossierItem.history.get(id=paper.pk, history_id=before)
    for name in FIELDS:
        setattr(paper, name, getattr(row, name))
    paper.save()
