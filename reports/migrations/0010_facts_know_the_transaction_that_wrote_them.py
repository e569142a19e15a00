"""Facts know the transaction that wrote them, on PostgreSQL, where several write at once: see reports.tally.marks.

No model has the column: the database fills it, and a copy of a row never carries the mark of another. Facts that
are there already count as written long ago; their triggers stand, for none of the frozen columns is touched.
On SQLite there is one writer at a time, and the id serves.
"""

from django.db import migrations

TABLES = ("candidates_stageevent", "branches_memberevent")


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f'ALTER TABLE "{table}" ADD COLUMN written_in bigint NOT NULL DEFAULT 0')
        schema_editor.execute(
            f'ALTER TABLE "{table}" ALTER COLUMN written_in SET DEFAULT (pg_current_xact_id()::text::bigint)'
        )
        schema_editor.execute(f'CREATE INDEX "{table}_written_in" ON "{table}" (written_in)')


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f'ALTER TABLE "{table}" DROP COLUMN written_in')


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0009_figures_of_large_units_are_kept_added_up"),
        ("branches", "0014_a_plan_knows_which_saving_it_was_read_from"),
        ("candidates", "0048_who_left_a_meetings_list_stays_with_the_reason"),
    ]
    operations = [migrations.RunPython(add, remove)]
