"""Old logins from a table: every hash that can be checked, every line that is wrong, and running it again."""

import re
import threading

import pytest
from argon2 import PasswordHasher
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import CommandError, call_command
from django.db import connection
from passlib.hash import (
    bcrypt,
    des_crypt,
    md5_crypt,
    pbkdf2_sha1,
    pbkdf2_sha256,
    pbkdf2_sha512,
    sha256_crypt,
    sha512_crypt,
)

from openecf.courthouse.people import importing, linking, old_hashes, passwords, reminders
from openecf.courthouse.people.importing import Row
from openecf.courthouse.people.models import CourtUser, NoticeAddress
from openecf.letters.models import Letter
from tests import people_cast

pytestmark = pytest.mark.django_db
SECRET = "old&Secret é"
HASHES = {
    "crypt": lambda: des_crypt.hash(SECRET),
    "MD5-crypt": lambda: md5_crypt.hash(SECRET),
    "SHA-256-crypt": lambda: sha256_crypt.using(rounds=5000).hash(SECRET),
    "SHA-512-crypt": lambda: sha512_crypt.using(rounds=5001).hash(SECRET),
    "PBKDF2": lambda: make_password(SECRET, hasher="pbkdf2_sha1"),
    "PBKDF2-SHA1": lambda: pbkdf2_sha1.using(rounds=1000).hash(SECRET),
    "PBKDF2-SHA256": lambda: pbkdf2_sha256.using(rounds=1000).hash(SECRET),
    "PBKDF2-SHA512": lambda: pbkdf2_sha512.using(rounds=1000).hash(SECRET),
    "Argon2": lambda: PasswordHasher(1, 8, 1).hash(SECRET),
}


def row(number=2, **cells):
    return Row(number, {"login": "bcasb", "last_name": "CASB", "first_name": "Barbara", **cells})


def bring(court, *rows, at):
    return list(importing.bring(court, rows, at=at))


@pytest.mark.parametrize("name", HASHES)
def test_each_hash_proves_the_old_password_and_no_other(name):
    stored = old_hashes.recognise(HASHES[name]())

    assert stored.name == name
    assert check_password(SECRET, stored.encoded)
    assert not check_password("other&Secret é", stored.encoded)
    assert not check_password("", stored.encoded)
    assert not check_password("with\0zero", stored.encoded)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "$2b$12$" + "a" * 53,
        "$6$rounds=999999999$salt$" + "a" * 86,
        "$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
        "pbkdf2_sha256$999999999$salt$aGFzaA==",
        "$1$toolongsalt$" + "a" * 22,
        "sha256_plain$" + "a" * 64,
        "a" * 14,
    ],
)
def test_what_can_not_be_checked_or_costs_too_much_is_kept_out(text):
    assert old_hashes.recognise(text) is None


def test_bcrypt_is_unknown_here():
    assert bcrypt.identify("$2b$12$" + "a" * 53)  # it is a hash, and we have no hasher for it
    assert old_hashes.recognise("$2b$12$" + "a" * 53) is None


@pytest.mark.parametrize("name", ["crypt", "MD5-crypt", "SHA-512-crypt", "Argon2"])
def test_an_imported_login_links_by_its_old_password(casb, at, name):
    (said,) = bring(casb, row(password_hash=HASHES[name](), email="b@casb.example.org"), at=at)
    seen = people_cast.signed_in(casb, at=at)

    match = linking.find_court_user(seen, casb, login="bcasb", password=SECRET, address="127.0.0.1", at=at)
    linking.link(seen, match.token, names_checked=True, at=at)

    assert said.outcome == "brought" and name in said.sentence
    assert passwords.account_proved(casb, "bcasb", SECRET) is None  # the old password is dead
    assert NoticeAddress.objects.get().email == "b@casb.example.org"


def test_an_unknown_hash_must_use_the_mailed_link(casb, at):
    (said,) = bring(casb, row(password_hash="$2b$12$" + "a" * 53, email="b@casb.example.org"), at=at)
    seen = people_cast.signed_in(casb, at=at)

    assert "the link is mailed" in said.sentence
    assert CourtUser.objects.get(login="bcasb").password == ""
    assert passwords.account_proved(casb, "bcasb", "") is None
    reminders.ask(seen, casb, login="bcasb", email="", bar_number="", at=at)
    assert Letter.objects.filter(recipient="b@casb.example.org").exists()


def test_without_hash_and_address_only_the_clerk_can_link(casb, at):
    (said,) = bring(casb, row(), at=at)

    assert "only the clerk can link it" in said.sentence


