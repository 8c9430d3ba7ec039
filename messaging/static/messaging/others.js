// Who else is in the room, and who is writing: shown while it lasts, and never missed when it is not said.
const FADES = 5_000;
const PAUSE = 2_500; // the server hears it no more often

export function others(root, settings) {
  const here = root.querySelector("[data-here]");
  const writing = root.querySelector("[data-writing]");
  const names = new Map();
  let saidAt = 0;

  function show() {
    const people = [...names.values()].map((one) => one.name);
    writing.textContent = people.length === 0 ? "" : people.length === 1 ? writing.dataset.one.replace("{name}", people[0]) : writing.dataset.many;
  }

  function present(people) {
    const company = Object.entries(people).filter(([person]) => person !== settings.me && !settings.blocked.includes(person));
    here.hidden = !company.length;
    here.querySelector("[data-here-count]").textContent = company.length;
    here.title = company.map(([, name]) => name).join(", ");
    here.querySelector("[data-here-names]").textContent = here.title;
  }

  return {
    hear(said) {
      if (said.type === "here") present(said.people);
      if (settings.blocked.includes(said.person)) return;
      if (said.type !== "typing") {
        if (said.type === "messages") for (const item of said.items) names.delete(item.author);
        return show();
      }
      clearTimeout(names.get(said.person)?.timer);
      const timer = setTimeout(() => names.delete(said.person) && show(), FADES);
      names.set(said.person, { name: said.name, timer });
      show();
    },
    typing(say) {
      if (Date.now() - saidAt < PAUSE) return;
      saidAt = Date.now();
      say();
    },
  };
}
