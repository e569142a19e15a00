"""A cell's list of the year, its reviews as the minutes conclude them, and what speaks for a person."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates.actions._common import check_day, locked
from candidates.models import Evidence, SourceList, SourceListEntry, SourceMark, SourceReview
from candidates.whereabouts import cells_on, may_be_listed
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

CHANGED = "Trong lúc bạn nhập, người khác đã ghi vào danh sách này. Hãy mở lại trang để xem."


@transaction.atomic
def file_source_list(*, by, organization, year, candidates, empty_because="", version=0):
    """Draw up or correct the cell's list of the year; returns it. Needs CANDIDATE_ADVANCE there.

    `candidates` are those of its open cases before admission; with nobody on the list it needs `empty_because`.
    Who stands on the list and has been admitted, closed or moved since stays on it: what the year brought is never
    taken away by a correction. `version` is what the form was filled from, 0 for none. Locks the organization.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    if not organization.is_cell:
        raise Invalid("Danh sách nguồn do chi bộ lập.")
    row = SourceList.objects.filter(organization=organization, year=year).first()
    if (row.version if row else 0) != version:
        raise Conflict(CHANGED)
    entries = list(row.entries.select_related("candidate")) if row else []
    kept = [entry for entry in entries if not may_be_listed(entry.candidate, organization)]
    if not candidates and not kept and not empty_because:
        raise Invalid({"empty_because": "Chưa chọn ai: hãy ghi vì sao năm nay chi bộ chưa có người trong danh sách."})
    if not all(may_be_listed(each, organization) for each in candidates):
        raise Invalid({"people": "Chỉ chọn quần chúng ưu tú đang trong nguồn của chi bộ."})
    row = row or SourceList(year=year, version=0, filed_on=timezone.localdate()).place(organization)
    row.size = len(candidates) + len(kept)
    row.empty_because = "" if row.size else empty_because
    row.recorded_by = by
    row.version += 1
    row.save()
    _rewrite(row, [entry for entry in entries if entry not in kept], candidates)
    return row


def _rewrite(row, entries, candidates):
    """Of `entries` those stay whose person is among `candidates`; each change leaves its history."""
    there = {entry.candidate_id for entry in entries}
    chosen = {each.pk for each in candidates}
    for entry in entries:
        if entry.candidate_id not in chosen:
            entry.delete()
    for each in candidates:
        if each.pk not in there:
            SourceListEntry(source_list=row, candidate=each).save()


@transaction.atomic
def record_source_review(*, by, source_list, minutes_number, minutes_on, marks):
    """Record what the minutes of the cell conclude of the people of its list; returns the review.

    `marks`: candidate -> (letter, conclusion). Nothing is worked out: a person whom the minutes do not class has no
    mark, and nobody is classed who was not in the cell's pool on the day of the meeting: `Invalid` at that letter.
    Needs CANDIDATE_ADVANCE at the cell.
    """
    require(by, Permission.CANDIDATE_ADVANCE, source_list)
    check_day(minutes_on, field="minutes_on")
    if minutes_on.year != source_list.year:
        raise Invalid({"minutes_on": f"Cuộc họp rà soát danh sách năm {source_list.year} họp trong năm ấy."})
    if not marks:
        raise Invalid("Hãy ghi phân loại của ít nhất một người theo biên bản.")
    known = set(source_list.entries.values_list("candidate_id", flat=True))
    if any(candidate.pk not in known for candidate in marks):
        raise Conflict(CHANGED)
    _check_here(source_list.organization_id, minutes_on, marks)
    review = SourceReview(
        source_list=source_list, minutes_number=minutes_number, minutes_on=minutes_on, recorded_by=by
    )
    review.save()
    for candidate, (letter, conclusion) in marks.items():
        SourceMark(review=review, candidate=candidate, letter=letter, conclusion=conclusion).save()
    return review


def _check_here(cell, on, marks):
    """A cell classes those who were in its pool on the day: whoever has moved away is another cell's to judge."""
    cells, faults = cells_on(marks, on), {}
    for candidate in marks:
        if cell not in cells[candidate.pk]:
            faults[f"letter_{candidate.pk}"] = f"Ngày {on:%d/%m/%Y} người này không ở chi bộ này: hãy để trống."
        elif candidate.closed_on and candidate.closed_on < on:
            faults[f"letter_{candidate.pk}"] = f"Hồ sơ đã kết thúc ngày {candidate.closed_on:%d/%m/%Y}: hãy để trống."
    if faults:
        raise Invalid(faults)


@transaction.atomic
def record_evidence(*, candidate, by, kind, on, what, source="", evidence=None):
    """Record what speaks for the person, or correct `evidence`; returns it. Locks the candidate."""
    candidate = _open_case(candidate, by, evidence)
    check_day(on)
    row = evidence or Evidence(candidate=candidate)
    row.kind, row.on, row.what, row.source, row.recorded_by = kind, on, what, source, by
    row.save()
    return row


@transaction.atomic
def remove_evidence(*, evidence, by):
    """Take away what was recorded by mistake; its history stays. Locks the candidate."""
    _open_case(evidence.candidate, by, evidence)
    evidence.delete()


def _open_case(candidate, by, evidence):
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    if not candidate.is_open:
        raise Conflict("Hồ sơ này đã kết thúc.")
    if evidence and evidence.candidate_id != candidate.pk:
        raise Conflict("Dòng này không thuộc hồ sơ đang mở.")
    return candidate
