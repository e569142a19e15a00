"""Load the demonstration's data: the articles' history, the living present, the accounts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from branches.models import Organization
from candidates import obligations
from candidates.demo import MORE
from candidates.demo.accounts import set_passwords
from candidates.demo.cell_meetings import write_cell_meetings
from candidates.demo.history import write_history
from candidates.demo.planning import write_planning
from candidates.demo.present import write_present
from candidates.demo.writing import tell_planner
from candidates.models import Obligation


class Command(BaseCommand):
    help = "Nạp dữ liệu minh họa vào cơ sở dữ liệu còn trống."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="không làm gì nếu đã có tổ chức đảng nào")

    def handle(self, *, if_empty, **options):
        if not settings.INSTALLATION["demo"]:
            if if_empty:
                return
            raise CommandError("Hệ thống này không dùng dữ liệu minh họa.")
        if Organization.objects.exists():
            if if_empty:
                return
            raise CommandError("Đã có dữ liệu. Dữ liệu minh họa chỉ nạp vào cơ sở dữ liệu còn trống.")
        today = timezone.localdate()
        with transaction.atomic():
            write_history()
            commune = write_present(today)
            tell_planner()
            obligations.refresh(today)
            # What was due while years went by in a moment was due to nobody.
            Obligation.objects.filter(done_on__isnull=False).delete()
            write_cell_meetings(commune)
            write_planning(commune)
            for write in MORE:
                write(today)
        set_passwords()
        self.stdout.write("Đã nạp dữ liệu minh họa.")
