"""`python -m candidates.scans.page FILE NUMBER`: the photo that is a page of a scan, on standard output.

Nothing is drawn: the JPEG goes out as it was made when the scan came in. Prints nothing where the page is no single
photo. Runs within the limits of the process that takes files in.
"""

import sys

import pikepdf

from candidates.scans.worker import limit


def photo_of(path, number):
    """The JPEG of page `number` (from 1); b"" where that page is anything but one photo."""
    with pikepdf.open(path, attempt_recovery=False) as document:
        if not 1 <= number <= len(document.pages):
            return b""
        images = list(document.pages[number - 1].get_images().values())
        if len(images) != 1 or images[0].get("/Filter") != "/DCTDecode":
            return b""
        return images[0].read_raw_bytes()


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(photo_of(sys.argv[1], int(sys.argv[2])))
