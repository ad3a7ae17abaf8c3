"""A dataset is opened with the files that are known to lie there, in a folder that may be read and not written, too."""

import errno
from pathlib import Path

import pytest

from newsstand.dataset.index import Index
from newsstand.dataset.listing import Listing, look
from newsstand.dataset.opening import NoDataset, open_dataset
from tests.export.sample import write_night


def files_of(index: Index) -> list[str]:
    with index:
        return [name for name, *_ in index.files()]


def test_only_the_files_that_were_found_are_taken_in(tmp_path: Path) -> None:
    write_night(tmp_path, 0)
    found = look(tmp_path)
    names = sorted(found.complete)
    write_night(tmp_path, 1)
    assert files_of(open_dataset(tmp_path, found=found)) == names
    assert len(files_of(open_dataset(tmp_path))) == 2 * len(names)


def test_where_none_was_found_there_is_no_dataset(tmp_path: Path) -> None:
    write_night(tmp_path, 0)
    with pytest.raises(NoDataset):
        open_dataset(tmp_path, found=Listing())


def test_an_index_that_cannot_be_brought_up_to_date_is_left_for_a_passing_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_night(tmp_path, 0)
    names = sorted(look(tmp_path).complete)
    sync = Index.sync

    def refuse(self: Index, found: Listing | None = None) -> list[str]:
        taken = sync(self, found)
        if not self._passing:
            raise OSError(errno.EROFS, "attempt to write a readonly database")
        return taken

    monkeypatch.setattr(Index, "sync", refuse)
    assert files_of(open_dataset(tmp_path, found=look(tmp_path))) == names
