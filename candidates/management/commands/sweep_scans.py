"""`manage.py sweep_scans`: remove remains of sendings that nobody went on with; the worker does it each night too."""

from django.core.management.base import BaseCommand

from candidates.scans.clearing import sweep


class Command(BaseCommand):
    help = "Xóa tệp gửi dở dang quá lâu và tệp bản chụp không thuộc hồ sơ nào."

    def handle(self, **options):
        self.stdout.write(f"Đã xóa {sweep()} mục.")
