"""The chapters of the rulebook, and how the codes among its values read. No Django here."""

CONDITIONS, CLASSES, INTRODUCERS, DOSSIER, VOTES, DECIDING, CEREMONY, PROBATION, AGAIN, MOVES, LEAVING, FORMS = (
    "Điều kiện của người vào Đảng",
    "Lớp bồi dưỡng",
    "Đảng viên giới thiệu, giúp đỡ",
    "Hồ sơ, thẩm tra lý lịch",
    "Biểu quyết",
    "Quyết định kết nạp, công nhận",
    "Lễ kết nạp",
    "Thời gian dự bị",
    "Kết nạp lại",
    "Nơi xem xét, chuyển sinh hoạt đảng",
    "Xóa tên, khiếu nại, quản lý hồ sơ",
    "Biểu mẫu, thể thức văn bản",
)
CHAPTERS = (
    CONDITIONS,
    CLASSES,
    INTRODUCERS,
    DOSSIER,
    VOTES,
    DECIDING,
    CEREMONY,
    PROBATION,
    AGAIN,
    MOVES,
    LEAVING,
    FORMS,
)

SCHOOLING = {
    "literate": "biết đọc, biết viết chữ Quốc ngữ",
    "primary": "hoàn thành chương trình tiểu học",
    "lower_secondary": "hoàn thành chương trình trung học cơ sở hoặc cao hơn",
    "lower_secondary_diploma": "bằng tốt nghiệp trung học cơ sở hoặc cao hơn",
}
BODIES = {
    "district_standing": "ban thường vụ cấp ủy cấp trên trực tiếp của tổ chức cơ sở đảng, hoặc cấp ủy được ủy quyền",
    "commune_standing": "ban thường vụ đảng ủy xã, phường, đặc khu và tương đương",
    "base_standing": "ban thường vụ đảng ủy cơ sở",
}
PERSONS = {
    "applicant": "người vào Đảng",
    "parents": "cha, mẹ đẻ",
    "parents_in_law": "cha, mẹ vợ (chồng)",
    "raiser": "người trực tiếp nuôi dưỡng bản thân",
    "spouse": "vợ (chồng)",
    "children": "con đẻ có năng lực hành vi dân sự đầy đủ",
    "spouse_raiser": "người trực tiếp nuôi dưỡng vợ (chồng)",
}
BARRED = {
    "gave_up": "tự bỏ sinh hoạt đảng",
    "own_request": "tự làm đơn xin ra khỏi Đảng (trừ hoàn cảnh gia đình đặc biệt khó khăn)",
    "disunity": "gây mất đoàn kết nội bộ nghiêm trọng",
    "corruption": "bị kết án về tội tham nhũng",
    "waste": "bị kết án về tội gây lãng phí",
    "negative_acts": "bị kết án về hành vi tiêu cực",
    "serious_crime": "bị kết án về tội nghiêm trọng trở lên",
}
FORM_EDITIONS = {
    "hd09": "theo Hướng dẫn 09-HD/BTCTW năm 2017",
    "hd12": "theo Hướng dẫn 12-HD/BTCTW năm 2022",
    "hd38": "theo Hướng dẫn 38-HD/BTCTW năm 2025",
}
LAYOUT_EDITIONS = {
    "hd36": "theo Hướng dẫn 36-HD/VPTW năm 2018",
    "hd05": "theo Quy định 399-QĐ/TW và Hướng dẫn 05-HD/VPTW năm 2026",
}
