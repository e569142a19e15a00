"""What is typed for the papers of a case: texts of official forms, standing phrases, the applicant's CV."""

from dossiers.models.cv import CurriculumVitae, CvEntry, Relative
from dossiers.models.form_text import FormText, Phrase

__all__ = ["CurriculumVitae", "CvEntry", "FormText", "Phrase", "Relative"]
