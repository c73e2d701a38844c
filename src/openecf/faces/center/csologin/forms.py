"""The three forms, with the names of the real page's elements."""

from django import forms

from openecf.faces.forms import HouseForm


class NamedForm(HouseForm):
    """A form whose fields are called `form:field`, in their names and in their ids."""

    name = ""

    def __init__(self, *args, **kwargs):
        """Use a field's name as its id."""
        super().__init__(*args, auto_id="%s", **kwargs)

    def add_prefix(self, field_name):
        """Call the field as the real page does."""
        return f"{self.name}:{field_name}"


class LoginForm(NamedForm):
    """Username, password, client code."""

    name = "loginForm"
    loginName = forms.CharField(  # noqa: N815
        label="Username",
        max_length=45,
        error_messages={"required": "Enter your username."},
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=256,
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    clientCode = forms.CharField(  # noqa: N815
        label="Client code (optional)",
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CodeForm(NamedForm):
    """The one-time passcode."""

    name = "mfaForm"
    mfaInput = forms.CharField(  # noqa: N815
        label="Enter the 6-digit code from your authenticator app",
        max_length=20,
        error_messages={"required": "Enter the 6-digit code your app shows now."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class RedactionForm(NamedForm):
    """The tick of filers."""

    name = "regmsg"
    chkRedact_input = forms.BooleanField(  # noqa: N815
        label="I understand that, if I file, I must comply with the redaction rules. "
        "I have read this notice.",
        error_messages={"required": "Tick the box to go on: filers must comply with the redaction rules."},
    )
