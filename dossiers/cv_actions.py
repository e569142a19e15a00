"""Writing the applicant's CV: a page of answers, rows of its lists, relatives where they may be kept.

Whoever saves second never writes over the first without having seen it: `Conflict`, and the page shows both.
"""

from django.db import transaction

from branches.permissions import Permission
from candidates.models import Candidate
from dossiers.cv.profile import CLOSED, stores_relatives
from dossiers.cv.questions import QUESTIONS
from dossiers.cv.rows import KIN_GROUP, KINDS, MOST_ROWS, RELATIVE_QUESTIONS
from dossiers.models import CurriculumVitae, CvEntry, Relative
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, require

CHANGED = "Trong lúc bạn nhập, người khác đã sửa phần này."
GONE = "Trong lúc bạn nhập, người khác đã bỏ dòng này. Nội dung bạn nhập vẫn còn ở dưới; chép sang dòng mới nếu cần."


@transaction.atomic
def answer_cv(*, candidate, by, version, values):
    """Keep `values` (question's key -> stored value) of a CV opened at `version` (0: it was not there yet)."""
    if unknown := set(values) - set(QUESTIONS):
        raise ValueError(f"No such questions: {sorted(unknown)}")
    cv = _locked(candidate, by)
    values = merged(cv, version, by, values, lambda row: row.answers)
    kept = {key: value for key, value in {**cv.answers, **values}.items() if value not in (None, "", False)}
    if kept != cv.answers or cv.version == 0:
        cv.answers = kept
        cv.version += 1
        cv.save()
    return cv


@transaction.atomic
def write_entry(*, candidate, by, part, values, entry=None, version=0):
    """Add a row to the list `part`, or change `entry` opened at `version`.

    `values`: `start`, `end` (`Partial` or None), `ongoing`, and the details by their key.
    """
    cv = _locked(candidate, by)
    if entry is None:
        _forget(cv, KINDS[part].none)
        _check_room(cv.entries.filter(part=part))
    return _write(cv, CvEntry(part=part), entry, version, by, entry_fields(part, values))


@transaction.atomic
def write_relative(*, candidate, by, kin, values, relative=None, version=0):
    """Add a relative, or change `relative` opened at `version`; refused where the profile is closed.

    `values`: `full_name`, `born`, `died` (`Partial` or None), `death_cause`, and the details by their key.
    """
    cv = _locked(candidate, by)
    if not stores_relatives():
        raise Invalid(CLOSED)
    if relative is None:
        _forget(cv, "family_by_hand")
        _check_room(cv.relatives)
    return _write(cv, Relative(), relative, version, by, relative_fields(kin, values))


def entry_fields(part, values):
    """The columns of a row that says `values`."""
    start, end = values["start"], values.get("end")
    return {
        "from_year": start.year,
        "from_month": start.month,
        "to_year": end.year if end else None,
        "to_month": end.month if end else None,
        "ongoing": bool(values.get("ongoing")),
        "details": _details(KINDS[part].questions, values),
    }


def relative_fields(kin, values):
    """The columns of a relative of whom `values` are known."""
    born, died = values.get("born"), values.get("died")
    return {
        "kin": kin,
        "full_name": values["full_name"],
        "born_year": born.year if born else None,
        "born_month": born.month if born else None,
        "born_day": born.day if born else None,
        "born_unknown": born is not None and born.year is None,
        "died_year": died.year if died else None,
        "died_unknown": died is not None and died.year is None,
        "death_cause": values.get("death_cause") or "",
        "details": _details(RELATIVE_QUESTIONS[KIN_GROUP[kin]], values),
    }


def _details(questions, values):
    return {question.key: values[question.key] for question in questions if values.get(question.key)}


@transaction.atomic
def remove_cv_row(*, candidate, by, row):
    """Take a row entered by mistake out of the CV; its history stays."""
    _locked(candidate, by)
    row.delete()


def _locked(candidate, by):
    """The CV under lock, made where there is none; only for who may enter what is known of the person."""
    require(by, Permission.CANDIDATE_ENTER, candidate)
    under_lock(Candidate.objects).get(pk=candidate.pk)
    return CurriculumVitae.objects.filter(candidate=candidate).first() or CurriculumVitae(
        candidate=candidate, version=0
    )


def _check_room(rows):
    if rows.count() >= MOST_ROWS:
        raise Invalid(f"Mỗi phần ghi tối đa {MOST_ROWS} dòng. Hãy gộp những dòng gần giống nhau.")


def _forget(cv, tick):
    """A list that has a row is no longer said to be empty; a CV that is not there yet is made."""
    if cv.version and tick not in cv.answers:
        return
    cv.answers.pop(tick, None)
    cv.version += 1
    cv.save()


def _write(cv, fresh, row, version, by, fields):
    """Save `fields` in `row` opened at `version`, or in the `fresh` row of `cv`."""
    if row is None:
        row, row_fields = fresh, fields
        row.cv = cv
    else:
        row = type(row).objects.filter(pk=row.pk, cv=cv).first()
        if row is None:
            raise Conflict(GONE)
        row_fields = merged(row, version, by, fields, values_of)
        row.version += 1
    for name, value in row_fields.items():
        setattr(row, name, value)
    row.save()
    return row


ENTRY_FIELDS = ("from_year", "from_month", "to_year", "to_month", "ongoing", "details")
RELATIVE_FIELDS = (
    *("kin", "full_name", "born_year", "born_month", "born_day", "born_unknown", "died_year", "died_unknown"),
    *("death_cause", "details"),
)


def values_of(row):
    """What a row (or a row of its history) says, by field."""
    return {name: getattr(row, name) for name in (RELATIVE_FIELDS if hasattr(row, "kin") else ENTRY_FIELDS)}


def merged(row, version, by, typed, read):
    """`typed`, with what `by` saved themselves since `version` where the page left it alone.

    Raises `Conflict` where somebody else changed one of the typed keys since. `read(row)` gives a row's
    values by key; `row.version` 0 is a row that is not there yet.
    """
    later = list(row.history.filter(version__gt=version).order_by("history_id")) if row.version else []
    if not later:
        return typed
    base = row.history.filter(version=version).order_by("-history_id").first()
    opened = before = read(base) if base else {}
    for each in later:
        after = read(each)
        if any(before.get(key) != after.get(key) for key in typed) and each.history_user_id != getattr(by, "pk", None):
            raise Conflict(CHANGED)
        before = after
    return {key: before.get(key) if value == opened.get(key) else value for key, value in typed.items()}
