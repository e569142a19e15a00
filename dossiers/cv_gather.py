"""Rows -> `dossiers.cv.record.Record`; relatives are read only where the installation may keep them."""

from datetime import date

from candidates.rulebook import rule_set
from dossiers.cv import record
from dossiers.cv.editions import BY_KEY, edition_on
from dossiers.cv.partial import Partial
from dossiers.cv.profile import stores_relatives
from dossiers.models import CurriculumVitae
from partydev import dates

CV_PAPER = "01"  # the CV's row in the dossier's register


def cv_of(candidate):
    """The stored CV; None until something was typed."""
    return CurriculumVitae.objects.filter(candidate=candidate).first()


def record_of(candidate, on, cv=None):
    """The CV of `candidate` (whose person is at hand) seen on the day `on`, in the edition of its own day."""
    cv = cv or cv_of(candidate)
    answers, opened = cv.answers if cv else {}, stores_relatives()
    day = _day_of(candidate, answers, on)
    return record.Record(
        edition=edition_of(day),
        day=day,
        facts=facts_of(candidate.person),
        answers=answers,
        on=on,
        entries=tuple(map(as_entry, cv.entries.all())) if cv else (),
        relatives=tuple(map(as_relative, cv.relatives.all())) if cv and opened else (),
        stores_relatives=opened,
        is_readmission=candidate.is_readmission,
    )


def edition_of(day):
    """The edition that the rulebook names for `day`; for one that it does not know, that of the handbook."""
    return BY_KEY.get(rule_set(day).value("cv_edition")) or edition_on(day)


def _day_of(candidate, answers, on):
    """The day whose edition holds: of the signature, of the row in the register, of the end of the case, or `on`."""
    if signed := answers.get("pledged_on"):
        return date.fromisoformat(signed)
    days = [each.issued_on for each in candidate.papers.all() if each.code == CV_PAPER and each.issued_on]
    return max(days, default=None) or candidate.closed_on or on


def facts_of(person):
    """What is known of the person, in words; "" for what is not."""
    return {
        "full_name": person.full_name,
        "birth_date": _day(person.birth_date),
        "sex": person.get_sex_display(),
        "home_place": person.home_place,
        "residence": person.residence,
        "ethnicity": person.get_ethnicity_display(),
        "religion": person.get_religion_display(),
        "occupation": person.get_occupation_display() if person.occupation else "",
        "workplace": person.workplace,
        "education": person.get_education_display() if person.education else "",
        "professional_level": person.get_professional_level_display() if person.professional_level else "",
        "youth_union_on": _day(person.youth_union_on),
    }


def _day(day):
    return dates.format_date(day) if day else ""


def as_entry(row):
    return record.Entry(
        pk=row.pk,
        part=row.part,
        start=Partial(row.from_year, row.from_month),
        end=Partial(row.to_year, row.to_month) if row.to_year else None,
        ongoing=row.ongoing,
        details=row.details,
    )


def as_relative(row):
    return record.Relative(
        pk=row.pk,
        kin=row.kin,
        full_name=row.full_name,
        born=_partial(row.born_unknown, row.born_year, row.born_month, row.born_day),
        died=_partial(row.died_unknown, row.died_year),
        death_cause=row.death_cause,
        details=row.details,
    )


def _partial(unknown, *parts):
    if unknown:
        return Partial()
    return Partial(*parts) if parts[0] else None
