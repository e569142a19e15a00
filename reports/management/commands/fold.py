"""`manage.py fold`: add up the figures of large units now; the worker does it once a minute."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.models import FoldedUnit, KeptStates
from reports.states import keeping
from reports.tally import folding


class Command(BaseCommand):
    help = "Cộng dồn số liệu của các đơn vị lớn đến lúc này."

    def add_arguments(self, parser):
        parser.add_argument("--anew", action="store_true", help="Cộng lại từ đầu.")

    def handle(self, *, anew, **options):
        if anew:
            # The time as well: who is just counting a unit finds its row changed, and keeps nothing of it.
            FoldedUnit.objects.update(is_folded=False, folded_at=timezone.now(), rearranged_at=timezone.now())
            KeptStates.objects.all().delete()
        failed = [*folding.fold(), *keeping.refresh()]
        number = FoldedUnit.objects.filter(is_folded=True).count()
        self.stdout.write(f"Đã cộng dồn số liệu của {number} đơn vị.")
        if failed:
            names = ", ".join(str(organization) for organization in failed)
            raise CommandError(f"Chưa cộng dồn được số liệu của {names}. Xem nhật ký của hệ thống.")
