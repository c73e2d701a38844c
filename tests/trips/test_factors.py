"""Second factors through the pages: adding, signing in, losing the phone, and getting back in."""

import json
import re
from urllib.parse import urlencode

import pyotp
import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts.models import Account
from openecf.center.signon import factors, lost_phone_wait
from openecf.center.signon.models import Factor, ProviderSession, RecoveryCode
from openecf.foundation import clock
from tests import second_factors, walking
from tests.mailbag import letters_about
from tests.soft_authenticator import SoftAuthenticator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
HERE = "/cso/account/factors/"


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def sign_in(client, onward="/cso/account/", **fields):
    """Give username and password at PACER LOGIN; return the page that follows."""
    page = walking.go(client, f"/cso/login/?{urlencode({'next': onward})}")
    return walking.send(
        client, page.where, {"username": "barbaratest", "password": walking.PASSWORD, **fields}
    )


def signed_in():
    client = walking.browser()
    sign_in(client)
    return client


def is_in(client):
    """Tell whether the browser is signed in at the center."""
    return client.get("/cso/account/").status_code == 200


def add_app(client, name="Duo (John)"):
    """Add an app by the pages; return the last page and the secret it was given."""
    page = walking.send(client, f"{HERE}apps/new/", {"name": name})
    secret = re.search(r"ecf-digits\">([A-Z2-7 ]+)<", page.content.decode())[1].replace(" ", "")
    typed = {"mailed_code": second_factors.mailed_code(), "code": pyotp.TOTP(secret).at(clock.now())}
    return walking.send(client, page.where, typed), secret


def codes_on(page):
    return re.findall(r"<code class=\"ecf-digits\">([a-z2-7-]{30})</code>", page.content.decode())


def options_on(page):
    import html

    return html.unescape(re.search(r'data-options="([^"]+)"', page.content.decode())[1])


def asked(client):
    """Ask for a passkey as the page's script does."""
    return client.post(f"{HERE}passkeys/challenge/").json()


# -- Adding ------------------------------------------------------------------


def test_an_app_is_added_with_a_picture_a_mailed_code_and_its_own(account):
    client = signed_in()

    page, secret = add_app(client)

    assert len(codes := codes_on(page)) == 10 and len(set(codes)) == 10
    page = walking.send(client, f"{page.where}saved/", {})
    assert page.where.endswith("/cso/account/factors/")
    assert "Authenticator apps: 1 of 5" in walking.told(page) and "Duo (John)" in walking.told(page)
    assert "Recovery codes: 10 left" in walking.told(page)
    assert letters_about("second factor was added", to="barbaratest@example.org")
    assert ProviderSession.objects.get().acr == "aal2"  # it was proved just now


def test_the_picture_is_no_inline_style_and_the_text_stands_beside_it(account):
    page = walking.send(signed_in(), f"{HERE}apps/new/", {"name": "Phone"})
    body = page.content.decode()

    assert 'src="data:image/svg+xml' in body and "style=" not in body
    assert "otpauth://totp/PACER:barbaratest?secret=" in body
    assert "b*********t@example.org" in walking.told(page) or "@example.org" in walking.told(page)


def test_without_the_mailed_code_no_app_is_added(account):
    client = signed_in()
    page = walking.send(client, f"{HERE}apps/new/", {"name": "Phone"})
    secret = re.search(r"ecf-digits\">([A-Z2-7 ]+)<", page.content.decode())[1].replace(" ", "")

    wrong = "000000" if second_factors.mailed_code() != "000000" else "111111"
    page = walking.send(client, page.where, {"mailed_code": wrong, "code": pyotp.TOTP(secret).now()})

    assert "This is not the code we mailed." in walking.told(page)
    assert not factors.guards(account)


def test_another_browser_can_not_finish_what_this_one_began(account):
    here, there = signed_in(), signed_in()
    page = walking.send(here, f"{HERE}apps/new/", {"name": "Phone"})

    answer = walking.go(there, page.where)

    assert answer.status_code == 410 and "Start again" in walking.told(answer)


