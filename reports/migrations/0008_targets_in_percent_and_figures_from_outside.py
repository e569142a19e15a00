"""Targets in percent, and figures from outside; the database refuses to change the latter: see candidates.0003.

PostgreSQL refuses deleting too; SQLite has no other way to empty a table for the next test. A later migration
that rebuilds the table of outside figures on SQLite has to make its trigger anew.
"""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


TABLE = "reports_outsidefigure"


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            f'CREATE TRIGGER "{TABLE}_final" BEFORE UPDATE OR DELETE ON "{TABLE}" '
            "FOR EACH ROW EXECUTE FUNCTION partydev_fact_is_final()"
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


class Migration(migrations.Migration):

    dependencies = [
        ('branches', '0014_a_plan_knows_which_saving_it_was_read_from'),
        ('reports', '0007_drafts_taken_as_files_have_a_code'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalShareTarget',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('measure', models.CharField(choices=[('rate', 'Kết nạp trong năm trên tổng số đảng viên đầu năm'), ('rate_of_term', 'Kết nạp trong năm trên tổng số đảng viên đầu nhiệm kỳ'), ('admitted_women', 'Đảng viên mới kết nạp: nữ'), ('admitted_ethnic_minority', 'Đảng viên mới kết nạp: dân tộc thiểu số'), ('admitted_religious', 'Đảng viên mới kết nạp: người theo tôn giáo'), ('admitted_youth_union', 'Đảng viên mới kết nạp: đoàn viên Đoàn TNCS Hồ Chí Minh'), ('admitted_trade_union', 'Đảng viên mới kết nạp: đoàn viên công đoàn (quá tuổi Đoàn)'), ('admitted_no_union', 'Đảng viên mới kết nạp: không là đoàn viên Đoàn Thanh niên, công đoàn'), ('admitted_officials', 'Đảng viên mới kết nạp: cán bộ, công chức'), ('admitted_public_employees', 'Đảng viên mới kết nạp: viên chức đơn vị sự nghiệp công lập'), ('admitted_workers', 'Đảng viên mới kết nạp: công nhân, người lao động'), ('admitted_farmers', 'Đảng viên mới kết nạp: người làm nông, lâm, ngư nghiệp'), ('admitted_armed_forces', 'Đảng viên mới kết nạp: lực lượng vũ trang'), ('admitted_students', 'Đảng viên mới kết nạp: sinh viên'), ('admitted_pupils', 'Đảng viên mới kết nạp: học sinh'), ('admitted_18_30', 'Đảng viên mới kết nạp: từ 18 đến 30 tuổi'), ('admitted_college', 'Đảng viên mới kết nạp: trình độ cao đẳng trở lên')], max_length=40, verbose_name='chỉ tiêu')),
                ('source', models.CharField(choices=[('congress', 'Nghị quyết đại hội'), ('assigned', 'Kế hoạch cấp trên giao'), ('registered', 'Đơn vị đăng ký')], max_length=12, verbose_name='nguồn chỉ tiêu')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('least', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='từ bao nhiêu phần trăm')),
                ('most', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='đến bao nhiêu phần trăm')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='văn bản giao chỉ tiêu')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='branches.organization')),
            ],
            options={
                'verbose_name': 'historical share target',
                'verbose_name_plural': 'historical share targets',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OutsideFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('nation', 'Cả nước'), ('province', 'Toàn tỉnh, thành phố'), ('above', 'Đảng bộ cấp trên')], max_length=10, verbose_name='phạm vi')),
                ('measure', models.CharField(choices=[('of_target', 'Kết nạp so với chỉ tiêu năm'), ('rate', 'Kết nạp trong năm trên tổng số đảng viên đầu năm'), ('admitted_women', 'Đảng viên mới kết nạp: nữ'), ('admitted_ethnic_minority', 'Đảng viên mới kết nạp: dân tộc thiểu số'), ('admitted_religious', 'Đảng viên mới kết nạp: người theo tôn giáo'), ('admitted_youth_union', 'Đảng viên mới kết nạp: đoàn viên Đoàn TNCS Hồ Chí Minh'), ('admitted_trade_union', 'Đảng viên mới kết nạp: đoàn viên công đoàn (quá tuổi Đoàn)'), ('admitted_no_union', 'Đảng viên mới kết nạp: không là đoàn viên Đoàn Thanh niên, công đoàn'), ('admitted_officials', 'Đảng viên mới kết nạp: cán bộ, công chức'), ('admitted_public_employees', 'Đảng viên mới kết nạp: viên chức đơn vị sự nghiệp công lập'), ('admitted_workers', 'Đảng viên mới kết nạp: công nhân, người lao động'), ('admitted_farmers', 'Đảng viên mới kết nạp: người làm nông, lâm, ngư nghiệp'), ('admitted_armed_forces', 'Đảng viên mới kết nạp: lực lượng vũ trang'), ('admitted_students', 'Đảng viên mới kết nạp: sinh viên'), ('admitted_pupils', 'Đảng viên mới kết nạp: học sinh'), ('admitted_18_30', 'Đảng viên mới kết nạp: từ 18 đến 30 tuổi'), ('admitted_college', 'Đảng viên mới kết nạp: trình độ cao đẳng trở lên'), ('admitted', 'Kết nạp đảng viên (số lượng)'), ('recognized', 'Công nhận đảng viên chính thức (số lượng)'), ('members', 'Đảng viên (số lượng)')], max_length=40, verbose_name='chỉ số')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('value', models.DecimalField(decimal_places=2, max_digits=11, null=True, verbose_name='giá trị')),
                ('document', models.CharField(max_length=200, verbose_name='nguồn: văn bản, nơi công bố')),
                ('document_on', models.DateField(verbose_name='ngày văn bản, ngày công bố')),
                ('because', models.CharField(blank=True, max_length=300, verbose_name='lý do đính chính')),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reports.outsidefigure')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.organization')),
            ],
            options={
                'ordering': ['-ends_on', 'area', 'measure', '-pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('organization', 'area', 'measure', 'starts_on', 'ends_on'), name='one_outside_figure_per_area_measure_and_period'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='outside_figure_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='outside_figure_is_no_less_than_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('because', ''), ('corrects__isnull', True), ('value__isnull', False)), models.Q(('corrects__isnull', False), models.Q(('because', ''), _negated=True)), _connector='OR'), name='outside_figure_corrected_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ShareTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancestor_0', models.BigIntegerField(editable=False)),
                ('ancestor_1', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_2', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_3', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_4', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_5', models.BigIntegerField(editable=False, null=True)),
                ('measure', models.CharField(choices=[('rate', 'Kết nạp trong năm trên tổng số đảng viên đầu năm'), ('rate_of_term', 'Kết nạp trong năm trên tổng số đảng viên đầu nhiệm kỳ'), ('admitted_women', 'Đảng viên mới kết nạp: nữ'), ('admitted_ethnic_minority', 'Đảng viên mới kết nạp: dân tộc thiểu số'), ('admitted_religious', 'Đảng viên mới kết nạp: người theo tôn giáo'), ('admitted_youth_union', 'Đảng viên mới kết nạp: đoàn viên Đoàn TNCS Hồ Chí Minh'), ('admitted_trade_union', 'Đảng viên mới kết nạp: đoàn viên công đoàn (quá tuổi Đoàn)'), ('admitted_no_union', 'Đảng viên mới kết nạp: không là đoàn viên Đoàn Thanh niên, công đoàn'), ('admitted_officials', 'Đảng viên mới kết nạp: cán bộ, công chức'), ('admitted_public_employees', 'Đảng viên mới kết nạp: viên chức đơn vị sự nghiệp công lập'), ('admitted_workers', 'Đảng viên mới kết nạp: công nhân, người lao động'), ('admitted_farmers', 'Đảng viên mới kết nạp: người làm nông, lâm, ngư nghiệp'), ('admitted_armed_forces', 'Đảng viên mới kết nạp: lực lượng vũ trang'), ('admitted_students', 'Đảng viên mới kết nạp: sinh viên'), ('admitted_pupils', 'Đảng viên mới kết nạp: học sinh'), ('admitted_18_30', 'Đảng viên mới kết nạp: từ 18 đến 30 tuổi'), ('admitted_college', 'Đảng viên mới kết nạp: trình độ cao đẳng trở lên')], max_length=40, verbose_name='chỉ tiêu')),
                ('source', models.CharField(choices=[('congress', 'Nghị quyết đại hội'), ('assigned', 'Kế hoạch cấp trên giao'), ('registered', 'Đơn vị đăng ký')], max_length=12, verbose_name='nguồn chỉ tiêu')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến ngày')),
                ('least', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='từ bao nhiêu phần trăm')),
                ('most', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='đến bao nhiêu phần trăm')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='văn bản giao chỉ tiêu')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.organization')),
            ],
            options={
                'ordering': ['starts_on', 'source', 'measure'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('organization', 'measure', 'source', 'starts_on', 'ends_on'), name='one_share_target_per_source_and_period'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='share_target_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('least__gt', 0), ('least__lte', 100)), name='share_target_within_the_whole'), models.CheckConstraint(condition=models.Q(('most__isnull', True), models.Q(('most__gt', models.F('least')), ('most__lte', 100)), _connector='OR'), name='share_target_reaches_upward')],
            },
        ),
        migrations.RunPython(freeze, thaw),
    ]
