"""The one address for monitoring: does this process answer, and does its database."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from partydev.decorators import public

logger = logging.getLogger(__name__)


@public
@require_safe
def healthz(request):
    """Answer 200 "ok", or 503 when the database does not; anyone may ask, so it says nothing more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
