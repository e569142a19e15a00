"""The main menu and the line under the user's name, for every page."""

from django.urls import NoReverseMatch, reverse

from accounts import access
from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name

# Who holds one of the permissions sees the entry; an empty tuple means everyone who is signed in.
ENTRIES = (
    ("home", "Việc của tôi", ()),
    ("candidates:list", "Người vào Đảng", (P.CANDIDATE_VIEW, P.REMARK_WRITE)),
    ("candidates:due", "Việc đến hạn", (P.CANDIDATE_VIEW,)),
    ("candidates:remarks", "Họp và nhận xét tháng", (P.CANDIDATE_ADVANCE,)),
    ("desk:queue", "Thẩm định hồ sơ", (P.DOSSIER_CHECK,)),
    ("desk:meetings", "Phiên họp xét", (P.MEETING_PREPARE,)),
    ("classes:list", "Lớp bồi dưỡng", (P.CLASS_VIEW,)),
    ("candidates:introduced", "Giới thiệu vào nguồn", (P.PERSON_INTRODUCE,)),
    ("branches:tree", "Tổ chức, đảng viên", (P.ORGANIZATION_VIEW,)),
    ("candidates:sources", "Danh sách nguồn", (P.CANDIDATE_ADVANCE,)),
    ("candidates:transfers", "Chuyển đi, chuyển đến", (P.CANDIDATE_ADVANCE,)),
    ("candidates:hand_overs", "Bàn giao công việc", (P.CANDIDATE_ADVANCE,)),
    ("plans:home", "Kế hoạch năm", (P.REPORT_VIEW,)),
    ("branches:targets", "Chỉ tiêu", (P.TARGET_CHANGE,)),
    ("reports:dashboard", "Kết quả", (P.REPORT_VIEW,)),
    ("reports:list", "Báo cáo", (P.REPORT_VIEW,)),
    ("rulebook:page", "Quy định", (P.RULEBOOK_VIEW,)),
    ("accounts:users", "Tài khoản, phân công", (P.ACCOUNT_MANAGE, P.APPOINTMENT_MANAGE)),
    ("accounts:log", "Nhật ký", (P.LOG_VIEW,)),
)


def menu(request):
    """`menu` (url, label, current), `account_line` (role and unit), `prints_at` (whose heading a printed page bears).

    Nothing for who is not signed in.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    allowed = [entry for entry in ENTRIES if not entry[2] or any(user.holds(permission) for permission in entry[2])]
    roles = access.roles_in_force(user)
    line = "; ".join(f"{role.get_role_display()}, {role.organization}" for role in roles[:2])
    return {
        "menu": _items(allowed, request.path),
        "account_line": line + ("; …" if len(roles) > 2 else ""),
        "prints_at": roles[0].organization if roles else None,
    }


def _items(entries, path):
    items = []
    for name, label, _ in entries:
        try:
            items.append({"url": reverse(name), "label": label, "current": False})
        except NoReverseMatch:
            continue
    under = [item for item in items if path == item["url"] or (item["url"] != "/" and path.startswith(item["url"]))]
    if under:
        max(under, key=lambda item: len(item["url"]))["current"] = True
    return items
