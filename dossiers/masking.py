"""The citizen number on a page: masked, though it stands in the draft that the page shows. Papers keep it."""

from django.utils.safestring import mark_safe

from dossiers.cv.record import mask
from dossiers.cv_gather import cv_of


def masked(fragment, candidate):
    """The HTML of a paper with the person's citizen number masked wherever it stands."""
    cv = cv_of(candidate)
    number = cv and cv.answers.get("citizen_id")
    # Safe as the fragment was: digits give way to digits and stars.
    return mark_safe(fragment.replace(number, mask(number))) if number else fragment  # noqa: S308 - see above
