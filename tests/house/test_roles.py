"""Each house starts alone, without the other's apps; apart, they sign people in over the wire."""

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from tests.accounts import PASSWORD
from tests.mail_server import free_port

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("one_role.py")


@contextmanager
def running(role, data, origin, court_base, secret="", **variables):
    """Run one role; yield what it found out about itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENECF_")}
    kept.pop("DATABASE_URL", None)
    kept |= {
        "OPENECF_ROLES": role,
        "OPENECF_DATA": str(data),
        "OPENECF_ORIGIN": origin,
        "OPENECF_ALLOWED_HOSTS": "*",
        "OPENECF_CENTER_TRANSPORT": "https",
        "OPENECF_ARGON2_KIB": "1024",
        "DJANGO_SETTINGS_MODULE": "openecf.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    } | variables
    command = [sys.executable, "-W", "ignore", SCRIPT, role, court_base, secret]
    process = subprocess.Popen(command, env=kept, stdout=subprocess.PIPE, text=True)
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def origins():
    return [f"http://localhost:{free_port()}" for _ in range(2)]


@pytest.mark.slow
def test_each_role_starts_alone_and_signs_people_in_over_the_wire(tmp_path, origins):
    center_origin, court_origin = origins
    court_base, center_url = f"{court_origin}/casb/", f"{center_origin}/cso/"

    with (
        running("center", tmp_path / "center", center_origin, court_base) as center,
        running(
            "court",
            tmp_path / "court",
            court_origin,
            court_base,
            center["secret"],
            OPENECF_CENTER_URL=center_url,
        ) as court,
    ):
        page = _walk(court_base, center_url)

    assert (center["checks"], center["foreign"], center["imported"]) == ([], [], [])
    assert (court["checks"], court["foreign"], court["imported"]) == ([], [], [])
    assert page["signed_in"].url == court_base
    assert "barbaratest" in page["signed_in"].text
    assert (page["center_at_court"], page["court_at_center"]) == (404, 404)
    assert center_origin in page["court_policy"] and court_origin in page["center_policy"]
    assert page["logged_out"].url == f"{court_base}?logged_out=1"
    assert "barbaratest" not in page["home"].text


@pytest.mark.slow
def test_a_court_goes_on_when_the_center_is_away(tmp_path, origins):
    away, court_origin = origins
    base = f"{court_origin}/casb/"

    with running("court", tmp_path, court_origin, base, "secret", OPENECF_CENTER_URL=f"{away}/cso/"):
        home, sign_in = requests.get(base, timeout=30), requests.get(f"{base}sign-in/", timeout=30)

    assert home.status_code == 200
    assert sign_in.status_code == 503
    assert "PACER sign-on does not answer at the moment" in sign_in.text


def _walk(court_base, center_url):
    """Sign in and out with a browser that goes over the wire; return the pages seen."""
    browser = requests.Session()
    login = browser.get(f"{court_base}sign-in/", timeout=60)
    seen = {"center_policy": login.headers["Content-Security-Policy"]}
    seen["signed_in"] = _send(browser, login, username="barbaratest", password=PASSWORD)
    seen["court_policy"] = seen["signed_in"].headers["Content-Security-Policy"]
    seen["center_at_court"] = requests.get(urljoin(court_base, "/cso/"), timeout=30).status_code
    seen["court_at_center"] = requests.get(urljoin(center_url, "/casb/"), timeout=30).status_code
    seen["logged_out"] = _send(browser, browser.get(f"{court_base}log-out/", timeout=30))
    seen["home"] = browser.get(court_base, timeout=30)
    return seen


def _send(browser, page, **fields):
    token = unescape(re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1])
    return browser.post(page.url, data=fields | {"csrfmiddlewaretoken": token}, timeout=60)
