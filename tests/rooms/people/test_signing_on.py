"""Sign-ons at a court: who somebody is here, and every way a sign-on ends."""

from datetime import timedelta

import pytest

from openecf.courthouse.people import linking, proofs, signing_on
from openecf.courthouse.people.models import CourtUser, Person, SeenLogoutToken, SignOn
from openecf.courthouse.people.viewer import Viewer, viewer_for
from openecf.foundation import addresses
from openecf.foundation.messages import Identity
from tests import people_cast, walking

pytestmark = pytest.mark.django_db
EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture
def casb(at):
    return walking.open_court("casb", at=at)


def who(at, **facts):
    facts = {
        "iss": addresses.issuer(),
        "sub": "s" * 32,
        "sid": "sid-1",
        "acr": "aal1",
        "auth_time": at,
        "username": "barbaratest",
        "account_number": "1000001",
        "kind": "upgraded",
        "holder": "individual",
        "first_name": "BarbaraTest",
        "last_name": "Casb",
        "client_code": "ACME",
    } | facts
    return Identity(**facts)


def sign_on(court, at, key="key-1", replacing="", **facts):
    identity = who(at, **facts)
    return signing_on.sign_on(court, identity, session_key=key, replacing=replacing, id_token="token", at=at)


def claims(at, **changes):
    claims = {
        "iss": addresses.issuer(),
        "aud": "casb",
        "sub": "s" * 32,
        "sid": "sid-1",
        "iat": int(at.timestamp()),
        "exp": int(at.timestamp()) + 120,
        "jti": "one",
        "events": {EVENT: {}},
    } | changes
    return {name: value for name, value in claims.items() if value is not None}


def test_whoever_signs_on_is_the_viewer_of_that_browser_and_court(casb, at):
    sign_on(casb, at)

    viewer = viewer_for("key-1", casb, at=at)

    assert (viewer.username, viewer.name, viewer.role) == ("barbaratest", "BarbaraTest Casb", "public")
    assert (viewer.client_code, viewer.acr, viewer.auth_time) == ("ACME", "aal1", at)
    assert not viewer_for("another key", casb, at=at).signed_in


def test_a_key_of_one_court_means_nothing_in_another(casb, at):
    other = walking.open_court("exab", at=at)
    sign_on(casb, at)

    assert not viewer_for("key-1", other, at=at).signed_in


def test_the_same_person_is_met_again_with_what_the_center_says_now(casb, at):
    sign_on(casb, at)
    later = at + timedelta(days=1)

    sign_on(casb, later, key="key-2", last_name="Casb-Smith", username="barbara-new")

    person = Person.objects.get()
    assert (person.last_name, person.username, person.first_seen_at) == ("Casb-Smith", "barbara-new", at)


def test_a_link_survives_the_next_sign_on(casb, at):
    sign_on(casb, at)
    filer = CourtUser.objects.create(
        court=casb, role="attorney", state="active", last_name="CASB", made_at=at
    )
    Person.objects.update(court_user=filer, linked_at=at)

    sign_on(casb, at + timedelta(hours=1), key="key-2")

    assert viewer_for("key-2", casb, at=at + timedelta(hours=1)).may_file


def test_signing_on_again_replaces_the_sign_on_and_keeps_the_client_code_chosen_here(casb, at):
    sign_on(casb, at)
    SignOn.objects.update(client_code="CHOSEN-HERE")

    sign_on(casb, at, key="key-2", replacing="key-1")

    assert not viewer_for("key-1", casb, at=at).signed_in
    assert viewer_for("key-2", casb, at=at).client_code == "CHOSEN-HERE"


def test_another_person_in_the_same_browser_gets_their_own_client_code(casb, at):
    sign_on(casb, at)
    SignOn.objects.update(client_code="CHOSEN-HERE")

    sign_on(casb, at, key="key-2", replacing="key-1", sub="t" * 32, client_code="THEIRS")

    assert viewer_for("key-2", casb, at=at).client_code == "THEIRS"


def test_logging_out_ends_this_browser_only(casb, at):
    sign_on(casb, at)
    sign_on(casb, at, key="key-2", sid="sid-2")

    hint = signing_on.log_out(viewer_for("key-1", casb, at=at), at=at)

    assert hint == "token"
    assert not viewer_for("key-1", casb, at=at).signed_in
    assert viewer_for("key-2", casb, at=at).signed_in


def test_nobody_can_log_out_twice(casb, at):
    sign_on(casb, at)
    viewer = viewer_for("key-1", casb, at=at)
    signing_on.log_out(viewer, at=at)

    assert signing_on.log_out(viewer, at=at) == ""
    assert signing_on.log_out(Viewer(court_id="casb"), at=at) == ""


@pytest.mark.parametrize(("minutes", "needed"), [(0, False), (10, False), (10.1, True), (600, True)])
def test_a_step_up_is_needed_after_ten_minutes(casb, at, minutes, needed):
    sign_on(casb, at)
    viewer = viewer_for("key-1", casb, at=at)

    assert signing_on.needs_step_up(viewer, at=at + timedelta(minutes=minutes)) is needed


def test_somebody_not_signed_in_needs_a_step_up(at):
    assert signing_on.needs_step_up(Viewer(court_id="casb"), at=at)


# -- Told by the center ------------------------------------------------------


def test_a_logout_token_ends_the_session_it_names(casb, at):
    sign_on(casb, at)
    sign_on(casb, at, key="key-2", sid="sid-2")

    assert signing_on.end_by_token(casb, claims(at), at=at) == 1

    assert not viewer_for("key-1", casb, at=at).signed_in
    assert viewer_for("key-2", casb, at=at).signed_in


