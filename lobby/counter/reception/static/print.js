// The browser prints the number that is open; the style sheet leaves out everything else.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
