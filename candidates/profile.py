"""What this installation may keep: names of relatives, and scans, only on an independent LAN.

The one module that asks the settings for it (`INSTALLATION_PROFILE`, `INSTALLATION_BASIS`).
"""

from django.conf import settings

INDEPENDENT_LAN = "independent-lan"


def stores_relatives():
    """Whether the profile of this installation allows relatives to be kept."""
    return _is_independent()


def stores_scans():
    """Whether the profile of this installation allows scans of papers to be kept."""
    return _is_independent()


def basis():
    """Who opened the profile, by which document, as the administrator wrote it."""
    return settings.INSTALLATION.get("basis", "")


def _is_independent():
    return settings.INSTALLATION.get("profile") == INDEPENDENT_LAN
