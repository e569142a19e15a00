"""Scans beside the papers of the register. Called with a file that is finished already: no lock waits for one."""

from django.db import transaction
from django.db.models import Max

from branches.permissions import Permission
from candidates.actions._common import WITH_THE_COMMITTEE, locked
from candidates.going import present_papers
from candidates.models import DossierItem, Scan
from candidates.scans import store
from candidates.scans.reading import present_scans
from partydev.refusals import Conflict, Invalid, require

NOT_REGISTERED = "Ghi giấy tờ này vào danh mục trước, rồi gửi bản chụp."


@transaction.atomic
def keep_scan(*, candidate, by, code, ordinal, finished):
    """Keep a `Finished` file as the next version of a paper's scan; returns the `Scan`. Locks the candidate.

    Open as long as the paper itself may be changed. The file is in its place before its row is written.
    """
    candidate = locked(candidate)
    why_not = hindrance(candidate, by, code, ordinal)
    if why_not:
        raise Conflict(why_not)
    name = store.keep(finished.path)
    try:
        return _next_version(
            candidate,
            code,
            ordinal,
            by,
            stored_name=name,
            sha256=finished.sha256,
            size=finished.size,
            pages=finished.pages,
            made_from=finished.made_from,
        )
    except BaseException:
        store.forget(name)
        raise


@transaction.atomic
def set_scan_aside(*, candidate, by, code, ordinal, because):
    """Record that a paper has no scan from now on, and why; what was sent before is kept. Locks the candidate."""
    if not because.strip():
        raise Invalid({"note": "Ghi vì sao gỡ bản chụp này."})
    candidate = locked(candidate)
    why_not = hindrance(candidate, by, code, ordinal)
    if why_not:
        raise Conflict(why_not)
    if (code, ordinal) not in present_scans(candidate):
        raise Conflict("Giấy tờ này không còn bản chụp nào để gỡ.")
    return _next_version(candidate, code, ordinal, by, removed=True, note=because.strip())


def hindrance(candidate, by, code, ordinal):
    """Why `by` may not change the scan of this paper now, as a sentence; "" where they may."""
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    paper = candidate.papers.filter(code=code, ordinal=ordinal).first()
    if paper is None or paper not in present_papers(candidate):
        return NOT_REGISTERED
    if paper.state == DossierItem.State.NOT_NEEDED:
        return "Danh mục ghi hồ sơ này không cần giấy tờ đó, nên không nhận bản chụp."
    if paper.state == DossierItem.State.ACCEPTED:
        return "Giấy tờ này đã được ghi đạt yêu cầu nên không thay bản chụp được."
    if candidate.stage in WITH_THE_COMMITTEE:  # what the desk notes of the paper is not yet asked of the cell
        return "Hồ sơ đang ở cấp trên. Bản chụp chỉ thay được khi có đề nghị bổ sung."
    return ""


def _next_version(candidate, code, ordinal, by, **fields):
    last = candidate.scans.filter(code=code, ordinal=ordinal).aggregate(last=Max("version"))["last"] or 0
    return Scan.objects.create(
        candidate=candidate, code=code, ordinal=ordinal, version=last + 1, uploaded_by=by, **fields
    )
