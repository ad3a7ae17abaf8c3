"""What `make fuzz` looks for, in a few fixed inputs of each target."""

import random
from importlib import import_module

import pytest

from tests.fuzz.__main__ import TARGETS

ATTEMPTS = {"pages": 160, "urls": 2_000, "labels": 800, "data": 2, "toml": 120}
ROUNDS = 4


@pytest.mark.parametrize("turn", range(ROUNDS))
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks(target: str, turn: int) -> None:
    attempt = import_module(f"tests.fuzz.{target}").attempt
    for seed in range(turn + 1, ATTEMPTS[target], ROUNDS):
        attempt(random.Random(seed))
