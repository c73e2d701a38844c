"""Fields that several of the center's forms have: an address typed twice, a new password typed twice."""

from django import forms
from django.utils.functional import lazy

from openecf.center.accounts import passwords

_HINT = lazy(passwords.hint, str)  # read when a form is drawn: the policy is a setting


def username(label: str = "Username") -> forms.CharField:
    """Return the field of a username that is chosen."""
    return forms.CharField(
        label=label,
        max_length=45,
        help_text="8 to 45 letters, digits, dots, hyphens or underscores. Capitals do not matter.",
        error_messages={"required": "Choose a username."},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


def email(label: str = "E-mail address", required: str = "Enter your e-mail address.") -> forms.EmailField:
    """Return a field of an e-mail address."""
    wrong = "Enter an e-mail address like name@example.org."
    return forms.EmailField(
        label=label,
        max_length=254,
        error_messages={"required": required, "invalid": wrong},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def new_password(label: str = "Password") -> forms.CharField:
    """Return the field of a password that is chosen; the room says what is wrong with it."""
    return forms.CharField(
        label=label,
        strip=False,
        help_text=_HINT(),
        error_messages={"required": "Choose a password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def password_again(label: str = "Password again") -> forms.CharField:
    """Return the field in which a chosen password is typed again."""
    return forms.CharField(
        label=label,
        strip=False,
        error_messages={"required": "Type the password again."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def present_password() -> forms.CharField:
    """Return the field in which a holder proves to be the holder."""
    return forms.CharField(
        label="Present password",
        strip=False,
        max_length=256,
        error_messages={"required": "Enter your present password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def require_same(form: forms.Form, one: str, again: str, sentence: str, *, any_case: bool = False) -> None:
    """Put an error on the second of two fields that should be the same."""
    first, second = (form.cleaned_data.get(name) for name in (one, again))
    if first and second and (first.lower() != second.lower() if any_case else first != second):
        form.add_error(again, sentence)
