"""What is put right of a case: where the person came from, and what the rules ask of special cases."""

from django.db import transaction

from branches.permissions import Permission
from candidates.actions._common import already, check_day, locked, touch
from candidates.backing import grounds_in_force
from candidates.rules.duties_admission import BEFORE_VOTE
from partydev.refusals import Invalid, require

CORRECTED = {
    "is_readmission",
    "source_name",
    "evidence",
    "left_party_on",
    "left_party_because",
    "conviction_cleared_on",
    "lacks_diploma",
    "respected_elder",
    "engaged_as",
    "engaged_since",
    "political_issue",
    "foreign_tie",
}
PAST_DAYS = ("left_party_on", "conviction_cleared_on", "engaged_since")


@transaction.atomic
def correct_case(*, candidate, by, version, source, **fields):
    """Change where the person came from and what the rules ask of special cases; returns the candidate.

    `fields` are those of `CORRECTED`. Locks the candidate; a `version` that is not current raises `Conflict`.
    That there is no political issue (any more), or no re-admission, is not for the cell to say.
    """
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_ENTER, candidate)
    if version != candidate.version:
        raise already(candidate, "Hồ sơ đã thay đổi từ khi bạn mở trang.")
    for name in PAST_DAYS:
        if fields.get(name):
            check_day(fields[name], field=name)
    if candidate.political_issue and not fields.get("political_issue", True):
        _check_issue_is_over(candidate, by)
    if fields.get("is_readmission", candidate.is_readmission) != candidate.is_readmission:
        _check_again(candidate, by)
    candidate.source = source
    for name in CORRECTED.intersection(fields):
        setattr(candidate, name, fields[name])
    candidate.version += 1
    candidate.save()
    touch(candidate)
    return candidate


def _check_issue_is_over(candidate, by):
    """The mark of a political issue is taken away on a recorded conclusion, or by who checks the dossier."""
    concluded = any(ground.kind == "political_conclusion" for ground in grounds_in_force(candidate))
    if concluded or by is None or by.can(Permission.DOSSIER_CHECK, candidate):
        return
    words = "Chỉ bỏ đánh dấu khi đã ghi kết luận của cấp ủy có thẩm quyền, hoặc do cán bộ kiểm tra hồ sơ bỏ."
    raise Invalid({"political_issue": words})


def _check_again(candidate, by):
    """That this is a re-admission is said before the cell votes; that it is none, by who checks the dossier."""
    if candidate.stage not in BEFORE_VOTE:
        raise Invalid({"is_readmission": "Chi bộ đã biểu quyết nên không sửa được mục này."})
    if candidate.is_readmission and by is not None and not by.can(Permission.DOSSIER_CHECK, candidate):
        raise Invalid({"is_readmission": "Chỉ cán bộ kiểm tra hồ sơ bỏ đánh dấu này."})
