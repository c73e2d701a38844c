"""Signing on at courts through the center, and every way out again."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest

from openecf.center.signon import factors, logout, sessions
from openecf.center.signon.models import CodeUse, LogoutDelivery, ProviderSession
from openecf.courthouse.people.models import Person, SignOn
from openecf.faces import transport
from openecf.faces.court import openid
from openecf.foundation import clock
from tests import walking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
COOKIE_NOTICE = (
    "Your browser must be set to accept cookies in order to log in to this site. If your browser is set to "
    "accept cookies and you are experiencing problems with the login, delete the stored cookie file in your "
    "PC. Close and reopen your browser before trying again."
)


@pytest.fixture
def casb(at):
    return walking.open_court("casb", at=at)


@pytest.fixture
def exab(at):
    return walking.open_court("exab", at=at)


@pytest.fixture
def barbara(at):
    return walking.open_account(at=at)


def signed_in(client, court_id="casb"):
    """Return the username this browser has at a court, or nothing."""
    return walking.go(client, f"/{court_id}/").context["viewer"].username


def last_code(client, court_id="casb", **asked):
    """Start anew in a browser that is signed in at the center; return the callback's address, not opened."""
    client.cookies.pop(f"{court_id}_sessionid")
    address = client.get(f"/{court_id}/sign-in/", asked).headers["Location"]
    answer = walking.step(client, address)
    return answer.headers["Location"]


# -- In ----------------------------------------------------------------------


def test_somebody_signs_in_from_a_court_and_comes_back(casb, barbara):
    client = walking.browser()

    page = walking.sign_in(client)

    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].username == "barbaratest"


def test_the_page_says_what_the_seed_says_and_which_court_asks(casb):
    page = walking.go(walking.browser(), "/casb/sign-in/")

    text = walking.told(page)
    for words in ("PACER LOGIN", "Username", "Password", "Client code", "Login", casb.title, COOKIE_NOTICE):
        assert words in text
    assert "Forgot username/password" in text and "Register" in text


def test_the_page_that_was_asked_for_comes_back(casb, barbara):
    page = walking.sign_in(walking.browser(), onward="/casb/help/")

    assert page.where == "http://localhost:8000/casb/help/"


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example.org/",
        "//evil.example.org/",
        "/exab/",
        "/casb/../exab/",
        "/casb/%2e%2e/cso/",
        "/casb/.%2E/cso/",
        "javascript:x",
        "\\\\evil",
    ],
)
def test_nobody_is_led_out_of_the_court(casb, exab, barbara, onward):
    page = walking.sign_in(walking.browser(), onward=onward)

    assert page.where == "http://localhost:8000/casb/"


def test_a_second_court_signs_on_silently(casb, exab, barbara):
    client = walking.browser()
    walking.sign_in(client)

    page = walking.go(client, "/exab/sign-in/")

    assert page.where == "http://localhost:8000/exab/"
    assert signed_in(client, "exab") == "barbaratest"


def test_the_client_code_typed_at_the_center_counts_in_every_court(casb, exab, barbara):
    client = walking.browser()
    walking.sign_in(client, client_code="4411-0007")
    walking.go(client, "/exab/sign-in/")

    assert set(SignOn.objects.values_list("client_code", flat=True)) == {"4411-0007"}


def test_a_court_learns_what_identity_has(casb, at):
    account = walking.open_account(
        at=at, kind="legacy", firm_name="Casb LLP", bar_number="123456", billing_email="bills@example.org"
    )

    walking.sign_in(walking.browser())

    person = Person.objects.get()
    assert (person.sub, person.account_number, person.kind) == (account.subject, account.number, "legacy")
    assert (person.name.full, person.firm_name, person.bar_number) == (
        "BarbaraTest Casb",
        "Casb LLP",
        "123456",
    )
    assert (person.email, person.billing_email) == (account.email, "bills@example.org")


