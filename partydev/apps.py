from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PartydevConfig(AppConfig):
    name = "partydev"
    verbose_name = "Nền chung"

    def ready(self):
        from partydev import checks  # noqa: F401 - registers them

        connection_created.connect(do_not_compile, dispatch_uid="do_not_compile")


def do_not_compile(sender, connection, **kwargs):
    """PostgreSQL compiles a question that it thinks long: of ours that takes a second or two, and saves nothing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
