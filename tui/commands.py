"""What the command palette finds: every command of the screen that is shown and of those under it, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider
from textual.widget import Widget

from store.text import fold
from tui.keys import COMMANDS, in_palette

if TYPE_CHECKING:
    from textual.binding import Binding

    from tui.app import ExplorerApp

_NOT_OFFERED = ("app.palette", "app.interrupt")
"""What the palette itself is, and what only answers a key."""


class ExplorerCommands(SystemCommandsProvider):
    """The commands of the screen that is shown, case and accents folded."""

    async def discover(self) -> Hits:
        """What there is to be done, in the order of the keys; what only moves is found by its name."""
        for name, told, callback, offered in self.app.get_system_commands(self.screen):
            if offered:
                yield DiscoveryHit(Content(name), callback, text=name, help=told)

    async def search(self, query: str) -> Hits:
        """The commands whose name or explanation is like `query`."""
        matcher = self.matcher(fold(query))
        for name, told, callback, *_ in self.app.get_system_commands(self.screen):
            # A word of the explanation counts too, but less than one of the name.
            worth = max(matcher.match(fold(name)), matcher.match(fold(told)) * 0.6 if fold(query) in fold(told) else 0)
            if worth > 0:
                yield Hit(worth, Content(name), callback, text=name, help=told)


class Palette(CommandPalette):
    """The palette, which a double click beside it closes as well: the second of the two comes when it is gone."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Closes it, once."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


def offers(app: ExplorerApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Every command that can be run now: what the keys do, then what other parts of the screen and screens below do."""
    seen: set[str] = set(_NOT_OFFERED)
    for active in screen.active_bindings.values():
        yield from _offer(app, active.binding, active.node, screen, seen)
    stack = app.screen_stack
    below = stack[: stack.index(screen) + 1] if screen in stack else [screen]
    for owner in reversed(below):
        for node in (owner, *owner.walk_children(Widget), app):
            # What is hidden has nothing to be done with; what is typed into acts only while something is typed.
            if isinstance(node, Widget) and node is not owner and not _in_sight(node):
                continue
            for bindings in list(node._bindings.key_to_bindings.values()):
                for binding in bindings:
                    if app._check_action_state(binding.action, node) is not False:
                        yield from _offer(app, binding, node, owner, seen)


def _offer(
    app: ExplorerApp, binding: Binding, node: DOMNode, owner: Screen[Any], seen: set[str]
) -> Iterator[SystemCommand]:
    id = binding.id
    if id is None or id in seen or id not in COMMANDS:
        return
    seen.add(id)
    shown = app.key_of(id)
    run: Callable[[], None] = partial(_run, app, owner, node, binding.action)
    name = binding.description
    group = app.messages(f"group.{id.partition('.')[0]}")
    title = f"{name}  ({shown})" if id.startswith(("app.", "main.", "timeline.")) else f"{name}  ({shown}) · {group}"
    yield SystemCommand(title, binding.tooltip, run, in_palette(id))


def _run(app: ExplorerApp, owner: Screen[Any], node: DOMNode, action: str) -> None:
    """Runs an action where it belongs, after leaving the screens that are above it."""
    while app.screen is not owner and owner in app.screen_stack:
        back = getattr(app.screen, "action_back", app.pop_screen)
        before = app.screen
        back()
        if app.screen is before:
            return
    if isinstance(node, Widget) and node.focusable and not isinstance(node, Screen):
        node.focus()
    app.call_later(app.run_action, action, node)


def _in_sight(widget: Widget) -> bool:
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