def test_the_browser_gets_a_new_session_key_at_both_doors(casb, barbara):
    client = walking.browser()
    walking.go(client, "/casb/sign-in/")
    planted = client.cookies["casb_sessionid"].value

    walking.sign_in(client)

    assert client.cookies["casb_sessionid"].value != planted
    assert not SignOn.objects.filter(key_hash=planted).exists()


def test_wrong_credentials_are_told_on_the_page(casb, barbara):
    page = walking.sign_in(walking.browser(), password="wrong")

    text = walking.told(page)
    assert "The username, password or one-time passcode is wrong." in text
    assert text.startswith(" Error: PACER LOGIN") or "Error: PACER LOGIN" in text
    assert 'value="barbaratest"' in page.content.decode()
    assert "wrong" not in page.content.decode().split("<form")[1].split('type="password"')[1][:80]


def test_a_throttled_person_is_told_how_long_to_wait(casb, barbara):
    client = walking.browser()
    for _ in range(5):
        walking.sign_in(client, password="wrong")

    assert "Try again in 1 second." in walking.told(walking.sign_in(client))


def test_a_browser_that_signed_in_before_does_not_wait_for_strangers(casb, barbara):
    known, stranger = walking.browser(), walking.browser()
    walking.sign_in(known)
    log_out(known)
    for _ in range(6):
        walking.sign_in(stranger, password="wrong")

    assert "Try again in" in walking.told(walking.sign_in(stranger))
    assert walking.sign_in(known).context["viewer"].username == "barbaratest"


def test_a_cookie_of_one_account_does_not_make_the_browser_known_for_another(casb, barbara, at):
    mallory = walking.browser()
    walking.open_account("mallory1", at=at)
    walking.sign_in(mallory, username="mallory1")
    log_out(mallory)
    for _ in range(5):
        walking.sign_in(walking.browser(), password="wrong")

    assert "Try again in" in walking.told(walking.sign_in(mallory))


# -- A second factor ---------------------------------------------------------


def test_a_code_is_asked_for_when_the_account_has_an_app(casb, barbara, at):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    client = walking.browser()

    page = walking.sign_in(client)
    assert "Enter the 6-digit code from your authenticator app" in walking.told(page)
    assert signed_in(client) == ""

    page = walking.send(client, page.where, {"code": pyotp.TOTP(SECRET).at(at)})
    assert page.context["viewer"].acr == "aal2"


def test_a_wrong_code_is_told_and_a_used_one_is_wrong(casb, barbara, at):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    code = pyotp.TOTP(SECRET).at(at)
    walking.sign_in(walking.browser(), code=code)

    page = walking.sign_in(walking.browser(), code=code)

    assert "one-time passcode is wrong" in walking.told(page)


def test_the_second_step_is_over_after_five_minutes(casb, barbara, at, time):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    client = walking.browser()
    page = walking.sign_in(client)
    time(minutes=6)

    page = walking.send(client, page.where, {"code": pyotp.TOTP(SECRET).at(clock.now())})

    assert "PACER LOGIN" in walking.told(page) and "Password" in walking.told(page)
    assert "The five minutes for the code are over." in walking.told(page)
    assert signed_in(client) == ""


# -- Cookies -----------------------------------------------------------------


def test_refused_cookies_are_explained_and_never_loop(casb):
    client = walking.browser()

    page = walking.go(client, "/casb/sign-in/", forget=True)

    text = walking.told(page)
    assert page.status_code == 400
    assert "Your browser refuses cookies" in text and COOKIE_NOTICE in text
    assert "Try again" in text


def test_a_form_without_its_cookie_gets_the_same_cure(casb):
    client = walking.browser(enforce_csrf_checks=True)

    page = client.post("/cso/login/?next=/cso/", {"username": "barbaratest", "password": "x"})

    assert page.status_code == 400
    assert "Your browser refuses cookies" in walking.told(page)


def test_a_court_whose_cookie_is_refused_says_so(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)
    client.cookies.clear()

    page = walking.go(client, address)

    assert page.status_code == 400
    assert "Without cookies nobody can stay signed in" in walking.told(page)


