"""The Notice of Electronic Filing as a page, and the key that checks its stamps."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from openecf.courthouse.notices import sheet, stamps, writing


@require_safe
def notice(request, public_id):
    """Show a notice to whoever is signed in here: the words of the mail, and how each delivery stands."""
    found = sheet.sheet_for(request.viewer, public_id)
    context = {
        "notice": found,
        "note_title": sheet.NOTE_TITLE,
        "note": sheet.NOTE,
        "papers": [(paper, writing.verification(paper)) for paper in found.papers],
        "mailed_to": writing.MAILED,
        "not_mailed_to": writing.NOT_MAILED,
        "associated": writing.ASSOCIATED,
        "help_page": "notices",
    }
    return render(request, "court/notices/notice.html", context)


@require_safe
def stamp_key(request):
    """Give the public key of electronic document stamps, as a file."""
    answer = HttpResponse(stamps.public_key().pem, content_type="application/x-pem-file")
    answer.headers["Content-Disposition"] = 'attachment; filename="stamp-key.pem"'
    return answer


app_name = "notices"
urlpatterns = [
    path("stamp-key.pem", stamp_key, name="stamp_key"),
    path("<str:public_id>/", notice, name="notice"),
]
