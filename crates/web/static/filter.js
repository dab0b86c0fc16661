// Puts a box before a long list that narrows it while one types. Without this script the list is
// whole, and the browser's own search finds a name in it.

const FEW = 10;

for (const part of document.querySelectorAll("[data-filter]")) narrow(part);

function narrow(part) {
  const rows = [...part.querySelectorAll("li, tbody tr, .choice")];
  if (rows.length <= FEW) return;
  const { filter, none } = part.dataset;
  const label = document.createElement("label");
  const box = document.createElement("input");
  const nothing = document.createElement("p");
  box.type = "search";
  box.autocomplete = "off";
  label.className = "field";
  label.append(filter, box);
  nothing.className = "none";
  nothing.setAttribute("role", "status");
  part.prepend(label, nothing);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => fold(row.textContent));
  box.addEventListener("input", () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      const fits = words.every((word) => texts[place].includes(word));
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    nothing.textContent = shown === 0 ? none : "";
  });
  // Enter looks for something; it doesn't send the form around the list.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
