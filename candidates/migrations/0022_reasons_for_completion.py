import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("branches", "0006_names_of_any_length"),
        ("candidates", "0021_what_was_sent_is_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name='completionpoint',
            name='reason',
            field=models.CharField(blank=True, max_length=12, verbose_name='lý do'),
        ),
        migrations.CreateModel(
            name='CompletionReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancestor_0', models.BigIntegerField(editable=False)),
                ('ancestor_1', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_2', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_3', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_4', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_5', models.BigIntegerField(editable=False, null=True)),
                ('code', models.CharField(editable=False, max_length=12, unique=True)),
                ('label', models.CharField(max_length=160, verbose_name='nội dung')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='thôi dùng từ ngày')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.organization')),
            ],
            options={
                'ordering': ['label', 'pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('organization', 'label'), name='one_reason_per_words_and_committee')],
            },
        ),
    ]
