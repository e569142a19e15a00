"""Whether classes agree with their register and their seats; asked by `candidates.integrity`."""

from django.db.models import Count, F, OuterRef, Subquery

from candidates.models import Certificate, ClassNomination, ClassSession, TrainingClass


def classes():
    """Nobody beyond the seats, a line of the register for every certificate, nobody present from outside."""
    crowded = TrainingClass.objects.annotate(people=Count("nominations")).filter(people__gt=F("seats"))
    for each in crowded.order_by("pk"):
        yield f"Lớp số {each.pk}: {each.people} học viên, chỉ có {each.seats} chỗ."
    newest = Certificate.objects.filter(nomination=OuterRef("pk")).order_by("-turn").values("number")[:1]
    finished = ClassNomination.objects.filter(
        training_class__isnull=False, result=ClassNomination.Result.COMPLETED
    ).annotate(line=Subquery(newest))
    apart = finished.exclude(line=F("certificate_number")) | finished.filter(line__isnull=True)
    for pk in apart.order_by("pk").values_list("pk", flat=True):
        yield f"Kết quả học số {pk}: số giấy chứng nhận không khớp với sổ cấp."
    there = ClassSession.present.through.objects.exclude(
        classnomination__training_class=F("classsession__training_class")
    )
    for pk in there.order_by("classsession").values_list("classsession", flat=True).distinct():
        yield f"Buổi học số {pk}: có người ngoài lớp trong danh sách có mặt."
