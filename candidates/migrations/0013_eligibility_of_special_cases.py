"""Documents on which a case rests, what the rules ask of special cases, and why a step was recorded all the same.

The facts that are never changed now include the reason. SQLite has written their table anew for the
further column and lost the guard on the way.
"""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

TABLE, GUARD = "candidates_stageevent", "candidates_stageevent_final"
COLUMNS = (
    "candidate_id", "kind", "from_stage", "to_stage", "on", "counted", "organization_id", "pool_delta",
    "pending_delta", "probationary_delta", "full_delta", "irregular", "reason", "paper_number", "paper_on",
    "recorded_by_id", "recorded_at", "is_readmission", "sex", "ethnicity", "religion", "age", "education",
    "professional_level", "occupation", "in_youth_union", "in_trade_union", "area_type", "base_unit_type",
)  # fmt: skip


def guard(apps, schema_editor):
    """Put the guard of migration 0003 up again, for the further column as well."""
    vendor, names = schema_editor.connection.vendor, ", ".join(f'"{column}"' for column in COLUMNS)
    if vendor == "postgresql":
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{GUARD}" ON "{TABLE}"')
        schema_editor.execute(
            f'CREATE TRIGGER "{GUARD}" BEFORE UPDATE OF {names} OR DELETE ON "{TABLE}" '
            "FOR EACH ROW EXECUTE FUNCTION partydev_fact_is_final()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{GUARD}"')
        schema_editor.execute(
            f'CREATE TRIGGER "{GUARD}" BEFORE UPDATE OF {names} ON "{TABLE}" '
            f"BEGIN SELECT RAISE(ABORT, 'a recorded fact is never changed: {TABLE}'); END"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("branches", "0005_the_rulebook_is_read_and_changed"),
        ("candidates", "0012_the_clock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ground",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("over_60_consent", "Văn bản đồng ý xem xét kết nạp người trên 60 tuổi"),
                            (
                                "schooling_evidence",
                                "Văn bản xác nhận địa bàn đặc thù hoặc vai trò già làng, trưởng bản, người có uy tín",
                            ),
                            ("political_conclusion", "Kết luận về vấn đề chính trị"),
                            ("religion_consultation", "Văn bản cho ý kiến về người theo tôn giáo"),
                            ("foreign_consultation", "Văn bản cho ý kiến về người có yếu tố nước ngoài"),
                            ("other_cell_considers", "Văn bản thống nhất chi bộ xem xét"),
                            (
                                "small_cell_assignment",
                                "Văn bản của cấp trên đối với chi bộ chưa đủ đảng viên chính thức",
                            ),
                            ("late_ceremony_consent", "Văn bản đồng ý tổ chức lễ kết nạp quá thời hạn"),
                            ("readmission_consent", "Văn bản đồng ý xem xét kết nạp lại"),
                        ],
                        max_length=24,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("number", models.CharField(max_length=120, verbose_name="số")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày")),
                ("issuer", models.CharField(max_length=200, verbose_name="nơi ban hành")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["issued_on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GroundWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalGround",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("over_60_consent", "Văn bản đồng ý xem xét kết nạp người trên 60 tuổi"),
                            (
                                "schooling_evidence",
                                "Văn bản xác nhận địa bàn đặc thù hoặc vai trò già làng, trưởng bản, người có uy tín",
                            ),
                            ("political_conclusion", "Kết luận về vấn đề chính trị"),
                            ("religion_consultation", "Văn bản cho ý kiến về người theo tôn giáo"),
                            ("foreign_consultation", "Văn bản cho ý kiến về người có yếu tố nước ngoài"),
                            ("other_cell_considers", "Văn bản thống nhất chi bộ xem xét"),
                            (
                                "small_cell_assignment",
                                "Văn bản của cấp trên đối với chi bộ chưa đủ đảng viên chính thức",
                            ),
                            ("late_ceremony_consent", "Văn bản đồng ý tổ chức lễ kết nạp quá thời hạn"),
                            ("readmission_consent", "Văn bản đồng ý xem xét kết nạp lại"),
                        ],
                        max_length=24,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("number", models.CharField(max_length=120, verbose_name="số")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày")),
                ("issuer", models.CharField(max_length=200, verbose_name="nơi ban hành")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("recorded_at", models.DateTimeField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical ground",
                "verbose_name_plural": "historical grounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIntroduction",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "union",
                    models.CharField(
                        blank=True,
                        choices=[("youth_union", "Đoàn TNCS Hồ Chí Minh"), ("trade_union", "Công đoàn")],
                        max_length=12,
                        verbose_name="đoàn thể giới thiệu",
                    ),
                ),
                ("union_name", models.CharField(blank=True, max_length=160, verbose_name="tên ban chấp hành")),
                ("introduced_on", models.DateField(verbose_name="ngày giới thiệu")),
                ("paper_number", models.CharField(blank=True, max_length=60, verbose_name="số nghị quyết")),
                (
                    "since_together",
                    models.DateField(blank=True, null=True, verbose_name="cùng công tác, cư trú từ ngày"),
                ),
                (
                    "replaces_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("moved", "Chuyển đi nơi khác"),
                            ("deceased", "Từ trần"),
                            ("disciplined", "Bị kỷ luật"),
                            ("unfit", "Không còn điều kiện giới thiệu"),
                        ],
                        max_length=12,
                        verbose_name="lý do thay",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical introduction",
                "verbose_name_plural": "historical introductions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="candidate",
            name="conviction_cleared_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày được xóa án tích"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="engaged_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("worker", "Lao động theo hợp đồng tại đơn vị"),
                    ("student", "Học tập trung tại trường"),
                    ("secondment", "Biệt phái, được cử đến công tác"),
                ],
                max_length=12,
                verbose_name="làm việc, học tập ở đây",
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="engaged_since",
            field=models.DateField(blank=True, null=True, verbose_name="làm việc, học tập ở đây từ ngày"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="foreign_tie",
            field=models.BooleanField(default=False, verbose_name="có yếu tố nước ngoài"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="lacks_diploma",
            field=models.BooleanField(default=False, verbose_name="chưa có bằng tốt nghiệp trung học cơ sở"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="left_party_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("gave_up", "Tự bỏ sinh hoạt đảng"),
                    ("own_request", "Tự làm đơn xin ra khỏi Đảng"),
                    ("disunity", "Gây mất đoàn kết nội bộ nghiêm trọng"),
                    ("corruption", "Bị kết án về tội tham nhũng"),
                    ("waste", "Bị kết án về tội gây lãng phí"),
                    ("negative_acts", "Bị kết án về hành vi tiêu cực"),
                    ("serious_crime", "Bị kết án về tội nghiêm trọng trở lên"),
                    ("own_request_hardship", "Tự làm đơn xin ra khỏi Đảng do hoàn cảnh gia đình đặc biệt khó khăn"),
                    ("minor_crime", "Bị kết án về tội ít nghiêm trọng"),
                    ("population", "Vi phạm chính sách dân số"),
                    ("other", "Lý do khác"),
                ],
                max_length=24,
                verbose_name="lý do ra khỏi Đảng",
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="political_issue",
            field=models.BooleanField(default=False, verbose_name="có vấn đề chính trị cần kết luận"),
        ),
        migrations.AddField(
            model_name="candidate",
            name="respected_elder",
            field=models.BooleanField(default=False, verbose_name="già làng, trưởng bản, người có uy tín"),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="conviction_cleared_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày được xóa án tích"),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="engaged_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("worker", "Lao động theo hợp đồng tại đơn vị"),
                    ("student", "Học tập trung tại trường"),
                    ("secondment", "Biệt phái, được cử đến công tác"),
                ],
                max_length=12,
                verbose_name="làm việc, học tập ở đây",
            ),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="engaged_since",
            field=models.DateField(blank=True, null=True, verbose_name="làm việc, học tập ở đây từ ngày"),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="foreign_tie",
            field=models.BooleanField(default=False, verbose_name="có yếu tố nước ngoài"),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="lacks_diploma",
            field=models.BooleanField(default=False, verbose_name="chưa có bằng tốt nghiệp trung học cơ sở"),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="left_party_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("gave_up", "Tự bỏ sinh hoạt đảng"),
                    ("own_request", "Tự làm đơn xin ra khỏi Đảng"),
                    ("disunity", "Gây mất đoàn kết nội bộ nghiêm trọng"),
                    ("corruption", "Bị kết án về tội tham nhũng"),
                    ("waste", "Bị kết án về tội gây lãng phí"),
                    ("negative_acts", "Bị kết án về hành vi tiêu cực"),
                    ("serious_crime", "Bị kết án về tội nghiêm trọng trở lên"),
                    ("own_request_hardship", "Tự làm đơn xin ra khỏi Đảng do hoàn cảnh gia đình đặc biệt khó khăn"),
                    ("minor_crime", "Bị kết án về tội ít nghiêm trọng"),
                    ("population", "Vi phạm chính sách dân số"),
                    ("other", "Lý do khác"),
                ],
                max_length=24,
                verbose_name="lý do ra khỏi Đảng",
            ),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="political_issue",
            field=models.BooleanField(default=False, verbose_name="có vấn đề chính trị cần kết luận"),
        ),
        migrations.AddField(
            model_name="historicalcandidate",
            name="respected_elder",
            field=models.BooleanField(default=False, verbose_name="già làng, trưởng bản, người có uy tín"),
        ),
        migrations.AddField(
            model_name="introduction",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="candidates.introduction",
                verbose_name="giới thiệu thay",
            ),
        ),
        migrations.AddField(
            model_name="introduction",
            name="replaces_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("moved", "Chuyển đi nơi khác"),
                    ("deceased", "Từ trần"),
                    ("disciplined", "Bị kỷ luật"),
                    ("unfit", "Không còn điều kiện giới thiệu"),
                ],
                max_length=12,
                verbose_name="lý do thay",
            ),
        ),
        migrations.AddField(
            model_name="introduction",
            name="since_together",
            field=models.DateField(blank=True, null=True, verbose_name="cùng công tác, cư trú từ ngày"),
        ),
        migrations.AddField(
            model_name="stageevent",
            name="reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replaces__isnull", True), ("replaces_because", "")),
                    models.Q(("replaces__isnull", False), models.Q(("replaces_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="replaced_for_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="ground",
            name="candidate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grounds", to="candidates.candidate"
            ),
        ),
        migrations.AddField(
            model_name="ground",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="groundwithdrawal",
            name="ground",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="candidates.ground"
            ),
        ),
        migrations.AddField(
            model_name="groundwithdrawal",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalground",
            name="candidate",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="candidates.candidate",
            ),
        ),
        migrations.AddField(
            model_name="historicalground",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalground",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalintroduction",
            name="candidate",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="candidates.candidate",
            ),
        ),
        migrations.AddField(
            model_name="historicalintroduction",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="historicalintroduction",
            name="member",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="branches.member",
                verbose_name="đảng viên giới thiệu",
            ),
        ),
        migrations.AddField(
            model_name="historicalintroduction",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalintroduction",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="candidates.introduction",
                verbose_name="giới thiệu thay",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
