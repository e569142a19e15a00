"""Months in addresses: 2026-11 stands for the month's first day."""

from datetime import date

from django.urls import register_converter


class MonthConverter:
    regex = r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return date(int(value[:4]), int(value[5:]), 1)

    def to_url(self, value):
        return value if isinstance(value, str) else f"{value:%Y-%m}"


register_converter(MonthConverter, "month")
