"""The lists whose filters can be saved under a name."""

from branches.permissions import Permission
from partydev.saved import Page


def listed_pages():
    """key -> `partydev.saved.Page`."""
    reads = Permission.CANDIDATE_VIEW
    return {
        "queue": Page(
            "desk:queue",
            "Thẩm định hồ sơ",
            (Permission.DOSSIER_CHECK,),
            ("tab", "cell", "q"),
            (("tab", "mine"),),
        ),
        "people": Page(
            "candidates:list",
            "Người vào Đảng",
            (reads, Permission.REMARK_WRITE),
            ("q", "stage", "cell", "state", "order", "overdue"),
            (("state", "open"), ("order", "due")),
        ),
        "due": Page("candidates:due", "Việc đến hạn", (reads,), ("kind", "don_vi", "state", "within", "mine")),
    }
