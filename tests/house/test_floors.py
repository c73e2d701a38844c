"""Foreign keys named by strings escape the import laws: each relation stays in its room or goes down."""

from django.apps import apps

FLOORS = [  # from the ground up; third-party tables count as ground
    {"audit", "letters"},
    {"accounts", "courts"},
    {"signon", "people"},
    {"usage", "cases", "documents"},
    {"docket"},
    {"calendars", "claims", "fees", "billing"},
    {"notices"},
    {"filing", "access"},
]
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
HOUSE = {"accounts": "center", "signon": "center", "usage": "center", "audit": "ground", "letters": "ground"}


def relations():
    """Yield (room, room it points to) for each relation of our own tables."""
    for model in apps.get_models():
        if model._meta.app_label not in FLOOR:
            continue
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                yield model._meta.app_label, field.related_model._meta.app_label


def goes_down(room: str, other: str) -> bool:
    """Tell whether a table of `room` may point to a table of `other`."""
    if other == room or other not in FLOOR:
        return True
    same_house = {HOUSE.get(room, "court"), HOUSE.get(other, "court")} - {"ground"}
    return len(same_house) < 2 and FLOOR[other] < FLOOR[room]


def test_every_relation_stays_or_goes_down():
    found = set(relations())

    assert len(found) > 15
    assert [pair for pair in found if not goes_down(*pair)] == []


def test_a_relation_upwards_or_across_would_be_caught():
    assert not goes_down("cases", "docket")
    assert not goes_down("claims", "fees")
    assert not goes_down("people", "accounts")
