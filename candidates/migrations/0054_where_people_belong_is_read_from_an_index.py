"""Whose people a class, a helper or a remark is of is read from an index, without the rows of the people."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0016_organizations_there_on_a_day_are_counted_at_once'),
        ('candidates', '0053_who_was_sent_and_completed_is_counted_by_day'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(fields=['id'], include=('organization', 'ancestor_0', 'ancestor_1', 'ancestor_2', 'ancestor_3'), name='candidate_place_by_id'),
        ),
    ]
