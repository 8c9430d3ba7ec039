// The menu of a message near the bottom opens upwards, where there is room for it: the conversation ends below.
export function menus(scroll) {
  scroll.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.matches(".message__menu") || !target.open) return;
      target.classList.remove("message__menu--up");
      const panel = target.querySelector(".menu__panel").getBoundingClientRect();
      const frame = scroll.getBoundingClientRect();
      const roomAbove = target.getBoundingClientRect().top - frame.top;
      target.classList.toggle("message__menu--up", panel.bottom > frame.bottom && roomAbove > frame.bottom - panel.top);
    },
    true,
  );
}
