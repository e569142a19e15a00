"""Whether lists of the year, their reviews and registered targets agree; asked by `candidates.integrity`."""

from django.db.models import Count, Exists, F, OuterRef

from branches.models import Target, TargetRegistration
from candidates.models import SourceList, SourceMark
from candidates.whereabouts import cells_of, moves_of


def source_lists():
    """A list has as many entries as it says, and belongs to a cell; nobody is classed by another cell's minutes."""
    counted = SourceList.objects.annotate(people=Count("entries")).exclude(people=F("size"))
    for row in counted.order_by("pk"):
        yield f"Danh sách nguồn số {row.pk}: ghi {row.size} người, có {row.people} dòng."
    marks = SourceMark.objects.exclude(review__minutes_on__year=F("review__source_list__year"))
    for pk in marks.order_by("review").values_list("review", flat=True).distinct():
        yield f"Lần rà soát số {pk}: ngày họp không thuộc năm của danh sách."
    marks = SourceMark.objects.select_related("review__source_list", "candidate").order_by("pk")
    moves = moves_of([mark.candidate for mark in marks])
    for mark in marks:
        if mark.review.source_list.organization_id not in cells_of(mark.candidate, moves, mark.review.minutes_on):
            yield f"Phân loại số {mark.pk}: người được phân loại không ở chi bộ ấy vào ngày họp."


def registrations():
    """A target that was assigned upon registration stands among the unit's targets, with the same number."""
    given = Target.objects.filter(
        organization=OuterRef("organization"),
        source=Target.Source.ASSIGNED,
        starts_on__year=OuterRef("year"),
        value=OuterRef("assigned"),
    )
    missing = TargetRegistration.objects.filter(~Exists(given), state=TargetRegistration.State.ASSIGNED)
    for row in missing.select_related("organization").order_by("pk"):
        name = f"Đăng ký chỉ tiêu số {row.pk} ({row.organization.code})"
        yield f"{name}: đã giao mà không có chỉ tiêu năm {row.year} đúng số ấy."
