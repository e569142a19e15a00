import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0032_how_often_remarks_are_asked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("branches", "0006_names_of_any_length"),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancestor_0', models.BigIntegerField(editable=False)),
                ('ancestor_1', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_2', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_3', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_4', models.BigIntegerField(editable=False, null=True)),
                ('ancestor_5', models.BigIntegerField(editable=False, null=True)),
                ('month', models.DateField(verbose_name='tháng')),
                ('order', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('kind', models.CharField(choices=[('remarks', 'Nhận xét hằng tháng'), ('vote', 'Biểu quyết'), ('mentor', 'Phân công giúp đỡ'), ('ceremony', 'Lễ kết nạp'), ('announce', 'Công bố quyết định'), ('explain', 'Giải trình việc quá hạn'), ('other', 'Nội dung khác')], max_length=12, verbose_name='loại nội dung')),
                ('text', models.CharField(max_length=300, verbose_name='nội dung')),
                ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='ý kiến, kết quả')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CellAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=300, verbose_name='họ và tên')),
                ('is_full', models.BooleanField(verbose_name='đảng viên chính thức')),
                ('absence', models.CharField(blank=True, choices=[('excused', 'Vắng có lý do'), ('unexcused', 'Vắng không có lý do'), ('exempt', 'Được miễn sinh hoạt (không tính vào tổng số)'), ('elsewhere', 'Sinh hoạt tạm thời nơi khác (không tính vào tổng số)')], max_length=10, verbose_name='vắng mặt')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='lý do')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='began_at',
            field=models.TimeField(blank=True, null=True, verbose_name='bắt đầu lúc'),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='chair',
            field=models.CharField(blank=True, max_length=300, verbose_name='chủ trì'),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='conclusion',
            field=models.TextField(blank=True, max_length=3000, verbose_name='kết luận của buổi họp'),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='ended_at',
            field=models.TimeField(blank=True, null=True, verbose_name='kết thúc lúc'),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='minutes_by',
            field=models.CharField(blank=True, max_length=300, verbose_name='người ghi biên bản'),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='resolution_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='số nghị quyết'),
        ),
        migrations.AddField(
            model_name='cellmeeting',
            name='venue',
            field=models.CharField(blank=True, max_length=160, verbose_name='địa điểm'),
        ),
        migrations.AddConstraint(
            model_name='cellmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('held_on__isnull', False), models.Q(('minutes_number', ''), _negated=True)), _connector='OR'), name='cell_meeting_closed_once_held_with_minutes'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='candidate',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='candidates.candidate'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.organization'),
        ),
        migrations.AddField(
            model_name='cellattendance',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='candidates.cellmeeting'),
        ),
        migrations.AddField(
            model_name='cellattendance',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='branches.member'),
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(fields=['organization', 'month'], name='agendaitem_of_month'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='agenda_month_is_a_first_day'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('organization', 'month', 'kind', 'candidate'), name='one_agenda_item_per_person_and_matter'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('remarks', 'explain'))), fields=('organization', 'month', 'kind'), name='one_agenda_item_for_all'),
        ),
        migrations.AddConstraint(
            model_name='cellattendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='one_place_at_a_cell_meeting'),
        ),
        migrations.AddConstraint(
            model_name='cellattendance',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), models.Q(('absence', ''), _negated=True), _connector='OR'), name='cell_member_away_with_a_reason_only'),
        ),
    ]
