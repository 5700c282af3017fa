"""ready.py: the world of a run, and what is done before which operations."""

import os
import pathlib

from world import Person, World

world = World(os.environ["API"], pathlib.Path(os.environ["FOLDER"]), os.environ["ROLE"])
ready: dict[str, object] = {}


def before(*labels: str):
    """Registers what is done before valid requests of these operations."""

    def keep(does):
        for label in labels:
            ready[label] = does
        return does

    return keep


def as_someone(case) -> Person:
    """Lets the request be of someone new, who ends with it."""
    person = world.person()
    case.headers["Authorization"] = f"Bearer {person.token}"
    return person
