// Sums and limits of the budget while it is typed, in whole cents. The server computes all of it again and decides
// (grants/budgets.py); this only spares people a round trip. Also adds a line where the button would have reloaded.
const LARGEST = 999_999_999; // in cents

const form = () => document.querySelector("form[data-budget]");

// The amount in cents, or null for what is no number: the rules of grants/money.py.
export function cents(text, decimalPoint) {
  const bare = text.replace(/[\s\u00a0\u202f'’€]|EUR/gi, "");
  if (!/^\d+([.,]\d+)*$/.test(bare)) return null;
  const [whole, decimals] = split(bare, decimalPoint ? "," : ".");
  if (whole === null || decimals.length > 2) return null;
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return value <= LARGEST ? value : null;
}

function split(bare, grouping) {
  const separators = bare.replace(/\d/g, "");
  if (!separators) return [bare, ""];
  if (new Set(separators).size === 2) {
    const decimal = separators.at(-1);
    if ([...separators].filter((one) => one === decimal).length > 1) return [null, ""];
    const at = bare.lastIndexOf(decimal);
    return [ungrouped(bare.slice(0, at), decimal === "." ? "," : "."), bare.slice(at + 1)];
  }
  const separator = separators[0];
  const isGroup = separator === grouping && /^\d{1,3}[.,]\d{3}$/.test(bare);
  if (separators.length > 1 || isGroup) return [ungrouped(bare, separator), ""];
  return bare.split(separator);
}

function ungrouped(text, separator) {
  return new RegExp(`^\\d{1,3}(\\${separator}\\d{3})+$`).test(text) ? text.replaceAll(separator, "") : null;
}

// Half cents upwards, exactly: both factors are whole hundredths.
const product = (quantity, rate) => Number((BigInt(quantity) * BigInt(rate) + 50n) / 100n);

function field(line, name) {
  return line.querySelector(`[name$="-${name}"]`);
}

function read(line, decimalPoint) {
  const [quantity, rate, requested] = ["quantity", "rate", "requested"].map((name) => {
    const input = field(line, name);
    const value = input.value.trim() ? cents(input.value, decimalPoint) : 0;
    if (value === null) input.setAttribute("aria-invalid", "true");
    else if (document.activeElement === input) input.removeAttribute("aria-invalid");
    return value;
  });
  const cost = product(quantity ?? 0, rate ?? 0);
  const asked = field(line, "requested").value.trim() ? (requested ?? 0) : cost;
  return { cost, asked, isIndirect: field(line, "heading").value === "indirect" };
}

function compute() {
  const { decimalPoint, minimum, maximum, indirect, cofinancing, currency } = form().dataset;
  const language = document.documentElement.lang;
  const written = (value, always) => new Intl.NumberFormat(language, { style: "currency", currency, minimumFractionDigits: value % 100 || always ? 2 : 0, maximumFractionDigits: 2 }).format(value / 100);
  const sums = { cost: 0, requested: 0, indirect: 0 };
  document.querySelectorAll("[data-budget-line]").forEach((line) => {
    const { cost, asked, isIndirect } = read(line, decimalPoint === "yes");
    sums.cost += cost;
    sums.requested += asked;
    if (isIndirect) sums.indirect += cost;
    line.querySelector("[data-line-cost]").textContent = cost ? written(cost) : "";
  });
  sums.cofinanced = sums.cost - sums.requested;
  sums.indirect_allowed = Math.floor(((sums.cost - sums.indirect) * Math.round(Number(indirect) * 100)) / 10_000);
  for (const [name, value] of Object.entries(sums)) form().querySelector(`[data-sum="${name}"]`).textContent = written(value);
  mark("requested", sums.requested > 0 && (sums.requested < Number(minimum) * 100 || sums.requested > Number(maximum) * 100));
  mark("indirect", sums.indirect > sums.indirect_allowed);
  mark("cofinanced", sums.cofinanced < 0 || sums.cofinanced * 100 < sums.cost * Number(cofinancing));
  form().querySelector("[data-budget-problems]")?.toggleAttribute("hidden", true); // said about the saved lines, not these
}

function mark(name, isOver) {
  form().querySelector(`[data-sum="${name}"]`).closest(".stat").toggleAttribute("data-over", isOver);
}

function addLine() {
  const list = form().querySelector("[data-budget-lines]");
  const isFull = list.children.length >= Number(form().dataset.most);
  form().querySelector("[data-budget-full]").hidden = !isFull;
  if (isFull) return null;
  const taken = [...list.querySelectorAll("[name^=line-]")].map((input) => Number(input.name.split("-")[1]));
  const markup = form().querySelector("[data-budget-blank]").content.firstElementChild.cloneNode(true);
  const position = Math.max(-1, ...taken) + 1;
  markup.querySelectorAll("[id], [name], [for]").forEach((element) => {
    for (const attribute of ["id", "name", "for"]) {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace("__n__", position));
    }
  });
  list.append(markup);
  return markup;
}

document.addEventListener("input", (event) => event.target.closest("form[data-budget]") && compute());
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-budget-more]")) return;
  event.preventDefault();
  addLine()?.querySelector("select").focus();
});
// A copy of this browser may hold more lines than the page: they get their place before it is put back.
document.addEventListener("autosave:restore", (event) => {
  if (!event.target.closest("form[data-budget]")) return;
  const last = Math.max(...event.detail.names.map((name) => Number(/^line-(\d+)-/.exec(name)?.[1] ?? -1)));
  while (!form().elements[`line-${last}-heading`] && last >= 0 && addLine());
});
