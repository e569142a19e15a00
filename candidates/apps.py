from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = "Phát triển đảng viên"

    def ready(self):
        from accounts import log
        from candidates import integrity, receivers  # noqa: F401 - connects them
        from candidates.pipeline import TRANSITIONS
        from candidates.rules.keys import KEYS
        from candidates.scans.integrity import CHECKS

        log.NAMES.update({key: step.label for key, step in TRANSITIONS.items()})
        log.NAMES.update({key: row.label for key, row in KEYS.items()})
        integrity.CHECKS.extend(CHECKS)
