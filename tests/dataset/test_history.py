"""What a run remembers of those before it, of other versions too."""

from newsstand.dataset.history import item_of
from newsstand.items import Failure


def test_what_another_version_wrote_besides_is_left_out_and_what_it_lacks_is_null() -> None:
    assert item_of(Failure, {"id": "story:A", "cause": "http 404", "severity": 3}) == Failure(
        id="story:A", cause="http 404"
    )
