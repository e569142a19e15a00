"""What became of a person, in one plain phrase for who introduced them and opens no dossier."""

from candidates.pipeline import STAGES

FOSTERED, TAUGHT = "Đang bồi dưỡng", "Đã học lớp bồi dưỡng nhận thức về Đảng"

# (phrase, tone of its badge) by stage; what is not here goes by the phase.
_BY_STAGE = {
    "cell_resolved": ("Đã được đề nghị kết nạp", "info"),
    "submitted": ("Đã được đề nghị kết nạp", "info"),
    "returned": ("Đã được đề nghị kết nạp", "info"),
    "appraised": ("Đã được đề nghị kết nạp", "info"),
    "committee_resolved": ("Đã được đề nghị kết nạp", "info"),
    "pending_decision": ("Đã được đề nghị kết nạp", "info"),
    "decided": ("Đã có quyết định kết nạp", "good"),
    "deferred": ("Tạm dừng xem xét", "plain"),
    "not_admitted": ("Chưa đủ điều kiện xem xét kết nạp", "plain"),
    "withdrawn": ("Đưa ra khỏi danh sách nguồn", "plain"),
    "struck_off": ("Không còn trong danh sách đảng viên dự bị", "plain"),
    "annulled": ("Quyết định kết nạp đã bị hủy", "plain"),
    "transferred_out": ("Chuyển đi nơi khác", "plain"),
    "left": ("Không còn trong danh sách đảng viên", "plain"),
}
_BY_PHASE = {
    1: (FOSTERED, "info"),
    2: ("Đang lập hồ sơ", "info"),
    4: ("Đã kết nạp", "good"),
    5: ("Đảng viên chính thức", "good"),
}


def outcome(stage, *, has_certificate):
    """(phrase, tone) for a case at `stage`; who finished the awareness class has learned already."""
    if has_certificate and STAGES[stage].phase == 1:
        return TAUGHT, "info"
    return _BY_STAGE.get(stage) or _BY_PHASE[STAGES[stage].phase]
