"""The consent for someone over 60 was a line of text in the case; it is now a document among others.

Its text becomes the number; the day and who recorded it were not kept, and stay unknown.
"""

from django.db import migrations

from candidates.rules.grounds import GROUND_KINDS

KIND = "over_60_consent"


def move(apps, schema_editor):
    Ground = apps.get_model("candidates", "Ground")
    held = apps.get_model("candidates", "Candidate").objects.exclude(over_60_consent="")
    Ground.objects.bulk_create(
        Ground(candidate_id=pk, kind=KIND, number=text, issuer=GROUND_KINDS[KIND].issuer)
        for pk, text in held.values_list("pk", "over_60_consent")
    )


def move_back(apps, schema_editor):
    Candidate = apps.get_model("candidates", "Candidate")
    for ground in apps.get_model("candidates", "Ground").objects.filter(kind=KIND, withdrawal__isnull=True):
        Candidate.objects.filter(pk=ground.candidate_id).update(over_60_consent=ground.number)


class Migration(migrations.Migration):
    dependencies = [("candidates", "0013_eligibility_of_special_cases")]
    operations = [
        migrations.RunPython(move, move_back),
        migrations.RemoveField(model_name="candidate", name="over_60_consent"),
        migrations.RemoveField(model_name="historicalcandidate", name="over_60_consent"),
    ]
