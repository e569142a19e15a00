"""Where names of relatives may have been typed into official forms."""

from dossiers.catalogue_table import FORMS
from dossiers.models import FormText


def texts_with_names():
    """(row, keys) of every form text, and every row of its history, that holds something in a blank for names."""
    blanks = {form.slug: [blank.key for blank in form.blanks if blank.names_relatives] for form in FORMS}
    slugs = [slug for slug, keys in blanks.items() if keys]
    for rows in (FormText.objects, FormText.history):
        for row in rows.filter(form__in=slugs).order_by("pk").iterator():
            if keys := [key for key in blanks[row.form] if row.values.get(key)]:
                yield row, keys
