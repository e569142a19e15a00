"""The vocabulary of what a person may do. Who may do it is `accounts.permissions.ROLES`.

Each permission is held on an organization and flows down the tree from there.
"""

from enum import StrEnum


class Permission(StrEnum):
    """One kind of act or reading; the value is stored, the label is shown."""

    def __new__(cls, value, label):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    ORGANIZATION_VIEW = "organization_view", "Xem cây tổ chức"
    ORGANIZATION_CHANGE = "organization_change", "Lập, đổi tên, chuyển, giải thể tổ chức đảng"
    MEMBER_VIEW = "member_view", "Xem danh sách đảng viên"
    MEMBER_CHANGE = "member_change", "Cập nhật danh sách đảng viên"
    CANDIDATE_VIEW = "candidate_view", "Mở hồ sơ người vào Đảng"
    CANDIDATE_ENTER = "candidate_enter", "Đưa người vào nguồn, tiếp nhận hiện trạng"
    CANDIDATE_ADVANCE = "candidate_advance", "Ghi nhận các bước của chi bộ"
    REMARK_WRITE = "remark_write", "Ghi nhận xét hằng tháng"
    DOSSIER_CHECK = "dossier_check", "Kiểm tra, thẩm định hồ sơ"
    MEETING_PREPARE = "meeting_prepare", "Chuẩn bị phiên họp xét"
    DECISION_RECORD = "decision_record", "Ghi nhận biểu quyết và quyết định của cấp ủy"
    CLASS_VIEW = "class_view", "Xem danh sách lớp bồi dưỡng"
    CLASS_MANAGE = "class_manage", "Mở lớp, ghi kết quả và giấy chứng nhận"
    PERSON_INTRODUCE = "person_introduce", "Đoàn thể giới thiệu người vào nguồn"
    TARGET_CHANGE = "target_change", "Giao, ghi chỉ tiêu"
    REPORT_VIEW = "report_view", "Xem và tải báo cáo"
    REPORT_SUBMIT = "report_submit", "Soạn báo cáo, gửi lên cấp trên"
    REPORT_ISSUE = "report_issue", "Nhận báo cáo cấp dưới; khóa số liệu, ghi số, ngày, người ký"
    RULEBOOK_VIEW = "rulebook_view", "Xem quy định áp dụng"
    RULEBOOK_CHANGE = "rulebook_change", "Xác nhận, sửa quy định; sửa lịch nghỉ lễ"
    ACCOUNT_MANAGE = "account_manage", "Lập, khóa tài khoản và cấp mã đặt mật khẩu"
    APPOINTMENT_MANAGE = "appointment_manage", "Phân công nhiệm vụ trên hệ thống"
    LOG_VIEW = "log_view", "Xem nhật ký truy cập"
    READERS_VIEW = "readers_view", "Xem ai đã mở hồ sơ của một người"