def test_a_passkey_is_added_and_signs_in_without_a_password(account, time):
    client, device = signed_in(), SoftAuthenticator()
    page = walking.send(client, f"{HERE}passkeys/new/", {"name": "MacBook"})
    typed = {"mailed_code": second_factors.mailed_code(), "answer": device.make(options_on(page))}
    page = walking.send(client, page.where, typed)
    assert len(codes_on(page)) == 10

    fresh = walking.browser()
    question = asked(fresh)
    typed = {"token": question["token"], "answer": device.show(question["options"])}
    page = walking.send(fresh, f"{HERE}passkeys/sign-in/?next=/cso/account/factors/", typed)

    assert page.where.endswith("/cso/account/factors/") and "MacBook" in walking.told(page)
    session = ProviderSession.objects.latest("pk")
    assert (session.acr, session.amr) == ("aal2-phr", ["hwk"])


def test_a_passkey_may_be_the_second_step(account, at):
    device = second_factors.passkey(account, at=at)
    client = walking.browser()

    page = sign_in(client)
    assert "Use my passkey" in walking.told(page) and not is_in(client)
    question = asked(client)
    assert len(json.loads(question["options"])["allowCredentials"]) == 1
    typed = {"token": question["token"], "answer": device.show(question["options"], handle=b"")}
    walking.send(client, f"{HERE}passkeys/sign-in/", typed)

    assert is_in(client) and ProviderSession.objects.latest("pk").amr == ["pwd", "hwk"]


def test_a_refused_passkey_is_told_and_the_password_is_still_a_way(account, at):
    second_factors.passkey(account, at=at)
    client = walking.browser()
    question = asked(client)
    typed = {"token": question["token"], "answer": "nonsense"}

    page = walking.send(client, f"{HERE}passkeys/sign-in/", typed)

    assert "This passkey was not accepted." in walking.told(page)
    assert "Sign in with username and password" in walking.told(page) and not is_in(client)


# -- Step-up -----------------------------------------------------------------


@pytest.mark.parametrize("page", ["apps/new/", "passkeys/new/", "codes/new/"])
def test_changes_ask_for_a_fresh_sign_in_also_by_direct_post(account, time, page):
    client = signed_in()
    time(minutes=11)

    answer = client.post(HERE + page, {"name": "Phone"})

    assert answer.status_code == 302 and "/login/" in answer.headers["Location"]
    assert "why=fresh" in answer.headers["Location"] and not Factor.objects.exists()


def test_removing_asks_for_a_fresh_sign_in_too(account, at, time):
    client = signed_in()
    second_factors.app(account, at=at)
    time(minutes=11)

    answer = client.post(f"{HERE}remove/{Factor.objects.get().public_id}/")

    assert "why=fresh" in answer.headers["Location"] and Factor.objects.exists()


# -- Renaming and removing ---------------------------------------------------


def test_an_app_is_renamed_and_removed_and_its_holder_told(account):
    client = signed_in()
    page, _ = add_app(client)
    public_id = Factor.objects.get().public_id

    page = walking.send(client, f"{HERE}rename/{public_id}/", {"name": "Authy (Jane)"})
    assert "Authy (Jane)" in walking.told(page)
    page = walking.send(client, f"{HERE}remove/{public_id}/", {})

    assert "It is removed." in walking.told(page) and not factors.guards(account)
    assert letters_about("was removed from your PACER account", to="barbaratest@example.org")
    assert "Authy (Jane)" in letters_about("was removed")[-1].body
    assert not RecoveryCode.objects.exists()
    assert is_in(client)


def test_a_strangers_factor_is_not_there(account, at):
    other = walking.open_account("mallory1", at=at)
    second_factors.app(other, at=at)

    for page in ("rename", "remove"):
        assert signed_in().get(f"{HERE}{page}/{Factor.objects.get().public_id}/").status_code == 404


# -- Lost phone --------------------------------------------------------------


def lose(account, at):
    """Give the account an app and codes; return a browser at the lost-phone page, and the codes."""
    second_factors.app(account, at=at)
    codes = second_factors.codes(account, at=at)
    client = walking.browser()
    assert "I lost my phone or passkey" in walking.told(sign_in(client))
    return client, codes


