"""A paper's scan no longer counts, because the paper it stood beside has gone or is another one now."""

from django.db.models import Max

from candidates.models import Scan
from candidates.scans.profile import stores_scans

GONE = "Giấy tờ đã bỏ khỏi danh mục"
NOT_NEEDED = "Danh mục ghi hồ sơ này không cần giấy tờ đó"
ANOTHER = "Danh mục nay ghi giấy tờ khác, số hoặc ngày khác"


def leave_no_scan(papers, by, because):
    """Set the scans of `papers`, rows of the register, aside, and say why. Called under the candidates' locks."""
    places = {(paper.candidate_id, paper.code, paper.ordinal) for paper in papers}
    if not places or not stores_scans():
        return
    held = Scan.objects.filter(candidate__in={place[0] for place in places}, code__in={place[1] for place in places})
    last = held.values("candidate", "code", "ordinal").order_by().annotate(last=Max("version"))
    newest = {(row["candidate"], row["code"], row["ordinal"]): row["last"] for row in last}
    gone = {
        (row.candidate_id, row.code, row.ordinal)
        for row in held.filter(removed=True)
        if row.version == newest[row.candidate_id, row.code, row.ordinal]
    }
    Scan.objects.bulk_create(
        Scan(
            candidate_id=pk,
            code=code,
            ordinal=ordinal,
            version=newest[pk, code, ordinal] + 1,
            removed=True,
            note=because,
            uploaded_by=by,
        )
        for pk, code, ordinal in sorted(newest.keys() & places - gone)
    )
