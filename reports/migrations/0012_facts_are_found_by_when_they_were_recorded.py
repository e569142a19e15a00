"""What was recorded since a snapshot is asked on each page of a sent report: facts are found by when they were recorded.

PostgreSQL gets a block range index: facts are only appended, so it stays a few pages for millions of rows and costs
writers next to nothing. No model names it: its kind differs by database.
"""

from django.db import migrations

TABLES = ("candidates_stageevent", "branches_memberevent")
KIND = {"postgresql": " USING brin", "sqlite": ""}


def add(apps, schema_editor):
    kind = KIND[schema_editor.connection.vendor]
    for table in TABLES:
        schema_editor.execute(f'CREATE INDEX "{table}_recorded_at" ON "{table}"{kind} (recorded_at)')


def remove(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f'DROP INDEX "{table}_recorded_at"')


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_lists_and_forms_are_kept_with_a_report")]
    operations = [migrations.RunPython(add, remove)]
