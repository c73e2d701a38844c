"""Fields that several of the clerk's forms have."""

from django import forms


def reason(help_text: str) -> forms.CharField:
    """Return the field of a reason; `help_text` says who will read it."""
    return forms.CharField(
        label="Reason",
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give a reason; it stays on the record."},
    )


def number_in(text: str) -> int | None:
    """Read the number of an account out of an address or a hidden field; None when it is none."""
    return int(text) if text.isdecimal() and len(text) < 18 else None
