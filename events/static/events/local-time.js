// Shows a visitor without an account the hours by the clock of their own device. It can go once visitors can choose a clock.
const format = (date, options) => new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(date);

for (const line of document.querySelectorAll("[data-local-time]")) {
  const starts = new Date(line.dataset.starts);
  const ends = new Date(line.dataset.ends);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = { dateStyle: "medium", timeStyle: "short" };
  const mine = format(starts, shown);
  if (mine === format(starts, { ...shown, timeZone: line.dataset.zone })) continue;
  const until = format(ends, starts.toDateString() === ends.toDateString() ? { timeStyle: "short" } : shown);
  line.textContent = line.dataset.pattern.replace("{time}", `${mine} – ${until} (${here})`);
  line.hidden = false;
}
