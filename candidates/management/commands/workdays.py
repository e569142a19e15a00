"""`manage.py workdays 2026-02-10 30`: the day that many working days later; the first day is not counted."""

from django.core.management.base import CommandError

from candidates.management.reading import day_argument
from candidates.rulebook import work_calendar
from partydev.management.speaking import SpeakingCommand

MOST = 5000


class Command(SpeakingCommand):
    help = "In ngày làm việc thứ N sau một ngày, theo lịch nghỉ lễ của hệ thống."
    example = "workdays 2026-02-10 30"

    def add_arguments(self, parser):
        parser.add_argument("day", help="ngày bắt đầu (không tính), ví dụ 2026-02-10")
        parser.add_argument("count", help="số ngày làm việc, ví dụ 30")

    def handle(self, *, day, count, **options):
        start, calendar = day_argument(day), work_calendar()
        if not (count.isascii() and count.isdigit() and int(count) <= MOST):
            raise CommandError(f"Số ngày làm việc là một số nguyên từ 0 đến {MOST}; không đọc được “{count}”.")
        deadline = calendar.add_working_days(start, int(count))
        self.stdout.write(deadline.day.isoformat())
        if deadline.unsure:
            missing = [year for year in range(start.year, deadline.day.year + 1) if year not in calendar.years]
            years = ", ".join(map(str, missing))
            self.stderr.write(f"Chưa có lịch nghỉ năm {years}: ngày trên tính như năm đó không có ngày lễ.")
