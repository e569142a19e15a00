"""The comparison with the year before ends within a half month: up to that day it is added up by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0014_what_states_are_counted_from_is_told_when_written'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='tally',
            name='one_tally_per_unit_key_and_half_month',
        ),
        migrations.AddField(
            model_name='foldedunit',
            name='part_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='tally',
            name='part',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('unit', 'key', 'bucket', 'part'), name='one_tally_a_unit_key_and_span'),
        ),
    ]
