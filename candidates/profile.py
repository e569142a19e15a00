"""What this installation may keep of an applicant's relatives: their names only on an independent LAN.

The one module that asks the settings for it.
"""

from django.conf import settings

INDEPENDENT_LAN = "independent-lan"


def stores_relatives():
    """Whether the profile of this installation allows relatives to be kept."""
    return settings.INSTALLATION.get("profile") == INDEPENDENT_LAN
