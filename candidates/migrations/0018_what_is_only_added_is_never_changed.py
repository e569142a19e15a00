"""The database itself refuses to change what is only ever added to: see 0003.

A later migration that rebuilds one of these tables on SQLite has to make its trigger anew.
"""

from django.db import migrations

TABLES = ("candidates_rulerevision", "candidates_extension", "candidates_groundwithdrawal")


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
    dependencies = [("candidates", "0017_the_age_of_the_youth_union")]
    operations = [migrations.RunPython(freeze, thaw)]
