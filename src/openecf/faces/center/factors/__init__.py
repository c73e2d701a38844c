"""Manage MFA settings: authenticator apps, passkeys, recovery codes, and what to do about a lost phone."""

from django.urls import path

from . import apps, codes, duty, lost, overview, passkeys, stopping, waiting

app_name = "factors"
urlpatterns = [
    path("", overview.factors, name="factors"),
    path("apps/new/", apps.add_app, name="add_app"),
    path("apps/new/<str:token>/", apps.app, name="app"),
    path("passkeys/new/", passkeys.add_passkey, name="add_passkey"),
    path("passkeys/new/<str:token>/", passkeys.passkey, name="passkey"),
    path("passkeys/challenge/", passkeys.challenge, name="challenge"),
    path("passkeys/sign-in/", passkeys.sign_in, name="sign_in"),
    path("codes/new/", codes.new_codes, name="new_codes"),
    path("codes/new/<str:token>/", codes.confirm_codes, name="confirm_codes"),
    path("codes/<str:token>/", codes.codes, name="codes"),
    path("codes/<str:token>/recovery-codes.txt", codes.download, name="download"),
    path("codes/<str:token>/saved/", codes.saved, name="saved"),
    path("rename/<str:public_id>/", overview.rename, name="rename"),
    path("remove/<str:public_id>/", overview.remove, name="remove"),
    path("required/", duty.required, name="required"),
    path("lost/", lost.lost, name="lost"),
    path("lost/code/<str:token>/", lost.code, name="lost_code"),
    path("lost/wait/", waiting.wait, name="lost_wait"),
    path("lost/end/<str:token>/", waiting.end, name="lost_end"),
    path("lost/stop/", stopping.stop_own, name="lost_stop_own"),
    path("lost/stop/<str:token>/", stopping.stop, name="lost_stop"),
]
