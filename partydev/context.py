"""What every page knows about the installation that serves it."""

from django.conf import settings


def installation(request):
    return {"installation": settings.INSTALLATION}
