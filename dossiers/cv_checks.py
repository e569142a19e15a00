"""What in a CV contradicts what else is known of the person: warnings only."""

from candidates.rules.preflight import citizen_id_faults, note
from dossiers.models import CurriculumVitae


def citizen_id_notes(person, answers):
    """Sentences for the citizen number that was typed; none where it is not there or agrees."""
    return citizen_id_faults(
        answers.get("citizen_id", ""), person.sex, person.birth_date, answers.get("birth_place", "")
    )


def before_sending(candidates):
    """The same as findings, by the candidate's id, of the page that is read before a dossier goes up."""
    stored = CurriculumVitae.objects.filter(candidate__in=candidates)
    typed = dict(stored.values_list("candidate_id", "answers"))
    return {
        each.pk: [note("citizen_id_agrees", text, "cv") for text in citizen_id_notes(each.person, typed[each.pk])]
        for each in candidates
        if each.pk in typed
    }
