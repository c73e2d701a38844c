"""The forms by which a holder asks a court to file there, and gives it up."""

from django import forms

from openecf.center.standing import registering

from ...forms import HouseForm


def _text(label, length, *, required="", hint="", **attrs):
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        required=bool(required),
        max_length=length,
        help_text=hint,
        error_messages={"required": required, "max_length": f"Use at most {length} characters."},
        widget=forms.TextInput(attrs=attrs),
    )


class RegisterForm(HouseForm):
    """What a court asks of who registers to file."""

    court = forms.ChoiceField(
        label="Court", error_messages={"required": "Choose the court.", "invalid_choice": "Choose the court."}
    )
    role = forms.ChoiceField(
        label="Role in this court",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your role in this court."},
    )
    bar_number = _text("Bar number", 30, required="Enter your bar number.", autocomplete="off")
    bar_state = _text("State of the bar", 30, autocomplete="off")
    firm_name = _text("Firm or organisation", 120, autocomplete="organization")
    street = _text("Street", 120, required="Enter your street.", autocomplete="address-line1")
    street_2 = _text("Street, second line", 120, autocomplete="address-line2")
    city = _text("City", 60, required="Enter your city.", autocomplete="address-level2")
    state = _text("State", 30, required="Enter your state.", autocomplete="address-level1")
    zip_code = _text("ZIP code", 12, required="Enter your ZIP code.", autocomplete="postal-code")
    phone = _text("Telephone", 30, required="Enter your telephone number.", autocomplete="tel")
    notice_email = forms.EmailField(
        label="E-mail address for notices",
        max_length=254,
        help_text="Notices of electronic filing go there. You add further addresses in the court later.",
        error_messages={
            "required": "Enter the address for notices.",
            "invalid": "Enter an e-mail address like name@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    notice_frequency = forms.ChoiceField(
        label="How often",
        choices=[("each", "One e-mail for each filing"), ("daily", "One summary a day")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often."},
    )
    notice_format = forms.ChoiceField(
        label="Format of notices",
        choices=[("html", "HTML"), ("text", "Plain text")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a format."},
    )
    remark = forms.CharField(
        label="Anything the clerk should know (optional)",
        required=False,
        max_length=2000,
        help_text="If you filed here before and lost the old login, say its name: the court then links it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signature = forms.BooleanField(
        label="I know that what is filed with my account counts as signed by me",
        error_messages={"required": "Tick that you know this."},
    )

    def __init__(self, *args, door, choices, **kwargs):
        """Offer the roles of a door and these courts; only attorneys have a bar number."""
        super().__init__(*args, **kwargs)
        roles = list(registering.ROLES[door].items())
        self.fields["role"].choices = roles
        self.fields["court"].choices = [("", "Choose a court"), *choices]
        if door == "attorney":
            del self.fields["role"]
        else:
            del self.fields["bar_number"], self.fields["bar_state"]


class WithdrawForm(HouseForm):
    """Which court, and why."""

    court = forms.ChoiceField(
        label="Court",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the court.", "invalid_choice": "Choose the court."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        help_text="The clerk reads it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why; the clerk reads it."},
    )
    sure = forms.BooleanField(
        label="I know that I can't file there any more, and that motions to withdraw from cases are not this",
        error_messages={"required": "Tick that you know this."},
    )

    def __init__(self, *args, choices, **kwargs):
        """Offer the courts where the holder files."""
        super().__init__(*args, **kwargs)
        self.fields["court"].choices = choices
