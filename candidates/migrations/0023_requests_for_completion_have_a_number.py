from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0022_reasons_for_completion"),
    ]
    operations = [
        migrations.AddField(
            model_name='completionrequest',
            name='number',
            field=models.CharField(blank=True, max_length=60, verbose_name='số công văn'),
        ),
    ]
