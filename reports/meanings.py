"""What the figures of a report mean, in words: every one of the catalogue, and what is worked out from them."""

from reports.catalogue import INDICATORS, as_counted_by

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


def meanings(organization):
    """(name, definition) of all, for the reader of a report of `organization`: by the day that it counts by."""
    rows = [(row.label, as_counted_by(organization.counted_by, row.definition)) for row in INDICATORS.values()]
    return [*rows, *WORKED_OUT]


def meanings_of(revision):
    """Those that held when the revision was made; of one that kept none, today's."""
    kept = revision.basis.get("meanings")
    return [tuple(each) for each in kept] if kept else meanings(revision.report.organization)
