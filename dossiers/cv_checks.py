"""What in a CV contradicts what else is known of the person: warnings only."""

from candidates.rules.preflight import citizen_id_faults, note
from dossiers.cv_gather import cv_of


def citizen_id_notes(person, answers):
    """Sentences for the citizen number that was typed; none where it is not there or agrees."""
    return citizen_id_faults(
        answers.get("citizen_id", ""), person.sex, person.birth_date, answers.get("birth_place", "")
    )


def before_sending(candidate):
    """The same as findings of the page that is read before the dossier goes up (`candidates.preflight`)."""
    cv = cv_of(candidate)
    texts = citizen_id_notes(candidate.person, cv.answers) if cv else []
    return [note("citizen_id_agrees", text, "cv") for text in texts]
