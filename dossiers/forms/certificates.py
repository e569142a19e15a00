"""What the certificates of one class say: the issuer once for all, the result of each person."""

from django import forms

from dossiers.papers.certificates import GRADE, ISSUER, PLACE, POST, SIGNER, UPPER
from partydev.forms import CleanCharField, Form

COMMON = (ISSUER, UPPER, PLACE, POST, SIGNER)


class CertificatesForm(Form):
    """The fields of `COMMON`, then `grade_<id>` for each learner."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data=None, *, learners):
        self.learners = learners
        known = learners[0].typed if learners else {}
        grades = {_grade(each): each.typed.get(GRADE.key, "") for each in learners}
        initial = {blank.key: known.get(blank.key, "") for blank in COMMON}
        super().__init__(data, initial={**initial, **grades, "version": sum(each.version for each in learners)})
        for blank in COMMON:
            self.fields[blank.key] = CleanCharField(
                label=blank.label, required=blank.required, help_text=blank.help, max_length=blank.max_length
            )
        for each in learners:
            self.fields[_grade(each)] = CleanCharField(
                label=f"{GRADE.label} của {each.person}", required=False, max_length=GRADE.max_length
            )

    @property
    def common_fields(self):
        return [self[blank.key] for blank in COMMON]

    @property
    def rows(self):
        """(learner, the field of the result)."""
        return [(each, self[_grade(each)]) for each in self.learners]

    @property
    def values(self):
        """nomination -> the blanks of its certificate."""
        said = {blank.key: self.cleaned_data[blank.key] for blank in COMMON}
        return {each.certificate: {**said, GRADE.key: self.cleaned_data[_grade(each)]} for each in self.learners}


def _grade(learner):
    return f"grade_{learner.certificate.pk}"
