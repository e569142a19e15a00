"""How much the files of one request may weigh, asked before anything of them is read."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class BoundedUploadHandler(FileUploadHandler):
    """Stops reading a request that is, or turns out to be, heavier than the settings say; takes no file itself.

    What was read before counts: the form's secret stands first, so its page can still say what is wrong.
    `was_too_heavy` tells the view.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.left = settings.UPLOAD_MOST_BYTES
        self.announced = content_length

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if self.announced > settings.UPLOAD_MOST_BYTES:
            self._stop()

    def receive_data_chunk(self, raw_data, start):
        self.left -= len(raw_data)
        if self.left < 0:
            self._stop()
        return raw_data

    def file_complete(self, file_size):
        return None

    def _stop(self):
        self.request.files_too_heavy = True
        raise StopUpload(connection_reset=True)


def was_too_heavy(request):
    """Whether the files of this request were not read, for all they weigh."""
    return getattr(request, "files_too_heavy", False)
