"""The seed's story through HTTP: sign in, Utilities, old login, confirm, linked, and every way it stops."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.html import escape

from openecf.audit.models import LogEntry
from openecf.courthouse.people.models import CourtUser, LinkProof, Person
from openecf.foundation import clock
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests import walking

pytestmark = pytest.mark.django_db
LINK = "/casb/utilities/link/"
OLD = {"login": "bcasb", "password": cast.PASSWORD}
MENU = ["Query", "Reports", "Utilities", "Help", "Log Out"]


@pytest.fixture(autouse=True)
def the_clock(monkeypatch):
    """Let a test move the clock; put it back afterwards."""
    monkeypatch.setattr(clock, "_offset", timedelta())


@pytest.fixture
def casb():
    return walking.open_court("casb", at=clock.now())


@pytest.fixture
def barbara(casb):
    """A browser in which BarbaraTest Casb signed in through PACER LOGIN."""
    walking.open_account(at=clock.now())
    client = walking.browser()
    walking.sign_in(client)
    return client


@pytest.fixture
def account(casb):
    return cast.old_account(casb, at=clock.now())


def later(**much):
    clock.set_now(clock.now() + timedelta(**much))


def menu(page):
    bar = page.content.decode().partition('<ul class="ecf-menu">')[2].partition("</ul>")[0]
    return re.findall(r"<a[^>]*>([^<]+)</a>", bar)


def says(page, *sentences):
    """Assert that a page says each sentence, as a reader sees it."""
    text = walking.told(page).replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')
    for sentence in sentences:
        assert sentence in text, (sentence, text)


def test_the_seeds_steps_from_utilities_to_the_filing_menus(barbara, account):
    page = walking.go(barbara, "/casb/utilities/")
    assert menu(page) == MENU
    says(page, "Link a CM/ECF account to my PACER account")

    page = walking.go(barbara, LINK)
    says(
        page,
        "This utility links your PACER account with your e-filer account in this court.",
        "If you use CM/ECF for PACER only, no action is necessary.",
        "If you had a CM/ECF e-filing account in this court before the court converted to NextGen CM/ECF, "
        "enter your old CM/ECF login and password below and press Submit. You will be prompted to confirm "
        "that you want to link your PACER account to your old CM/ECF e-filing account. Press Submit to link "
        "the accounts (or go back if the names don't match).",
        "CM/ECF login:",
        "CM/ECF password:",
        "Forgot login/password",
        "More about Upgraded PACER account",
        "Why can't I link?",
        "once in each court",
    )
    assert page.content.decode().count("<h1>") == 1

    page = walking.send(barbara, LINK, OLD)
    says(
        page,
        "Do you want to link these accounts?",
        "CM/ECF Barbara CASB",
        "PACER BarbaraTest Casb",
        "First name differs: “Barbara” and “BarbaraTest”.",
        "Verify you have the correct CM/ECF and PACER names. If not, do not proceed. Call the court for "
        "assistance.",
        "619-557-5620",
        "After you submit this screen, your old e-filing credentials for the CM/ECF account will be "
        "permanently linked to your upgraded PACER account. Use your upgraded PACER account to e-file in "
        "this court.",
        "Go back",
    )
    assert '<button class="usa-button" type="submit">Submit</button>' in page.content.decode()
    assert menu(page) == MENU

    page = walking.send(barbara, page.where, {"token": token_of(page), "names_checked": "on"})
    says(
        page,
        "permanently linked",
        "Use your upgraded PACER account (CSO account) to e-file in this court. Your old CM/ECF login and "
        "password can no longer be used.",
        "LNK-",
        "b•••••@casblaw.example.org, b•••••@example.org",
        "Pacific",
        "If it was not you",
    )
    assert menu(page) == ["Bankruptcy", "Adversary", *MENU]
    assert {each.recipient for each in Letter.objects.filter(site="casb")} == {
        "barbara@casblaw.example.org",
        "barbaratest@example.org",
    }


def token_of(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def linked(client, login=OLD):
    page = walking.send(client, LINK, login)
    return walking.send(client, page.where, {"token": token_of(page), "names_checked": "on"})


def test_the_hidden_field_carries_the_token_only(barbara, account):
    page = walking.send(barbara, LINK, OLD)

    hidden = re.findall(r'<input type="hidden" name="([^"]+)"', page.content.decode())

    assert set(hidden) == {"csrfmiddlewaretoken", "token"}


def test_nobody_signed_in_is_led_through_pacer_login_and_back(casb, account):
    walking.open_account(at=clock.now())
    client = walking.browser()

    page = walking.go(client, LINK)
    assert "PACER LOGIN" in walking.told(page)
    page = walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})

    says(page, "Link a CM/ECF account to my PACER account")


def test_other_open_tabs_have_the_menus_on_their_next_request(barbara, account):
    linked(barbara)

    assert menu(walking.go(barbara, "/casb/help/"))[:2] == ["Bankruptcy", "Adversary"]


def test_wrong_credentials_are_one_sentence_with_the_tries_left(barbara, account):
    page = walking.send(barbara, LINK, {**OLD, "password": "wrong"})
    says(page, "That CM/ECF login and password do not match. 4 tries left.")
    assert "<title>Error: Link" in page.content.decode()
    assert 'value="bcasb"' in page.content.decode()
    assert "wrong" not in page.content.decode().replace("went wrong", "")

    page = walking.send(barbara, LINK, {"login": "nobody", "password": "x"})
    says(page, "That CM/ECF login and password do not match. 3 tries left.")


def test_empty_fields_are_named(barbara, account):
    page = walking.send(barbara, LINK, {"login": "", "password": ""})

    says(page, "Enter your old CM/ECF login.", "Enter your old CM/ECF password.")


def test_too_many_tries_says_when_to_try_again(barbara, account):
    for _ in range(6):
        page = walking.send(barbara, LINK, {**OLD, "password": "wrong"})

    says(page, "Too many tries. You can try again at ", "Forgot login/password")
    later(seconds=2)
    says(walking.send(barbara, LINK, OLD), "Do you want to link these accounts?")


@pytest.mark.parametrize("login", ["a&b@c$*", "<b>", 'x"y', "Ünïcode ✓"])
def test_any_old_login_and_password_work(barbara, casb, login):
    cast.old_account(casb, at=clock.now(), login=login, password=f" {login} ")

    page = walking.send(barbara, LINK, {"login": login, "password": f" {login} "})

    says(page, "Do you want to link these accounts?")
    says(linked(barbara, {"login": login, "password": f" {login} "}), "LNK-")


def test_names_in_the_pages_are_escaped(barbara, casb):
    cast.old_account(casb, at=clock.now(), first_name="<script>alert(1)</script>")

    page = walking.send(barbara, LINK, OLD)

    assert "<script>alert" not in page.content.decode()
    assert escape("<script>alert(1)</script>") in page.content.decode()


def test_without_the_tick_nothing_is_linked(barbara, account):
    page = walking.send(barbara, LINK, OLD)

    page = walking.send(barbara, page.where, {"token": token_of(page)})

    says(page, "The names differ. Check them, and tick that both accounts are yours before you submit.")
    assert "<title>Error: Do you want" in page.content.decode()
    assert not CourtUser.objects.filter(state="active").exists()


def test_equal_names_have_no_tick(barbara, casb):
    cast.old_account(casb, at=clock.now(), first_name="BARBARA TEST")

    page = walking.send(barbara, LINK, OLD)

    says(page, "The names are the same")
    assert "names_checked" not in page.content.decode()
    says(walking.send(barbara, page.where, {"token": token_of(page)}), "LNK-")


def test_submit_twice_and_reload_show_one_reference(barbara, account):
    page = walking.send(barbara, LINK, OLD)
    where, fields = page.where, {"token": token_of(page), "names_checked": "on"}

    pages = [walking.send(barbara, where, fields), walking.send(barbara, where, fields)]
    pages += [walking.go(barbara, pages[0].where), walking.go(barbara, where)]

    references = {re.search(r"LNK-\w{4}-\w{4}", page.content.decode())[0] for page in pages}
    assert len(references) == 1
    assert LogEntry.objects.filter(action="people.linked").count() == 1


def test_a_proof_that_ran_out_leads_back_to_the_form(barbara, account):
    page = walking.send(barbara, LINK, OLD)
    later(minutes=5)

    for again in (
        walking.go(barbara, page.where),
        walking.send(barbara, page.where, {"token": token_of(page), "names_checked": "on"}),
    ):
        says(again, "Time ran out for safety", "Enter the old login again")

    assert not CourtUser.objects.filter(state="active").exists()


def test_a_stolen_confirm_page_is_worth_nothing(barbara, account):
    page = walking.send(barbara, LINK, OLD)
    walking.open_account("thief1234", at=clock.now(), first_name="Tom")
    thief, elsewhere = walking.browser(), walking.browser()
    walking.sign_in(thief, username="thief1234")
    walking.sign_in(elsewhere)

    for client in (thief, elsewhere):
        assert "Barbara CASB" not in walking.told(walking.go(client, page.where))
        says(
            walking.send(client, page.where, {"token": token_of(page), "names_checked": "on"}),
            "Nothing was linked by this page",
        )

    assert not CourtUser.objects.filter(state="active").exists()
    says(walking.send(barbara, page.where, {"token": token_of(page), "names_checked": "on"}), "LNK-")


def test_an_old_sign_on_steps_up_before_the_form_and_before_the_link(barbara, account):
    later(minutes=11)

    page = barbara.get(LINK)
    assert page.headers["Location"] == f"/casb/sign-in/?max_age=600&next={'%2Fcasb%2Futilities%2Flink%2F'}"
    assert barbara.post(LINK, OLD).headers["Location"].startswith("/casb/sign-in/?max_age=600")
    page = walking.go(barbara, LINK)
    assert "PACER LOGIN" in walking.told(page)
    page = walking.send(barbara, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    says(page, "Link a CM/ECF account to my PACER account", "CM/ECF login:")

    later(minutes=8)
    page = walking.send(barbara, LINK, OLD)
    later(minutes=3)
    stale = barbara.post(urlsplit(page.where).path, {"names_checked": "on"})
    assert stale.headers["Location"].startswith("/casb/sign-in/?max_age=600")
    assert not CourtUser.objects.filter(state="active").exists()
    page = walking.go(barbara, stale.headers["Location"])
    page = walking.send(barbara, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    says(page, "Do you want to link these accounts?")
    says(walking.send(barbara, page.where, {"token": token_of(page), "names_checked": "on"}), "LNK-")


def test_a_linked_person_sees_to_whom_since_when(barbara, account):
    done = linked(barbara)

    page = walking.go(barbara, LINK)

    says(page, "Linked to Barbara CASB since ", "There is nothing to do")
    reference = re.search(r"LNK-\w{4}-\w{4}", done.content.decode())[0]
    assert reference in page.content.decode()
    says(walking.go(barbara, f"{LINK}done/{reference}/"), reference)


def test_only_its_owner_opens_the_done_page(barbara, account):
    done = linked(barbara)
    walking.open_account("other1234", at=clock.now())
    other = walking.browser()
    walking.sign_in(other, username="other1234")

    assert walking.go(other, done.where).status_code == 404


def test_the_old_login_never_works_again(barbara, account):
    linked(barbara)
    walking.open_account("other1234", at=clock.now())
    other = walking.browser()
    walking.sign_in(other, username="other1234")

    says(walking.send(other, LINK, OLD), "That CM/ECF login and password do not match.")


def test_an_account_taken_meanwhile_gives_a_reference_and_no_name(barbara, account):
    walking.open_account("other1234", at=clock.now(), first_name="Sam", last_name="Other")
    other = walking.browser()
    walking.sign_in(other, username="other1234")
    page = walking.send(other, LINK, OLD)
    linked(barbara)

    page = walking.send(other, page.where, {"token": token_of(page), "names_checked": "on"})

    says(
        page, "This CM/ECF account is linked to another PACER user. Call the court at 619-557-5620. Ref REF-"
    )
    assert "BarbaraTest" not in page.content.decode()


def test_a_legacy_account_is_led_to_upgrade(casb, account):
    walking.open_account("bc1234", at=clock.now(), kind="legacy")
    client = walking.browser()
    walking.sign_in(client, username="bc1234")

    page = walking.go(client, LINK)

    says(page, "Your PACER account is a legacy account")
    back = "next=http%3A%2F%2Flocalhost%3A8000%2Fcasb%2Futilities%2Flink%2F"
    assert f'href="http://localhost:8000/cso/upgrade/?{back}">Upgrade</a>' in page.content.decode()
    upgrade = walking.go(client, f"/cso/upgrade/?{back}")
    assert (
        'href="http://localhost:8000/casb/utilities/link/">Back to the court</a>' in upgrade.content.decode()
    )
    assert "CM/ECF password:" not in page.content.decode()
    assert LinkProof.objects.count() == 0
    says(walking.send(client, LINK, OLD), "Your PACER account is a legacy account")


def test_a_firm_account_is_told_why_not(casb, account):
    walking.open_account("casblaw99", at=clock.now(), holder="firm")
    client = walking.browser()
    walking.sign_in(client, username="casblaw99")

    says(walking.go(client, LINK), "This is a firm billing account.")


def test_before_nextgen_the_date_is_given():
    later_day = clock.now().date() + timedelta(days=30)
    walking.open_court("casb", at=clock.now(), nextgen_date=later_day)
    walking.open_account(at=clock.now())
    client = walking.browser()
    walking.sign_in(client)

    says(walking.go(client, LINK), f"You can link from {later_day:%b} {later_day.day}, {later_day.year}.")


def test_a_closed_account_is_said_to_who_proved_it(barbara, casb):
    cast.old_account(casb, at=clock.now(), closed=True)

    says(walking.send(barbara, LINK, OLD), "The court has closed this CM/ECF account. Call the court at")


def test_another_court_asks_again_for_the_link_but_not_for_the_sign_on(barbara, account):
    exab = walking.open_court("exab", at=clock.now())
    cast.old_account(exab, at=clock.now())
    linked(barbara)

    page = walking.sign_in(barbara, "/exab/", onward="/exab/utilities/link/")

    says(page, "CM/ECF login:")
    assert menu(page) == MENU
    assert Person.objects.exclude(court_user=None).count() == 1


def test_more_explains_without_a_sign_on(casb):
    page = walking.go(walking.browser(), f"{LINK}more/")

    says(page, "Upgraded and legacy", "How to upgrade", "What linking does")


def test_every_page_of_the_section_has_one_heading(barbara, account):
    for name in ("link", "forgot", "ask_court", "more"):
        page = walking.go(barbara, f"/casb{reverse(f'linking:{name}', urlconf='openecf.faces.court.urls')}")

        assert page.content.decode().count("<h1>") == 1, name
        assert "style=" not in page.content.decode()
