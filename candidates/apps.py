from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = "Phát triển đảng viên"

    def ready(self):
        from candidates import receivers  # noqa: F401 - connects them
