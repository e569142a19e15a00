"""Addresses of the rulebook: values by day, differences, one value, days off."""

from django.urls import path

from candidates.views import holidays, rulebook

app_name = "rulebook"
urlpatterns = [
    path("", rulebook.page, name="page"),
    path("so-sanh/", rulebook.compare, name="compare"),
    path("muc/<slug:key>/", rulebook.value, name="value"),
    path("muc/<slug:key>/ghi/", rulebook.revise, name="revise"),
    path("ngay-nghi/", holidays.year, name="holidays"),
    path("ngay-nghi/them/", holidays.add, name="holiday_add"),
    path("ngay-nghi/<int:pk>/sua/", holidays.change, name="holiday_change"),
    path("ngay-nghi/<int:pk>/bo/", holidays.remove, name="holiday_remove"),
]
