"""What a snapshot keeps beside its text: lists that facts alone do not tell, and its forms.

A column that may be empty is added without rebuilding the table, so that its trigger stays on SQLite too.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_facts_know_the_transaction_that_wrote_them")]
    operations = [
        migrations.AddField(model_name="reportrevision", name="enclosed", field=models.BinaryField(null=True)),
    ]
