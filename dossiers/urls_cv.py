"""Addresses of the applicant's CV."""

from django.urls import path

from dossiers.views import cv, cv_rows

urlpatterns = [
    path("<int:pk>/ly-lich/", cv.overview, name="cv"),
    path("<int:pk>/ly-lich/so-can-cuoc/", cv.number, name="cv_number"),
    path("<int:pk>/ly-lich/dong/<int:row>/", cv_rows.row, name="cv_row"),
    path("<int:pk>/ly-lich/dong/<int:row>/bo/", cv_rows.remove_row, name="cv_remove_row"),
    path("<int:pk>/ly-lich/nguoi-than/<int:row>/", cv_rows.relative, name="cv_relative"),
    path("<int:pk>/ly-lich/nguoi-than/<int:row>/bo/", cv_rows.remove_relative, name="cv_remove_relative"),
    path("<int:pk>/ly-lich/gia-dinh/them/<slug:group>/", cv_rows.add_relative, name="cv_add_relative"),
    path("<int:pk>/ly-lich/<slug:section>/", cv.section, name="cv_section"),
    path("<int:pk>/ly-lich/<slug:section>/them/", cv_rows.add, name="cv_add"),
]
