"""`manage.py integrity`: exit 0 when the rows agree with each other, else 1 and a line for each that does not."""

from django.core.management.base import BaseCommand, CommandError

from candidates import integrity


class Command(BaseCommand):
    help = "Kiểm tra dữ liệu có khớp nhau không; không sửa gì."

    def handle(self, **options):
        found = 0
        for line in integrity.faults():
            found += 1
            self.stdout.write(line)
        if found:
            raise CommandError(f"Có {found} chỗ không khớp.")
        self.stdout.write("Dữ liệu khớp nhau.")
