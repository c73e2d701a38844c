"""Register, Forgot username/password, Upgrade. A mailed link opens a page; only its button does something."""

from django.urls import path

from . import activating, doors, forgetting, opening, upgrade

app_name = "registration"
urlpatterns = [
    path("register/", doors.doors, name="register"),
    path("register/wizard/", doors.wizard, name="wizard"),
    path("register/policies/", doors.policies, name="policies"),
    path("register/sent/", doors.sent, name="register_sent"),
    path("register/confirm/<str:token>/", opening.person, name="confirm"),
    path("register/confirm/<str:token>/sign-in/", opening.finish, name="finish"),
    path("register/<str:key>/", doors.door, name="door"),
    path("activate/", activating.activate, name="activate"),
    path("forgot/", forgetting.forgot, name="forgot"),
    path("forgot/sent/", forgetting.forgot_sent, name="forgot_sent"),
    path("forgot/<str:token>/", forgetting.reset, name="reset"),
    path("upgrade/", upgrade.upgrade, name="upgrade"),
    path("upgrade/sent/", upgrade.upgrade_sent, name="upgrade_sent"),
    path("upgrade/<str:token>/", upgrade.finish_upgrade, name="finish_upgrade"),
]
