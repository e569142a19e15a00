import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As in 0003: the database itself refuses to change what was sent. Removing what it says of scans is for
# `clear_scans` alone, which says so.
TABLE = "candidates_dossierversion"
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION partydev_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('partydev.clear_scans', true) = 'on' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a recorded fact is never changed: %', TG_TABLE_NAME;
END $$
"""


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
        schema_editor.execute(
            f'CREATE TRIGGER "{TABLE}_final" BEFORE UPDATE OR DELETE ON "{TABLE}" '
            "FOR EACH ROW EXECUTE FUNCTION partydev_version_is_final()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(
            f'CREATE TRIGGER "{TABLE}_final" BEFORE UPDATE ON "{TABLE}" '
            f"BEGIN SELECT RAISE(ABORT, 'a recorded fact is never changed: {TABLE}'); END"
        )


def thaw(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor in ("postgresql", "sqlite"):
        on = f' ON "{TABLE}"' if vendor == "postgresql" else ""
        schema_editor.execute(f'DROP TRIGGER "{TABLE}_final"{on}')
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION partydev_version_is_final()")


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0020_papers_drafted_or_not_needed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name='DossierVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('rows', models.JSONField()),
                ('facts', models.JSONField()),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['number'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='dossierversion',
            name='candidate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='candidates.candidate'),
        ),
        migrations.AddField(
            model_name='dossierversion',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='version', to='candidates.stageevent'),
        ),
        migrations.AddField(
            model_name='dossierversion',
            name='sent_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='dossierversion',
            constraint=models.UniqueConstraint(fields=('candidate', 'number'), name='one_dossier_version_per_number'),
        ),
        migrations.RunPython(freeze, thaw),
    ]
