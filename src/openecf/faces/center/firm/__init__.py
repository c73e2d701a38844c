"""PAA Maintenance: the people a firm pays for; and, for a person, the firm that pays or asks to."""

from django.urls import path

from . import maintenance, people

app_name = "firm"
urlpatterns = [
    path("", maintenance.firm, name="firm"),
    path("invite/", maintenance.invite, name="invite"),
    path("remove/", maintenance.remove, name="remove"),
    path("budget/", maintenance.budget, name="budget"),
    path("members/<str:public_id>/", maintenance.member, name="member"),
    path("invitations/<str:public_id>/", people.answer, name="answer"),
    path("leave/", people.leave, name="leave"),
]
