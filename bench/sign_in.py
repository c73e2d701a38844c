"""Signing in: the act's processor time against one Argon2id verification; request and redirects apart."""

import time
from datetime import UTC, datetime

ROUNDS = 20
AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
PASSWORD = "a long password for the bench"
GOAL = 1.25


def figures() -> list[dict]:
    """Measure on the configured database."""
    account = _account()
    return [_act(account), *_request(account)]


def _act(account) -> dict:
    """The act with its throttle and audit, one commit; interleaved with the bare verification."""
    from django.contrib.auth.hashers import verify_password

    from openecf.center.signon import signing_in

    def act():
        signing_in.sign_in(account.username, PASSWORD, address="127.0.0.1", at=AT)

    def floor():
        assert verify_password(PASSWORD, account.password)[0]

    acts, floors = [], []
    for _ in range(ROUNDS):
        acts.append(_cpu(act))
        floors.append(_cpu(floor))
    value, bare = min(acts), min(floors)
    return _figure("sign-in act, processor time", value, bare, f"at most {GOAL} x", value <= GOAL * bare)


def _request(account) -> list[dict]:
    """The POST of the login page, and all redirects of a sign-on; no goal, for the record."""
    from django.test import Client

    posts, walks, silent = [], [], []
    for _ in range(5):
        client = Client()
        form = client.get("/cso/login/", follow=True)
        posts.append(_wall(lambda where=form, one=client: _post(one, where, account.username)))
        walks.append(_wall(lambda one=client: _walk(one, "/bench-a/sign-in/?next=/bench-a/")))
        silent.append(_wall(lambda one=client: _walk(one, "/bench-b/sign-in/?next=/bench-b/")))
    return [
        _figure("sign-in request, whole", min(posts), None, "none, measured apart", None),
        _figure("redirects to a court, first", min(walks), None, "none, measured apart", None),
        _figure("redirects to a second court", min(silent), None, "none, measured apart", None),
    ]


def _post(client, form, username: str) -> None:
    answer = client.post(_path_of(form), {"username": username, "password": PASSWORD, "client_code": ""})
    assert answer.status_code in (302, 303), answer.status_code


def _walk(client, path: str) -> None:
    """Follow the redirects of a sign-on to their end, which is the court's page."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200 and answer.wsgi_request.viewer.signed_in, answer.redirect_chain


def _account():
    from openecf.center.accounts import opening
    from openecf.center.accounts.models import Account
    from openecf.center.accounts.opening import NewAccount
    from openecf.courthouse.courts import catalog
    from openecf.faces.console import opening as courts

    for court_id, source in (("bench-a", "casb"), ("bench-b", "exab")):
        courts.open_court(court_id, facts=catalog.facts(source), hosts=[], at=AT)
    made = NewAccount("benchaccount", "bench@example.org", "Bench", password=PASSWORD)
    return Account.objects.get(pk=opening.open_account(made, at=AT).pk)


def _path_of(answer) -> str:
    return answer.redirect_chain[-1][0] if answer.redirect_chain else "/cso/login/"


def _cpu(act) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def _wall(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _figure(name, value, floor, goal, met) -> dict:
    return {
        "name": name,
        "value": round(value * 1000, 2),
        "floor": round(floor * 1000, 2) if floor else None,
        "ratio": round(value / floor, 3) if floor else None,
        "goal": goal,
        "met": met,
        "unit": "ms",
    }
