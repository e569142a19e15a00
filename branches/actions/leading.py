"""Light records of leading the work: papers to cite, what a committee took up, inspections, courses, yearly grades."""

from django.db import transaction
from django.utils import timezone

from branches.models import LeadingRecord, Organization, ReferenceDocument, YearGrade
from branches.permissions import Permission
from partydev.locks import under_lock
from partydev.refusals import Invalid, require

KINDS = LeadingRecord.Kind


@transaction.atomic
def keep_document(*, by, organization, title, number, issued_on, issuer):
    """Keep a paper that units here and below cite; returns it. Needs TARGET_CHANGE there. Locks the organization."""
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.TARGET_CHANGE, organization)
    _check_day(issued_on, "issued_on")
    same = {"number": number, "issued_on": issued_on, "issuer": issuer}
    if ReferenceDocument.objects.filter(organization=organization, **same).exists():
        raise Invalid({"number": "Văn bản này đã có trong danh mục."})
    row = ReferenceDocument(title=title, recorded_by=by, **same).place(organization)
    row.save()
    return row


@transaction.atomic
def record_leading(*, by, organization, kind, on, title, about=None, attended=None, result="", paper=""):
    """Record an item of a committee's meeting, an inspection or a course; returns it. Needs TARGET_CHANGE there.

    An inspection names the unit, which is the own one or stands below it.
    """
    require(by, Permission.TARGET_CHANGE, organization)
    _check_day(on, "on")
    if kind == KINDS.INSPECTION and about is None:
        raise Invalid({"about": "Chọn đơn vị được kiểm tra."})
    if about and not about.path.startswith(organization.path):
        raise Invalid({"about": "Chỉ kiểm tra đơn vị thuộc phạm vi của mình."})
    row = LeadingRecord(kind=kind, on=on, title=title, attended=attended, result=result, paper=paper, recorded_by=by)
    row.about = about
    row.place(organization)
    row.save()
    return row


@transaction.atomic
def record_grades(*, by, organization, year, grades, paper):
    """Record the grades of members of a cell for a year, all or none; returns how many changed.

    `grades` maps members of the cell to a `YearGrade.Grade`, "" taking a grade away. Needs MEMBER_CHANGE there.
    `paper` is the document of the body that concluded those that change; the others keep theirs.
    Locks the organization.
    """
    organization = under_lock(Organization.objects).get(pk=organization.pk)
    require(by, Permission.MEMBER_CHANGE, organization)
    if year >= timezone.localdate().year + 1 or year < 1990:
        raise Invalid({"year": "Chỉ ghi xếp loại của năm nay hoặc các năm trước."})
    if any(member.organization_id != organization.pk for member in grades):
        raise Invalid("Chỉ ghi xếp loại của đảng viên trong chi bộ.")
    known = {row.member_id: row for row in YearGrade.objects.filter(member__in=list(grades), year=year)}
    held = {pk: row.grade for pk, row in known.items()}
    changed = {member: grade for member, grade in grades.items() if grade != held.get(member.pk, "")}
    if not paper and any(changed.values()):
        raise Invalid({"paper": "Hãy ghi văn bản xếp loại (số, ngày) của cấp có thẩm quyền."})
    for member, grade in changed.items():
        row = known.get(member.pk)
        if not grade:
            row.delete()
            continue
        row = row or YearGrade(member=member, year=year).place(organization)
        row.grade, row.paper, row.recorded_by = grade, paper, by
        row.save()
    return len(changed)


def _check_day(day, field):
    if day > timezone.localdate():
        raise Invalid({field: "Ngày này chưa đến. Hãy kiểm tra lại ngày."})