def test_somebody_signed_in_at_the_center_is_not_asked_by_a_reload_of_the_form(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)

    page = walking.step(client, "/cso/login/?next=/cso/account/")

    assert (page.status_code, page.headers["Location"]) == (302, "/cso/account/")


# -- Step-up -----------------------------------------------------------------


def test_a_step_up_asks_again_with_the_username_filled_in(casb, barbara, time):
    client = walking.browser()
    walking.sign_in(client)
    time(minutes=11)

    page = walking.go(client, "/casb/sign-in/?max_age=600&next=/casb/help/")

    assert "Sign in again: linking accounts" in walking.told(page)
    assert 'value="barbaratest"' in page.content.decode()
    assert "Client code" not in walking.told(page)

    page = walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    assert page.where == "http://localhost:8000/casb/help/"
    assert page.context["viewer"].auth_time == clock.now()


def test_a_fresh_sign_on_is_not_asked_again(casb, barbara, time):
    client = walking.browser()
    walking.sign_in(client)
    time(minutes=9)

    page = walking.go(client, "/casb/sign-in/?max_age=600&next=/casb/help/")

    assert page.where == "http://localhost:8000/casb/help/"


def test_a_step_up_keeps_the_session_so_that_other_courts_stay_tied_to_it(casb, exab, barbara, time):
    client = walking.browser()
    walking.sign_in(client)
    walking.go(client, "/exab/sign-in/")
    time(minutes=11)
    page = walking.go(client, "/casb/sign-in/?max_age=600")
    walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})

    log_out(client)
    deliver()

    assert signed_in(client, "exab") == ""


def test_a_step_up_with_a_code_keeps_the_session_too(casb, exab, barbara, at, time):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    client = walking.browser()
    walking.sign_in(client, code=pyotp.TOTP(SECRET).at(at))
    walking.go(client, "/exab/sign-in/")
    time(minutes=11)
    page = walking.go(client, "/casb/sign-in/?max_age=600")
    page = walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    walking.send(client, page.where, {"code": pyotp.TOTP(SECRET).at(clock.now())})

    log_out(client)
    deliver()

    assert signed_in(client, "exab") == ""
    assert not ProviderSession.objects.filter(ended_at=None).exists()


def test_court_and_center_agree_to_the_second_when_a_sign_on_is_old(casb, barbara, time):
    client = walking.browser()
    time(milliseconds=900)
    walking.sign_in(client)
    time(minutes=9, seconds=59, milliseconds=700)

    page = walking.go(client, "/casb/utilities/link/")

    assert "PACER LOGIN" in walking.told(page)


def test_an_idle_sign_on_asks_for_the_password_and_comes_back_to_the_page(casb, barbara, time):
    client = walking.browser()
    walking.sign_in(client)
    time(minutes=31)

    page = walking.go(client, "/casb/sign-in/?next=/casb/help/")

    assert "you were away for more than 30 minutes" in walking.told(page)
    page = walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    assert page.where == "http://localhost:8000/casb/help/"


# -- Out ---------------------------------------------------------------------


def log_out(client, court_id="casb"):
    """Press Log Out at a court."""
    return walking.send(client, f"/{court_id}/log-out/", {})


def deliver():
    """Let the work loop tell the courts."""
    return logout.deliver_due(transport.http_session(), at=clock.now())


def test_logging_out_ends_court_center_and_other_courts_but_no_second_browser(casb, exab, barbara):
    first, second = walking.browser(), walking.browser()
    for client in (first, second):
        walking.sign_in(client)
        walking.go(client, "/exab/sign-in/")

    page = log_out(first)
    deliver()

    assert page.where == "http://localhost:8000/casb/?logged_out=1"
    assert "You are logged out" in walking.told(page)
    assert [signed_in(first, court) for court in ("casb", "exab")] == ["", ""]
    assert [signed_in(second, court) for court in ("casb", "exab")] == ["barbaratest"] * 2
    assert "PACER LOGIN" in walking.told(walking.go(first, "/casb/sign-in/"))
    assert walking.go(second, "/cso/account/").where == "http://localhost:8000/cso/account/"


