from django.apps import AppConfig
from django.db.models.signals import pre_save


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self):
        from branches.signals import places_changed
        from candidates import demo, integrity
        from candidates.overview import desk
        from reports.integrity import CHECKS
        from reports.models import FoldedUnit, KeptStates
        from reports.sending.waiting import waiting
        from reports.states.forgetting import forget_what_is_loaded, forget_what_moved
        from reports.tally import folding

        places_changed.connect(folding.unfold_what_changed)
        places_changed.connect(forget_what_moved)
        pre_save.connect(folding.unfold_what_is_loaded, sender=FoldedUnit)
        pre_save.connect(forget_what_is_loaded, sender=KeptStates)
        integrity.CHECKS.extend(CHECKS)
        demo.MORE.append(_write_reports)
        desk.BESIDE.append(waiting)


def _write_reports(today):
    # Only then: what lays out papers takes a second to load, and no other command needs it.
    from reports.demo import write_beside, write_reports
    from reports.demo_signals import write_signals

    write_reports(today)
    write_beside(today)
    write_signals(today)
