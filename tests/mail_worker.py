"""A process of its own that mails due notices: `python -m tests.mail_worker INSTANT GO_FILE`."""

import os
import sys
import time
from datetime import datetime
from pathlib import Path


def main(instant: str, go: str) -> None:
    """Wait until the file is there, then mail until nothing is due."""
    import django

    django.setup()
    from openecf.courthouse.notices import delivery

    print("ready", flush=True)
    while not Path(go).exists():
        time.sleep(0.01)
    at = datetime.fromisoformat(instant)
    while delivery.deliver_due(at=at):
        pass


def environment(email_url: str) -> dict[str, str]:
    """Return the environment in which a process shares this test's database."""
    from django.db import connection

    return os.environ | {"DATABASE_URL": _database(connection.settings_dict), "EMAIL_URL": email_url}


def _database(wired) -> str:
    if wired["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{wired['NAME']}"
    return f"postgres://{wired['USER']}:{wired['PASSWORD']}@{wired['HOST']}:{wired['PORT']}/{wired['NAME']}"


if __name__ == "__main__":
    main(*sys.argv[1:])
