"""A handful of the ordeals of tests/torture.py, over two titles; `make torture` runs 200 over all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsstand.demo.content import sample
from tests.torture import ORDEALS, World, undergo, world


@pytest.fixture(scope="module")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("quiet"), sample().titles[:2]) as made:
        yield made


@pytest.mark.parametrize("seed", range(len(ORDEALS)))
def test_nothing_is_lost_and_nothing_is_there_twice(seed: int, small_world: World, tmp_path: Path) -> None:
    outcome = undergo(ORDEALS[seed], seed, small_world, tmp_path)
    assert outcome.is_whole, outcome
