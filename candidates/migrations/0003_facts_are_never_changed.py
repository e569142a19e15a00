"""The database itself refuses to change a recorded fact or vote.

The ancestor columns stay open: a move of the organization rewrites them (branches.actions). On
PostgreSQL deleting is refused too; SQLite has no other way to empty a table for the next test.
"""

from django.db import migrations

FROZEN = {
    "candidates_stageevent": ("candidate_id", "kind", "from_stage", "to_stage", "on", "counted", "organization_id",
                              "pool_delta", "pending_delta", "probationary_delta", "full_delta", "irregular",
                              "paper_number", "paper_on", "recorded_by_id", "recorded_at", "is_readmission", "sex",
                              "ethnicity", "religion", "age", "education", "professional_level", "occupation",
                              "in_youth_union", "in_trade_union", "area_type", "base_unit_type"),
    "candidates_vote": ("candidate_id", "event_id", "met_on", "eligible", "present", "votes_for", "votes_against",
                        "votes_other", "needed", "carried"),
    "branches_memberevent": ("member_id", "kind", "on", "organization_id", "full_delta", "probationary_delta",
                             "exempt_delta", "common_depth"),
}  # fmt: skip
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION partydev_fact_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a recorded fact is never changed: %', TG_TABLE_NAME; END $$
"""


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
    for table, columns in FROZEN.items():
        names = ", ".join(f'"{column}"' for column in columns)
        if vendor == "postgresql":
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_final" BEFORE UPDATE OF {names} OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION partydev_fact_is_final()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_final" BEFORE UPDATE OF {names} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'a recorded fact is never changed: {table}'); END"
            )


def thaw(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in FROZEN:
        on = f' ON "{table}"' if vendor == "postgresql" else ""
        if vendor in ("postgresql", "sqlite"):
            schema_editor.execute(f'DROP TRIGGER "{table}_final"{on}')
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION partydev_fact_is_final()")


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0002_submission_has_a_day"),
        ("branches", "0004_names_found_by_any_part"),
    ]
    operations = [migrations.RunPython(freeze, thaw)]
