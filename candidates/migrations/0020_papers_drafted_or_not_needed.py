from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("candidates", "0019_labels_of_the_rulebook_are_no_column")]
    operations = [
        migrations.AlterField(
            model_name='dossieritem',
            name='issued_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày'),
        ),
        migrations.AlterField(
            model_name='dossieritem',
            name='state',
            field=models.CharField(choices=[('draft', 'Dự thảo'), ('entered', 'Đã có'), ('accepted', 'Đạt yêu cầu'), ('completion', 'Đề nghị bổ sung'), ('not_needed', 'Không cần')], default='entered', max_length=12, verbose_name='tình trạng'),
        ),
        migrations.AlterField(
            model_name='historicaldossieritem',
            name='issued_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày'),
        ),
        migrations.AlterField(
            model_name='historicaldossieritem',
            name='state',
            field=models.CharField(choices=[('draft', 'Dự thảo'), ('entered', 'Đã có'), ('accepted', 'Đạt yêu cầu'), ('completion', 'Đề nghị bổ sung'), ('not_needed', 'Không cần')], default='entered', max_length=12, verbose_name='tình trạng'),
        ),
        migrations.AddConstraint(
            model_name='dossieritem',
            constraint=models.CheckConstraint(condition=models.Q(('issued_on__isnull', False), ('state__in', ['draft', 'completion', 'not_needed']), _connector='OR'), name='a_paper_that_is_there_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='dossieritem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_needed'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='not_needed_says_why'),
        ),
    ]
