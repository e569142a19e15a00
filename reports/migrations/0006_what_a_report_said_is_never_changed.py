"""The database itself refuses to change a snapshot, a number, an act or a text of a report: see candidates.0003.

PostgreSQL refuses deleting too; SQLite has no other way to empty a table for the next test. A later migration
that rebuilds one of these tables on SQLite has to make its trigger anew. Numbers given earlier were kept in 0005.
"""

from django.db import migrations

TABLES = ("reports_reportrevision", "reports_reportissue", "reports_reportact", "reports_reporttext")


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        if vendor == "postgresql":
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_final" BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION partydev_fact_is_final()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_final" BEFORE UPDATE ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'a recorded fact is never changed: {table}'); END"
            )


def thaw(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        if vendor in ("postgresql", "sqlite"):
            on = f' ON "{table}"' if vendor == "postgresql" else ""
            schema_editor.execute(f'DROP TRIGGER "{table}_final"{on}')


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0005_numbers_given_before_are_kept"),
        ("candidates", "0003_facts_are_never_changed"),
    ]
    operations = [
        migrations.RunPython(freeze, thaw),
        migrations.DeleteModel(name="HistoricalIssuedReport"),
        migrations.DeleteModel(name="IssuedReport"),
    ]
