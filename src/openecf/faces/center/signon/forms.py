"""What PACER LOGIN asks, step by step."""

from django import forms

from openecf.faces.forms import HouseForm


class LoginForm(HouseForm):
    """The first step: who it is."""

    username = forms.CharField(
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
    client_code = forms.RegexField(
        r"^[^\s,]*$",
        label="Client code (optional)",
        max_length=32,
        required=False,
        strip=True,
        error_messages={"invalid": "A client code has up to 32 characters, without spaces or commas."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, again=False, **kwargs):
        """Leave the client code as it is when somebody signs in again."""
        super().__init__(*args, **kwargs)
        if again:
            del self.fields["client_code"]


class CodeForm(HouseForm):
    """The second step of an account with an authenticator app."""

    code = forms.CharField(
        label="Enter the 6-digit code from your authenticator app",
        max_length=20,
        error_messages={"required": "Enter the 6-digit code your app shows now."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class RedactionForm(HouseForm):
    """The tick under the notice of redaction responsibility."""

    understood = forms.BooleanField(
        label=(
            "I understand that, if I file, I must comply with the redaction rules. I have read this notice."
        ),
        error_messages={"required": "Tick the box when you have read the notice; or log out."},
    )
