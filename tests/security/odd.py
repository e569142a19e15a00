"""Values that are none: whatever takes them says so and goes on."""

from django.db import connection

ODD = [
    *("", "x", "-1", "0", "9" * 30, "9" * 5000, "1e9", "٣", "２", "NaN", "%", "%00", "\x00", "' OR 1=1 --"),
    *("Ð\u200b", "[]", "31/02/2026", "01/01/0001", "2026-13", "²", "20260"),
]
# What gets past a form and means something to a database; what forms make of the others is judged once, on SQLite.
TO_A_DATABASE = ["-1", "0", "9" * 30, "\x00", "٣", "%", "' OR 1=1 --", "Ð\u200b"]
HERE = ODD if connection.vendor == "sqlite" else TO_A_DATABASE