def test_run_again_it_leaves_everything_as_it_is(casb, at):
    rows = [row(password_hash=HASHES["crypt"]()), row(3, login="other", last_name="Other")]
    bring(casb, rows[0], at=at)
    CourtUser.objects.filter(login="bcasb").update(state="active", password="!dead", email="new@example.org")

    said = bring(casb, *rows, at=at)

    assert [one.outcome for one in said] == ["here", "brought"]
    assert "it is linked" in said[0].sentence
    account = CourtUser.objects.get(login="bcasb")
    assert (account.password, account.email) == ("!dead", "new@example.org")
    assert [one.outcome for one in bring(casb, *rows, at=at)] == ["here", "here"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"login": ""}, "login is empty"),
        ({"last_name": " "}, "last_name is empty"),
        ({"role": "clerk"}, "role is 'clerk'"),
        ({"closed": "perhaps"}, "closed must be yes or no"),
        ({"notice_format": "pdf"}, "notice_format must be html or text"),
        ({"email": "nobody"}, "email: Enter a valid email address"),
        ({"login": "x" * 121}, "login: "),
        ({"firm_name": "a\0b"}, "zero byte|Null characters"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(casb, cells, sentence):
    (wrong,) = importing.wrong_lines(casb, [row(7, **cells)])

    assert wrong.number == 7
    assert re.search(sentence, wrong.sentence)
    assert not CourtUser.objects.exists()


def test_two_lines_of_one_login_and_somebody_elses_login_are_wrong(casb, at):
    taken = people_cast.old_account(casb, at=at, login="taken", last_name="Somebody")

    wrong = importing.wrong_lines(casb, [row(2), row(3), row(4, login="taken")])

    assert [(one.number, one.sentence.split(".")[0]) for one in wrong] == [
        (3, "Line 2 has the same login"),
        (
            4,
            f"This login belongs to another account here, number {taken.pk}, of another last name",
        ),
    ]


def test_roles_closing_and_formats_come_over(casb, at):
    bring(
        casb,
        row(role="agent", closed="Yes", notice_format="text", email="b@casb.example.org", bar_number="5"),
        at=at,
    )

    account = CourtUser.objects.get()
    assert (account.role, account.state, account.bar_number) == ("agent", "closed", "5")
    assert NoticeAddress.objects.get().format == "text"


def table(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "accounts.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_the_command_says_a_line_for_each_and_never_a_hash(casb, tmp_path, capsys):
    crypt = HASHES["MD5-crypt"]()
    path = table(tmp_path, f"\ufefflogin,password_hash,last_name\r\n a&b ,{crypt},Böhm\r\n\r\nc,,Cole\r\n")

    call_command("import_accounts", path, court="casb")

    said = capsys.readouterr().out
    assert "line 2:  a&b : Brought over" in said
    assert "line 4: c: Brought over" in said
    assert "2 lines: 2 brought over, 0 were here already." in said
    assert crypt not in said
    assert CourtUser.objects.get(login=" a&b ").last_name == "Böhm"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Line 1 must name the columns"),
        ("login,secret\na,b\n", "Line 1 must name the columns"),
        ("login,last_name\na\n", "Line 2 has 1 cells"),
        ('login,last_name\na,"b\n', "Line 2 is not CSV"),
        ("login,last_name\na,Alder\na,Alder\n", "1 of 2 lines are wrong. Nothing was brought over."),
    ],
)
def test_a_table_that_is_wrong_brings_nothing_over(casb, tmp_path, text, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_accounts", table(tmp_path, text), court="casb")

    assert not CourtUser.objects.exists()


def test_another_encoding_or_court_is_refused_in_words(casb, tmp_path):
    latin = table(tmp_path, "login,last_name\na,Böhm\n", "latin-1")

    with pytest.raises(CommandError, match="UTF-8"):
        call_command("import_accounts", latin, court="casb")
    with pytest.raises(CommandError, match="no court nowhere"):
        call_command("import_accounts", latin, court="nowhere")
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import_accounts", str(tmp_path / "none.csv"), court="casb")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_run_twice_at_once_each_login_comes_over_once(casb, at):
    rows = [row(number, login=f"login{number}") for number in range(2, 12)]
    found, barrier = [], threading.Barrier(2)

    def run():
        barrier.wait()
        try:
            found.extend(bring(casb, *rows, at=at))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert CourtUser.objects.count() == 10
    assert sorted(one.outcome for one in found) == ["brought"] * 10 + ["here"] * 10
