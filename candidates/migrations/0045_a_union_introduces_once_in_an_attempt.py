"""A union introduces a person once in an attempt, and the database holds to it.

What was recorded twice before that rule stays as it is: of such rows one gets the attempt, the one with the committee's
vote before one without, else the earliest; the others keep none, and stand outside the constraint.
"""

from collections import defaultdict

from django.db import migrations, models


def number(apps, schema_editor):
    events = apps.get_model("candidates", "StageEvent").objects.filter(kind="reconsider", corrected_by__isnull=True)
    taken_up = defaultdict(list)
    for pk, candidate, on in events.order_by("pk").values_list("pk", "candidate_id", "on"):
        taken_up[candidate].append((pk, on))
    introductions = apps.get_model("candidates", "Introduction").objects
    rows = introductions.exclude(union="").order_by(models.F("met_on").asc(nulls_last=True), "pk")
    found = {}
    for pk, candidate, union, introduced_on in rows.values_list("pk", "candidate_id", "union", "introduced_on"):
        attempt = max((event for event, on in taken_up[candidate] if on <= introduced_on), default=0)
        found.setdefault((candidate, union, attempt), pk)
    ids = defaultdict(list)
    for (_, _, attempt), pk in found.items():
        ids[attempt].append(pk)
    for attempt, those in ids.items():
        for start in range(0, len(those), 500):
            introductions.filter(pk__in=those[start : start + 500]).update(attempt=attempt)


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0044_each_reviewer_ticks_what_they_have_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="introduction",
            name="attempt",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("union", ""), _negated=True),
                fields=("candidate", "union", "attempt"),
                name="one_introduction_per_union_and_attempt",
            ),
        ),
    ]
