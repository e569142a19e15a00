"""Whether this installation keeps scans at all, and who said so by which document.

The one module of scans that asks the settings (`INSTALLATION_PROFILE`, `INSTALLATION_BASIS`).
"""

from django.conf import settings
from django.urls.resolvers import RoutePattern

from candidates.profile import INDEPENDENT_LAN

CLOSED = "Bản cài đặt này chỉ dùng sổ theo dõi nên không lưu bản chụp giấy tờ."


class ScansClosedError(RuntimeError):
    """A scan was about to be kept where the installation's profile does not allow it."""

    def __init__(self):
        super().__init__(CLOSED)


def stores_scans():
    """Whether the profile of this installation allows scans to be kept."""
    return settings.INSTALLATION.get("profile") == INDEPENDENT_LAN


def basis():
    """Who opened the profile, by which document, as the administrator wrote it."""
    return settings.INSTALLATION.get("basis", "")


class WhereOpen(RoutePattern):
    """An address that exists only where scans are kept; elsewhere it is nowhere, whoever asks."""

    def match(self, path):
        return super().match(path) if stores_scans() else None
