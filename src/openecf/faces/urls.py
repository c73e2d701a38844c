"""What answers at the bare origin, where no site is: the demo's page, or a plain list of courts."""

from django.urls import include, path

urlpatterns = [path("", include("openecf.faces.icon")), path("", include("openecf.faces.demo.pages"))]
handler404 = "openecf.faces.errors.not_found"
handler500 = "openecf.faces.errors.defect"
