"""Addresses of a unit's year."""

from django.urls import path

from reports.views import plans, unit_sheets

app_name = "plans"
urlpatterns = [
    path("", plans.home, name="home"),
    path("<slug:code>/", plans.year, name="year"),
    path("<slug:code>/excel", unit_sheets.year, name="year_xlsx"),
    path("<slug:code>/<int:which>/dang-ky/", plans.register, name="register"),
    path("<slug:code>/<int:which>/tra-loi/", plans.respond, name="respond"),
    path("<slug:code>/<int:which>/<slug:kind>/", plans.plan, name="plan"),
]
