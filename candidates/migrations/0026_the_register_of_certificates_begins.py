"""Certificates that classes gave before there was a register are its first lines."""

import re

from django.db import migrations


def fill(apps, schema_editor):
    nominations = apps.get_model("candidates", "ClassNomination")
    certificates = apps.get_model("candidates", "Certificate")
    seen, lines = set(), []
    rows = nominations.objects.filter(training_class__isnull=False, certificate_on__isnull=False)
    for row in rows.exclude(certificate_number="").select_related("training_class").order_by("certificate_on", "pk"):
        key = (row.training_class.organization_id, row.kind, row.certificate_on.year, row.certificate_number)
        if key in seen:  # a number that was given twice stays with whom it was given to first
            continue
        seen.add(key)
        digits = re.match(r"\d+", row.certificate_number) or re.search(r"\d+(?=\D*$)", row.certificate_number)
        lines.append(
            certificates(
                issuer_id=key[0], nomination=row, kind=row.kind, year=key[2], number=row.certificate_number,
                serial=int(digits[0]) if digits and len(digits[0]) < 10 else None, issued_on=row.certificate_on,
            )
        )
    certificates.objects.bulk_create(lines, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("candidates", "0025_classes_are_run_from_seats_to_certificates")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
