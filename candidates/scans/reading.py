"""Which scan stands beside which paper. Nothing is asked where the profile is closed."""

from candidates.going import KEPT_PAPERS, present_attempt
from candidates.scans.profile import stores_scans


def present_scans(candidate, attempt=None):
    """(code, ordinal) -> the newest `Scan` of that paper, of those sent for the present attempt; none set aside."""
    if not stores_scans():
        return {}
    rows = candidate.scans.select_related("uploaded_by").order_by("version")
    newest = {(row.code, row.ordinal): row for row in rows}
    began_at = (attempt or present_attempt(candidate)).began_at if newest else None
    return {
        place: row
        for place, row in newest.items()
        if not row.removed and (began_at is None or row.code in KEPT_PAPERS or row.uploaded_at >= began_at)
    }


def versions(candidate, code, ordinal):
    """Every version of one paper's scan, the newest first."""
    return list(candidate.scans.filter(code=code, ordinal=ordinal).select_related("uploaded_by").order_by("-version"))
