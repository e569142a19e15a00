"""The application as someone in front of a browser knows it: labels, buttons, links, sentences."""

import io
import os
import re
import subprocess
from pathlib import Path

from django.core.management import call_command
from PIL import Image
from playwright.sync_api import expect

from tests.factories import PASSWORD

# Where the pictures of the README go; without it no picture is taken.
PICTURES = os.environ.get("PICTURES")
COLOURS, SHOWN = 64, 1100
# Milliseconds; a busy machine is not a fault.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


class Screen:
    """One person's browser, signed in or not; every method does what a finger does, or reads what an eye reads."""

    def __init__(self, page, url):
        self.page, self.url = page, url
        page.set_default_timeout(PATIENCE)

    # Where one is

    @property
    def main(self):
        return self.page.locator("main")

    def open(self, address):
        """Type an address."""
        self.page.goto(self.url + address)
        return self

    def sign_in(self, username, password=PASSWORD):
        self.open("/")
        self.fill("Tên đăng nhập", username)
        self.fill("Mật khẩu", password)
        self.press("Đăng nhập")
        expect(self.page.get_by_role("heading", level=1, name="Đăng nhập")).to_have_count(0)
        return self

    def menu(self, label):
        """Choose from the main menu, which a phone keeps folded."""
        summary = self.page.locator(".menu-toggle summary")
        if summary.is_visible():
            summary.click()
        link = self.page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name=label)
        with self.page.expect_navigation():
            link.click()
        return self

    # What one does

    def field(self, label):
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(\(không bắt buộc\)\s*)?$"))

    def fill(self, label, value):
        self.unfold(self.field(label)).fill(value if isinstance(value, str) else f"{value:%d/%m/%Y}")
        return self

    def unfold(self, inner):
        """Open what hides `inner`, if anything does."""
        folded = inner.locator("xpath=ancestor-or-self::details[not(@open)]")
        while folded.count():
            folded.first.locator("summary").first.click()
        return inner

    def choose(self, label, words):
        """Choose in a list the line that holds `words`."""
        box = self.unfold(self.field(label))
        line = box.locator("option").filter(has_text=words).first
        box.select_option(value=line.get_attribute("value"))
        return self

    def tick(self, label):
        self.main.get_by_label(label).first.check()
        return self

    def untick(self, label):
        self.main.get_by_label(label).first.uncheck()
        return self

    def press(self, label, within=None, exact=True):
        found = self._found("button", label, within, exact)
        with self.page.expect_navigation():
            found.click()
        return self

    def follow(self, label, within=None, exact=True):
        found = self._found("link", label, within, exact)
        with self.page.expect_navigation():
            found.click()
        return self

    def _found(self, role, label, within, exact):
        """The first in sight that is called so; where none is, what hides it is opened."""
        place, name = within or self.main, {"name": label, "exact": exact}
        somewhere = place.get_by_role(role, **name, include_hidden=True).first
        somewhere.wait_for(state="attached")
        if not place.get_by_role(role, **name).count():
            self.unfold(somewhere)
        return place.get_by_role(role, **name).first

    def part(self, name):
        """A part of a page, by the id that findings link to."""
        return self.unfold(self.main.locator(f"#{name}"))

    # What one sees

    def says(self, *sentences):
        for sentence in sentences:
            expect(self.main).to_contain_text(sentence)
        return self

    def is_headed(self, heading):
        expect(self.main.get_by_role("heading", level=1)).to_contain_text(heading)
        return self

    def complains(self, label, sentence):
        """The sentence stands at the field, and the summary above leads to it."""
        box = self.field(label).locator("xpath=ancestor::*[contains(@class, 'field') or self::td][1]")
        expect(box).to_contain_text(sentence)
        expect(self.main.get_by_role("heading", name="Có lỗi cần sửa")).to_be_visible()
        assert self.page.title().startswith("Lỗi:")
        return self

    def holds(self, label, value):
        expect(self.field(label)).to_have_value(value)
        return self

    def fits(self):
        """Nothing makes the page scroll sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.page.viewport_size["width"], f"{self.page.url} is {wide} px wide"
        return self

    def picture(self, name):
        """Keep the upper part of the page as docs/pictures/`name`.png, small."""
        if PICTURES:
            self.page.wait_for_load_state("networkidle")
            high = self.page.evaluate("document.documentElement.scrollHeight")
            clip = {"x": 0, "y": 0, "width": self.page.viewport_size["width"], "height": min(high, SHOWN)}
            keep(self.page.screenshot(full_page=True, clip=clip), name)
        return self


def keep(png, name):
    """Write a picture with few colours: pages are flat, and the repository stays small."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    folder = Path(PICTURES)
    folder.mkdir(parents=True, exist_ok=True)
    picture.save(folder / f"{name}.png", optimize=True)


def keep_page(pdf, name):
    """Keep the first page of a PDF as a picture."""
    command = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-"]
    keep(subprocess.run(command, input=pdf, capture_output=True, check=True).stdout, name)


def prove_integrity():
    """What the database holds agrees with itself."""
    call_command("integrity")
