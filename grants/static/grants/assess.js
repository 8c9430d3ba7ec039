// The sum of the points while they are given. The server computes it again (grants/scores.py) and decides.
function sum(form) {
  let hundredths = 0;
  form.querySelectorAll("[data-weight]").forEach((criterion) => {
    const field = criterion.querySelector('[name^="points_"]:checked, input[type="number"][name^="points_"]');
    const points = Number(field?.value || 0);
    if (Number.isInteger(points)) hundredths += Math.round(Number(criterion.dataset.weight) * 100) * points;
  });
  form.querySelector("[data-given]").textContent = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(hundredths / 100);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-assess]");
  if (form) sum(form);
});
