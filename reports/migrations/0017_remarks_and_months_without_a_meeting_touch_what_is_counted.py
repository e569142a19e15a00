"""On PostgreSQL a remark, a month without a meeting and a rhythm of remarks leave a `Touch`, as in 0014.

Only what is asked of them does: not the words of a remark, not a meeting that was held. A rhythm holds for all below.
"""

from django.db import migrations

# table: (what a row touches, when it counts)
TOLD = {
    "candidates_monthlyremark": (
        "INSERT INTO reports_touch (candidate_id, of_remarks) VALUES ({row}.candidate_id, TRUE)",
        "({row}.strengths <> '' OR {row}.shortcomings <> '' OR {row}.conclusion <> '')",
    ),
    "candidates_cellmeeting": (
        "INSERT INTO reports_touch (organization_id, of_remarks) VALUES ({row}.organization_id, TRUE)",
        "{row}.held_on IS NULL",
    ),
    "candidates_remarkrhythm": (
        # What is counted beforehand stands at most two below the root.
        "INSERT INTO reports_touch (organization_id, of_remarks) SELECT id, TRUE FROM branches_organization WHERE id = "
        "{row}.organization_id OR depth <= 2 AND {row}.organization_id IN (ancestor_0, ancestor_1, ancestor_2)",
        "TRUE",
    ),
}
# Of these tables only so much is asked, of a remark no more than whether anything is said.
ASKED = {
    "candidates_monthlyremark": ("candidate_id", "month", "strengths", "shortcomings", "conclusion"),
    "candidates_cellmeeting": ("organization_id", "month", "held_on"),
}
WHERE_AND_WHEN = ("candidate_id", "organization_id", "month")
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
    for table, (touch, counts) in TOLD.items():
        rows = {
            f"{row.lower()}{suffix}": text.format(row=row)
            for row in ("OLD", "NEW")
            for suffix, text in (("", touch), ("_counts", counts))
        }
        schema_editor.execute(FUNCTION.format(table=table, **rows))
        for name, event, when in (("touched", "INSERT OR DELETE", ""), ("touched_anew", "UPDATE", _changed(table))):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{name} AFTER {event} ON {table} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION partydev_touch_{table}()"
            )


def _changed(table):
    if table not in ASKED:
        return ""
    columns = [column for column in ASKED[table] if column in WHERE_AND_WHEN]
    old, new = (
        ", ".join([TOLD[table][1].format(row=row), *(f"{row}.{column}" for column in columns)]) for row in ("OLD", "NEW")
    )
    return f"WHEN (ROW({old}) IS DISTINCT FROM ROW({new}))"


def remove(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TOLD:
        schema_editor.execute(f"DROP FUNCTION partydev_touch_{table}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0016_a_touch_says_whether_it_is_of_remarks"),
        ("candidates", "0053_who_was_sent_and_completed_is_counted_by_day"),
    ]
    operations = [migrations.RunPython(add, remove)]
