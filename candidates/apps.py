from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"
    verbose_name = "Phát triển đảng viên"

    def ready(self):
        from accounts import log
        from candidates import integrity, opening, receivers  # noqa: F401 - connects them
        from candidates.cell_meetings.faults import cell_meetings
        from candidates.listed_pages import listed_pages
        from candidates.pipeline import TRANSITIONS
        from candidates.rules.keys import KEYS
        from candidates.scans.integrity import CHECKS
        from candidates.views import _undo
        from partydev import saved
        from partydev.undo import HANDLERS

        log.READERS.append(opening.readers_urls)
        log.NAMES.update({key: step.label for key, step in TRANSITIONS.items()})
        log.NAMES.update({key: row.label for key, row in KEYS.items()})
        saved.PAGES.update(listed_pages())
        HANDLERS.update({kind: _undo.handler(kind) for kind in _undo.PERMISSIONS})
        integrity.CHECKS.extend((*CHECKS, cell_meetings))
