from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Left, StrIndex, Substr


def name_dossiers(apps, schema_editor):
    """The code of the dossier is what stands before the colon in `about`."""
    rows = apps.get_model("accounts", "AccessRecord").objects.filter(
        kind__in=("dossier_read", "dossier_printed"), dossier=""
    )
    rows.filter(about__contains=":").update(dossier=Left(Substr("about", 1, StrIndex(F("about"), Value(":")) - 1), 20))
    rows.exclude(about__contains=":").update(dossier=Left(F("about"), 20))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_dossiers_are_opened_for_a_purpose")]

    operations = [migrations.RunPython(name_dossiers, migrations.RunPython.noop, elidable=True)]
