"""How the people and cells of a large installation stand on a day is counted beforehand, by unit."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0016_organizations_there_on_a_day_are_counted_at_once'),
        ('reports', '0012_facts_are_found_by_when_they_were_recorded'),
    ]

    operations = [
        migrations.CreateModel(
            name='Touch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization_id', models.BigIntegerField(null=True)),
                ('person_id', models.BigIntegerField(null=True)),
                ('candidate_id', models.BigIntegerField(null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='foldedunit',
            name='rearranged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='KeptStates',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('mark', models.BigIntegerField()),
                ('definition', models.CharField(max_length=120)),
                ('names', models.JSONField()),
                ('root', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='branches.organization')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='KeptState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.BigIntegerField()),
                ('ancestor_0', models.BigIntegerField()),
                ('ancestor_1', models.BigIntegerField(null=True)),
                ('ancestor_2', models.BigIntegerField(null=True)),
                ('numbers', models.JSONField()),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='reports.keptstates')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='keptstates',
            constraint=models.UniqueConstraint(fields=('root', 'on'), name='states_kept_once_a_root_and_day'),
        ),
        migrations.AddConstraint(
            model_name='keptstate',
            constraint=models.UniqueConstraint(fields=('kept', 'unit_id'), name='one_state_a_unit_and_day'),
        ),
    ]
