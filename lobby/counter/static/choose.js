// A family's box checks and unchecks all its services, and shows when only some are chosen.

for (const family of document.querySelectorAll("[data-family]")) {
  const all = family.querySelector("[data-all]");
  const services = [...family.querySelectorAll("input[name=service]")];
  const show = () => {
    const count = services.filter((box) => box.checked).length;
    all.checked = count === services.length;
    all.indeterminate = count > 0 && count < services.length;
  };
  if (all.checked) for (const box of services) box.checked = true;
  all.addEventListener("change", () => {
    for (const box of services) box.checked = all.checked;
    show();
  });
  for (const box of services) box.addEventListener("change", show);
  show();
}
