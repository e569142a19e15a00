import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# As in 0003: the database itself refuses to change how a place was chased. Its function is there on PostgreSQL.
TABLE = "candidates_verificationchase"


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
        ('candidates', '0027_requests_know_who_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalVerificationRequest',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('attempt', models.BigIntegerField(default=0, editable=False)),
                ('relation', models.CharField(choices=[('applicant', 'Người vào Đảng'), ('father', 'Cha đẻ'), ('mother', 'Mẹ đẻ'), ('raiser', 'Người nuôi dưỡng'), ('spouse', 'Vợ hoặc chồng'), ('father_in_law', 'Cha của vợ (chồng)'), ('mother_in_law', 'Mẹ của vợ (chồng)'), ('raiser_of_spouse', 'Người nuôi dưỡng vợ (chồng)'), ('child', 'Con đẻ'), ('adopted_child', 'Con nuôi hợp pháp'), ('sibling', 'Anh, chị, em ruột')], max_length=20, verbose_name='thẩm tra về ai')),
                ('ordinal', models.PositiveSmallIntegerField(default=1, verbose_name='người thứ mấy')),
                ('full_name', models.CharField(blank=True, max_length=300, verbose_name='họ và tên người thân')),
                ('place', models.CharField(choices=[('home', 'Quê quán'), ('residence', 'Nơi cư trú'), ('workplace', 'Nơi công tác, học tập')], max_length=12, verbose_name='nơi nào')),
                ('body', models.CharField(max_length=200, verbose_name='cấp ủy được đề nghị')),
                ('method', models.CharField(choices=[('letter', 'Gửi công văn đề nghị thẩm tra'), ('visit', 'Cử đảng viên đến thẩm tra'), ('comparison', 'Đối chiếu hồ sơ đảng viên')], default='letter', max_length=12, verbose_name='cách làm')),
                ('abroad', models.BooleanField(default=False, verbose_name='ở nước ngoài')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số công văn, giấy giới thiệu')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='ngày gửi')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='ngày nơi đó nhận được')),
                ('replied_on', models.DateField(blank=True, null=True, verbose_name='ngày có trả lời')),
                ('reply_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản trả lời')),
                ('conclusion', models.CharField(blank=True, choices=[('agrees', 'Khớp với lý lịch'), ('to_clear', 'Có nội dung phải làm rõ, đã làm rõ xong'), ('no_answer', 'Không có trả lời, cấp ủy đã kết luận'), ('not_needed', 'Không phải thẩm tra ở nơi này')], max_length=12, verbose_name='kết luận')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='ngày kết luận')),
                ('conclusion_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản kết luận')),
                ('conclusion_body', models.CharField(blank=True, max_length=200, verbose_name='nơi kết luận')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('candidate', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='candidates.candidate')),
                ('entered_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical verification request',
                'verbose_name_plural': 'historical verification requests',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='VerificationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.BigIntegerField(default=0, editable=False)),
                ('relation', models.CharField(choices=[('applicant', 'Người vào Đảng'), ('father', 'Cha đẻ'), ('mother', 'Mẹ đẻ'), ('raiser', 'Người nuôi dưỡng'), ('spouse', 'Vợ hoặc chồng'), ('father_in_law', 'Cha của vợ (chồng)'), ('mother_in_law', 'Mẹ của vợ (chồng)'), ('raiser_of_spouse', 'Người nuôi dưỡng vợ (chồng)'), ('child', 'Con đẻ'), ('adopted_child', 'Con nuôi hợp pháp'), ('sibling', 'Anh, chị, em ruột')], max_length=20, verbose_name='thẩm tra về ai')),
                ('ordinal', models.PositiveSmallIntegerField(default=1, verbose_name='người thứ mấy')),
                ('full_name', models.CharField(blank=True, max_length=300, verbose_name='họ và tên người thân')),
                ('place', models.CharField(choices=[('home', 'Quê quán'), ('residence', 'Nơi cư trú'), ('workplace', 'Nơi công tác, học tập')], max_length=12, verbose_name='nơi nào')),
                ('body', models.CharField(max_length=200, verbose_name='cấp ủy được đề nghị')),
                ('method', models.CharField(choices=[('letter', 'Gửi công văn đề nghị thẩm tra'), ('visit', 'Cử đảng viên đến thẩm tra'), ('comparison', 'Đối chiếu hồ sơ đảng viên')], default='letter', max_length=12, verbose_name='cách làm')),
                ('abroad', models.BooleanField(default=False, verbose_name='ở nước ngoài')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số công văn, giấy giới thiệu')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='ngày gửi')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='ngày nơi đó nhận được')),
                ('replied_on', models.DateField(blank=True, null=True, verbose_name='ngày có trả lời')),
                ('reply_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản trả lời')),
                ('conclusion', models.CharField(blank=True, choices=[('agrees', 'Khớp với lý lịch'), ('to_clear', 'Có nội dung phải làm rõ, đã làm rõ xong'), ('no_answer', 'Không có trả lời, cấp ủy đã kết luận'), ('not_needed', 'Không phải thẩm tra ở nơi này')], max_length=12, verbose_name='kết luận')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='ngày kết luận')),
                ('conclusion_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản kết luận')),
                ('conclusion_body', models.CharField(blank=True, max_length=200, verbose_name='nơi kết luận')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='candidates.candidate')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='VerificationChase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('telephone', 'Gọi điện'), ('letter', 'Gửi công văn nhắc'), ('other', 'Cách khác')], max_length=12, verbose_name='cách đôn đốc')),
                ('on', models.DateField(verbose_name='ngày đôn đốc')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số công văn nhắc')),
                ('spoke_with', models.CharField(blank=True, max_length=160, verbose_name='đã gặp, gọi cho ai')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='kết quả')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chases', to='candidates.verificationrequest')),
            ],
            options={
                'ordering': ['on', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.UniqueConstraint(fields=('candidate', 'attempt', 'relation', 'ordinal', 'place', 'body'), name='one_request_per_relative_place_and_body'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('replied_on__isnull', True), models.Q(('replied_on__gte', models.F('sent_on')), ('sent_on__isnull', False)), _connector='OR'), name='verification_answered_after_it_was_sent'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__isnull', True), models.Q(('received_on__gte', models.F('sent_on')), ('sent_on__isnull', False)), _connector='OR'), name='verification_received_after_it_was_sent'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'comparison'), _negated=True), models.Q(('abroad', False), ('number', ''), ('sent_on__isnull', True)), _connector='OR'), name='verification_compared_sends_nothing'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('concluded_on__isnull', True), ('conclusion', '')), models.Q(models.Q(('conclusion', ''), _negated=True), ('concluded_on__isnull', False)), _connector='OR'), name='verification_concluded_with_a_day'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('concluded_on__isnull', True), ('replied_on__isnull', True), ('concluded_on__gte', models.F('replied_on')), _connector='OR'), name='verification_concluded_after_the_answer'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conclusion__in', ['agrees', 'to_clear']), _negated=True), ('method', 'comparison'), ('replied_on__isnull', False), _connector='OR'), name='verification_agrees_by_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='verificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conclusion__in', ['no_answer', 'not_needed']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='verification_given_up_says_why'),
        ),
        migrations.RunPython(freeze, thaw),
    ]
