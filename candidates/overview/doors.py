"""Ways in for those who keep no cases, each with what stands there today."""

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name
from candidates.checklist import AFTER_ADMISSION
from candidates.models import ClassNomination, Introduction, TrainingClass
from candidates.overview.links import link
from partydev.dates import format_date
from partydev.numbers import integer


def doors(user, today):
    """The doors that `user` may open, and under each the sentences that say what is behind it."""
    return [
        {"title": title, "text": text, "url": link(name), "said": said(user, today) if said else []}
        for permission, name, title, text, said in DOORS
        if user.holds(permission) and link(name)
    ]


def _of_classes(user, today):
    waiting = ClassNomination.objects.visible_to(user).waiting().count()
    coming = TrainingClass.objects.visible_to(user).filter(starts_on__gte=today).order_by("starts_on", "pk").first()
    yield f"{integer(waiting)} người đang chờ xếp lớp." if waiting else "Không có ai đang chờ xếp lớp."
    if coming:
        yield f"Sắp khai giảng: {coming.name}, ngày {format_date(coming.starts_on)}."


def _of_introductions(user, today):
    rows, unions = Introduction.objects.visible_to(user).filter(introduced_on__year=today.year), user.unions()
    people = set((rows.filter(union__in=unions) if unions else rows).values_list("candidate", "candidate__stage"))
    if not people:
        yield f"Năm {today.year} chưa giới thiệu người nào."
        return
    admitted = sum(stage in AFTER_ADMISSION for _, stage in people)
    told = f"trong đó {integer(admitted)} người đã được kết nạp" if admitted else "chưa có người được kết nạp"
    yield f"Năm {today.year} đã giới thiệu {integer(len(people))} người, {told}."


DOORS = (
    (P.CLASS_VIEW, "classes:list", "Lớp bồi dưỡng", "Danh sách lớp, học viên và giấy chứng nhận.", _of_classes),
    (
        P.PERSON_INTRODUCE,
        "candidates:introduced",
        "Giới thiệu vào nguồn",
        "Giới thiệu người có thành tích nổi bật với chi bộ và xem kết quả.",
        _of_introductions,
    ),
    (
        P.ACCOUNT_MANAGE,
        "accounts:users",
        "Tài khoản, phân công",
        "Lập tài khoản, cấp mã đặt mật khẩu, phân công.",
        None,
    ),
    (P.ORGANIZATION_CHANGE, "branches:tree", "Tổ chức đảng", "Lập, đổi tên, chuyển, giải thể tổ chức đảng.", None),
    (P.LOG_VIEW, "accounts:log", "Nhật ký", "Ai đã đăng nhập, mở hồ sơ, tải báo cáo và khi nào.", None),
)
