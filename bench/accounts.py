"""The service center under load: a page of a holder, sign-ins by the API, and a million accounts."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

ROUNDS, WARM_UP = 40, 10
FEW, MANY = 1_000, 1_000_000
MOST_PAGE, MOST_GROWTH = 8.0, 1.5
API_GOAL, THREADS, API_SECONDS = 50, 4, 6.0
PASSWORD = "A long password for the bench!"
AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def figures() -> list[dict]:
    """Measure on the configured database."""
    _open("benchholder")
    return [*_page(), *_api(), *_growth()]


def _page() -> list[dict]:
    """A page of a signed-in holder: queries for session and viewer; processor time against a bare view."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, bare = _signed_in("benchholder"), _bare_client()
    pages = {"center, change password": "/cso/account/password/"}
    found = []
    for name, path in pages.items():
        with CaptureQueriesContext(connection, ) as asked:
            assert client.get(path).status_code == 200
        about = [each for each in asked if "signon_providersession" in each["sql"] or "session" in each["sql"]]
        count = len(asked)
        found.append(_figure(f"{name}: queries of session and viewer", len(about), None, "at most 1", len(about) <= 1, ""))
        found.append(_figure(f"{name}: queries in all", count, None, "none, printed beside", None, ""))
        value, floor = _least_cpu(lambda where=path: client.get(where), lambda: bare.get("/"))
        met = value <= MOST_PAGE * floor
        found.append(_figure(f"{name}: processor time", value * 1000, floor * 1000, f"at most {MOST_PAGE:g} x", met, "ms"))
    return found


def _bare_client():
    """Return a client of a view that does nothing, with no middleware at all."""
    from django.core.handlers.base import BaseHandler
    from django.http import HttpResponse
    from django.test import Client, override_settings

    class Bare(Client):
        def __init__(self):
            super().__init__()
            with override_settings(MIDDLEWARE=[]):
                self.handler.load_middleware()
            assert isinstance(self.handler, BaseHandler)

        def get(self, path):
            request = self._base_environ(PATH_INFO=path, REQUEST_METHOD="GET")
            from django.core.handlers.wsgi import WSGIRequest

            made = WSGIRequest(request)
            made.urlconf = type("Urls", (), {"urlpatterns": [_PATH(lambda _: HttpResponse("bare"))]})
            return self.handler.get_response(made)

    return Bare()


def _PATH(view):
    from django.urls import path

    return path("", view)


def _api() -> list[dict]:
    """Sign-ins a second by the API from four threads, and bare verifications a second beside."""
    from django.contrib.auth.hashers import verify_password
    from django.db import connection
    from django.test import Client

    from openecf.center.accounts.models import Account

    stored = Account.objects.get(username="benchholder").password
    body = json.dumps({"loginId": "benchholder", "password": PASSWORD})

    def ask(client):
        answer = client.post("/cso/services/cso-auth", body, content_type="application/json")
        assert answer.json()["loginResult"] == "0", answer.content

    limit = _rate(lambda _: verify_password(PASSWORD, stored), lambda: None)
    rate = _rate(ask, Client, lambda: connection.close())  # the proxy: each thread its own
    goal = min(API_GOAL, limit)
    words = f"at least {API_GOAL}/s, or the hash's own {limit:.0f}/s"
    return [_figure("API sign-ins", rate, limit, words, rate >= goal, "/s")]


def _rate(act, make, leave=lambda: None) -> float:
    """Return how often a second the threads together do an act."""

    def work(until):
        thing, done = make(), 0
        while time.perf_counter() < until:
            act(thing)
            done += 1
        leave()
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        started = time.perf_counter()
        done = sum(pool.map(work, [started + API_SECONDS] * THREADS))
        return done / (time.perf_counter() - started)


def _growth() -> list[dict]:
    """Sign-in beyond the hash, and looking an account up: with a million accounts against a thousand."""
    _fill(FEW)
    few = _measured(FEW)
    _fill(MANY)
    many = _measured(MANY)
    return [
        _figure(
            f"{name} with {MANY:,} accounts against {FEW:,}",
            many[name] * 1000,
            few[name] * 1000,
            f"at most {MOST_GROWTH:g} x",
            many[name] <= MOST_GROWTH * few[name],
            "ms",
        )
        for name in few
    ]


def _measured(size: int) -> dict[str, float]:
    """Return the best wall time of each act; the usernames differ from round to round."""
    from unittest.mock import patch

    from openecf.center.accounts import usernames
    from openecf.center.signon import signing_in

    names = iter(range(size))

    def sign_in():
        signing_in.sign_in(f"load{next(names) * 7919 % size:07}", PASSWORD, address="127.0.0.1", at=AT)

    def look_up():
        assert usernames.holder_of(f"LOAD{next(names) * 7919 % size:07}")

    with patch.object(signing_in, "verify_password", lambda *_: (True, False)):
        signing = _median(sign_in)
    return {"sign-in beyond the hash": signing, "looking an account up": _median(look_up)}


def _fill(size: int) -> None:
    """Have `size` accounts in the table, copies of one."""
    from django.db import connection

    from openecf.center.accounts.models import Account

    there = Account.objects.filter(username__startswith="load").count()
    model = _open("benchmodel") if not there else Account.objects.get(username="benchmodel")
    columns = [field.column for field in Account._meta.concrete_fields if not field.primary_key]
    own = {
        "number": "CAST(2000000 + n AS varchar)",
        "subject": "'load' || n",
        "username": _padded("load"),
        "email": f"{_padded('load')} || '@example.org'",
    }
    chosen = ", ".join(own.get(column, f'm."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE many(n) AS (SELECT {there} UNION ALL SELECT n + 1 FROM many WHERE n < {size - 1}) "
            f"INSERT INTO accounts_account ({names}) SELECT {chosen} FROM many, accounts_account m "
            f"WHERE m.id = {model.pk}"
        )
        cursor.execute("ANALYZE")


def _padded(word: str) -> str:
    return f"'{word}' || substr('0000000' || n, length('0000000' || n) - 6, 7)"


def _signed_in(username: str):
    from django.test import Client

    client = Client()
    client.get("/cso/login/", follow=True)
    answer = client.post("/cso/login/", {"username": username, "password": PASSWORD, "client_code": ""})
    assert answer.status_code == 303, answer.status_code
    return client


def _open(username: str):
    from openecf.center.accounts import opening
    from openecf.center.accounts.models import Account
    from openecf.center.accounts.opening import NewAccount

    made = NewAccount(username, f"{username}@example.org", "Bench", password=PASSWORD)
    return Account.objects.get(pk=opening.open_account(made, at=AT).pk)


def _least_cpu(act, floor) -> tuple[float, float]:
    acts, floors = [], []
    for _ in range(WARM_UP + ROUNDS):
        acts.append(_cpu(act))
        floors.append(_cpu(floor))
    return min(acts[WARM_UP:]), min(floors[WARM_UP:])


def _cpu(act) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def _median(act) -> float:
    times = []
    for _ in range(WARM_UP + ROUNDS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return sorted(times[WARM_UP:])[ROUNDS // 2]


def _figure(name, value, floor, goal, met, unit) -> dict:
    return {
        "name": name,
        "value": round(value, 3),
        "floor": round(floor, 3) if floor else None,
        "ratio": round(value / floor, 3) if floor else None,
        "goal": goal,
        "met": met,
        "unit": unit,
    }
