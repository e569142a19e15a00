"""Whether classes agree with their register and their seats; asked by `candidates.integrity`."""

from django.db.models import Count, Exists, F, OuterRef, Subquery

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


def certificates():
    """An issuer gives a number once a year; one issued again under its number had that number before."""
    again = Certificate.objects.filter(keeps_number=False).order_by().values("issuer", "kind", "year", "number")
    for row in again.annotate(times=Count("pk")).filter(times__gt=1).order_by("issuer", "year", "number"):
        yield f"Sổ cấp giấy chứng nhận năm {row['year']}: số {row['number']} đã cấp {row['times']} lần."
    had = Certificate.objects.filter(
        nomination=OuterRef("nomination"), number=OuterRef("number"), turn__lt=OuterRef("turn")
    )
    for pk in Certificate.objects.filter(~Exists(had), keeps_number=True).order_by("pk").values_list("pk", flat=True):
        yield f"Sổ cấp giấy chứng nhận, dòng {pk}: cấp lại giữ số cũ mà trước đó không có số này."
