"""The public addresses of the foundation lead to pages of the faces."""

import re

import pytest
from django.urls import resolve

from openecf.foundation.addresses import PATHS

SAMPLES = {"number": "26-01234", "doc_id": "036000000001", "magic_num": "12345678"}
URLCONFS = {"center": "openecf.faces.center.urls", "court": "openecf.faces.court.urls"}


@pytest.mark.parametrize("name", PATHS)
def test_every_public_address_leads_to_a_page(name):
    house, pattern = PATHS[name]
    parts = {part: SAMPLES.get(part, "abcdef0123") for part in re.findall(r"{(\w+)}", pattern)}

    path = "/" + pattern.format(**parts).split("?")[0]

    assert resolve(path, urlconf=URLCONFS[house]).func
