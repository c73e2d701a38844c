"""Verify a Document: is this file, to the last byte, what was filed, and is the stamp the court's?"""

import hashlib
import re

from django import forms
from django.shortcuts import render

from openecf.courthouse.notices import stamps

from ...forms import HouseForm, refusals_on

_PIECE_BYTES = 64 * 1024


class VerifyForm(HouseForm):
    """A document by case and number, and a file or its SHA-256 to compare."""

    case = forms.CharField(
        label="Case number", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    number = forms.CharField(
        label="Document number",
        max_length=12,
        help_text="As on the docket: 12. For an attachment: 12-1.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    paper = forms.FileField(
        label="The file",
        required=False,
        allow_empty_file=True,
        help_text="It is compared and forgotten. Take the file as filed, without a header line.",
    )
    sha256 = forms.CharField(
        label="Or its SHA-256",
        required=False,
        max_length=120,
        help_text="The 64 digits that stand with the stamp in the notice.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    signature = forms.CharField(
        label="Digits of the stamp",
        required=False,
        max_length=400,
        help_text="Only if you want to check the stamp as well: its last 128 digits, or all of it.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self):
        """Read `12` or `12-1` as entry and part."""
        found = re.fullmatch(r"\s*#?\s*(\d{1,6})(?:\s*-\s*(\d{1,4}))?\s*", self.cleaned_data["number"])
        if not found:
            raise forms.ValidationError("Enter the number on the docket, like 12 or 12-1.")
        return int(found[1]), int(found[2] or 0)

    def clean_sha256(self):
        """Take the digits with or without spaces."""
        digits = re.sub(r"\s+", "", self.cleaned_data["sha256"]).lower()
        if digits and not re.fullmatch(r"[0-9a-f]{64}", digits):
            raise forms.ValidationError("A SHA-256 has 64 digits, 0 to 9 and a to f. Copy it once more.")
        return digits

    def clean_signature(self):
        """Take the 128 digits out of a whole stamp."""
        text = self.cleaned_data["signature"]
        found = re.findall(r"[0-9a-fA-F]{128}", re.sub(r"\s+", "", text))
        if text.strip() and not found:
            raise forms.ValidationError(
                "The digits of a stamp are 128, 0 to 9 and a to f. Copy them once more."
            )
        return found[-1] if found else ""

    def clean(self):
        """One of the two is needed to compare."""
        found = super().clean()
        if not self.errors and not found.get("paper") and not found.get("sha256"):
            self.add_error("paper", "Choose the file, or give its SHA-256.")
        return found


def verify(request):
    """Compare a file with the record; anybody may ask. Nothing is written."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    answer = None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            answer = _answer(request.court, form.cleaned_data)
    context = {"form": form, "answer": answer, "here": "utilities:utilities", "help_page": "verify"}
    return render(request, "court/utilities/verify.html", context)


def _answer(court, asked):
    entry, part = asked["number"]
    digest = _digest(asked["paper"]) if asked["paper"] else asked["sha256"]
    return stamps.verify(court, asked["case"], entry, part, digest=digest, signature=asked["signature"])


def _digest(upload) -> str:
    hashed = hashlib.sha256()
    for piece in upload.chunks(_PIECE_BYTES):
        hashed.update(piece)
    return hashed.hexdigest()
