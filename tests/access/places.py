"""What the world of the access tests is made of: places, things that stand at them, and who looks."""

from dataclasses import dataclass, field

from django.test import Client

from accounts.models import User
from accounts.permissions import ROLES
from tests.factories import make_person, sign_in

PARENT = {"X": None, "A": "X", "B": "X", "A1": "A", "A2": "A", "B1": "B", "G": "A1"}
CELLS = ("A1", "A2", "B1")
STATIONS = ("A", "A1")  # where each role is held


def canary(place, kind):
    return f"CNR-{place}-{kind}"


def above(place):
    """`place` and what is above it, up to the root."""
    while place:
        yield place
        place = PARENT[place]


@dataclass(frozen=True)
class Thing:
    """An object at a place, with the arguments of its addresses.

    `seen_from`: further places that see it. `helped`: it concerns the person whom the helper was
    assigned to. `query`: what the address asks for beside its arguments.
    """

    place: str
    kwargs: dict
    seen_from: tuple = ()
    helped: bool = False
    query: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Viewer:
    """Who asks: a role held at a place, or nobody in particular (`role` empty). `helps`: is someone's helper."""

    name: str
    user: User | None
    role: str = ""
    station: str = ""
    helps: bool = False

    def holds(self, permission):
        """Whether the viewer has the permission anywhere, or by what is assigned to them."""
        return bool(self.role) and permission in ROLES[self.role].permissions

    def can(self, permission, place):
        """Whether the viewer has the permission at `place`, worked out from the tree above, not from grants."""
        return self.holds(permission) and not ROLES[self.role].own_only and self.station in above(place)

    @property
    def is_in(self):
        """Whether the viewer has an open session that lasts."""
        return bool(self.role)


@dataclass
class World:
    cast: object
    viewers: list
    things: dict = field(default_factory=dict)  # kind -> [Thing]
    clients: dict = field(default_factory=dict)

    def client(self, viewer):
        """A test client signed in once for the viewer."""
        if viewer.name not in self.clients:
            client = Client(raise_request_exception=True)
            self.clients[viewer.name] = sign_in(client, viewer.user) if viewer.user else client
        return self.clients[viewer.name]

    def thing(self, kind, place):
        return next(thing for thing in self.things[kind] if thing.place == place)

    def viewer(self, name):
        return next(viewer for viewer in self.viewers if viewer.name == name)


# Of those of the helped person's cell these are the helper's to see.
HELPED = {"case", "mentor", "task", "paper", "point", "remark"}


def add(world, kind, place, seen_from=(), query=None, **kwargs):
    """Note that a thing of `kind` stands at `place`; `kwargs` are the arguments of its addresses."""
    helped = kind in HELPED and place == "A1"
    world.things.setdefault(kind, []).append(Thing(place, kwargs, tuple(seen_from), helped, query or {}))


def person_of(place, number=""):
    """Somebody of the place, everything of whom is a canary."""
    return make_person(
        canary(place, f"NAME{number}"),
        home_place=canary(place, "DOSSIER1"),
        residence=canary(place, "DOSSIER2"),
        workplace=canary(place, "DOSSIER3"),
    )
