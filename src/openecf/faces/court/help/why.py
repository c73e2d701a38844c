"""Why can't I ...?: the checks of one question, computed from the account when it is asked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse

from openecf.courthouse.billing import history
from openecf.courthouse.fees import dues
from openecf.courthouse.notices import received
from openecf.courthouse.people import troubles, troubleshooting
from openecf.courthouse.people.troubleshooting import Finding
from openecf.foundation import addresses, money
from openecf.foundation.addresses import center_base

from ...forms import HouseForm
from ...street import own_cookies
from ...templatetags.court import day


@dataclass(frozen=True)
class Question:
    """Something that does not work: its key, its words, and the help page about it."""

    key: str
    words: str
    topic: str


QUESTIONS = (
    Question("sign-in", "I can't sign in", "sign-in"),
    Question("link", "I can't link my CM/ECF account", "linking"),
    Question("menus", "Bankruptcy and Adversary are not in my menu", "menus"),
    Question("file", "I can't file", "filing"),
    Question("notice", "A notice did not come", "notices"),
    Question("open", "I can't search or open a document", "document"),
    Question("price", "I don't understand a price or a charge", "prices-and-waiver"),
    Question("pay", "I owe the court a fee", "filed"),
)
_BY_KEY = {question.key: question for question in QUESTIONS}


class QuestionForm(HouseForm):
    """What does not work."""

    question = forms.ChoiceField(
        label="What does not work?",
        choices=[(question.key, question.words) for question in QUESTIONS],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what does not work.",
            "invalid_choice": "Choose one of the list.",
        },
    )


@dataclass(frozen=True)
class Step:
    """What to do next: a link."""

    label: str
    address: str


def ask(request):
    """Answer Why can't I ...?: a question is looked into each time the page is shown."""
    form = QuestionForm(request.GET if "question" in request.GET else None)
    context = {"form": form, "here": "help:help", "help_page": "why"}
    if not form.is_valid():
        return render(request, "court/help/why.html", context)
    question = _BY_KEY[form.cleaned_data["question"]]
    if not _keeps_cookies(request) and "looked" not in request.GET:
        return _look_for_cookies(request, question)
    found = look(request, question.key)
    if request.method == "POST":
        _note(request, question, found)
        return redirect(
            f"{reverse('help:why')}?{urlencode({'question': question.key, 'looked': 1})}", status=303
        )
    context |= {
        "question": question,
        "found": [(finding, _step(request, finding)) for finding in found],
        "in_the_way": [finding for finding in found if not finding.passed],
        "reference": _reference(request, question, found),
    }
    return render(request, "court/help/why.html", context)


def _look_for_cookies(request, question):
    """Set a cookie and come back, once: then it is there or cookies are off."""
    get_token(request)
    return redirect(f"{reverse('help:why')}?{urlencode({'question': question.key, 'looked': 1})}")


def look(request, key: str) -> tuple[Finding, ...]:
    """Return all checks of a question: the browser's, the account's, then those of fees and notices."""
    viewer = request.viewer
    found = (_cookies(request), *troubleshooting.findings(viewer, request.court, key, at=request.at))
    if not viewer.signed_in:
        return found
    if key in ("file", "pay"):
        found += (_fees(request, in_the_way=key == "pay"),)
    if key == "notice":
        found += (_notices(request),)
    if key == "price":
        found += (_quarter(request),)
    return found


def _keeps_cookies(request) -> bool:
    """Tell whether a cookie of this court came back; others on the same machine prove nothing."""
    return any(name in request.COOKIES for name in own_cookies())


def _cookies(request) -> Finding:
    if _keeps_cookies(request):
        return Finding("Cookies on", True, "Your browser keeps our cookies.")
    sentence = (
        "Your browser does not keep our cookies, so it can't stay signed in. Allow cookies for this address."
    )
    return Finding("Cookies on", False, sentence, "cookies")


def _fees(request, *, in_the_way: bool) -> Finding:
    owed = dues.unpaid(request.viewer, at=request.at)
    if not owed:
        return Finding("Fees", True, "You owe this court nothing.")
    total = money.dollars(sum(fee.cents for fee in owed))
    oldest = owed[0]
    sentence = (
        f"You owe this court {total}; the oldest is {money.dollars(oldest.cents)} for {oldest.description} "
        f"in {oldest.case_number}, due {day(oldest.due_date)}. An unpaid fee does not keep you from filing."
    )
    return Finding("Fees", not in_the_way, sentence, "fees")


def _notices(request) -> Finding:
    lost = received.undelivered(request.viewer)
    if not lost:
        return Finding("Notices delivered", True, "No mail server has refused a notice to you.")
    last = lost[0]
    sentence = (
        f"{len(lost)} could not be delivered. The last is {last.subject} to {last.email}: {last.failure} "
        "It is on your home page; ask the clerk to correct the address."
    )
    return Finding("Notices delivered", False, sentence, "home")


def _quarter(request) -> Finding:
    meter = history.meter(request.viewer, at=request.at)
    so_far = f"You used {money.dollars(meter.everywhere_cents)} this quarter, in all courts. "
    waived = money.dollars(meter.waived_cents)
    if not meter.due_cents:
        return Finding("Within the waiver", True, f"{so_far}Up to {waived} you pay nothing.")
    return Finding("Within the waiver", False, f"{so_far}More than {waived} makes all of it due.", "charges")


def _note(request, question, found):
    """Keep what was found, under a reference this browser sees for the same question from then on."""
    reference = troubles.note(request.viewer, request.court, question.key, found, at=request.at)
    request.session["trouble"] = {"question": question.key, "reference": reference, "found": _mark(found)}
    return reference


def _reference(request, question, found) -> str:
    """Return the reference of this very answer; somebody signed in gets one at once, others ask for it."""
    kept = request.session.get("trouble", {})
    if kept.get("question") == question.key and kept.get("found") == _mark(found):
        return kept["reference"]
    return _note(request, question, found) if request.viewer.signed_in else ""


def _mark(found) -> str:
    return "".join("+" if finding.passed else "-" for finding in found)


def _step(request, finding: Finding) -> Step | None:
    """Turn the remedy of a check into a link."""
    return _steps(request).get(finding.remedy)


def _steps(request) -> dict[str, Step]:
    sign_in, home = reverse("signing_on:sign_in"), reverse("home:home")
    here = f"{reverse('help:why')}?{urlencode({'question': request.GET['question']})}"
    again = urlencode({"max_age": 600, "next": reverse("linking:link")})
    link = Step("Link a CM/ECF account to my PACER account", reverse("linking:link"))
    return {
        "sign_in": Step("Sign in", f"{sign_in}?{urlencode({'next': here})}"),
        "sign_in_again": Step("Sign in once more and link", f"{sign_in}?{again}"),
        "link": link,
        "upgrade": Step("Upgrade my account", addresses.upgrade_from(request.address)),
        "other_account": Step("Log out, to sign in with another account", reverse("signing_on:log_out")),
        "account": Step("View PACER Account Information", reverse("utilities:account")),
        "forgot_login": Step("Forgot login/password", reverse("linking:forgot")),
        "center": Step("My PACER account", f"{center_base()}account/"),
        "cookies": Step("How to turn cookies on", reverse("help:page", args=["cookies"])),
        "fees": Step("Fees on your home page", home),
        "home": Step("Your home page", home),
        "charges": Step("Review Billing History", reverse("billing:history")),
        "choose_whom": Step("Choose whom you act for", reverse("agents:choose")),
        "call": Step(f"Call {request.court.phone}", f"tel:{request.court.phone}"),
    }
