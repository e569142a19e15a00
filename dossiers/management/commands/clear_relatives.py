"""`manage.py clear_relatives`: remove what is stored of relatives, with its history, where the profile is closed."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dossiers.cv.profile import stores_relatives
from dossiers.models import Relative


class Command(BaseCommand):
    help = "Xóa phần hoàn cảnh gia đình và lịch sử của phần đó, khi bản cài đặt chỉ dùng sổ theo dõi."

    @transaction.atomic
    def handle(self, **options):
        if stores_relatives():
            raise CommandError("Bản cài đặt này được lưu hoàn cảnh gia đình; không xóa gì.")
        rows = Relative.objects.all().delete()[0]
        history = Relative.history.all().delete()[0]
        self.stdout.write(f"Đã xóa {rows} dòng và {history} dòng lịch sử.")
