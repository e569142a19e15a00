"""Print the demonstration's accounts with their passwords."""

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User
from candidates.demo.accounts import ACCOUNTS, kept_passwords, set_passwords

HEADINGS = ("Vai trò", "Tên đăng nhập", "Mật khẩu", "Đơn vị")


class Command(BaseCommand):
    help = "In danh sách tài khoản minh họa."

    def add_arguments(self, parser):
        parser.add_argument("--new-passwords", action="store_true", help="đặt mật khẩu mới cho mọi tài khoản minh họa")

    def handle(self, *, new_passwords, **options):
        names = [account.username for account in ACCOUNTS]
        if not settings.INSTALLATION["demo"] or not User.objects.filter(username__in=names).exists():
            self.stdout.write("Hệ thống này không có tài khoản minh họa.")
            return
        lines = [] if new_passwords else kept_passwords()
        # The file belongs to the database that it was written with; without it nobody could sign in.
        lines = lines or set_passwords()
        widths = [max(len(line[column]) for line in (HEADINGS, *lines)) for column in range(len(HEADINGS))]
        self.stdout.write("Tài khoản minh họa, chỉ để dùng thử trên máy này:\n")
        for line in (HEADINGS, tuple("-" * width for width in widths), *lines):
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
