"""How often a unit's cells remark on the people they help."""

from django.db import transaction
from django.utils import timezone

from branches.permissions import Permission
from candidates import obligations
from candidates.actions._common import locked_all
from candidates.models import Candidate, RemarkRhythm
from partydev.refusals import Invalid, require

AT_ONCE = 200  # how many cases are held in memory together


@transaction.atomic
def set_rhythm(*, organization, by, months, valid_from, basis):
    """Ask a remark every `months` months at `organization` and below, from the month `valid_from` on; returns the row.

    The committee's desk sets it, not who owes the remarks; months that have passed stay as they were asked.
    Brings what is due there up to date.
    """
    require(by, Permission.DOSSIER_CHECK, organization)
    today = timezone.localdate()
    if valid_from.day != 1 or valid_from < today.replace(day=1):
        raise Invalid({"valid_from": "Chọn từ tháng này trở đi; các tháng đã qua giữ như đã quy định."})
    if months not in dict(RemarkRhythm.EVERY):
        raise Invalid({"months": "Chọn kỳ nhận xét."})
    row = RemarkRhythm(months=months, valid_from=valid_from, basis=basis, recorded_by=by).place(organization)
    row.save()
    ids = list(Candidate.objects.under(organization).open().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        obligations.sync_all(list(locked_all(ids[start : start + AT_ONCE]).values()), today)
    return row
