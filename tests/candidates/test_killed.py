"""A process is killed at any moment: what it was about to write is there whole, or not at all. R4, R5."""

import os
import signal
import time

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from candidates import actions, integrity
from candidates.actions.correct import last_step
from candidates.models import Candidate, Scan, StageEvent, Vote
from candidates.scans import clearing, store
from candidates.scans import integrity as checks
from partydev.models import FormToken
from partydev.once import new_token
from tests.access.world import with_relatives as with_scans
from tests.candidates.desk_cases import appraised, cast_decided_above
from tests.candidates.scan_pages import a_dossier, keep
from tests.factories import days_ago, sign_in
from tests.security.sent import day

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = int(os.environ.get("PARTYDEV_KILLS", "12"))  # the promise is 200; so many take minutes
HEAVY = int(os.environ.get("PARTYDEV_KILLED_MB", "2")) * 1024 * 1024  # and 20 MB


@pytest.fixture
def cast():
    return cast_decided_above()


def killed(act, look):
    """Do `act` in processes of their own, each killed a little later than the one before; `look` after each.

    Returns how many of them were cut short.
    """
    began = time.monotonic()
    os.waitpid(_begin(act), 0)  # one that nobody disturbs says how long it takes
    took, cut = time.monotonic() - began, 0
    look()
    for turn in range(KILLS):
        child = _begin(act)
        time.sleep(1.2 * took * turn / KILLS)
        os.kill(child, signal.SIGKILL)
        cut += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        look()
    return cut


def _begin(act):
    child = os.fork()
    if child:
        return child
    connections["default"].connection = None  # the parent's own
    try:
        act()
    finally:
        os._exit(0)


@pytest.mark.once
def test_a_scan_has_its_whole_file_or_is_not_there(cast, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    with with_scans():
        dossier, by, content = a_dossier(cast), cast["sec_A1"], b"%PDF-1.7\n" + os.urandom(HEAVY)

        def look():
            assert [fault for check in checks.CHECKS for fault in check()] == []

        cut = killed(lambda: keep(dossier, by, content=content), look)

        # Some came through and some did not, or nothing was tried.
        assert cut > 0
        assert Scan.objects.count() > 0
        store.sweep(clearing.named(), now=time.time() + 25 * store.HOUR)
        assert {name for name, _ in store.kept_files()} == clearing.named()
        assert len(store.left()) == Scan.objects.count()


@pytest.mark.once
def test_a_resolution_is_recorded_wholly_or_not_at_all(cast):
    """The step, its vote, its number, what leads to the next stage and the token of the form: all or none."""
    case = appraised(cast, days_ago(60))
    client, url = sign_in(Client(), cast["rec_A"]), reverse("candidates:step", args=[case.pk, "committee_vote"])
    counts = {"eligible": "9", "present": "9", "votes_for": "9", "votes_against": "0", "votes_other": "0"}
    token, done = new_token(None), []

    def send():
        number = f"{len(done) + 1}-NQ/ĐU"
        client.post(url, {"on": day(0), "paper_number": number, **counts, "form_token": token})

    def look():
        nonlocal token
        connections["default"].close()
        stage = Candidate.objects.get(pk=case.pk).stage
        events = StageEvent.objects.filter(candidate=case, kind="committee_vote")
        votes = Vote.objects.filter(candidate=case, body="base").count()
        found = (events.count(), votes, FormToken.objects.filter(token=token).count())
        assert (stage, found) in (("appraised", (0, 0, 0)), ("committee_resolved", (1, 1, 1)))
        assert list(integrity.faults()) == []
        if stage == "committee_resolved":
            assert events.get().paper_number == f"{len(done) + 1}-NQ/ĐU"
            done.append(stage)
            token = new_token(None)
            actions.take_back(
                candidate=Candidate.objects.get(pk=case.pk),
                event=last_step(case.events.all()),
                by=cast["rec_A"],
                reason="Ghi nhầm",
            )

    assert killed(send, look) > 0
    assert done
