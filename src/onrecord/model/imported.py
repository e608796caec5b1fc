"""What one file or address held when it was last added, item by item accounted for."""

from __future__ import annotations

from dataclasses import field

from onrecord.model.record import content_id, record, require


@record
class Import:
    """found = articles + skips: nothing that was found is neither stored nor named as a skip with its reason.

    `name` is the file's path below `folder` (the name of what was added), or an address; `digest` a hash of its
    bytes, for an address of what was read there (empty where no answer came). `claimed` is how many articles the file's
    own list or count names (0 where it makes no claim); `copies` of the skips were bytes met before. `etag` and
    `changed` are what a server said, for asking it again; `stamp` is what a feed says of the time of its page.
    """

    id: str = field(init=False)
    name: str
    folder: str = ""
    digest: str
    found: int
    articles: int
    copies: int = 0
    claimed: int = 0
    skips: tuple[str, ...] = ()
    etag: str = ""
    changed: str = ""
    stamp: str = ""

    def __post_init__(self) -> None:
        require(
            self.found == self.articles + len(self.skips) and self.copies <= len(self.skips),
            f"{self.name}: found {self.found}, but {self.articles} articles and {len(self.skips)} skips",
            "every found item as an article or a skip",
        )
        object.__setattr__(self, "id", import_id(self.folder, self.name))


def import_id(folder: str, name: str) -> str:
    """The id under which a file or address is kept: the same file added again takes the place of its earlier import."""
    return content_id("import", folder, name)
