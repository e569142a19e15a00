"""What follows where this installation keeps no scans (`candidates.profile` says whether it does)."""

from django.urls.resolvers import RoutePattern

from candidates.profile import basis, stores_scans

__all__ = ["CLOSED", "ScansClosedError", "WhereOpen", "basis", "stores_scans"]

CLOSED = "Bản cài đặt này chỉ dùng sổ theo dõi nên không lưu bản chụp giấy tờ."


class ScansClosedError(RuntimeError):
    """A scan was about to be kept where the installation's profile does not allow it."""

    def __init__(self):
        super().__init__(CLOSED)


class WhereOpen(RoutePattern):
    """An address that exists only where scans are kept; elsewhere it is nowhere, whoever asks."""

    def match(self, path):
        return super().match(path) if stores_scans() else None
