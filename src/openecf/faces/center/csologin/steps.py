"""The steps of the page: password, one-time passcode where there is an app, redaction notice for filers."""

from dataclasses import replace

from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.signon import attempts, programs, signing_in
from openecf.faces.center import browsers
from openecf.faces.middleware import client_address

from . import answers, halfway
from .forms import CodeForm, LoginForm, RedactionForm

_WRONG = "Invalid username or password."
_WRONG_CODE = "Invalid username, password, or one-time passcode."
_LATE = "This page was open for too long, or cookies are off. Sign in once more."


@never_cache
@csrf_exempt  # the view state is the proof that a form came from our page
@sensitive_post_parameters("loginForm:password", "mfaForm:mfaInput")
@require_http_methods(["GET", "POST"])
def login(request):
    """Show and take the page; afterwards go on to the court with a token."""
    to = answers.destination(request)
    if request.method == "GET":
        halfway.forget(request)
        return answers.page(request, LoginForm())
    if not halfway.is_from_here(request):
        return answers.page(request, LoginForm(), trouble=_LATE)
    if LoginForm.name in request.POST:
        return _take_password(request, to)
    half = halfway.kept(request)
    if half is None:
        return answers.page(request, LoginForm(), trouble=_LATE)
    if half.proved:
        return _take_tick(request, to, half)
    return _take_code(request, to, half)


def _take_password(request, to):
    form = LoginForm(request.POST)
    if not form.is_valid():
        return answers.page(request, form)
    typed = form.cleaned_data
    half = halfway.Half(typed["loginName"], typed["clientCode"], "", "", request.at.isoformat())
    try:
        account = signing_in.sign_in(typed["loginName"], typed["password"], **_place(request, half))
    except signing_in.CodeNeeded as needed:
        half = replace(half, subject=needed.subject, mark=needed.mark)
        halfway.keep(request, half)
        return answers.page(request, CodeForm(), half=half)
    except signing_in.WrongCredentials:
        return answers.page(request, form, trouble=_WRONG)
    except attempts.TooManyFailures as refusal:
        return answers.page(request, form, trouble=refusal.sentence)
    return _proved(request, to, half, programs.proof_of(account, with_code=False))


def _take_code(request, to, half):
    form = CodeForm(request.POST)
    if not form.is_valid():
        return answers.page(request, form, half=half)
    code = form.cleaned_data["mfaInput"]
    try:
        account = signing_in.finish(half.subject, half.mark, code, **_place(request, half))
    except signing_in.WrongCredentials:
        return answers.page(request, CodeForm(), trouble=_WRONG_CODE, half=half)
    except attempts.TooManyFailures as refusal:
        return answers.page(request, CodeForm(), trouble=refusal.sentence, half=half)
    return _proved(request, to, half, programs.proof_of(account, with_code=True))


def _proved(request, to, half, proof):
    half = replace(half, subject=proof.subject, mark=proof.mark, with_code=proof.with_code, files=proof.files)
    if not half.files:
        return _go(request, to, half)
    half = replace(half, proved=True, at=request.at.isoformat())
    halfway.keep(request, half)
    return answers.page(request, RedactionForm(), half=half)


def _take_tick(request, to, half):
    form = RedactionForm(request.POST)
    if not form.is_valid():
        return answers.page(request, form, half=half)
    return _go(request, to, half)


def _go(request, to, half):
    """Give the token, once: what was kept between the steps is gone."""
    halfway.forget(request)
    try:
        issued = programs.grant_by(
            half.proof,
            client_code=half.client_code,
            redacted=half.proved,
            address=client_address(request),
            browser=request.headers.get("User-Agent", ""),
            at=request.at,
        )
    except signing_in.WrongCredentials:
        return answers.page(request, LoginForm(), trouble=_WRONG)
    except programs.MendFirst as refusal:
        return answers.page(request, LoginForm(), trouble=refusal.sentence)
    return answers.go(request, to, issued.token)


def _place(request, half) -> dict[str, object]:
    device = browsers.known_for(request, half.username)
    return {"address": client_address(request), "device": device, "at": request.at}
