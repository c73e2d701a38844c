"""The client-code rule of an account: whether a code must be given, and in what form.

A firm that pays overrides what its member set. Source: PACER Administrative Account.
"""

from dataclasses import dataclass

from openecf.foundation import client_codes
from openecf.foundation.refusals import Refusal

from .models import Account


class NotAClientCode(Refusal):
    """A client code has at most 32 characters and no space or comma."""

    field = "client_code"


class NotAFormat(Refusal):
    """A form of client codes has at most 32 characters, no space or comma, and at least one 9, A or *."""

    field = "client_code_format"


class ClientCodeNeeded(Refusal):
    """A required client code was not entered. Enter the client code that your charges shall show."""

    field = "client_code"


class WrongClientCode(Refusal):
    """The client code does not have the form that your account asks for."""

    field = "client_code"


@dataclass(frozen=True)
class Rule:
    """What a client code must be: `format` is a mask (9 a digit, A a letter, * either), "" for any."""

    required: bool = False
    format: str = ""
    firm: str = ""  # the name of the firm whose rule it is

    @property
    def example(self) -> str:
        """A code of the right form, or nothing."""
        return client_codes.example(self.format)


def rule_of(account: Account) -> Rule:
    """Return the rule that holds for an account: its payer's, else its own."""
    source = account.payer if account.payer_id else account
    firm = source.last_name if account.payer_id else ""
    return Rule(source.client_code_required, source.client_code_format, firm)


def check(rule: Rule, code: str) -> None:
    """Raise NotAClientCode, ClientCodeNeeded or WrongClientCode unless charges may carry this code."""
    if not client_codes.is_code(code):
        raise NotAClientCode
    if not code and rule.required:
        raise ClientCodeNeeded
    if code and not client_codes.fits(rule.format, code):
        raise WrongClientCode(client_codes.wrong(rule.format))


def check_format(mask: str) -> None:
    """Raise NotAFormat unless this is a mask, or nothing."""
    if mask and not (client_codes.is_code(mask) and set(mask) & set("9A*")):
        raise NotAFormat
