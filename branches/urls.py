from django.urls import path

from branches.views import leading, members, organizations, targets, tree

app_name = "branches"

_unit = [
    ("", organizations.organization, "organization"),
    ("truc-thuoc/", tree.children, "children"),
    ("lap-don-vi/", organizations.found, "found"),
    ("doi-ten/", organizations.rename, "rename"),
    ("chuyen/", organizations.move, "move"),
    ("giai-the/", organizations.dissolve, "dissolve"),
    ("sua/", organizations.edit, "edit"),
    ("cap-quyet-dinh/", organizations.authority, "authority"),
    ("doan-the/", organizations.union, "union"),
    ("dang-vien/", members.members, "members"),
    ("dang-vien/them/", members.add, "member_add"),
    ("dang-vien/tiep-nhan/", members.transfer_in, "transfer_in"),
    ("chi-tieu/", targets.unit_targets, "unit_targets"),
    ("lanh-dao/", leading.leading, "leading"),
    ("lanh-dao/van-ban/", leading.document_add, "document_add"),
    ("lanh-dao/<slug:kind>/", leading.leading_add, "leading_add"),
    ("xep-loai/", leading.grades, "grades"),
]
_member = [
    ("", members.member, "member"),
    ("chuyen-di/", members.transfer_out, "transfer_out"),
    ("chuyen-chi-bo/", members.transfer, "transfer"),
    ("ra-khoi-danh-sach/", members.departure, "departure"),
    ("phuc-hoi/", members.restore, "restore"),
    ("mien-cong-tac/", members.exempt, "exempt"),
    ("phat-the/", members.card, "card"),
    ("chuc-vu/", members.position, "position"),
    ("chuc-vu/<int:position_pk>/thoi/", members.position_end, "position_end"),
    ("to-dang/", members.party_group, "party_group"),
]

urlpatterns = [
    path("", tree.tree, name="tree"),
    path("chi-tieu/", targets.targets, name="targets"),
    *[path(f"don-vi/<slug:code>/{tail}", view, name=name) for tail, view, name in _unit],
    *[path(f"dang-vien/<int:pk>/{tail}", view, name=name) for tail, view, name in _member],
]
