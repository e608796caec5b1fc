// The page works without this. It opens what a link points into, marks where one is, filters actors, unfolds for printing.
(() => {
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    document.querySelectorAll("[popover]:popover-open").forEach((open) => open.hidePopover());
    if (target.hasAttribute("popover")) { target.showPopover(); return; }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView({ block: target.matches("li") ? "center" : "start" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) for (const [id, link] of links) link.toggleAttribute("aria-current", id === target.id);
    }
  }, { rootMargin: "-20% 0px -75% 0px" });
  for (const id of links.keys()) seen.observe(document.getElementById(id));

  const actors = [...document.querySelectorAll("details.actor")];
  const find = document.getElementById("find");
  const open = document.getElementById("open");
  if (find && open) {
    find.closest("p").hidden = false;
    find.addEventListener("input", () => {
      const wanted = find.value.trim().toLowerCase();
      const more = document.getElementById("more-actors");
      if (more && wanted) more.open = true;
      let shown = 0;
      for (const actor of actors) {
        actor.hidden = wanted !== "" && !actor.textContent.toLowerCase().includes(wanted);
        if (!actor.hidden) shown += 1;
      }
      document.getElementById("found").textContent = wanted ? `${shown} of ${actors.length}` : "";
    });
    open.addEventListener("click", () => {
      const closed = actors.some((actor) => !actor.hidden && !actor.open);
      for (const actor of actors) if (!actor.hidden) actor.open = closed;
      open.textContent = closed ? "Close all" : "Open all";
    });
  }

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open]):not(.cleaned)")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of folded) each.open = false; });
})();
