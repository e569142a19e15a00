import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0011_reports_are_sent_up'),
        ('reports', '0003_a_threshold_is_mended_the_same_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancestor_0', models.BigIntegerField(editable=False)),
                ('ancestor_1', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_2', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_3', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_4', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_5', models.BigIntegerField(editable=False, null=True)),
                ('period', models.CharField(max_length=40, verbose_name='kỳ báo cáo')),
                ('state', models.CharField(choices=[('draft', 'Dự thảo'), ('submitted', 'Đã gửi, chờ cấp trên nhận'), ('received', 'Cấp trên đã nhận'), ('locked', 'Đã khóa số liệu')], default='draft', max_length=10, verbose_name='trạng thái')),
                ('version', models.PositiveIntegerField(default=0)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.organization')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReportRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordinal', models.PositiveIntegerField(verbose_name='lần')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='lý do điều chỉnh')),
                ('code', models.CharField(max_length=9, unique=True, verbose_name='mã tra cứu')),
                ('basis', models.JSONField()),
                ('figures', models.JSONField()),
                ('document', models.TextField(blank=True)),
                ('document_hash', models.CharField(blank=True, max_length=64)),
                ('pdf', models.BinaryField(null=True)),
                ('pdf_hash', models.CharField(blank=True, max_length=64)),
                ('taken_at', models.DateTimeField(verbose_name='chốt số liệu lúc')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reports.report')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['ordinal'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReportIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('signer_capacity', models.CharField(max_length=80, verbose_name='ký thay mặt')),
                ('signer_post', models.CharField(max_length=80, verbose_name='chức vụ người ký')),
                ('signer_name', models.CharField(max_length=120, verbose_name='họ tên người ký')),
                ('pdf', models.BinaryField(null=True)),
                ('pdf_hash', models.CharField(blank=True, max_length=64)),
                ('copy_pdf', models.BinaryField(null=True)),
                ('copy_hash', models.CharField(blank=True, max_length=64)),
                ('issued_at', models.DateTimeField(verbose_name='khóa số liệu lúc')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='issue', to='reports.reportrevision')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ReportAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('submitted', 'Gửi báo cáo'), ('taken_back', 'Lấy lại báo cáo đã gửi'), ('received', 'Đã nhận'), ('sent_back', 'Trả lại để sửa'), ('locked', 'Khóa số liệu')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='lý do')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='reports.report')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='reports.reportrevision')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='report',
            name='revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.reportrevision'),
        ),
        migrations.CreateModel(
            name='ReportText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('texts', models.JSONField()),
                ('written_at', models.DateTimeField(auto_now_add=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='reports.report')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['version'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='reportrevision',
            constraint=models.UniqueConstraint(fields=('report', 'ordinal'), name='one_revision_of_a_report_per_ordinal'),
        ),
        migrations.AddConstraint(
            model_name='reportrevision',
            constraint=models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='revisions_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='reportrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', ''), ('document_hash', ''), ('pdf__isnull', True), ('pdf_hash', '')), models.Q(models.Q(('document', ''), _negated=True), models.Q(('document_hash', ''), _negated=True), ('pdf__isnull', False), models.Q(('pdf_hash', ''), _negated=True)), _connector='OR'), name='a_snapshot_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='reportissue',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='a_report_number_is_counted_from_one'),
        ),
        migrations.AddConstraint(
            model_name='reportact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sent_back'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='a_report_sent_back_says_why'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('organization', 'period'), name='one_report_per_unit_and_period'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revision__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('revision__isnull', False)), _connector='OR'), name='a_report_beyond_its_draft_has_a_snapshot'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'received', 'locked'])), name='report_has_a_known_state'),
        ),
        migrations.AddConstraint(
            model_name='reporttext',
            constraint=models.UniqueConstraint(fields=('report', 'version'), name='one_text_of_a_report_per_version'),
        ),
    ]
