from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0030_papers_are_read_against_each_other"),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalmentorassignment',
            name='ended_because',
            field=models.CharField(blank=True, choices=[('cell', 'Chi bộ phân công lại'), ('asked', 'Đồng chí đó đề nghị, chi bộ đồng ý'), ('disciplined', 'Bị thi hành kỷ luật'), ('moved', 'Chuyển sang chi bộ khác'), ('transferred', 'Chuyển sinh hoạt đảng'), ('deceased', 'Từ trần'), ('expelled', 'Khai trừ'), ('struck_off', 'Xóa tên'), ('resigned', 'Xin ra khỏi Đảng'), ('annulled', 'Hủy quyết định kết nạp')], max_length=12, verbose_name='lý do thôi phân công'),
        ),
        migrations.AddField(
            model_name='mentorassignment',
            name='ended_because',
            field=models.CharField(blank=True, choices=[('cell', 'Chi bộ phân công lại'), ('asked', 'Đồng chí đó đề nghị, chi bộ đồng ý'), ('disciplined', 'Bị thi hành kỷ luật'), ('moved', 'Chuyển sang chi bộ khác'), ('transferred', 'Chuyển sinh hoạt đảng'), ('deceased', 'Từ trần'), ('expelled', 'Khai trừ'), ('struck_off', 'Xóa tên'), ('resigned', 'Xin ra khỏi Đảng'), ('annulled', 'Hủy quyết định kết nạp')], max_length=12, verbose_name='lý do thôi phân công'),
        ),
        migrations.AddConstraint(
            model_name='mentorassignment',
            constraint=models.CheckConstraint(condition=models.Q(('ended_because', ''), ('ends_on__isnull', False), _connector='OR'), name='assignment_ended_for_a_reason_has_a_day'),
        ),
    ]
