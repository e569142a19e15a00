"""The certificates (CN-NTVĐ) of one class, made by who convened it: of a person they read what is printed on them
(name, birth date, ethnic group, unit), and nothing else of the dossier.
"""

from dataclasses import dataclass

from django.utils import timezone

from branches.models import Person
from candidates.models import ClassNomination
from dossiers.catalogue_table import BY_SLUG
from dossiers.drafting import read
from dossiers.editions import edition_on
from dossiers.filling import Filling
from dossiers.models import FormText

CERTIFICATE = "cn-ntvd"


@dataclass(frozen=True)
class Learner:
    """Somebody with a certificate of a class, as `build_certificate` needs a case: the person and the certificate."""

    person: Person
    certificate: ClassNomination
    text: FormText | None = None

    @property
    def version(self):
        return self.text.version if self.text else 0

    @property
    def _is_of_this_class(self):
        """What was typed before the class began was said of an earlier one."""
        begins = self.certificate.training_class and self.certificate.training_class.starts_on
        return self.text is not None and (begins is None or timezone.localdate(self.text.written_at) >= begins)

    @property
    def typed(self):
        """What is known of the issuer: as typed, else what the class itself says."""
        form = BY_SLUG[CERTIFICATE]
        said = read(form, self.text.values) if self._is_of_this_class else {}
        proposed = {blank.key: blank.default(self, None) for blank in form.blanks if callable(blank.default)}
        return {key: value for key, value in proposed.items() if value} | said

    @property
    def document(self):
        """(the certificate as it is signed, what it still lacks)."""
        day = self.certificate.certificate_on
        filling = Filling(typed=self.typed, day=day, edition=edition_on(day))
        return BY_SLUG[CERTIFICATE].build(self, filling), filling.gaps


def learners(nominations):
    """A `Learner` for each of `nominations` that brought a certificate, in their order; two queries."""
    rows = nominations.filter(result=ClassNomination.Result.COMPLETED, certificate_on__isnull=False)
    rows = list(
        rows.select_related("candidate__person", "candidate__organization", "training_class__organization__parent")
    )
    texts = {each.candidate_id: each for each in texts_of([row.candidate_id for row in rows])}
    return [Learner(row.candidate.person, row, texts.get(row.candidate_id)) for row in rows]


def texts_of(candidates):
    """What was typed last into the certificate of each of `candidates` (ids): the classes hold for every attempt."""
    found = FormText.objects.filter(candidate__in=list(candidates), form=CERTIFICATE, part=0).order_by("attempt")
    return {each.candidate_id: each for each in found}.values()
