from django.db import migrations

# As in 0003: the database itself refuses to change what was registered. Its function is there on PostgreSQL.
TABLE = "candidates_unionregistration"


COLUMNS = ("number", "union", "year", "registered_on", "paper_number", "recorded_by_id", "organization_id")


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    if vendor == "postgresql":
        schema_editor.execute(
            f'CREATE TRIGGER "{TABLE}_final" BEFORE UPDATE OF {columns} ON "{TABLE}" '
            "FOR EACH ROW EXECUTE FUNCTION partydev_fact_is_final()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(
            f'CREATE TRIGGER "{TABLE}_final" BEFORE UPDATE OF {columns} ON "{TABLE}" '
            f"BEGIN SELECT RAISE(ABORT, 'a recorded fact is never changed: {TABLE}'); END"
        )


def thaw(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor in ("postgresql", "sqlite"):
        on = f' ON "{TABLE}"' if vendor == "postgresql" else ""
        schema_editor.execute(f'DROP TRIGGER "{TABLE}_final"{on}')


class Migration(migrations.Migration):
    """A unit that moves takes its rows with it (their ancestor columns change); what they say does not change."""

    dependencies = [("candidates", "0035_what_unions_vote_and_register")]
    operations = [migrations.RunPython(freeze, thaw)]
