from django.urls import path

from accounts.views import log, sheets, sign_in, users

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("dat-mat-khau/", sign_in.set_password, name="set_password"),
    path("doi-mat-khau/", sign_in.change_password, name="change_password"),
    path("nhat-ky/", log.log, name="log"),
    path("nhat-ky/excel", sheets.log, name="log_xlsx"),
    path("nhiem-vu-va-quyen/", users.roles, name="roles"),
    path("", users.users, name="users"),
    path("excel", sheets.users, name="users_xlsx"),
    path("lap/", users.open_account, name="open"),
    path("nguoi-dung/<int:pk>/", users.user, name="user"),
    path("nguoi-dung/<int:pk>/phan-cong/", users.appoint, name="appoint"),
    path("nguoi-dung/<int:pk>/nhiem-vu/<int:appointment_pk>/ket-thuc/", users.dismiss, name="dismiss"),
    path("nguoi-dung/<int:pk>/dang-vien/", users.link, name="link"),
    path("nguoi-dung/<int:pk>/cap-ma/", users.issue_code, name="issue_code"),
    path("nguoi-dung/<int:pk>/khoa/", users.close_account, name="close"),
    path("nguoi-dung/<int:pk>/mo-lai/", users.reopen_account, name="reopen"),
]