def test_logging_out_of_an_idle_court_ends_the_others_too(casb, exab, barbara, time):
    client = walking.browser()
    walking.sign_in(client)
    walking.go(client, "/exab/sign-in/")
    time(minutes=20)
    walking.go(client, "/exab/")
    time(minutes=20)
    assert [signed_in(client, court) for court in ("casb", "exab")] == ["", "barbaratest"]

    log_out(client)
    deliver()

    assert signed_in(client, "exab") == ""


def test_a_session_that_ends_while_a_court_signs_on_does_not_live_on_there(casb, barbara, monkeypatch):
    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)
    read = openid.identity_of

    def end_first(token):
        sessions.end_all(barbara, at=clock.now())
        deliver()
        return read(token)

    monkeypatch.setattr(openid, "identity_of", end_first)
    page = walking.go(client, address)

    assert page.status_code == 401
    assert "You logged out in another window" in walking.told(page)
    assert signed_in(client) == ""


def test_the_log_out_link_opens_a_page_with_one_button(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)

    page = walking.go(client, "/casb/log-out/")

    assert page.content.decode().count("<form") == 1
    assert signed_in(client) == "barbaratest"


def test_logging_out_at_the_center_ends_every_court(casb, exab, barbara):
    client = walking.browser()
    walking.sign_in(client)
    walking.go(client, "/exab/sign-in/")

    page = walking.send(client, "/cso/log-out/", {})
    deliver()

    assert "You are logged out" in walking.told(page)
    assert [signed_in(client, court) for court in ("casb", "exab")] == ["", ""]


def test_a_browser_that_lost_the_centers_cookie_still_ends_everything(casb, exab, barbara):
    client = walking.browser()
    walking.sign_in(client)
    walking.go(client, "/exab/sign-in/")
    del client.cookies["center_sessionid"]

    log_out(client)
    deliver()

    assert signed_in(client, "exab") == ""
    assert ProviderSession.objects.get().ended_at is not None


def test_ending_all_sessions_ends_every_browser_at_every_court(casb, exab, barbara):
    browsers = [walking.browser(), walking.browser()]
    for client in browsers:
        walking.sign_in(client)
        walking.go(client, "/exab/sign-in/")

    sessions.end_all(barbara, at=clock.now())
    deliver()

    assert [signed_in(client, court) for client in browsers for court in ("casb", "exab")] == [""] * 4


def test_a_court_that_was_down_is_told_later(casb, barbara, time, monkeypatch):
    client = walking.browser()
    walking.sign_in(client)
    walking.send(client, "/cso/log-out/", {})
    casb.client_secret, kept = "", casb.client_secret
    casb.save()
    deliver()
    assert signed_in(client) == "barbaratest"

    casb.client_secret = kept
    casb.save()
    time(seconds=15)
    deliver()

    assert signed_in(client) == ""
    assert LogoutDelivery.objects.get().delivered_at is not None


# -- Tricks ------------------------------------------------------------------


def test_session_keys_of_one_door_mean_nothing_at_another(casb, exab, barbara):
    client = walking.browser()
    walking.sign_in(client)
    keys = {name: client.cookies[f"{name}_sessionid"].value for name in ("casb", "center")}

    for source, target in (("casb", "exab"), ("center", "casb"), ("center", "exab")):
        thief = walking.browser()
        thief.cookies[f"{target}_sessionid"] = keys[source]
        assert signed_in(thief, target) == ""
    thief = walking.browser()
    thief.cookies["center_sessionid"] = keys["casb"]
    assert "PACER LOGIN" in walking.told(walking.go(thief, "/casb/sign-in/"))
    thief = walking.browser()
    thief.cookies["sessionid"] = keys["casb"]
    assert signed_in(thief) == ""


