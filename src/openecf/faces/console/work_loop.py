"""The work loop: takes up due rows of both houses, again and again. Any number may run at once."""

import logging
import threading
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db import connection

from openecf.faces import transport
from openecf.foundation import clock
from openecf.letters import sending

PAUSE_SECONDS = 0.3
SWEEP_EVERY = timedelta(hours=1)
log = logging.getLogger("openecf.work")


def work_once() -> int:
    """Do what is due now; return how many rows were taken up."""
    at = clock.now()
    done = sending.send_due(at=at)
    if "center" in settings.ROLES:
        done += _center_work(at)
    if "court" in settings.ROLES:
        done += _court_work(at)
    return done


def work_until(stop: threading.Event) -> None:
    """Work until the event is set; at this top of the loop one bad row must not stop all mail."""
    swept_at = None
    _open_doors()
    if "center" in settings.ROLES:  # a slow mail server must not keep courts from hearing of log-outs
        threading.Thread(target=_tell_courts_until, args=(stop,), name="log-outs", daemon=True).start()
    while not stop.is_set():
        try:
            work_once()
            if swept_at is None or clock.now() - swept_at > SWEEP_EVERY:
                swept_at = clock.now()
                sweep()
        except Exception:
            log.exception("a round of the work loop failed; the next one begins anew")
            connection.close()
        stop.wait(PAUSE_SECONDS)
    connection.close()


def _tell_courts_until(stop: threading.Event) -> None:
    from openecf.center.signon import logout

    while not stop.is_set():
        try:
            logout.deliver_due(transport.http_session(), at=clock.now())
        except Exception:
            log.exception("telling courts of log-outs failed; the next round begins anew")
            connection.close()
        stop.wait(PAUSE_SECONDS)
    connection.close()


def sweep() -> None:
    """Do what may wait an hour: take away what was left behind, make the bills of quarters that are over."""
    if "center" in settings.ROLES:
        from openecf.center.accounts import links
        from openecf.center.payments import visits
        from openecf.center.signon import authenticator_apps, challenges, lost_phone_wait, tokens
        from openecf.center.usage import disuse, statements

        links.sweep(at=clock.now())
        visits.sweep(at=clock.now())
        statements.close_due(at=clock.now())
        disuse.rest(at=clock.now())
        lost_phone_wait.remind(at=clock.now())
        challenges.sweep(at=clock.now())
        authenticator_apps.sweep(at=clock.now())
        tokens.sweep(at=clock.now())
    if "court" in settings.ROLES:
        from openecf.courthouse.documents import intake

        intake.sweep(at=clock.now())


def start_in_background() -> threading.Event:
    """Start the loop in a thread of this process; set the event to stop it."""
    stop = threading.Event()
    _open_doors()
    threading.Thread(target=work_until, args=(stop,), name="work-loop", daemon=True).start()
    return stop


def _open_doors() -> None:
    """Import every page before there are threads: two that import pages of one circle would wait for ever."""
    for role in ("center", "court"):
        if role in settings.ROLES:
            import_module(f"openecf.faces.{role}.urls")


def _center_work(at) -> int:
    from openecf.center.signon import logout
    from openecf.center.standing import errands
    from openecf.center.usage import collecting

    http = transport.http_session()
    return (
        logout.deliver_due(http, at=at)
        + errands.deliver_due(http, at=at)
        + collecting.collect_due(http, at=at)
    )


def _court_work(at) -> int:
    from openecf.courthouse.billing import outbox
    from openecf.courthouse.notices import delivery, summaries
    from openecf.courthouse.people import bulletins

    http = transport.http_session()
    reported = bulletins.deliver_due(http, at=at) + outbox.report_due(http, at=at)
    return reported + delivery.deliver_due(at=at) + summaries.deliver_due(at=at)
