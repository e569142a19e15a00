"""Addresses of classes: rosters, results, who waits."""

from django.urls import path

from candidates.views import classes

app_name = "classes"
urlpatterns = [
    path("", classes.class_list, name="list"),
    path("cho-hoc/", classes.nominations, name="nominations"),
    path("mo-lop/", classes.create, name="create"),
    path("<int:pk>/", classes.detail, name="detail"),
    path("<int:pk>/dua-vao-lop/", classes.assign, name="assign"),
    path("<int:pk>/ket-qua/", classes.results, name="results"),
    path("<int:pk>/hoc-vien/<int:nomination>/bo/", classes.leave, name="leave"),
]
