"""What the papers of a dossier say of the person, entered by whoever holds them in hand."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import locked
from candidates.models import PaperReading
from partydev.refusals import Conflict, NotAllowed

READ = ("full_name", "birth_date", "home_place")


@transaction.atomic
def write_readings(*, candidate, by, readings, versions):
    """Keep what papers say: `readings` is paper's id -> {field of `READ`: text}; returns how many rows changed.

    An empty reading is forgotten. `versions`: paper's id -> the version that stood on the page (0: none); raises
    `Conflict` where somebody else changed one meanwhile. Locks the candidate. The cell and who checks may write.
    """
    candidate = locked(candidate)
    may = (Permission.CANDIDATE_ADVANCE, Permission.DOSSIER_CHECK)
    if by is not None and not any(by.can(permission, candidate) for permission in may):
        raise NotAllowed("Tài khoản của bạn không được phân công làm việc này ở đơn vị này.")
    if not candidate.is_open:
        raise Conflict("Hồ sơ này đã kết thúc nên không đối khớp nữa.")
    changed = 0
    for paper in candidate.papers.filter(pk__in=list(readings)):
        changed += _write(paper, readings[paper.pk], versions.get(paper.pk, 0))
    return changed


def _write(paper, said, version):
    row = PaperReading.objects.filter(paper=paper).first()
    said = {name: said.get(name, "") for name in READ}
    same = row is not None and all(getattr(row, name) == said[name] for name in READ)
    if same and (row.of_number, row.of_day) == (paper.number, paper.issued_on):
        return 0
    if row is None and not any(said.values()):
        return 0
    if (row.version if row else 0) != version:
        raise Conflict(f"Người khác vừa nhập nội dung của “{paper}”. Mở lại trang để xem rồi ghi lại.")
    if not any(said.values()):
        row.delete()
        return 1
    row = row or PaperReading(paper=paper, version=0)
    for name, value in {**said, "of_number": paper.number, "of_day": paper.issued_on}.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return 1
