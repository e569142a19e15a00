import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0031_why_somebody_helps_no_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("branches", "0006_names_of_any_length"),
    ]

    operations = [
        migrations.CreateModel(
            name='RemarkRhythm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancestor_0', models.BigIntegerField(editable=False)),
                ('ancestor_1', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_2', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_3', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_4', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_5', models.BigIntegerField(editable=False, null=True)),
                ('months', models.PositiveSmallIntegerField(choices=[(1, 'Hằng tháng'), (2, 'Hai tháng một lần'), (3, 'Mỗi quý một lần'), (6, 'Sáu tháng một lần')], verbose_name='kỳ nhận xét')),
                ('valid_from', models.DateField(verbose_name='từ tháng')),
                ('basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['valid_from', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='remarkrhythm',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.organization'),
        ),
        migrations.AddField(
            model_name='remarkrhythm',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='remarkrhythm',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__day', 1)), name='rhythm_begins_with_a_month'),
        ),
        migrations.AddConstraint(
            model_name='remarkrhythm',
            constraint=models.CheckConstraint(condition=models.Q(('months__in', (1, 2, 3, 6))), name='rhythm_is_a_known_one'),
        ),
    ]
