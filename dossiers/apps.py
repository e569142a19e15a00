from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "Biểu mẫu và lý lịch"

    def ready(self):
        from dossiers import receivers  # noqa: F401 - connects them
