import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0029_scans_are_kept_by_version'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPaperReading',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('full_name', models.CharField(blank=True, max_length=300, verbose_name='họ và tên trên giấy tờ')),
                ('birth_date', models.CharField(blank=True, max_length=10, verbose_name='ngày sinh trên giấy tờ')),
                ('home_place', models.CharField(blank=True, max_length=200, verbose_name='quê quán trên giấy tờ')),
                ('of_number', models.CharField(blank=True, max_length=60)),
                ('of_day', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='candidates.dossieritem')),
            ],
            options={
                'verbose_name': 'historical paper reading',
                'verbose_name_plural': 'historical paper readings',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PaperReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(blank=True, max_length=300, verbose_name='họ và tên trên giấy tờ')),
                ('birth_date', models.CharField(blank=True, max_length=10, verbose_name='ngày sinh trên giấy tờ')),
                ('home_place', models.CharField(blank=True, max_length=200, verbose_name='quê quán trên giấy tờ')),
                ('of_number', models.CharField(blank=True, max_length=60)),
                ('of_day', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='candidates.dossieritem')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('full_name', ''), _negated=True), models.Q(('birth_date', ''), _negated=True), models.Q(('home_place', ''), _negated=True), _connector='OR'), name='a_reading_says_something')],
            },
        ),
    ]
