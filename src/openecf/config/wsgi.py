"""The WSGI application of one worker process; with OPENECF_WORK=1 it also runs the work loop."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from openecf.faces import street  # noqa: E402

street.load_pages()  # before the first request: the first of a court waits for the center's answer

if os.environ.get("OPENECF_WORK") == "1":
    from openecf.faces.console import work_loop

    work_loop.start_in_background()
