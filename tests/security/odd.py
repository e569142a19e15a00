"""Values that are none: whatever takes them says so and goes on."""

ODD = [
    *("", "x", "-1", "0", "9" * 30, "9" * 5000, "1e9", "٣", "２", "NaN", "%", "%00", "\x00", "' OR 1=1 --"),
    *("Ð\u200b", "[]", "31/02/2026", "01/01/0001", "2026-13"),
]
