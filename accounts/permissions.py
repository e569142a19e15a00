"""What each role allows: one table. No view, template or queryset names a role.

A role is held by an appointment on an organization and flows down the tree. Who appoints
needs `APPOINTMENT_MANAGE` at the place and every permission of the role given: nobody
grants what they do not hold.
"""

from dataclasses import dataclass, field

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name


@dataclass(frozen=True)
class Role:
    """`own_only`: the role opens nothing by place; it sees only what is assigned to its person.

    `of_member`: its holder is a member of the cell; `of_cell`: it is a post of one cell, held by one person.
    `of_union`: the mass organization (a key of `Introduction.Union`) that it speaks for; empty: for any, if it may.
    `apart_from`: what its holder should not come to hold by another role on the same branch; `apart_why` says why.
    """

    key: str
    label: str
    permissions: frozenset = field(default_factory=frozenset)
    own_only: bool = False
    help: str = ""
    of_member: bool = False
    of_cell: bool = False
    of_union: str = ""
    apart_from: frozenset = field(default_factory=frozenset)
    apart_why: str = ""


_CELL = frozenset(
    {
        P.ORGANIZATION_VIEW,
        P.MEMBER_VIEW,
        P.MEMBER_CHANGE,
        P.CANDIDATE_VIEW,
        P.CANDIDATE_ENTER,
        P.CANDIDATE_ADVANCE,
        P.REMARK_WRITE,
        P.CLASS_VIEW,
        P.TARGET_CHANGE,
        P.REPORT_VIEW,
        P.REPORT_SUBMIT,
        P.RULEBOOK_VIEW,
    }
)
_READING = {
    P.ORGANIZATION_VIEW,
    P.MEMBER_VIEW,
    P.CANDIDATE_VIEW,
    P.CLASS_VIEW,
    P.REPORT_VIEW,
    P.RULEBOOK_VIEW,
    P.LOG_VIEW,
    P.READERS_VIEW,
}
_DOSSIERS = frozenset({P.CANDIDATE_VIEW, P.REMARK_WRITE})
_OFFICER = _CELL | {P.DOSSIER_CHECK, P.MEETING_PREPARE, P.CLASS_MANAGE, P.REPORT_ISSUE}

_ROLES = (
    Role(
        "cell_secretary",
        "Bí thư chi bộ",
        _CELL,
        help="Ghi mọi bước của chi bộ, mời nhận xét, gửi hồ sơ.",
        of_member=True,
        of_cell=True,
    ),
    Role("cell_deputy", "Phó Bí thư chi bộ", _CELL, help="Như bí thư chi bộ.", of_member=True),
    Role(
        "mentor",
        "Đảng viên được phân công giúp đỡ",
        frozenset({P.REMARK_WRITE, P.RULEBOOK_VIEW}),
        own_only=True,
        of_member=True,
        help="Chỉ thấy những người mình được chi bộ phân công giúp đỡ.",
    ),
    Role("org_officer", "Cán bộ tổ chức", _OFFICER, help="Kiểm tra, thẩm định hồ sơ; chuẩn bị phiên họp xét."),
    Role(
        "recorder",
        "Người ghi nhận quyết định của cấp ủy",
        frozenset({P.ORGANIZATION_VIEW, P.CANDIDATE_VIEW, P.MEETING_PREPARE, P.DECISION_RECORD, P.RULEBOOK_VIEW}),
        help="Ghi kết quả biểu quyết và số, ngày quyết định của từng người.",
    ),
    Role(
        "org_head",
        "Trưởng ban tổ chức (ban xây dựng Đảng)",
        _OFFICER
        | {
            P.DECISION_RECORD,
            P.PERSON_INTRODUCE,
            P.APPOINTMENT_MANAGE,
            P.ACCOUNT_MANAGE,
            P.ORGANIZATION_CHANGE,
            P.LOG_VIEW,
            P.READERS_VIEW,
            P.RULEBOOK_CHANGE,
        },
        help="Mọi việc của ban; phân công người làm ở các đơn vị trực thuộc.",
    ),
    Role(
        "leader",
        "Lãnh đạo cấp ủy",
        frozenset(
            {P.ORGANIZATION_VIEW, P.MEMBER_VIEW, P.CANDIDATE_VIEW, P.REPORT_VIEW, P.RULEBOOK_VIEW, P.READERS_VIEW}
        ),
        help="Xem kết quả, xem hồ sơ, ai đã mở hồ sơ; tải báo cáo.",
    ),
    Role(
        "political_centre",
        "Trung tâm chính trị",
        frozenset({P.CLASS_VIEW, P.CLASS_MANAGE, P.RULEBOOK_VIEW}),
        help="Chỉ thấy lớp và danh sách học viên: họ tên, năm sinh, đơn vị; khi in giấy chứng nhận thấy thêm "
        "ngày sinh, dân tộc ghi trên giấy.",
        apart_from=_DOSSIERS,
        apart_why="người của trung tâm chính trị không mở hồ sơ",
    ),
    Role(
        "youth_officer",
        "Cán bộ Đoàn Thanh niên",
        frozenset({P.PERSON_INTRODUCE}),
        of_union="youth_union",
        help="Giới thiệu người vào nguồn và biết kết quả; không mở hồ sơ.",
    ),
    Role(
        "union_officer",
        "Cán bộ công đoàn",
        frozenset({P.PERSON_INTRODUCE}),
        of_union="trade_union",
        help="Giới thiệu người vào nguồn và biết kết quả; không mở hồ sơ.",
    ),
    Role(
        "auditor",
        "Người kiểm tra nhật ký",
        frozenset({P.LOG_VIEW, P.READERS_VIEW}),
        help="Xem nhật ký, ai đã mở hồ sơ; không mở hồ sơ.",
        apart_from=frozenset(P) - _READING,
        apart_why="người kiểm tra sẽ tự kiểm tra việc mình ghi",
    ),
    Role(
        "system_admin",
        "Quản trị hệ thống",
        frozenset(
            {
                P.ORGANIZATION_VIEW,
                P.ORGANIZATION_CHANGE,
                P.ACCOUNT_MANAGE,
                P.APPOINTMENT_MANAGE,
                P.RULEBOOK_VIEW,
                P.RULEBOOK_CHANGE,
            }
        ),
        help="Tài khoản, đơn vị, quy định và lịch nghỉ; không mở hồ sơ.",
        apart_from=_DOSSIERS,
        apart_why="người quản trị hệ thống không mở hồ sơ",
    ),
)

ROLES = {role.key: role for role in _ROLES}
ROLE_CHOICES = [(role.key, role.label) for role in _ROLES]


def why_apart(one, other):
    """Why one person should not hold both roles (keys) on the same branch of the tree; "" where they may."""
    for first, second in ((ROLES[one], ROLES[other]), (ROLES[other], ROLES[one])):
        if first.apart_from & second.permissions:
            return first.apart_why
    return ""
