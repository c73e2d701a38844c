"""Fields of the pages about second factors: a name, a mailed code, an app's code, a recovery code."""

from django import forms
from django.core.validators import RegexValidator

_PLAIN = RegexValidator(r"^[^\x00-\x1f\x7f]*$", "Use letters, digits and ordinary signs.")


def name(label: str, help_text: str) -> forms.CharField:
    """Return the field of the name of an app or a passkey."""
    return forms.CharField(
        label=label,
        max_length=60,
        help_text=help_text,
        validators=[_PLAIN],
        error_messages={"required": "Give it a name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def mailed_code() -> forms.CharField:
    """Return the field of the code we mailed."""
    return _code("Code from our e-mail", "Type the six digits of our newest e-mail.")


def app_code() -> forms.CharField:
    """Return the field of the code an app shows."""
    return _code("Code your app shows now", "Type the six digits your app shows now.")


def recovery_code() -> forms.CharField:
    """Return the field of one of the ten codes on paper."""
    return forms.CharField(
        label="One of your recovery codes",
        max_length=60,
        help_text="Capitals, spaces and hyphens do not matter.",
        error_messages={"required": "Type one of your recovery codes."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


def _code(label: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=20,
        error_messages={"required": required},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
