"""What a build is given: folders, files and pages, each looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from store.engine import Engine
from store.folders import Folders
from store.library.disk import absolute
from store.library.library import Root, Skipped
from store.library.pages import Page
from store.library.scan import Scan, scan


def scan_all(
    inputs: Sequence[Path | Page],
    known: Sequence[Root],
    folders: Folders,
    published: str | None,
    language: str | None,
    engine: Engine | None,
    library: Path,
    *,
    example: bool,
) -> tuple[list[Scan], tuple[Skipped, ...]]:
    """What lies in each of the inputs, and those that are not there.

    Args:
        inputs: folders, files, and pages that were fetched.
        known: the roots of the library.
        folders: remembers what lies in each folder.
        published: as `store.library.build.update`; so are the other options.
        language: so is this one.
        engine: and this one.
        library: its folder.
        example: `inputs` is the built-in example.
    """
    scans: dict[str, Scan] = {}
    missing: list[Skipped] = []
    pages = [given for given in inputs if isinstance(given, Page)]
    given: list[Path | Page] = [*_once(paths(inputs), known), *pages]
    for path in given:
        try:
            found = scan(path, known, published, language, engine, example=example, library=library, folders=folders)
            scans[found.root.key] = found
        except OSError as error:
            name = path.address if isinstance(path, Page) else path
            missing.append(
                Skipped(str(name).encode("utf-8", "replace").decode(), (error.strerror or str(error)).lower())
            )
    return list(scans.values()), tuple(missing)


def paths(inputs: Iterable[Path | Page]) -> list[Path]:
    """The folders and files among the inputs."""
    return [given for given in inputs if isinstance(given, Path)]


def _once(inputs: Sequence[Path], known: Sequence[Root]) -> list[Path]:
    """The inputs without files that lie in a folder which is synchronised as well; of a known folder, the folder."""
    folders = {absolute(path): path for path in inputs if path.is_dir()}
    known_folders = {Path(root.path): Path(root.path) for root in known if root.kind == "folder"}
    found: dict[Path, Path] = {}
    for path in inputs:
        parents = absolute(path).parents if path.is_file() else ()
        holder = next((folders[p] for p in parents if p in folders), None)
        holder = holder or next((known_folders[p] for p in parents if p in known_folders and p.is_dir()), None)
        target = holder or path
        found.setdefault(absolute(target), target)
    return list(found.values())
