"""Filing pages of a court: the events, the steps of a draft, the check, and what was filed."""

from django.urls import path

from . import closing, start, steps

app_name = "filing"
urlpatterns = [
    path("bankruptcy/", start.bankruptcy, name="bankruptcy"),
    path("adversary/", start.adversary, name="adversary"),
    path("start/<slug:key>/", start.start, name="start"),
    path("drafts/", start.all_drafts, name="drafts"),
    path("drafts/<slug:public_id>/", start.draft, name="draft"),
    path("drafts/<slug:public_id>/delete/", start.delete, name="delete"),
    path("drafts/<slug:public_id>/event/", steps.event, name="event"),
    path("drafts/<slug:public_id>/party/", steps.party, name="party"),
    path("drafts/<slug:public_id>/documents/", steps.documents, name="documents"),
    path("drafts/<slug:public_id>/documents/<int:part>/", steps.change_document, name="change_document"),
    path("drafts/<slug:public_id>/details/", steps.details, name="details"),
    path("drafts/<slug:public_id>/check/", closing.check, name="check"),
    path("drafts/<slug:public_id>/submit/", closing.submit, name="submit"),
    path("filed/<slug:reference>/", closing.filed, name="filed"),
]