def test_a_token_without_a_session_ends_all_of_the_person(casb, at):
    sign_on(casb, at)
    sign_on(casb, at, key="key-2", sid="sid-2")

    assert signing_on.end_by_token(casb, claims(at, sid=None), at=at) == 2


def test_a_token_for_one_court_ends_nothing_in_another(casb, at):
    other = walking.open_court("exab", at=at)
    sign_on(casb, at)
    sign_on(other, at, key="key-2")

    signing_on.end_by_token(casb, claims(at), at=at)

    assert viewer_for("key-2", other, at=at).signed_in


def test_a_replayed_token_is_refused(casb, at):
    signing_on.end_by_token(casb, claims(at), at=at)
    sign_on(casb, at, sid="sid-2")

    with pytest.raises(signing_on.LogoutTokenRefused):
        signing_on.end_by_token(casb, claims(at, sid="sid-2"), at=at)

    assert viewer_for("key-1", casb, at=at).signed_in


def test_old_tokens_are_forgotten(casb, at):
    signing_on.end_by_token(casb, claims(at), at=at)
    later = at + timedelta(days=2)

    signing_on.end_by_token(casb, claims(later, jti="two"), at=later)

    assert SeenLogoutToken.objects.count() == 1


def test_a_sign_on_lasts_twelve_hours_from_the_password_in_whichever_court_it_was_given(casb, at):
    sign_on(casb, at, auth_time=at - timedelta(hours=11, minutes=50))

    assert viewer_for("key-1", casb, at=at + timedelta(minutes=9)).signed_in
    assert not viewer_for("key-1", casb, at=at + timedelta(minutes=10)).signed_in


def test_a_session_that_ended_while_it_was_signing_on_is_nobodys(casb, at):
    signing_on.end_by_token(casb, claims(at), at=at)

    with pytest.raises(signing_on.SessionEnded):
        sign_on(casb, at)

    assert not viewer_for("key-1", casb, at=at).signed_in


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "http://elsewhere.example.org/o"},
        {"aud": "cacb"},
        {"aud": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 32503680000},
        {"iat": None},
        {"nonce": "n"},
        {"jti": None},
        {"events": None},
        {"events": {}},
        {"events": EVENT},
        {"sid": None, "sub": None},
        {"sid": ["sid-1"]},
    ],
    ids=str,
)
def test_a_token_that_is_not_right_in_every_part_is_refused(casb, at, changes):
    sign_on(casb, at)

    with pytest.raises(signing_on.LogoutTokenRefused):
        signing_on.end_by_token(casb, claims(at, **changes), at=at)

    assert viewer_for("key-1", casb, at=at).signed_in


def test_an_idle_sign_on_can_be_logged_out_by_its_own_browser_and_court(casb, at):
    exab = walking.open_court("exab", at=at)
    sign_on(casb, at)
    later = at + timedelta(hours=1)
    nobody, elsewhere = viewer_for("key-1", casb, at=later), viewer_for("key-1", exab, at=later)

    assert signing_on.log_out(elsewhere, session_key="key-1", at=later) == ""
    assert signing_on.log_out(nobody, session_key="key-2", at=later) == ""
    assert signing_on.log_out(nobody, session_key="key-1", at=later) == "token"
    assert SignOn.objects.get().ended_at == later


# -- Proofs of an old login ----------------------------------------------------


def proved(court, key, at):
    """Prove an old login in the browser with this session key; return the viewer and the match."""
    seen = viewer_for(key, court, at=at)
    found = linking.find_court_user(
        seen, court, login="bcasb", password=people_cast.PASSWORD, address="192.0.2.7", at=at
    )
    return seen, found


def test_signing_on_again_in_the_same_browser_keeps_a_proof(casb, at):
    people_cast.old_account(casb, at=at)
    sign_on(casb, at)
    _, match = proved(casb, "key-1", at)
    later = at + timedelta(minutes=2)

    sign_on(casb, later, key="key-2", replacing="key-1")

    seen = viewer_for("key-2", casb, at=later)
    assert linking.match_for(seen, match.token, at=later).username == "barbaratest"
    assert linking.link(seen, match.token, names_checked=True, at=later).reference


def test_signing_on_again_gives_a_proof_no_more_time(casb, at):
    people_cast.old_account(casb, at=at)
    sign_on(casb, at)
    _, match = proved(casb, "key-1", at)
    later = at + timedelta(minutes=5)

    sign_on(casb, later, key="key-2", replacing="key-1")

    with pytest.raises(proofs.ProofGone):
        linking.match_for(viewer_for("key-2", casb, at=later), match.token, at=later)


def test_a_proof_stays_with_its_browser_and_its_person(casb, at):
    people_cast.old_account(casb, at=at)
    sign_on(casb, at)
    seen, match = proved(casb, "key-1", at)

    sign_on(casb, at, key="other browser")
    sign_on(casb, at, key="key-2", replacing="key-1", sub="t" * 32, username="somebody1")

    for key in ("other browser", "key-2"):
        with pytest.raises(proofs.ProofGone):
            linking.match_for(viewer_for(key, casb, at=at), match.token, at=at)


def test_an_ended_sign_on_leaves_no_proof_behind(casb, at):
    people_cast.old_account(casb, at=at)
    sign_on(casb, at)
    seen, match = proved(casb, "key-1", at)
    signing_on.log_out(seen, at=at)

    sign_on(casb, at, key="key-2", replacing="key-1")

    with pytest.raises(proofs.ProofGone):
        linking.match_for(viewer_for("key-2", casb, at=at), match.token, at=at)
