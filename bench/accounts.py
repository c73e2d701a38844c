"""The service center under load: a page of a holder, sign-ins by the API, and a million accounts."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

ROUNDS, WARM_UP = 40, 10
FEW, MANY = 1_000, 1_000_000
MOST_PAGE, MOST_GROWTH = 8.0, 1.5
API_GOAL, THREADS, API_SECONDS = 50, 4, 6.0
PAGE = "/cso/log-out/"  # the frame, a sentence and a button
START_PROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PASSWORD = "A long password for the bench!"
AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def figures() -> list[dict]:
    """Measure on the configured database."""
    _open("benchholder")
    return [*_page(), *_api(), *_growth()]


def _page() -> list[dict]:
    """A plain page of a signed-in holder: its queries; its processor time against a bare view."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import path

    client, handler = _signed_in("benchholder"), WSGIHandler()
    _BareUrls.urlpatterns = [path("", _bare_view())]
    page, bare = _asking(handler, client, PAGE), _asking(_fresh_project(), client, "/", _BareUrls)
    with CaptureQueriesContext(connection) as asked:
        assert b"Log Out" in page().content
    value, floor = _least_cpu(page, bare)
    met = value <= MOST_PAGE * floor
    goal = f"at most {MOST_PAGE:g} x a bare view"
    return [
        _figure("page of a holder: queries", len(asked), None, "at most 1", len(asked) <= 1, ""),
        _figure("page of a holder: processor time", value * 1000, floor * 1000, goal, met, "ms"),
    ]


def _asking(handler, client, path: str, urlconf=None):
    """Return a call that answers one request with this browser's cookies, without a test client around it."""
    from django.core.handlers.wsgi import WSGIRequest

    environ = client._base_environ(PATH_INFO=path, REQUEST_METHOD="GET")

    def ask():
        request = WSGIRequest(dict(environ))
        if urlconf:
            request.urlconf = urlconf
        answer = handler.get_response(request)
        assert answer.status_code == 200, answer.status_code
        return answer

    return ask


def _fresh_project():
    """Return the handler of a fresh Django project: its own middlewares, nobody signed in."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    with override_settings(MIDDLEWARE=START_PROJECT):
        return WSGIHandler()


def _bare_view():
    """Return a view that draws one line of a template compiled beforehand."""
    from django.http import HttpResponse
    from django.template import Context, Template

    page = Template("<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1>")
    return lambda request: HttpResponse(page.render(Context({"name": "Bare"})))


class _BareUrls:
    """The address book of a bare view."""

    urlpatterns = []


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
            f"WITH RECURSIVE many(n) AS "
            f"(SELECT {there} UNION ALL SELECT n + 1 FROM many WHERE n < {size - 1}) "
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
