"""Reports that had number, day and signer before snapshots were kept: locked, each by a revision that holds none.

What was recorded first and mended later stays readable as an act each.
"""

import datetime
import secrets

from django.db import migrations

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
PLACED = ("organization_id", *(f"ancestor_{depth}" for depth in range(6)))
SIGNED = ("number", "issued_on", "signer_capacity", "signer_post", "signer_name", "issued_by_id")


def keep(apps, schema_editor):
    get = apps.get_model
    for row in get("reports", "IssuedReport").objects.select_related("organization").order_by("pk").iterator():
        history = list(get("reports", "HistoricalIssuedReport").objects.filter(id=row.pk).order_by("history_date"))
        at = history[-1].history_date if history else _midday(row.issued_on)
        report = get("reports", "Report").objects.create(
            period=row.period, version=1, **{name: getattr(row, name) for name in PLACED}
        )
        revision = get("reports", "ReportRevision").objects.create(
            report=report, ordinal=1, code=_code(), basis=_basis(row), figures={}, taken_at=at,
            taken_by_id=row.issued_by_id,
        )  # fmt: skip
        signed = {name: getattr(row, name) for name in SIGNED}
        get("reports", "ReportIssue").objects.create(revision=revision, issued_at=at, **signed)
        report.state, report.revision = "locked", revision
        report.save()
        for past in history:
            note = f"Số {past.number:02} ngày {past.issued_on:%d/%m/%Y}, {past.signer_post} {past.signer_name}"
            get("reports", "ReportAct").objects.create(report=report, revision=revision, kind="locked", note=note,
                                                       by_id=past.history_user_id, at=past.history_date)  # fmt: skip


def _basis(row):
    unit = row.organization
    starts_on = unit.term_starts_on
    return {
        "counted_by": unit.counted_by,
        "calendar": unit.reporting_calendar,
        "term_starts_on": starts_on.isoformat() if starts_on else None,
        "up_to": None,
        "texts": 0,
    }


def _midday(day):
    return datetime.datetime.combine(day, datetime.time(5), tzinfo=datetime.UTC)


def _code():
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_reports_have_a_life")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
