from django.db import migrations


class Migration(migrations.Migration):
    """The column was called `place`, which hid the method that puts a row into the tree."""

    dependencies = [("candidates", "0003_facts_are_never_changed")]

    operations = [
        migrations.RenameField("trainingclass", "place", "venue"),
        migrations.RenameField("historicaltrainingclass", "place", "venue"),
    ]
