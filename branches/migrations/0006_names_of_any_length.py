"""A person's name may have 300 letters, as some birth certificates do; the sort key follows.

PostgreSQL forgets a column's collation when its type changes: the key gets it again.
"""

from django.db import migrations, models


def by_code_point(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE "branches_person" ALTER COLUMN "sort_key" TYPE varchar(906) COLLATE "C"', params=None
        )


class Migration(migrations.Migration):
    dependencies = [("branches", "0005_the_rulebook_is_read_and_changed")]
    operations = [
        migrations.AlterField("historicalperson", "full_name", models.CharField("họ và tên", max_length=300)),
        migrations.AlterField("person", "full_name", models.CharField("họ và tên", max_length=300)),
        migrations.AlterField(
            "person", "search", models.CharField(db_index=True, editable=False, max_length=300)
        ),
        migrations.AlterField("person", "sort_key", models.CharField(editable=False, max_length=906)),
        migrations.RunPython(by_code_point, migrations.RunPython.noop),
    ]
