from django.apps import AppConfig


class PartydevConfig(AppConfig):
    name = "partydev"
    verbose_name = "Nền chung"

    def ready(self):
        from partydev import checks  # noqa: F401 - registers them
