"""Many people at the same moment."""

import threading

from django.db import connection


def at_once(*acts):
    """Do each of `acts` in a thread of its own, all at the same moment.

    Returns what each gave back, or the exception it raised, in the order in which they ended.
    """
    barrier, answers = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait()
            answers.append(act())
        except Exception as refusal:  # noqa: BLE001 - handed to the test, which looks at it
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