def test_a_callback_with_a_forged_state_is_refused(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)

    page = walking.go(client, _with(address, state="forged"))

    assert (page.status_code, signed_in(client)) == (400, "")


def test_a_callback_of_somebody_elses_browser_is_refused(casb, barbara, at):
    walking.open_account("mallory1", at=at)
    mallory, victim = walking.browser(), walking.browser()
    walking.sign_in(mallory, username="mallory1")
    address = last_code(mallory)

    page = walking.go(victim, address)

    assert (page.status_code, signed_in(victim)) == (400, "")


@pytest.mark.parametrize("iss", ["http://evil.example.org/o", ""])
def test_a_callback_of_another_issuer_is_refused(casb, barbara, iss):
    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)

    page = walking.go(client, _with(address, iss=iss))

    assert (page.status_code, signed_in(client)) == (400, "")


def test_a_code_that_comes_twice_is_refused_and_kills_its_token(casb, barbara):
    from oauth2_provider.models import AccessToken

    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)
    walking.go(client, address)
    token = AccessToken.objects.last()

    answer = _redeem(casb, parse_qs(urlsplit(address).query)["code"][0])

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert not token.is_expired()
    token.refresh_from_db()
    assert token.is_expired()


def test_a_callback_opened_twice_stays_signed_in_and_redeems_nothing(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)
    walking.go(client, address)
    uses = CodeUse.objects.count()

    page = walking.go(client, address)

    assert (page.where, signed_in(client)) == ("http://localhost:8000/casb/", "barbaratest")
    assert CodeUse.objects.count() == uses


def test_a_code_of_an_ended_session_is_worth_nothing(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)
    address = last_code(client)
    sessions.end_all(barbara, at=clock.now())

    page = walking.go(client, address)

    assert (page.status_code, signed_in(client)) == (400, "")


def test_a_code_without_its_verifier_is_worth_nothing(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)
    code = parse_qs(urlsplit(last_code(client)).query)["code"][0]

    assert _redeem(casb, code, code_verifier="x" * 43).json()["error"] == "invalid_grant"


def test_a_code_of_one_court_is_worth_nothing_for_another(casb, exab, barbara):
    client = walking.browser()
    walking.sign_in(client)
    code = parse_qs(urlsplit(last_code(client)).query)["code"][0]

    assert _redeem(exab, code).json()["error"] == "invalid_grant"


def test_tokens_are_not_refreshed(casb, barbara):
    client = walking.browser()
    walking.sign_in(client)

    answer = _token(casb, {"grant_type": "refresh_token", "refresh_token": "x"})

    assert answer.json()["error"] == "unauthorized_client"


def _redeem(court, code, **more):
    back = f"http://localhost:8000/{court.pk}/oidc/callback/"
    return _token(court, {"grant_type": "authorization_code", "code": code, "redirect_uri": back, **more})


def _token(court, fields):
    from openecf.courthouse.courts import secrets

    secret = secrets.client_secret(court)
    return walking.browser().post("/cso/o/token/", fields | {"client_id": court.pk, "client_secret": secret})


def _with(address, **changes):
    place = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(place.query).items()} | changes
    return place._replace(query=urlencode(query)).geturl()


# -- Other doors -------------------------------------------------------------


def test_sign_in_stays_on_the_door_it_began_at(casb, barbara):
    client = walking.browser()

    page = walking.sign_in(client, door="http://www.casb.uscourts.gov:8000/")

    assert page.where == "http://www.casb.uscourts.gov:8000/"
    assert page.context["viewer"].username == "barbaratest"
    page = walking.send(client, "http://www.casb.uscourts.gov:8000/log-out/", {})
    assert page.where == "http://www.casb.uscourts.gov:8000/?logged_out=1"


def test_a_browser_that_came_by_another_name_is_led_to_the_published_one(casb, barbara):
    client = walking.browser()

    page = walking.sign_in(client, door="http://127.0.0.1:8000/casb/")

    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].username == "barbaratest"
