"""A cell's list of the year, its reviews as the minutes conclude them, and what speaks for a person."""

from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from branches.permissions import Permission
from candidates.actions._common import check_day, locked
from candidates.models import Evidence, SourceList, SourceListEntry, SourceMark, SourceReview
from partydev.refusals import Conflict, Invalid, require

CHANGED = "Trong lúc bạn nhập, người khác đã ghi vào danh sách này. Hãy mở lại trang để xem."


@transaction.atomic
def file_source_list(*, by, organization, year, candidates, empty_because="", version=0):
    """Draw up or correct the cell's list of the year; returns it. Needs CANDIDATE_ADVANCE there.

    `candidates` are open cases of the cell before admission; none of them needs `empty_because`. `version` is what
    the form was filled from, 0 for none. Locks the organization.
    """
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    require(by, Permission.CANDIDATE_ADVANCE, organization)
    if not organization.is_cell:
        raise Invalid("Danh sách nguồn do chi bộ lập.")
    if not candidates and not empty_because:
        raise Invalid({"empty_because": "Chưa chọn ai: hãy ghi vì sao năm nay chi bộ chưa có người trong danh sách."})
    if any(each.organization_id != organization.pk or each.member_id or not each.is_open for each in candidates):
        raise Invalid({"people": "Chỉ chọn quần chúng ưu tú đang trong nguồn của chi bộ."})
    row = SourceList.objects.filter(organization=organization, year=year).first()
    if (row.version if row else 0) != version:
        raise Conflict(CHANGED)
    row = row or SourceList(year=year, version=0).place(organization)
    row.filed_on, row.size = timezone.localdate(), len(candidates)
    row.empty_because = "" if candidates else empty_because
    row.recorded_by = by
    row.version += 1
    row.save()
    row.entries.all().delete()
    SourceListEntry.objects.bulk_create(SourceListEntry(source_list=row, candidate=each) for each in candidates)
    return row


@transaction.atomic
def record_source_review(*, by, source_list, minutes_number, minutes_on, marks):
    """Record what the minutes of the cell conclude of the people of its list; returns the review.

    `marks`: candidate -> (letter, conclusion). Nothing is worked out: a person whom the minutes do not class has no
    mark. Needs CANDIDATE_ADVANCE at the cell.
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
    review = SourceReview(
        source_list=source_list, minutes_number=minutes_number, minutes_on=minutes_on, recorded_by=by
    )
    review.save()
    for candidate, (letter, conclusion) in marks.items():
        SourceMark(review=review, candidate=candidate, letter=letter, conclusion=conclusion).save()
    return review


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
