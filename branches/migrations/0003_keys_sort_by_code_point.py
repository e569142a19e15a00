"""Paths and sort keys compare by code point on PostgreSQL too, as they do on SQLite.

A locale's collation would order the keys of `given_name_key` otherwise, and could not use an
index for a path's prefix. `db_collation` has no name that both databases know.
"""

from django.db import migrations

COLUMNS = {
    "branches_organization": {"path": "varchar(255)"},
    "branches_person": {"sort_key": "varchar(400)"},
}


def by_code_point(apps, schema_editor):
    _set(schema_editor, ' COLLATE "C"')


def by_locale(apps, schema_editor):
    _set(schema_editor, "")


def _set(schema_editor, collation):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column, kind in columns.items():
            schema_editor.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}{collation}')


class Migration(migrations.Migration):
    dependencies = [("branches", "0002_units_say_what_they_expect")]
    operations = [migrations.RunPython(by_code_point, by_locale)]
