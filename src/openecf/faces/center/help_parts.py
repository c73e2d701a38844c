"""Which part of the center's Help explains a screen: what its `?` opens."""

PARTS = {
    "signon:login": "signing-in",
    "signon:redaction": "redaction",
    "signon:log_out": "logging-out",
    "signon:logged_out": "logging-out",
    "registration:register": "register",
    "registration:register_sent": "links",
    "registration:confirm": "register",
    "registration:forgot": "forgotten",
    "registration:forgot_sent": "links",
    "registration:reset": "forgotten",
    "registration:upgrade": "upgraded-and-legacy",
    "registration:upgrade_sent": "links",
    "registration:finish_upgrade": "upgraded-and-legacy",
    "my_account:account": "my-account",
    "my_account:settings": "my-account",
    "my_account:maintenance": "my-account",
    "my_account:password": "my-account",
    "my_account:password_changed": "my-account",
    "my_account:email": "my-account",
    "my_account:email_sent": "links",
    "my_account:confirm_email": "links",
    "my_account:preferences": "my-account",
    "my_account:usage": "prices",
}


def part_of(request) -> str:
    """Return the part about the screen that was asked for, or nothing."""
    return PARTS.get(request.resolver_match.view_name, "") if request.resolver_match else ""
