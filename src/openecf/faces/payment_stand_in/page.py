"""The page where a card is typed. It is the provider's: the center never sees what is typed here."""

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from openecf.foundation import money

from .cards import Typed

_PAGES = Path(__file__).parent / "pages"
_FIELDS = (  # name, label, hint, autocomplete, inputmode
    (
        "number",
        "Card number",
        "For a trial: 4111 1111 1111 1111 pays, 4000 0000 0000 0002 is declined.",
        "cc-number",
    ),
    ("expires", "Valid until (month/year)", "As on the card, like 04/29.", "cc-exp"),
    ("code", "Security code", "Three or four digits; on a trial any.", "cc-csc"),
    ("name", "Name on the card", "", "cc-name"),
)
_KEPT = ("expires", "name")  # number and code are typed anew


def card(asked: dict, typed: Typed | None = None, wrong: dict[str, str] | None = None) -> str:
    """Return the page of one visit, with what is wrong with the card that was typed."""
    wrong = wrong or {}
    pays = asked["purpose"] == "pay"
    what = f"Pay {money.dollars(int(asked['cents']))}" if pays else "Store a card"
    return _page(
        ("Error: " if wrong else "") + what,
        "card.html",
        heading=escape(what),
        payee=escape(str(asked["payee"])),
        payer=escape(str(asked["payer"])),
        errors=_summary(wrong),
        fields="\n".join(_field(field, typed, wrong) for field in _FIELDS),
        button=escape(what if pays else "Store this card"),
        cancel=escape(f"{asked['return_to']}?cancelled=1"),
    )


def gone() -> str:
    """Return the page of an address that is nobody's."""
    return _page("No such payment", "gone.html")


def front() -> str:
    """Return the page at the bare address."""
    return _page("Payment stand-in", "front.html")


def style() -> str:
    """Return the style sheet."""
    return (_PAGES / "style.css").read_text()


def policy(return_to: str) -> str:
    """Return the Content-Security-Policy: the form leads here, and from here back to who sent the visitor."""
    place = urlsplit(return_to)
    home = f" {place.scheme}://{place.netloc}" if return_to else ""
    return (
        f"default-src 'none'; style-src 'self'; form-action 'self'{home}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _page(title: str, name: str, **parts: str) -> str:
    main = Template((_PAGES / name).read_text()).substitute(parts)
    return Template((_PAGES / "frame.html").read_text()).substitute(title=escape(title), main=main)


def _summary(wrong: dict[str, str]) -> str:
    if not wrong:
        return ""
    lines = "".join(f'<li><a href="#{name}">{escape(text)}</a></li>' for name, text in wrong.items())
    head = '<div class="errors" role="alert" tabindex="-1" autofocus><h2>Please check this form</h2>'
    return f"{head}<ul>{lines}</ul></div>"


def _field(field: tuple[str, str, str, str], typed: Typed | None, wrong: dict[str, str]) -> str:
    name, label, hint, complete = field
    value = escape(getattr(typed, name)) if typed and name in _KEPT else ""
    told = [f"{name}_hint"] * bool(hint) + [f"{name}_error"] * (name in wrong)
    about = f' aria-describedby="{" ".join(told)}"' if told else ""
    about += ' aria-invalid="true"' if name in wrong else ""
    return (
        f'<p><label for="{name}">{label}</label>'
        + (f'<span class="hint" id="{name}_hint">{hint}</span>' if hint else "")
        + (f'<span class="error" id="{name}_error">{escape(wrong[name])}</span>' if name in wrong else "")
        + f'<input id="{name}" name="{name}" value="{value}" autocomplete="{complete}"{about}></p>'
    )
