"""From which number on a signal is shown: what comes with the program, and what a unit set since a day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """`default` holds until a unit, or one above it, sets another; `most` is the greatest that makes sense."""

    key: str
    label: str
    unit: str
    default: int
    most: int = 100

    def words(self, value):
        """ "2 năm liền", "50% đảng viên chính thức"."""
        return f"{value}{self.unit}" if self.unit.startswith("%") else f"{value} {self.unit}"


_KEYS = (
    Key("dormant_years", "Chi bộ chưa kết nạp: nêu từ", "năm liền", 2, 20),
    Key("dormant_years_long", "Chi bộ chưa kết nạp: cần đôn đốc ngay từ", "năm liền", 3, 30),
    Key("new_cell_years", "Chi bộ mới thành lập chưa tính khi chưa đủ", "năm", 2, 10),
    Key("few_full_members", "Chi bộ ít đảng viên: dưới", "đảng viên chính thức", 3, 30),
    Key("exempt_percent", "Đảng viên được miễn sinh hoạt: nêu từ", "% đảng viên chính thức", 50, 100),
    Key("answer_days", "Đăng ký chỉ tiêu chờ trả lời: nêu khi quá", "ngày", 10, 90),
    Key("plan_due_day", "Kế hoạch năm: nêu đơn vị chưa có, sau", "ngày kể từ đầu năm", 90, 366),
)
KEYS = {key.key: key for key in _KEYS}
CHOICES = [(key.key, key.label) for key in _KEYS]
