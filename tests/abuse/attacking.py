"""How attackers and their victims come to the doors: browsers, addresses of networks, forms."""

import re
import threading

from django.db import connection

from tests import walking

ACCOUNT = "/cso/account/"
LINK = "/casb/utilities/link/"


def at_center(username="barbaratest", password=walking.PASSWORD, *, client=None, **defaults):
    """Sign in at the center's own page; return the browser, signed in or not."""
    client = client or walking.browser(**defaults)
    page = walking.go(client, f"/cso/login/?next={ACCOUNT}")
    client.last = walking.send(client, page.where, {"username": username, "password": password})
    return client


def at_court(username="barbaratest", door="/casb/", **defaults):
    """Sign in at a court; return the browser."""
    client = walking.browser(**defaults)
    walking.sign_in(client, door, username)
    return client


def is_in(client):
    """Tell whether a browser is signed in at the center."""
    return client.get(ACCOUNT).status_code == 200


def who(client, court="casb"):
    """Return the username a browser has at a court, or nothing."""
    return client.get(f"/{court}/").wsgi_request.viewer.username


def guess(username, password="wrong wrong wrong wrong", **defaults):
    """Send one guess to PACER LOGIN from a browser nobody knows; return the answer."""
    return walking.browser(**defaults).post("/cso/login/", {"username": username, "password": password})


def token_on(page):
    """Return the token of a confirm page."""
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def menu(page):
    """Return the menu bar of a court's page."""
    bar = page.content.decode().partition('<ul class="ecf-menu">')[2].partition("</ul>")[0]
    return re.findall(r"<a[^>]*>([^<]+)</a>", bar)


def at_once(acts):
    """Run each act in a thread of its own, all from one signal."""
    barrier, answers = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait()
            answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(acts)
    return answers