def test_a_saved_code_and_a_mailed_code_let_in_and_a_new_one_is_shown(account, at):
    client, codes = lose(account, at)

    page = walking.send(client, f"{HERE}lost/?next=/cso/account/", {})
    assert "b" in walking.told(page)
    typed = {"mailed_code": second_factors.mailed_code(), "recovery_code": codes[3].upper()}
    page = walking.send(client, page.where, typed)

    (new,) = codes_on(page)
    assert new not in codes and is_in(client)
    page = walking.send(client, f"{page.where}saved/", {})
    assert page.where.endswith("/cso/account/")
    assert letters_about("recovery code of your PACER account was used")
    assert factors.guards(account)  # nothing was removed


@pytest.mark.parametrize("right", ["mailed_code", "recovery_code"])
def test_one_of_the_two_codes_is_not_enough(account, at, right):
    client, codes = lose(account, at)
    page = walking.send(client, f"{HERE}lost/", {})
    typed = {"mailed_code": "0", "recovery_code": "a" * 26}
    typed[right] = second_factors.mailed_code() if right == "mailed_code" else codes[0]

    page = walking.send(client, page.where, typed)

    assert "This is not" in walking.told(page) and not is_in(client)
    assert RecoveryCode.objects.filter(used_at=None).count() == 10


def test_who_gave_no_password_finds_no_way_in_by_the_lost_phone_pages(account, at):
    second_factors.app(account, at=at)
    client = walking.browser()

    for page in ("lost/", "lost/wait/", f"lost/code/{'A' * 43}/", f"lost/end/{'A' * 43}/"):
        assert "PACER LOGIN" in walking.told(walking.send(client, HERE + page, {}))
    assert not letters_about("code")


def test_without_a_saved_code_a_day_passes_and_a_mailed_code_removes_the_factors(account, at, time):
    client, _ = lose(account, at)
    page = walking.send(client, f"{HERE}lost/wait/", {})
    assert "The wait is under way" in walking.told(page)
    assert letters_about("says that your phone is lost")

    time(hours=13)
    lost_phone_wait.remind(at=clock.now())
    time(hours=12)
    lost_phone_wait.remind(at=clock.now())
    assert len(letters_about("says that your phone is lost")) == 2
    assert letters_about("wait for your lost phone is over")

    client = walking.browser()
    sign_in(client)
    page = walking.go(client, f"{HERE}lost/")
    page = walking.send(client, f"{HERE}lost/wait/", {})
    page = walking.send(client, page.where, {"mailed_code": second_factors.mailed_code()})

    assert is_in(client) and not factors.guards(account)
    assert Account.objects.get().number == account.number
    assert letters_about("lost authenticator apps and passkeys were removed")


def test_before_the_day_is_over_nothing_is_mailed_or_removed(account, at, time):
    client, _ = lose(account, at)
    walking.send(client, f"{HERE}lost/wait/", {})
    time(hours=23)
    client = walking.browser()
    sign_in(client)
    walking.go(client, f"{HERE}lost/")

    page = walking.send(client, f"{HERE}lost/wait/", {})

    assert "The wait is under way" in walking.told(page)
    assert not letters_about("security code") and factors.guards(account)


def test_the_letters_link_stops_the_wait_and_looking_does_not(account, at, time):
    client, _ = lose(account, at)
    walking.send(client, f"{HERE}lost/wait/", {})
    link = re.search(r"(/cso/account/factors/lost/stop/\S+)", letters_about("phone is lost")[0].body)[1]
    stranger = walking.browser()

    assert "Stop the wait" in walking.told(walking.go(stranger, link))
    assert lost_phone_wait.of(account, at=clock.now())
    page = walking.send(stranger, link, {})

    assert "It is stopped" in walking.told(page)
    assert lost_phone_wait.of(account, at=clock.now()) is None
    assert stranger.get(link).status_code == 410


def test_a_holder_who_signs_in_stops_the_wait_on_the_page(account, at):
    client, _ = lose(account, at)
    walking.send(client, f"{HERE}lost/wait/", {})
    page = sign_in(client)
    walking.send(client, page.where, {"code": pyotp.TOTP(second_factors.SECRET).at(at)})
    assert "If it was not you, stop it" in walking.told(walking.go(client, HERE))

    page = walking.send(client, f"{HERE}lost/stop/", {})

    assert "The wait is stopped." in walking.told(page)


