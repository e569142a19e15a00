from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self):
        from candidates import integrity
        from reports.integrity import CHECKS

        integrity.CHECKS.extend(CHECKS)
