"""`manage.py clear_relatives`: remove what is stored of relatives, with its history, where the profile is closed."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from candidates.models import VerificationRequest
from dossiers.cv.profile import stores_relatives
from dossiers.models import Relative
from dossiers.named import texts_with_names


class Command(BaseCommand):
    help = "Xóa phần hoàn cảnh gia đình và lịch sử của phần đó, khi bản cài đặt chỉ dùng sổ theo dõi."

    @transaction.atomic
    def handle(self, **options):
        if stores_relatives():
            raise CommandError("Bản cài đặt này được lưu hoàn cảnh gia đình; không xóa gì.")
        rows = Relative.objects.all().delete()[0]
        history = Relative.history.all().delete()[0]
        self.stdout.write(f"Đã xóa {rows} dòng và {history} dòng lịch sử.")
        names = VerificationRequest.objects.exclude(full_name="").update(full_name="")
        names += VerificationRequest.history.exclude(full_name="").update(full_name="")
        if names:
            self.stdout.write(f"Đã xóa họ tên người thân ở {names} dòng thẩm tra.")
        typed = list(texts_with_names())
        for text, keys in typed:
            kept = {key: value for key, value in text.values.items() if key not in keys}
            # Past the history, which would keep what is removed here.
            type(text)._base_manager.filter(pk=text.pk).update(values=kept)
        if typed:
            self.stdout.write(f"Đã xóa phần ghi người cần thẩm tra ở {len(typed)} biểu mẫu và lịch sử của biểu mẫu.")