def test_a_new_password_bypasses_no_factor_and_ends_the_wait(account, at, time):
    client, _ = lose(account, at)
    walking.send(client, f"{HERE}lost/wait/", {})
    walking.send(client, "/cso/forgot/", {"email_or_username": "barbaratest"})
    link = re.search(r"(/cso/forgot/\S+/)", letters_about("link for a new password")[-1].body)[1]
    new = "Eight-herons over loud water"
    walking.send(walking.browser(), link, {"password": new, "password_again": new})

    page = sign_in(client, password=new)

    assert "I lost my phone or passkey" in walking.told(page) and not is_in(client)
    time(hours=25)
    assert lost_phone_wait.of(Account.objects.get(), at=clock.now()) is None


# -- User Update Required ----------------------------------------------------


def test_a_filer_is_asked_may_skip_three_times_and_then_must(account, settings):
    settings.FACTORS = "required"
    Account.objects.update(filing_status="active")
    for left in ("3 more times", "2 more times", "1 more time."):
        client = walking.browser()
        page = pass_redaction(client, sign_in(client))
        assert "User Update Required" in walking.told(page) and left in walking.told(page)
        page = pass_redaction(client, walking.send(client, page.where, {}))
        assert "User Update Required" not in walking.told(page)
    client = walking.browser()

    page = pass_redaction(client, sign_in(client))

    assert "It can't be skipped any more." in walking.told(page)
    page = walking.send(client, page.where, {})
    assert "The reminder can't be skipped any more." in walking.told(page)


def test_after_the_app_is_added_the_way_goes_on(account, settings):
    settings.FACTORS = "required"
    Account.objects.update(court_staff=True)
    client = walking.browser()
    page = pass_redaction(client, sign_in(client, onward="/cso/help/"))
    assert "User Update Required" in walking.told(page)

    page, _ = add_app(client)
    page = pass_redaction(client, walking.send(client, f"{page.where}saved/", {}))

    assert page.where.endswith("/cso/help/")


def test_a_court_opens_after_the_prompt_is_skipped_and_not_before(account, settings, at):
    settings.FACTORS = "required"
    walking.open_court("casb", at=at)
    Account.objects.update(court_staff=True)
    client = walking.browser()

    page = pass_redaction(client, walking.sign_in(client))
    assert "User Update Required" in walking.told(page)
    assert "User Update Required" in walking.told(walking.go(client, "/casb/sign-in/"))
    page = pass_redaction(client, walking.send(client, page.where, {}))

    assert page.where.startswith("http://localhost:8000/casb/")
    assert page.context["viewer"].acr == "aal1"


def test_who_only_searches_is_not_asked(account, settings):
    settings.FACTORS = "required"

    assert "User Update Required" not in walking.told(sign_in(walking.browser()))


def pass_redaction(client, page):
    """Tick the notice of redaction responsibility, if it comes."""
    if "I understand that, if I file" in walking.told(page):
        return walking.send(client, page.where, {"understood": "on"})
    return page


# -- The log -----------------------------------------------------------------


def test_the_trail_has_it_all_and_no_secret(account, at):
    client, codes = lose(account, at)
    page = walking.send(client, f"{HERE}lost/", {})
    mailed = second_factors.mailed_code()
    walking.send(client, page.where, {"mailed_code": mailed, "recovery_code": codes[0]})

    lines = LogEntry.objects.filter(site="center")
    assert {"signon.recovery_code_used", "signon.recovered"} <= set(lines.values_list("action", flat=True))
    whole = "".join(f"{line.subject} {line.detail}" for line in lines)
    assert codes[0] not in whole and mailed not in whole
    told = walking.told(walking.go(client, "/cso/account/security/log/"))
    assert "Recovery code used" in told and "Signed in after a lost phone" in told


def test_what_is_overdue_is_not_passed_by_typing_another_address(settings, at):
    settings.FACTORS = "required"
    account = walking.open_account("filingperson", at=at)
    Account.objects.filter(pk=account.pk).update(filing_status="active", factor_skips=9)
    client = walking.browser()
    page = walking.go(client, "/cso/login/?next=/cso/account/")
    walking.send(client, page.where, {"username": "filingperson", "password": walking.PASSWORD})

    answers = [client.get(f"/cso/account/{path}") for path in ("", "keys/", "keys/new/", "payments/")]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert all("/factors/required/" in answer.headers["Location"] for answer in answers)
    assert client.get("/cso/account/factors/").status_code == 200
    assert client.get("/cso/log-out/").status_code == 200
