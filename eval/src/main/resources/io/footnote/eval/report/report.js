const search = document.getElementById("search");
const rows = [...document.querySelectorAll("#queries tbody tr")].map((row) => ({
  row,
  text: row.querySelector("summary").textContent.toLowerCase(),
}));
search.addEventListener("input", () => {
  const wanted = search.value.toLowerCase().split(/\s+/);
  for (const { row, text } of rows) {
    row.hidden = !wanted.every((word) => text.includes(word));
  }
});
