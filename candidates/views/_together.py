"""What became of papers accepted in one act: kept in the session until the dossier's page has shown it once."""

from candidates.together import UNKNOWN

KEPT = "papers accepted together"


def keep_result(request, candidate, found):
    """Keep what was not done of `found`, row by row; of what is not this dossier's only how many."""
    rows = [[str(paper), "Không ghi", why] for paper, why in found.left]
    if found.unknown:
        rows.append([f"{found.unknown} giấy tờ", "Không ghi", UNKNOWN])
    if rows:
        done = [[str(paper), "Đạt yêu cầu", ""] for paper in found.done]
        request.session[KEPT] = {"case": candidate.pk, "rows": done + rows, "done": len(done)}


def result_of(request, candidate):
    """What was kept of this dossier: a table's rows and the number done; None where there is nothing to tell."""
    kept = request.session.get(KEPT)
    if not kept or kept["case"] != candidate.pk:
        return None
    return request.session.pop(KEPT)
