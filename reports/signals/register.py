"""The problems that the articles name, each with the page that shows where it stands."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, resolve, reverse


@dataclass(frozen=True)
class Signal:
    """`page` names the address that shows it; `unit_by`: by which of its fields the address takes the unit."""

    key: str
    title: str
    about: str
    page: str = "reports:signal"
    unit_by: str = "code"


DORMANT, WEAK, SILENT, LEADING, BARE, GROUPS, NEW_MEMBERS = OWN = (
    "chi-bo-lau-nam",
    "chi-bo-it-dang-vien",
    "nhan-xet",
    "don-doc",
    "hop-chi-bo",
    "co-cau",
    "dang-vien-moi",
)
TARGETS, CV, VERIFICATION, UNIONS = "chi-tieu", "khai-ly-lich", "tham-tra", "doan-the"
SIGNALS = (
    Signal(DORMANT, "Chi bộ nhiều năm chưa kết nạp đảng viên", "Số năm liền, lần kết nạp gần nhất của từng chi bộ."),
    Signal(WEAK, "Chi bộ ít đảng viên, nhiều đảng viên miễn sinh hoạt", "Chi bộ cần củng cố, thêm lực lượng."),
    Signal(
        CV,
        "Khai lý lịch kéo dài",
        "Người đã khai lý lịch nhưng còn thiếu mục.",
        "dossiers:cv_unfinished",
        unit_by="pk",
    ),
    Signal(
        VERIFICATION,
        "Nơi thẩm tra chưa trả lời",
        "Văn bản đã gửi đi, chưa có trả lời; đã đôn đốc hay chưa.",
        "candidates:verifications_unanswered",
        unit_by="pk",
    ),
    Signal(SILENT, "Người thiếu nhận xét hằng tháng", "Chi bộ có người nhiều kỳ liền chưa được nhận xét."),
    Signal(
        UNIONS,
        "Đoàn thể giới thiệu người vào nguồn",
        "Số giới thiệu trong quý của từng tổ chức.",
        "candidates:union_counts",
    ),
    Signal(LEADING, "Việc quá hạn, báo cáo chưa đọc, đăng ký chờ trả lời", "Theo từng đơn vị bạn phụ trách."),
    Signal(BARE, "Họp chi bộ thiếu nội dung phát triển đảng viên", "Tháng này và tháng trước."),
    Signal(
        TARGETS,
        "Chỉ tiêu: đăng ký, giao xuống, kết quả",
        "Tổng giao cho các đơn vị so với chỉ tiêu chung.",
        "plans:home",
    ),
    Signal(GROUPS, "Nhóm còn ít trong số đảng viên mới", "So với tỷ lệ trong dân số, nếu đã nhập."),
    Signal(NEW_MEMBERS, "Chất lượng đảng viên mới kết nạp", "Xếp loại hằng năm, chỉ tính tổng số trong đơn vị."),
)
BY_KEY = {signal.key: signal for signal in SIGNALS}


def address(signal, user, organization):
    """Where `user` sees the signal in `organization`; "" where there is no such page, or not for this reader."""
    try:
        url = reverse(signal.page, args=[signal.key] if signal.page == "reports:signal" else [])
    except NoReverseMatch:
        return ""
    needs = getattr(resolve(url).func, "access", ())
    if not isinstance(needs, tuple) or not any(user.holds(permission) for permission in needs):
        return ""
    return f"{url}?don_vi={getattr(organization, signal.unit_by)}"
