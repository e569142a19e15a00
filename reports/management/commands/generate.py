"""`manage.py generate --scale commune|province|nation [--seed N]`: an invented installation of a real size."""

import time

from django.conf import settings
from django.core.management.base import CommandError

from partydev.management.speaking import SpeakingCommand
from partydev.refusals import Invalid
from reports.generating import SCALES, generate
from reports.generating.writing import USERNAME


class Command(SpeakingCommand):
    help = "Tạo dữ liệu bịa ở cỡ một xã, một tỉnh hoặc cả nước vào cơ sở dữ liệu còn trống, để thử và đo tốc độ."
    example = "generate --scale commune --seed 1"

    def add_arguments(self, parser):
        parser.add_argument("--scale", required=True, choices=list(SCALES), help="commune, province hoặc nation")
        parser.add_argument("--seed", type=int, default=1, help="cùng một số, cùng một ngày thì ra cùng dữ liệu")
        parser.add_argument("--yes", action="store_true", help="đồng ý tạo trên hệ thống đang dùng thật")

    def handle(self, *, scale, seed, yes, **options):
        if settings.PRODUCTION and not yes:
            raise CommandError("Đây là hệ thống dùng thật. Thêm --yes nếu đúng là muốn tạo dữ liệu bịa ở đây.")
        begun = time.monotonic()
        try:
            written, code = generate(SCALES[scale], seed=seed, tell=self.stdout.write)
        except Invalid as fault:
            raise CommandError(str(fault)) from fault
        for model, number in written.items():
            self.stdout.write(f"{number:>12,}  {model._meta.db_table}")
        self.stdout.write(
            f"Xong sau {time.monotonic() - begun:.0f} giây. Tài khoản {USERNAME}, mã đặt mật khẩu {code}."
        )
