"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from partydev.gate import Gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partydev.settings")

application = Gate(get_wsgi_application())
