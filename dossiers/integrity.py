"""Checks of this application's rows, added to those of `manage.py integrity`."""

from candidates.models import VerificationRequest
from dossiers.cv.profile import stores_relatives
from dossiers.models import Relative
from dossiers.named import texts_with_names


def relatives():
    """Where the profile is closed, no relative is stored, nor in the history."""
    if stores_relatives():
        return
    rows = Relative.objects.select_related("cv__candidate").order_by("cv__candidate__code", "pk")
    for row in rows:
        yield (
            f"Hồ sơ {row.cv.candidate.code}: dòng {row.pk} của phần hoàn cảnh gia đình còn được lưu, "
            "trong khi bản cài đặt này chỉ dùng sổ theo dõi. Chạy clear_relatives để xóa."
        )
    kept = Relative.history.exclude(id__in=rows.values("pk")).count()
    if kept:
        yield f"Lịch sử thay đổi còn {kept} dòng về hoàn cảnh gia đình. Chạy clear_relatives để xóa."


def names_of_verified():
    """Nor is the name of a relative who was asked about."""
    if stores_relatives():
        return
    named = VerificationRequest.objects.exclude(full_name="").count()
    named += VerificationRequest.history.exclude(full_name="").count()
    if named:
        yield f"Danh sách thẩm tra còn lưu họ tên người thân ở {named} dòng. Chạy clear_relatives để xóa."


def names_in_forms():
    """Nor what was typed of relatives into the forms that ask another committee about them."""
    if stores_relatives():
        return
    typed = sum(1 for _ in texts_with_names())
    if typed:
        yield f"Còn {typed} biểu mẫu (tính cả lịch sử) lưu người cần thẩm tra. Chạy clear_relatives để xóa."


CHECKS = (relatives, names_of_verified, names_in_forms)
