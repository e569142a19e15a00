from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "Biểu mẫu và lý lịch"

    def ready(self):
        from accounts import log
        from candidates import demo, integrity, preflight
        from dossiers import receivers  # noqa: F401 - connects them
        from dossiers.catalogue_table import FORMS
        from dossiers.cv_checks import before_sending
        from dossiers.integrity import CHECKS

        log.NAMES.update({form.slug: form.title for form in FORMS} | {"all_forms": "Tất cả biểu mẫu"})
        integrity.CHECKS.extend(CHECKS)
        preflight.SOURCES.append(before_sending)
        demo.MORE.append(_write_cvs)


def _write_cvs(today):
    from dossiers.demo import write_cvs

    write_cvs(today)
