"""An index of the unit alone led the planner to read all tallies of a unit; the constraint has one of unit and key."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0018_children_of_the_root_are_kept_whole'),
    ]

    operations = [
        migrations.AlterField(
            model_name='tally',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='reports.foldedunit'),
        ),
    ]
