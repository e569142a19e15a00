"""Remarks are written by the hundred every minute; only what is asked about them is counted anew for that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_the_part_of_a_half_month_a_year_ago_is_added_up_by_itself")]
    operations = [
        migrations.AddField("touch", "of_remarks", models.BooleanField(db_default=False)),
    ]
