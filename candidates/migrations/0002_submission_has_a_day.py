from django.db import migrations, models


class Migration(migrations.Migration):
    """A tờ trình has its own day, before the meeting's."""

    dependencies = [("candidates", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="committeemeeting",
            name="submission_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày tờ trình"),
        ),
    ]
