"""What the figures of a report mean, in words: every one of the catalogue, and what is worked out from them."""

from reports.catalogue import INDICATORS

WORKED_OUT = (
    (
        "So với cùng kỳ",
        "Số kỳ này trừ số của đúng kỳ đó năm trước; tỷ lệ là chênh lệch × 100 / số năm trước.",
    ),
    (
        "Đạt … % chỉ tiêu, kế hoạch",
        "Số kết nạp × 100 / chỉ tiêu của nguồn giao đó, trong thời gian của chỉ tiêu.",
    ),
    (
        "Chiếm … %",
        "Số của nhóm × 100 / tổng số đảng viên mới kết nạp trong kỳ. Các nhóm trùng nhau thì không cộng.",
    ),
    ("Lũy kế", "Từ ngày đầu năm (hoặc đầu nhiệm kỳ) đến ngày cuối kỳ báo cáo."),
    ("Làm tròn", "Làm tròn số học đến một số lẻ; không làm tròn các bước giữa chừng."),
)


def meanings():
    """(name, definition) of all, for the reader of a report."""
    return [*((row.label, row.definition) for row in INDICATORS.values()), *WORKED_OUT]
