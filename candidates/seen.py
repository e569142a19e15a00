"""Which papers of a dossier somebody has looked at, and which are no longer what was looked at or accepted."""

import hashlib

from candidates.going import KEPT_PAPERS, present_attempt
from candidates.models import CompletionPoint, DossierItem, Scan, SeenPaper
from candidates.scans.profile import stores_scans


class Course:
    """How the papers of one dossier became what they are: as the cell wrote them, answered for them, sent scans."""

    def __init__(self, candidate):
        self._began_at = present_attempt(candidate).began_at
        self._rows, self._answers, self._scans = {}, {}, {}
        for row in DossierItem.history.filter(candidate_id=candidate.pk).order_by("history_id"):
            self._rows.setdefault(row.id, []).append(row)
        points = CompletionPoint.objects.filter(request__candidate=candidate, answered_at__isnull=False)
        for code, ordinal, at in points.values_list("paper_code", "paper_ordinal", "answered_at"):
            self._answers.setdefault((code, ordinal), []).append(at)
        scans = Scan.objects.filter(candidate=candidate) if stores_scans() else Scan.objects.none()
        for code, ordinal, version, at in scans.values_list("code", "ordinal", "version", "uploaded_at"):
            self._scans.setdefault((code, ordinal), []).append((version, at))

    def content(self, paper, until=None):
        """One word for what `paper` holds, or held when its history came to the row `until`.

        Another word as soon as the cell writes it anew, answers a point on it, or its scan is another one. What
        the desk finds of it changes nothing, and what was undone leaves the word that was there before.
        """
        rows = [row for row in self._rows.get(paper.pk, []) if until is None or row.history_id <= until.history_id]
        written = next((row for row in reversed(rows) if row.checked_by_id is None), paper)
        answers = self._answers.get((paper.code, paper.ordinal), [])
        answers = [at for at in answers if until is None or at <= until.history_date]
        scans = [
            version
            for version, at in self._scans.get((paper.code, paper.ordinal), [])
            if until is None or at <= until.history_date
        ]
        day = written.issued_on.isoformat() if written.issued_on else ""
        parts = [written.number, day, written.issuer, written.note, written.state]
        parts += [max(answers).isoformat() if answers else "", max(scans, default=0)]
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def as_shown(self, paper):
        """One word for all that a page shows of `paper`, what the desk found of it too."""
        rows, scans = self._rows.get(paper.pk), self._scans.get((paper.code, paper.ordinal), [])
        return f"{rows[-1].history_id if rows else 0}-{max((version for version, _ in scans), default=0)}"

    def changed_since_accepted(self, paper):
        """Whether `paper` was accepted in the present attempt and is no longer what was accepted then."""
        accepted = [
            row
            for row in self._rows.get(paper.pk, [])
            if row.state == DossierItem.State.ACCEPTED and row.checked_by_id is not None
        ]
        if not accepted or not self._is_present(accepted[-1]):
            return False
        return self.content(paper, until=accepted[-1]) != self.content(paper)

    def _is_present(self, row):
        return self._began_at is None or row.code in KEPT_PAPERS or row.history_date >= self._began_at


def ticks(candidate, user):
    """paper's id -> the content at which `user` ticked it."""
    rows = SeenPaper.objects.visible_to(user).filter(paper__candidate=candidate)
    return dict(rows.values_list("paper", "content"))
