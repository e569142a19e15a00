"""On PostgreSQL a remark, a month without a meeting and a rhythm of remarks leave a `Touch`, as in 0014.

Only what is asked of them does: not the words of a remark, not a meeting that was held. A rhythm holds for all below.
"""

from django.db import migrations

_SAID = "({row}.strengths <> '' OR {row}.shortcomings <> '' OR {row}.conclusion <> '')"
# table: (what a row touches, when it counts, what an update has to change)
TOLD = {
    "candidates_monthlyremark": (
        "INSERT INTO reports_touch (candidate_id) VALUES ({row}.candidate_id)",
        _SAID,
        ("candidate_id", "month"),
    ),
    "candidates_cellmeeting": (
        "INSERT INTO reports_touch (organization_id) VALUES ({row}.organization_id)",
        "{row}.held_on IS NULL",
        ("organization_id", "month"),
    ),
    "candidates_remarkrhythm": (
        # What is counted beforehand stands at most two below the root.
        "INSERT INTO reports_touch (organization_id) SELECT id FROM branches_organization WHERE id = "
        "{row}.organization_id OR depth <= 2 AND {row}.organization_id IN (ancestor_0, ancestor_1, ancestor_2)",
        "TRUE",
        ("organization_id", "months", "valid_from"),
    ),
}
FUNCTION = """
CREATE FUNCTION partydev_touch_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF {old_counts} THEN {old}; END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF {new_counts} THEN {new}; END IF;
    END IF;
    RETURN NULL;
END $$
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, (touch, counts, asked) in TOLD.items():
        rows = {
            f"{row.lower()}{suffix}": text.format(row=row)
            for row in ("OLD", "NEW")
            for suffix, text in (("", touch), ("_counts", counts))
        }
        schema_editor.execute(FUNCTION.format(table=table, **rows))
        old, new = (", ".join([counts.format(row=row), *(f"{row}.{name}" for name in asked)]) for row in ("OLD", "NEW"))
        changed = f"WHEN (ROW({old}) IS DISTINCT FROM ROW({new}))"
        for name, event, when in (("touched", "INSERT OR DELETE", ""), ("touched_anew", "UPDATE", changed)):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION partydev_touch_{table}()"
            )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TOLD:
        schema_editor.execute(f"DROP FUNCTION partydev_touch_{table}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0015_the_part_of_a_half_month_a_year_ago_is_added_up_by_itself"),
        ("candidates", "0053_who_was_sent_and_completed_is_counted_by_day"),
    ]
    operations = [migrations.RunPython(add, remove)]
