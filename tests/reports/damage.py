"""Damage to what is kept of reports, done behind the back of the actions."""

from django.db.models import F

from reports.models import KeptState, KeptStates, Tally
from reports.states import keeping
from reports.tally import folding
from tests.candidates.scan_files import pdf
from tests.factories import today
from tests.reports.reporting import LAST, lock


def damage_kept_report(cast):
    _keep_beside(_sent_report(cast), pdf=b"another")


def damage_kept_lists(cast):
    _keep_beside(_sent_report(cast), enclosed=b"another")


def _keep_beside(revision, **damaged):
    """What is kept is never changed, so a second revision that does not match its hashes stands for one that was."""
    fields = {field.attname: getattr(revision, field.attname) for field in revision._meta.concrete_fields}
    wrong = {"id": None, "ordinal": 2, "code": "AAAA-BBBB"}
    type(revision)(**fields | wrong | damaged).save()


def damage_report_state(cast):
    revision = _sent_report(cast)
    type(revision.report).objects.filter(pk=revision.report_id).update(state="received")


def damage_tally(cast):
    folding.fold_unit(cast.X)
    Tally.objects.create(unit_id=cast.X.pk, key="admitted", bucket=today().replace(day=1), number=1)


def damage_state(cast):
    """As if nothing had been touched since a count that counted nothing."""
    folding.fold_unit(cast.X)
    keeping.refresh()
    KeptStates.objects.update(mark=F("mark") + 1_000_000)
    for state in KeptState.objects.all():
        state.numbers |= {"kinds": [100, 100, 100]}
        state.save()


def _sent_report(cast):
    return lock(cast.A, LAST, making=lambda document: pdf()).revision


DAMAGES = (
    ("kept_reports", damage_kept_report, "lần 2: bản PDF dự thảo không khớp mã băm"),
    ("kept_reports", damage_kept_lists, "lần 2: danh sách, biểu lưu kèm không khớp mã băm"),
    ("states", damage_report_state, "trạng thái không khớp số, ngày đã ghi"),
    ("tallies", damage_tally, "đang giữ 1, đếm từ các việc được 0"),
    ("kept_states", damage_state, "đang giữ [100, 100, 100], đếm lại được"),
)
# On SQLite nothing of them is kept.
ONLY_ON_POSTGRESQL = {"kept_states"}
