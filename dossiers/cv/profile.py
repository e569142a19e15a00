"""What this installation may keep of a CV: part 21 only on an independent LAN (`INSTALLATION_PROFILE`)."""

from candidates.profile import stores_relatives

__all__ = ["CLOSED", "RelativesClosedError", "stores_relatives"]

CLOSED = (
    "Bản cài đặt này chỉ dùng sổ theo dõi nên không lưu hoàn cảnh gia đình. "
    "Người vào Đảng tự khai phần này trên bản viết tay."
)


class RelativesClosedError(RuntimeError):
    """Relatives were about to be stored where the installation's profile does not allow it."""

    def __init__(self):
        super().__init__(CLOSED)
