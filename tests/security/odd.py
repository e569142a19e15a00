"""Values that are none: whatever takes them says so and goes on."""

from django.db import connection

ODD = [
    *("", "x", "-1", "0", "9" * 30, "9" * 5000, "1e9", "٣", "２", "NaN", "%", "%00", "\x00", "' OR 1=1 --"),
    *("Ð\u200b", "[]", "31/02/2026", "01/01/0001", "2026-13", "²", "20260"),
]
# What gets past a form and means something to a database; what forms make of the others is judged once, on SQLite.
TO_A_DATABASE = ["-1", "0", "9" * 30, "\x00", "٣", "%", "' OR 1=1 --", "Ð\u200b"]
HERE = ODD if connection.vendor == "sqlite" else TO_A_DATABASE
# What a view may read past its form, or a form take for something.
TO_A_VIEW = ["", "x", "-1", "9" * 30, "9" * 5000, "NaN", "²", "\x00", "٣", "01/01/0001"]
SENT = TO_A_VIEW if connection.vendor == "sqlite" else ["-1", "9" * 30, "\x00", "' OR 1=1 --", "Ð\u200b"]
