import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("branches", "0009_leading_the_work"),
        ("candidates", "0039_a_cells_work_is_handed_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="committeemeeting",
            name="by_slips",
            field=models.BooleanField(default=False, verbose_name="lấy ý kiến bằng phiếu"),
        ),
        migrations.AddField(
            model_name="committeemeeting",
            name="chair",
            field=models.CharField(blank=True, max_length=300, verbose_name="chủ trì"),
        ),
        migrations.AddField(
            model_name="committeemeeting",
            name="minutes_by",
            field=models.CharField(blank=True, max_length=300, verbose_name="người ghi biên bản"),
        ),
        migrations.CreateModel(
            name="CommitteeAttendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("full_name", models.CharField(max_length=300, verbose_name="họ và tên")),
                ("post", models.CharField(blank=True, max_length=160, verbose_name="chức vụ")),
                (
                    "absence",
                    models.CharField(
                        blank=True,
                        choices=[("excused", "Vắng có lý do"), ("unexcused", "Vắng không có lý do")],
                        max_length=10,
                        verbose_name="vắng mặt",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="lý do")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance",
                        to="candidates.committeemeeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="branches.member"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "member"), name="one_place_at_a_committee_meeting"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), models.Q(("absence", ""), _negated=True), _connector="OR"),
                        name="committee_member_away_with_a_reason_only",
                    ),
                ],
            },
        ),
    ]
