// Conveniences only: every page works without this file.

// Folded parts are unfolded on paper by browsers that do not know `details::details-content`.
const folded = [];
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.open = true;
    folded.push(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of folded.splice(0)) part.open = false;
});

// Where there is room beside a form, the first paper is open from the start.
if (matchMedia("(min-width: 75rem)").matches) document.querySelector(".viewer > details")?.setAttribute("open", "");

// A table copies as tab-separated text, which spreadsheets take.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const table = document.getElementById(button.dataset.copy);
  if (!table || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/\s+/g, " ")).join("\t"));
    await navigator.clipboard.writeText(rows.join("\n"));
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 2000);
  });
}
