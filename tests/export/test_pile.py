"""What is laid down is found again, however much waits to be written."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from newsstand.export import pile
from newsstand.export.pile import Piles


@given(lines=st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=40)), max_size=12))
def test_every_line_is_found_where_it_was_laid(lines: list[tuple[str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        piles = Piles(Path(folder, "stage.sqlite"))
        places = [(name, *piles.put(name, line)) for name, line in lines]
        for name in "abc":
            assert piles.file(name).read_bytes() == b"".join(line for of, line in lines if of == name)
        assert [piles.get(*place) for place in places] == [line for _, line in lines]
        assert piles.longest == max((len(line) for _, line in lines), default=0)
        piles.close()


def test_files_are_closed_before_they_are_too_many(tmp_path: Path) -> None:
    piles = Piles(tmp_path / "stage.sqlite")
    places = {f"{year}": piles.put(f"{year}", f"{year}".encode()) for year in range(3 * pile.MOST_OPEN)}
    for name, place in places.items():
        assert piles.get(name, *place) == name.encode()
        assert len(piles._open) <= pile.MOST_OPEN
    piles.close()


def test_no_more_than_a_megabyte_waits(tmp_path: Path) -> None:
    piles = Piles(tmp_path / "stage.sqlite")
    for name in "abc":
        piles.put(name, bytes(pile.AT_ONCE // 2))
    written = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert written >= 3 * (pile.AT_ONCE // 2) - pile.AT_ONCE
    piles.close()
