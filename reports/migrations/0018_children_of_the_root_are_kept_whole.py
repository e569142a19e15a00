"""Who asks of the root reads a row for each of its children, instead of one for every unit below those."""

from django.db import migrations, models


def leave_the_units_alone(apps, schema_editor):
    """Backwards a unit has one row again."""
    apps.get_model("reports", "KeptState").objects.filter(is_whole=True).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0017_remarks_and_months_without_a_meeting_touch_what_is_counted'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='keptstate',
            name='one_state_a_unit_and_day',
        ),
        migrations.AddField(
            model_name='keptstate',
            name='is_whole',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='keptstate',
            index=models.Index(fields=['kept', 'ancestor_1'], name='states_below_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='keptstate',
            constraint=models.UniqueConstraint(fields=('kept', 'is_whole', 'unit_id'), name='one_state_a_unit_and_day'),
        ),
        migrations.RunPython(migrations.RunPython.noop, leave_the_units_alone),
    ]
