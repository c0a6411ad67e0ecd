"""A screen that gives its widgets their sizes itself, so that one layout and one paint show all of it.

Textual lays a new screen out with what its widgets hold then, and paints; each of them then hears its size, lays its
lines out, scrolls, gets or loses a scrollbar, and the screen is laid out and painted again, up to seven times.  Here
the widgets have settled before: what they still ask for when it has been painted is not done again.
"""

from __future__ import annotations

import asyncio
from typing import Self

from textual import events, messages
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack


class SettledScreen(Screen[int]):
    """The base of such a screen: `settle` gives everything its place."""

    # Nothing of its style depends on its size; classes that change after the first paint would cost a second one.
    HORIZONTAL_BREAKPOINTS = []  # noqa: RUF012
    VERTICAL_BREAKPOINTS = []  # noqa: RUF012
    _opening = True
    _painted: Size | None = None  # the size of the first paint, until Textual has told it

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The first time its styles are new and nothing of it has been painted; later Textual's way."""
        if self._size:
            return
        event.prevent_default()
        self.stack_updates += 1
        for rack in self.query_children(ToastRack):
            rack.display = bool(self.app._notifications)
            if rack.display:
                self.app._refresh_notifications()
        self.call_later(self._paint_first)

    async def _paint_first(self) -> None:
        # What the widgets have to say of their mounting is said before, when nobody listens yet.
        await asyncio.sleep(0)
        self._painted = self.app.size
        self.paint()

    def paint(self) -> None:
        """Lays out and paints now what has changed; nothing of that needs to be done again afterwards."""
        if not self.is_attached or not self.stack_updates:
            return
        for container in (self, *(widget for widget in self.walk_children(Widget) if widget.is_container)):
            container._clear_arrangement_cache()
        self._refresh_layout(self.app.size)
        self._layout_required = self._scroll_required = self._repaint_required = False

    def _compositor_refresh(self) -> None:
        """Paints; also what widgets have not yet come to ask for."""
        self._compositor.update_widgets(set(self._compositor.visible_widgets))
        super()._compositor_refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Asks for a paint, unless nothing has changed: a screen below asks for what it has in some regions."""
        if regions:
            return self
        return super().refresh(repaint=repaint and not (self._opening and layout), layout=layout, recompose=recompose)

    def on_update(self, message: messages.Update) -> None:
        """A widget is to be painted, which has been by now if nothing of it is left to paint."""
        if not message.widget._repaint_regions:
            message.prevent_default()
            message.stop()

    def on_resize(self, event: events.Resize) -> None:
        """The first time it is the size that it was painted with."""
        painted, self._painted = self._painted, None
        if event.size == painted:
            event.prevent_default()
            event.stop()
            # The app is told late that the screen was mounted, and asks for a layout then; this comes behind it.
            self.app.call_later(self._opened)
        else:
            self.resized()

    def _opened(self) -> None:
        self._opening = False

    def resized(self) -> None:
        """The terminal has another size."""
