"""Which document of which organ lets a step pass that a rule stops, and who may record it. No Django here.

A finding is passed only by the organ that the law names, with its document: ONE table. A document
counts when it is not dated after the day that is judged; where the law wants it by a later step, it
serves the earlier ones whatever its day (`ahead_of`). Only number, day and issuer are ever recorded,
never what the document says.
"""

from dataclasses import dataclass
from datetime import date

CELL, COMMITTEE = "cell", "committee"


@dataclass(frozen=True)
class GroundKind:
    """`lifts` and `ahead_of` name rules; `recorded_by`: the cell, or the committee's officer only.

    `issuer` is the organ that the law names, `about` what whoever records should know.
    """

    key: str
    label: str
    issuer: str
    lifts: tuple = ()
    ahead_of: tuple = ()
    recorded_by: str = CELL
    about: str = ""
    without_note: bool = False  # nothing beside number, day and issuer is ever written down


@dataclass(frozen=True)
class Ground:
    """A recorded document; `issued_on` is None where the day is not known (taken over)."""

    kind: str
    number: str
    issued_on: date | None = None


_KINDS = (
    GroundKind(
        "over_60_consent",
        "Văn bản đồng ý xem xét kết nạp người trên 60 tuổi",
        "Ban thường vụ cấp ủy trực thuộc Trung ương",
        lifts=("over_60_was_consented",),
        ahead_of=("young_enough",),
        about="Văn bản phải có trước khi ra quyết định kết nạp.",
    ),
    GroundKind(
        "schooling_evidence",
        "Văn bản xác nhận địa bàn đặc thù hoặc vai trò già làng, trưởng bản, người có uy tín",
        "Ủy ban nhân dân xã, phường, đặc khu hoặc cấp có thẩm quyền",
        ahead_of=("schooling_exception_is_evidenced",),
        about="Địa bàn đặc thù: miền núi, biên giới, hải đảo, vùng dân tộc thiểu số, vùng đặc biệt khó khăn, "
        "ngư dân trên biển.",
    ),
    GroundKind(
        "political_conclusion",
        "Kết luận về vấn đề chính trị",
        "Cấp ủy có thẩm quyền",
        lifts=("political_issue_is_concluded",),
        recorded_by=COMMITTEE,
        without_note=True,
        about="Chỉ ghi số, ngày và cấp ra kết luận. Không ghi nội dung kết luận vào hệ thống.",
    ),
    GroundKind(
        "religion_consultation",
        "Văn bản cho ý kiến về người theo tôn giáo",
        "Cấp ủy cấp trên",
        lifts=("religion_is_consulted",),
    ),
    GroundKind(
        "foreign_consultation",
        "Văn bản cho ý kiến về người có yếu tố nước ngoài",
        "Cấp ủy cấp trên",
        lifts=("foreign_tie_is_consulted",),
    ),
    GroundKind(
        "other_cell_considers",
        "Văn bản thống nhất chi bộ xem xét",
        "Cấp ủy cấp trên trực tiếp",
        lifts=(
            "worker_is_at_the_right_cell",
            "student_is_at_the_right_cell",
            "seconded_person_is_at_the_right_cell",
        ),
        about="Ghi ở “Ghi chú” chi bộ được giao xem xét. Nếu là chi bộ khác, chuyển hồ sơ sang chi bộ đó.",
    ),
    GroundKind(
        "small_cell_assignment",
        "Văn bản của cấp trên đối với chi bộ chưa đủ đảng viên chính thức",
        "Cấp ủy cấp trên trực tiếp",
        about="Ghi ở “Ghi chú” đảng viên được tăng cường, hoặc chi bộ được giao xem xét. Văn bản này không thay "
        "cho số đảng viên: phải ghi đảng viên tăng cường vào danh sách, hoặc chuyển hồ sơ sang chi bộ được giao.",
    ),
    GroundKind(
        "late_ceremony_consent",
        "Văn bản đồng ý tổ chức lễ kết nạp quá thời hạn",
        "Cấp ủy cấp trên trực tiếp",
        lifts=("ceremony_in_time",),
    ),
    GroundKind(
        "readmission_consent",
        "Văn bản đồng ý xem xét kết nạp lại",
        "Ban thường vụ tỉnh ủy, thành ủy và tương đương",
        lifts=("readmission_was_consented",),
        ahead_of=("readmission_is_consented",),
        about="Văn bản phải có trước khi ra quyết định kết nạp lại.",
    ),
)
GROUND_KINDS = {kind.key: kind for kind in _KINDS}
GROUND_CHOICES = [(kind.key, kind.label) for kind in _KINDS]
# rule -> the kind of document that lets it pass
LIFTED_BY = {rule: kind for kind in _KINDS for rule in (*kind.lifts, *kind.ahead_of)}


def lifting(rule, facts):
    """The recorded `Ground` with which `rule` passes on the day of `facts`; None where there is none."""
    kind = LIFTED_BY.get(rule)
    if kind is None:
        return None
    fitting = [each for each in facts.grounds if each.kind == kind.key]
    if rule in kind.lifts:
        fitting = [each for each in fitting if each.issued_on is None or each.issued_on <= facts.on]
    return fitting[-1] if fitting else None


def too_late(rule, facts):
    """A recorded `Ground` that would let `rule` pass, were it not dated after the day of `facts`; or None."""
    kind = LIFTED_BY.get(rule)
    if kind is None or rule not in kind.lifts:
        return None
    later = [g for g in facts.grounds if g.kind == kind.key and g.issued_on and g.issued_on > facts.on]
    return later[0] if later else None


def told(ground):
    """The document in one sentence: its kind, number and day."""
    day = f" ngày {ground.issued_on:%d/%m/%Y}" if ground.issued_on else ""
    return f"{GROUND_KINDS[ground.kind].label}: số {ground.number}{day}."
