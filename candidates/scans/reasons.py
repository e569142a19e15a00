"""Why a file is not taken, in words for whoever sent it."""

from candidates.scans import limits

_MB = limits.MB

REASONS = {
    "empty": "không có nội dung. Hãy chụp hoặc chọn lại.",
    "too_heavy": f"nặng hơn {limits.MOST_BYTES // _MB} MB. Hãy chụp lại ở độ phân giải thấp hơn, "
    "hoặc chia thành nhiều tệp.",
    "heic": "là ảnh HEIC, hệ thống chưa đọc được. Trên iPhone, vào Cài đặt, Camera, Định dạng, "
    "chọn “Tương thích nhất” rồi chụp lại.",
    "office": "là tệp Word, Excel hoặc tệp nén. Hãy lưu thành PDF, hoặc in ra rồi chụp.",
    "program": "là tệp chương trình, không phải bản chụp giấy tờ.",
    "other_kind": "không phải ảnh JPEG, ảnh PNG hay tệp PDF.",
    "two_things": "có nội dung lạ ghép bên trong (trang web, tệp nén hoặc tài liệu khác). Hãy chụp lại giấy tờ.",
    "cut_photo": "bị thiếu một phần, không mở được hết ảnh. Hãy chụp hoặc chọn lại.",
    "cut_pdf": "là PDF bị hỏng hoặc thiếu một phần. Hãy xuất lại tệp PDF, hoặc chụp giấy tờ.",
    "locked": "là PDF có mật khẩu hoặc bị khóa. Hãy bỏ khóa rồi gửi lại, hoặc chụp giấy tờ.",
    "acts": "là PDF có lệnh tự chạy bên trong. Hãy in ra rồi chụp.",
    "carries": "là PDF có tệp khác đính kèm bên trong. Hãy bỏ tệp đính kèm, hoặc chụp giấy tờ.",
    "no_page": "là PDF không có trang nào.",
    "pages": f"có nhiều hơn {limits.MOST_PAGES} trang. Hãy chia nhỏ.",
    "pixels": f"có nhiều hơn {limits.MOST_PIXELS // 1_000_000} triệu điểm ảnh. Hãy chụp lại ở độ phân giải thấp hơn.",
    "complex": "quá phức tạp, mở quá lâu. Hãy in ra rồi chụp.",
}
NOTHING = "Chưa có tệp nào. Hãy chụp hoặc chọn tệp rồi gửi lại."
TOO_MANY = f"Mỗi lần gửi nhiều nhất {limits.MOST_FILES} tệp."
TOO_HEAVY = f"Mỗi lần gửi nhiều nhất {limits.MOST_BYTES_TOGETHER // _MB} MB. Hãy bớt tệp rồi gửi lại."
BROKEN = "Lần gửi này đã quá lâu hoặc bị gián đoạn. Hãy mở lại trang, chọn tệp rồi gửi lại."
NO_ROOM = "Ổ đĩa của máy chủ đã đầy nên chưa nhận được tệp. Hãy báo người quản trị; sổ theo dõi vẫn ghi được."


def in_words(code, file, count):
    """A whole sentence; of several files it says which, by its place, for a file's name may be anybody's."""
    which = "Tệp này" if count == 1 else f"Tệp thứ {file}" if file else "Các tệp này"
    return f"{which} {REASONS[code]}"
