"""Letters that verify a CV are told apart by the place they go to, and no more by a running number."""

from django.db import migrations

LETTERS = ("20-knd", "gioi-thieu-tham-tra")


def unnumber(apps, schema_editor):
    """A numbered letter belongs to no place: kept, it would be shown as that of whichever place bears its number.

    What was typed in it stays in the history.
    """
    places = apps.get_model("candidates", "VerificationRequest")
    own = set(places.objects.values_list("candidate", "pk"))
    texts = apps.get_model("dossiers", "FormText").objects.filter(form__in=LETTERS, part__gt=0)
    for pk, candidate, part in list(texts.values_list("pk", "candidate", "part")):
        if (candidate, part) not in own:
            texts.filter(pk=pk).delete()


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_applicants_cv"), ("candidates", "0028_places_asked_about_a_cv")]
    operations = [migrations.RunPython(unnumber, migrations.RunPython.noop)]
