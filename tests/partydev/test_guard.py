"""The guards of the test suite itself, and the script that runs it."""

import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_tests_cannot_leave_this_machine(address):
    with socket.socket() as outbound, pytest.raises(AssertionError, match="must not open connections"):
        outbound.connect(address)
    with socket.socket() as outbound, pytest.raises(AssertionError):
        outbound.connect_ex(address)


def test_tests_can_reach_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())


@pytest.mark.parametrize("script", ["up", ".ci/run"])
def test_scripts_are_executable_and_parse(script):
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    shell = "bash" if "bash" in path.read_text().splitlines()[0] else "sh"
    subprocess.run([f"/bin/{shell}", "-n", path], check=True)


def test_up_refuses_unknown_words():
    run = subprocess.run([ROOT / "up", "tset"], capture_output=True, text=True)
    assert run.returncode == 1
    assert "unknown word 'tset'" in run.stderr


@pytest.mark.once
@pytest.mark.browser
def test_the_browser_cannot_leave_this_machine(browser_page):
    from playwright.sync_api import Error

    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        browser_page.goto("http://example.org/")
