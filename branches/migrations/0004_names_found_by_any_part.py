"""A trigram index makes "contains" on folded names fast on PostgreSQL; SQLite scans, which serves its sizes."""

from django.db import migrations

INDEXES = {"person_search_trgm": "branches_person", "organization_search_trgm": "branches_organization"}


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, table in INDEXES.items():
        schema_editor.execute(f'CREATE INDEX "{name}" ON "{table}" USING gin (search gin_trgm_ops)')


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in INDEXES:
        schema_editor.execute(f'DROP INDEX "{name}"')


class Migration(migrations.Migration):
    dependencies = [("branches", "0003_keys_sort_by_code_point")]
    operations = [migrations.RunPython(add, remove)]
