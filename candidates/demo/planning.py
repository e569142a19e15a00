"""The commune's year on paper: plans, targets on their way, lists of the cells, and what the committee did."""

from datetime import date

from branches import actions as branch_actions
from branches.models import Organization, TargetRegistration
from candidates import actions
from candidates.models import Candidate
from candidates.pipeline import BEFORE_ADMISSION

FILED = ("01", "02", "03", "04", "05", "08", "09", "10", "cq")
# What each registered, how far it came, and what was then given: as `present._targets` has it.
REGISTERED = (
    ("01", 4, "assigned", 3),
    ("02", 2, "assigned", 2),
    ("03", 2, "accepted", None),
    ("04", 2, "submitted", None),
)
RETURNED = ("05", 4, "Nguồn của chi bộ hiện chỉ có vài người; đề nghị rà lại số đăng ký.")
LISTED = ("01", "02", "03", "04", "05", "08", "09", "10")
NOBODY = ("06", "Thanh niên trong thôn phần lớn đi làm xa; chi bộ giao Chi đoàn liên lạc, mời về dự sinh hoạt hè.")
DONE = (
    ("agenda", "Đánh giá công tác phát triển đảng viên sáu tháng", "Đôn đốc ba chi bộ chưa có nguồn.", None, None),
    ("course", "Tập huấn khai lý lịch, thẩm tra, xác minh", "Bí thư, phó bí thư chi bộ dự đủ.", 42, None),
    ("inspection", "Kiểm tra việc phân công đảng viên giúp đỡ", "Thực hiện đúng; cần ghi nhận xét đều.", None, "06"),
)
PAPERS = (
    ("Nghị quyết chuyên đề về công tác phát triển đảng viên", "03-NQ/ĐU", "Đảng ủy xã Phú Lâm"),
    ("Kế hoạch phát triển đảng viên toàn tỉnh (minh họa)", "15-KH/TU", "Tỉnh ủy Thanh Trạch"),
)


def write_planning(commune):
    """Tell the year by the actions that the units use; after everything else is written."""
    xa, today = Organization.objects.get(code="phu-lam"), commune.today
    first = date(today.year, 1, 1)
    for title, number, issuer in PAPERS:
        days = {"number": number, "issued_on": first, "issuer": issuer}
        branch_actions.keep_document(by=None, organization=xa, title=title, **days)
    _plans(commune, xa)
    _registrations(commune, xa)
    for kind, title, result, attended, about in DONE:
        more = {"result": result, "attended": attended, "about": about and commune.cells[about]}
        branch_actions.record_leading(by=None, organization=xa, kind=kind, on=commune.ago(40), title=title, **more)
    for key in LISTED:
        _list(commune, key, people=_pool(commune.cells[key]))
    key, reason = NOBODY
    _list(commune, key, people=[], empty_because=reason)
    _review(commune)


def _plans(commune, xa):
    year = commune.today.year
    day = min(date(year, 1, 8), commune.today)
    words = {"year": year, "kind": "year", "issued_on": day, "by": None}
    branch_actions.file_plan(organization=xa, number="05-KH/ĐU", based_on="Kế hoạch số 15-KH/TU", **words)
    for number, key in enumerate(FILED, 1):
        cell = commune.cells[key]
        branch_actions.file_plan(organization=cell, number=f"{number:02}-KH/CB", based_on="05-KH/ĐU", **words)


def _registrations(commune, xa):
    year = commune.today.year
    _registered(xa, year, 26, "assigned", 24, "Kế hoạch của Tỉnh ủy (minh họa)")
    for key, value, state, given in REGISTERED:
        _registered(commune.cells[key], year, value, state, given, "Kế hoạch của Đảng ủy xã")
    # One of them waits for an answer longer than it should.
    waits = TargetRegistration.objects.filter(organization=commune.cells["04"], state="submitted")
    waits.update(submitted_on=max(commune.ago(16), date(year, 1, 1)))
    key, value, because = RETURNED
    row = branch_actions.register_target(by=None, organization=commune.cells[key], year=year, value=value, submit=True)
    branch_actions.return_registration(by=None, registration=row, because=because, version=row.version)


def _registered(unit, year, value, state, given, document):
    row = branch_actions.register_target(by=None, organization=unit, year=year, value=value, submit=True)
    if state in ("accepted", "assigned"):
        row = branch_actions.accept_registration(by=None, registration=row, version=row.version)
    if state == "assigned":
        same = {"registration": row, "version": row.version}
        branch_actions.assign_registered(by=None, value=given, document=document, **same)


def _pool(cell):
    cases = Candidate.objects.open().filter(organization=cell, stage__in=BEFORE_ADMISSION, member__isnull=True)
    return list(cases.order_by("pk"))


def _list(commune, key, *, people, empty_because=""):
    if people or empty_because:
        cell, year = commune.cells[key], commune.today.year
        actions.file_source_list(by=None, organization=cell, year=year, candidates=people, empty_because=empty_because)


def _review(commune):
    """The first cell has reviewed its list, and wrote down what speaks for two of its people."""
    people, today = _pool(commune.cells["01"]), commune.today
    drawn = people[0].source_entries.get().source_list
    said = (("A", "Nhiệt tình, hoàn thành tốt nhiệm vụ được giao"), ("B", "Cần giao thêm nhiệm vụ thử thách"))
    marks = dict(zip(people[:4], (*said, ("A", ""), ("B", "")), strict=False))
    day = min(date(today.year, 2, 10), today)
    actions.record_source_review(by=None, source_list=drawn, minutes_number="02-BB/CB", minutes_on=day, marks=marks)
    told = (
        ("movement", "Vận động năm hộ hiến đất mở rộng đường thôn", "Ban Công tác Mặt trận thôn"),
        ("award", "Giấy khen gương người tốt, việc tốt", "Ủy ban nhân dân xã"),
    )
    for person, (kind, what, source) in zip(people, told, strict=False):
        actions.record_evidence(candidate=person, by=None, kind=kind, on=commune.ago(60), what=what, source=source)
