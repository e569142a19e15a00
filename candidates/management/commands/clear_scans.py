"""`manage.py clear_scans`: remove every scan, rows and files, where the profile is closed."""

from django.core.management.base import BaseCommand, CommandError

from candidates.scans.clearing import clear
from candidates.scans.profile import stores_scans


class Command(BaseCommand):
    help = "Xóa mọi bản chụp giấy tờ (dòng và tệp), khi bản cài đặt chỉ dùng sổ theo dõi."

    def handle(self, **options):
        if stores_scans():
            raise CommandError("Bản cài đặt này được lưu bản chụp; không xóa gì.")
        rows, files = clear()
        self.stdout.write(f"Đã xóa {rows} dòng và {files} tệp.")
