"""The days off of 2016 to 2027 that come with the program; from here on they are kept on their page.

The list is read as it is shipped today: a later one brings its further years in a migration of its own.
"""

from django.db import migrations

from candidates.rules.calendar import shipped_holidays

LAST_YEAR = 2027


def fill(apps, schema_editor):
    Holiday = apps.get_model("candidates", "Holiday")
    Holiday.objects.bulk_create(
        Holiday(day=row.day, name=row.name, kind=row.kind, source=row.source)
        for row in shipped_holidays()
        if row.day.year <= LAST_YEAR
    )


class Migration(migrations.Migration):
    dependencies = [("candidates", "0008_the_rulebook_of_this_installation")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
