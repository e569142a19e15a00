"""What was typed as a class's decision becomes the number and day of its paper, where that had none.

What names no day, or a number that no paper has room for, stays a number without a day: its paper is a draft until
somebody gives both.
"""

import re
from datetime import date

from django.db import migrations

MOST = 60  # letters of a number
WRITTEN = re.compile(
    r"(?:(?:quyết định|qđ)\b(?!-))?[\s:.]*(?:số\b)?[\s:.]*(?P<number>.+?)[\s,;]*(?:\bngày\s+|,\s*)"
    r"(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<month>\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(?P<year>\d{4})\b.*",
    re.I,
)


def keep(apps, schema_editor):
    database = schema_editor.connection.alias
    classes = apps.get_model("candidates", "TrainingClass").objects.using(database)
    papers = apps.get_model("candidates", "ClassPaper").objects.using(database)
    for row in classes.exclude(decision="").order_by("pk").iterator():
        number, on = _read(row.decision)
        paper, _ = papers.get_or_create(training_class=row, kind="mo-lop")
        if not paper.number and not paper.issued_on:
            paper.number, paper.issued_on = number[:MOST], on
            paper.save()


def _read(text):
    found = WRITTEN.fullmatch(text.strip())
    if not found or len(found["number"]) > MOST:
        return text, None
    try:
        return found["number"], date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:  # 31/02
        return text, None


class Migration(migrations.Migration):
    dependencies = [("candidates", "0048_who_left_a_meetings_list_stays_with_the_reason")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
