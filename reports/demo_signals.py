"""What the commune of the demonstration looks after: groups beside their share of the people, new members' grades."""

from branches.actions import record_grades
from branches.models import Member, Organization, YearGrade
from reports.actions import set_shares

# Per mille of the people; invented, as the paper says.
SHARES = {"admitted_women": 503, "admitted_ethnic_minority": 236, "admitted_workers": 410, "admitted_farmers": 262}
PAPER = "Quyết định số 12-QĐ/ĐU về xếp loại đảng viên (minh họa)"
NEW_MEMBERS_OF = ("phu-lam-02", "phu-lam-04", "phu-lam-08")
GRADES = (YearGrade.Grade.GOOD, YearGrade.Grade.DONE, YearGrade.Grade.NOT_DONE)


def write_signals(today):
    """Enter both by the actions that the units use."""
    commune, last = Organization.objects.get(code="phu-lam"), today.year - 1
    source = "Thống kê dân số của xã (minh họa)"
    set_shares(by=None, organization=commune, per_mille=SHARES, source=source, year=last)
    for code, grade in zip(NEW_MEMBERS_OF, GRADES, strict=True):
        cell = Organization.objects.get(code=code)
        new = Member.objects.filter(organization=cell, joined_on__year__range=(last - 2, last), left_on=None)
        if member := new.order_by("joined_on", "pk").first():
            record_grades(by=None, organization=cell, year=last, grades={member: grade}, paper=PAPER)
