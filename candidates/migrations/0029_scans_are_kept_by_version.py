import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As in 0003: the database itself refuses to change a scan's row. Deleting is for `clear_scans` alone, which says so.
TABLE = "candidates_scan"
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION partydev_scan_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('partydev.clear_scans', true) = 'on' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'a recorded fact is never changed: %', TG_TABLE_NAME;
END $$
"""


def freeze(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
        schema_editor.execute(
            f'CREATE TRIGGER "{TABLE}_final" BEFORE UPDATE OR DELETE ON "{TABLE}" '
            "FOR EACH ROW EXECUTE FUNCTION partydev_scan_is_final()"
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
        schema_editor.execute("DROP FUNCTION partydev_scan_is_final()")


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0028_places_asked_about_a_cv'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('01', 'Lý lịch của người xin vào Đảng'), ('02', 'Lý lịch đảng viên'), ('03', 'Phiếu đảng viên'), ('05', 'Quyết định kết nạp đảng viên'), ('06', 'Quyết định kết nạp lại người vào Đảng'), ('07', 'Quyết định công nhận đảng viên chính thức'), ('08', 'Quyết định xóa tên đảng viên dự bị'), ('11', 'Quyết định hủy quyết định kết nạp đảng viên sai quy định'), ('19', 'Quyết định phát thẻ đảng viên'), ('37', 'Đơn xin vào Đảng'), ('38', 'Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng'), ('39', 'Giấy giới thiệu người vào Đảng'), ('40', 'Nghị quyết giới thiệu đoàn viên ưu tú vào Đảng'), ('41', 'Nghị quyết giới thiệu đoàn viên công đoàn vào Đảng'), ('42', 'Tổng hợp ý kiến nhận xét đối với người vào Đảng'), ('43', 'Nghị quyết đề nghị kết nạp đảng viên của chi bộ'), ('44', 'Báo cáo thẩm định nghị quyết của chi bộ đề nghị kết nạp (đảng ủy bộ phận)'), ('45', 'Nghị quyết đề nghị kết nạp đảng viên của đảng ủy cơ sở'), ('46', 'Giấy chứng nhận học lớp bồi dưỡng lý luận chính trị dành cho đảng viên mới'), ('47', 'Bản tự kiểm điểm của đảng viên dự bị'), ('48', 'Bản nhận xét đảng viên dự bị của đảng viên giúp đỡ'), ('49', 'Tổng hợp ý kiến nhận xét đối với đảng viên dự bị'), ('50', 'Nghị quyết đề nghị công nhận đảng viên chính thức của chi bộ'), ('51', 'Báo cáo thẩm định nghị quyết đề nghị công nhận đảng viên chính thức'), ('52', 'Nghị quyết đề nghị công nhận đảng viên chính thức của đảng ủy cơ sở'), ('53', 'Giấy chứng nhận người vào Đảng đang trong thời gian được giúp đỡ'), ('54', 'Giấy giới thiệu sinh hoạt đảng chính thức'), ('55', 'Giấy giới thiệu sinh hoạt đảng tạm thời'), ('59', 'Giấy giới thiệu sinh hoạt đảng nội bộ'), ('92', 'Công văn giới thiệu người vào Đảng đã được chi bộ đề nghị kết nạp'), ('93', 'Công văn giới thiệu người vào Đảng đã được cấp ủy đề nghị kết nạp'), ('94', 'Công văn giới thiệu người vào Đảng đã được ra quyết định kết nạp'), ('96', 'Giấy giới thiệu cử đảng viên hoặc cấp ủy viên đi thẩm tra lý lịch'), ('97', 'Công văn đề nghị thẩm tra lý lịch của người vào Đảng'), ('98', 'Công văn chỉ đạo làm lại, thực hiện đúng thủ tục (kết nạp)'), ('99', 'Công văn chỉ đạo làm lại, thực hiện đúng thủ tục (chính thức)'), ('100', 'Phiếu báo đảng viên được công nhận chính thức'), ('101', 'Phiếu báo đảng viên ra khỏi Đảng')], max_length=3, verbose_name='loại giấy tờ')),
                ('ordinal', models.PositiveSmallIntegerField(default=1)),
                ('version', models.PositiveSmallIntegerField()),
                ('removed', models.BooleanField(default=False)),
                ('stored_name', models.CharField(blank=True, max_length=32)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('made_from', models.CharField(blank=True, choices=[('photos', 'Ảnh chụp'), ('pdf', 'Tệp PDF')], max_length=8)),
                ('size', models.PositiveIntegerField(default=0, verbose_name='dung lượng')),
                ('pages', models.PositiveSmallIntegerField(default=0, verbose_name='số trang')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='candidates.candidate')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'ordinal', 'version'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('candidate', 'code', 'ordinal', 'version'), name='one_scan_per_paper_and_version'), models.UniqueConstraint(condition=models.Q(('stored_name', ''), _negated=True), fields=('stored_name',), name='one_row_per_scan_file'), models.CheckConstraint(condition=models.Q(models.Q(('pages', 0), ('removed', True), ('sha256', ''), ('size', 0), ('stored_name', '')), models.Q(('pages__gt', 0), ('removed', False), ('size__gt', 0), models.Q(('stored_name', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='a_scan_has_its_file_or_is_removed')],
            },
        ),
        migrations.RunPython(freeze, thaw),
    ]
