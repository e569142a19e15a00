"""On PostgreSQL whatever is written of what states are counted from, beside the facts, leaves a `Touch`.

By triggers, so that nothing can be written past it; the row carries the transaction, as facts do. On SQLite no
states are kept.
"""

from django.db import migrations

TOUCHES = "reports_touch"
TOLD = {
    "branches_member": ("organization_id, person_id", "{row}.organization_id, {row}.person_id"),
    "candidates_candidate": (
        "organization_id, person_id, candidate_id", "{row}.organization_id, {row}.person_id, {row}.id"
    ),
    "candidates_classnomination": ("candidate_id", "{row}.candidate_id"),
    "candidates_mentorassignment": ("candidate_id", "{row}.candidate_id"),
    "branches_organization": ("organization_id", "{row}.id"),
    "branches_organizationstate": ("organization_id", "{row}.organization_id"),
}
# Of these tables only so much is asked: an update of anything else tells nothing.
ASKED = {
    "branches_member": (
        "organization_id", "person_id", "status", "joined_on", "recognized_on", "card_number", "card_issued_on", "left_on",
    ),
    "candidates_candidate": ("organization_id", "person_id", "stage"),
    "branches_organization": (
        "name", "kind", "founded_on", "dissolved_on", "no_source_left", "last_admission_on",
    ),
}  # fmt: skip
FUNCTION = """
CREATE FUNCTION partydev_touch_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_touch ({columns}) VALUES ({old});
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND ROW({new}) IS DISTINCT FROM ROW({old})) THEN
        INSERT INTO reports_touch ({columns}) VALUES ({new});
    END IF;
    RETURN NULL;
END $$
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        f"ALTER TABLE {TOUCHES} ADD COLUMN written_in bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)"
    )
    schema_editor.execute(f"CREATE INDEX {TOUCHES}_written_in ON {TOUCHES} (written_in)")
    for table, (columns, values) in TOLD.items():
        old, new = values.format(row="OLD"), values.format(row="NEW")
        schema_editor.execute(FUNCTION.format(table=table, columns=columns, old=old, new=new))
        for name, event, when in (("touched", "INSERT OR DELETE", ""), ("touched_anew", "UPDATE", _changed(table))):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION partydev_touch_{table}()"
            )


def _changed(table):
    if table not in ASKED:
        return ""
    old, new = (", ".join(f"{row}.{column}" for column in ASKED[table]) for row in ("OLD", "NEW"))
    return f"WHEN (ROW({old}) IS DISTINCT FROM ROW({new}))"


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TOLD:
        schema_editor.execute(f"DROP FUNCTION partydev_touch_{table}() CASCADE")
    schema_editor.execute(f"ALTER TABLE {TOUCHES} DROP COLUMN written_in")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0013_how_large_installations_stand_is_kept"),
        ("branches", "0016_organizations_there_on_a_day_are_counted_at_once"),
        ("candidates", "0051_a_committees_meeting_has_its_hours_and_place"),
    ]
    operations = [migrations.RunPython(add, remove)]
