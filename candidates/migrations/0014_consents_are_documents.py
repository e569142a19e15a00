"""The consent for someone over 60 was a line of text in the case; it is now a document among others.

Its text becomes the number. Who recorded it and when is what the case's history says of that text; where it
says nothing, nobody and the moment of this move. The document's own day was not kept and stays unknown.
"""

from django.db import migrations

from candidates.rules.grounds import GROUND_KINDS

KIND = "over_60_consent"


def move(apps, schema_editor):
    Ground = apps.get_model("candidates", "Ground")
    held = apps.get_model("candidates", "Candidate").objects.exclude(over_60_consent="")
    issuer = GROUND_KINDS[KIND].issuer
    for pk, text in held.values_list("pk", "over_60_consent"):
        ground = Ground.objects.create(candidate_id=pk, kind=KIND, number=text, issuer=issuer)
        if first := _first_said(apps, pk, text):
            by, at = first
            Ground.objects.filter(pk=ground.pk).update(recorded_by=by, recorded_at=at)


def _first_said(apps, pk, text):
    """(user's id, moment) since which the case says `text` without a break; None where its history does not."""
    rows = apps.get_model("candidates", "HistoricalCandidate").objects.filter(id=pk).order_by("-history_id")
    first = None
    for said, by, at in rows.values_list("over_60_consent", "history_user", "history_date"):
        if said != text:
            break
        first = by, at
    return first


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
