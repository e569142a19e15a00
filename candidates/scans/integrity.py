"""Checks of scans, added to those of `manage.py integrity`: files against rows, and both against the profile."""

import hashlib

from candidates.models import Scan
from candidates.scans import store
from candidates.scans.clearing import named, versions_with_scans
from candidates.scans.profile import stores_scans


def profile():
    """Where the profile is closed, neither a row nor a file is left."""
    if stores_scans():
        return
    rows, files = Scan.objects.count(), len(store.left())
    if rows or files:
        yield (
            f"Còn {rows} dòng và {files} tệp của bản chụp giấy tờ, trong khi bản cài đặt này chỉ dùng sổ theo dõi. "
            "Chạy clear_scans để xóa."
        )
    if told := len(versions_with_scans()):
        yield f"{told} lần gửi hồ sơ còn nói tới bản chụp giấy tờ. Chạy clear_scans để xóa."


def files():
    """Each row's file is there, as it was when it was received."""
    if not stores_scans():
        return
    for scan in Scan.objects.files().select_related("candidate").order_by("pk").iterator():
        fault = _fault_of(scan)
        if fault:
            yield f"Hồ sơ {scan.candidate.code}: bản chụp số {scan.pk} ({scan}) {fault}."


def _fault_of(scan):
    try:
        with store.path_of(scan.stored_name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        return "không còn tệp"
    except (OSError, ValueError):
        return "có tệp không đọc được"
    return "" if (digest, size) == (scan.sha256, scan.size) else "có tệp khác với tệp đã nhận"


def rows():
    """Each file is named by a row; one that is being received just now is let be."""
    if not stores_scans():
        return
    for name, path in store.orphans(named()):
        yield f"Tệp bản chụp {name or path.name} không thuộc hồ sơ nào. Chạy sweep_scans để xóa."


def sent():
    """What a dossier held when it was sent is among the scans of that dossier."""
    if not stores_scans():
        return
    held = set(Scan.objects.files().values_list("candidate_id", "sha256"))
    for version in versions_with_scans():
        for row in version.rows:
            for sha256 in row.get("scans", ()):
                if (version.candidate_id, sha256) not in held:
                    yield f"Hồ sơ {version.candidate.code}, {version}: không còn bản chụp đã gửi của “{row['name']}”."


CHECKS = (profile, files, rows, sent)
