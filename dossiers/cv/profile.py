"""What this installation may keep of a CV: part 21 only on an independent LAN (`INSTALLATION_PROFILE`).

The one module here that asks the settings.
"""

from django.conf import settings

INDEPENDENT_LAN = "independent-lan"
CLOSED = (
    "Bản cài đặt này chỉ dùng sổ theo dõi nên không lưu hoàn cảnh gia đình. "
    "Người vào Đảng tự khai phần này trên bản viết tay."
)


class RelativesClosedError(RuntimeError):
    """Relatives were about to be stored where the installation's profile does not allow it."""

    def __init__(self):
        super().__init__(CLOSED)


def stores_relatives():
    """Whether the profile of this installation allows relatives to be kept."""
    return settings.INSTALLATION.get("profile") == INDEPENDENT_LAN
