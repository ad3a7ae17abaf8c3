"""The sample newsstand with other labels on the editions of one publication."""

from dataclasses import replace

from newsstand.demo.content import Newsstand

COURIER = "The Harbour Courier"


def labelled(newsstand: Newsstand, *labels: str) -> Newsstand:
    """The Courier with an edition for each label, newest first, all with the stories of its first.

    Numbers and addresses count from the oldest: one more label in front is one more edition.
    """
    edition = newsstand.publication(COURIER).editions[0]
    editions = tuple(
        replace(
            edition,
            issue=edition.issue + number,
            label=label,
            stories=tuple(
                replace(story, slug=f"{story.slug}-{number}", issue=edition.issue + number) for story in edition.stories
            ),
        )
        for number, label in zip(range(len(labels), 0, -1), labels, strict=True)
    )
    return newsstand.changed(COURIER, lambda courier: replace(courier, editions=editions, recent=len(editions)))
