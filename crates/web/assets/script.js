// Everything works without this. It fetches what moves, and chooses a whole list at once.
(() => {
  "use strict";

  const moving = document.querySelector("[data-refresh]");
  if (moving) {
    const again = () => setTimeout(look, Number(moving.dataset.refresh) * 1000);
    const look = async () => {
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (answer.ok && !answer.redirected) {
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const fresh = page.getElementById(moving.id);
          const isUntouched = !moving.contains(document.activeElement);
          if (fresh && isUntouched) {
            const open = moving.querySelector("details")?.open;
            moving.replaceChildren(...fresh.childNodes);
            const details = moving.querySelector("details");
            if (details && open) details.open = true;
            if (!fresh.dataset.refresh) return;
          }
        }
      } catch {
        // The next time will do.
      }
      again();
    };
    again();
  }

  for (const all of document.querySelectorAll("input[data-all]")) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const one of document.getElementsByName(all.dataset.all)) one.checked = all.checked;
    });
  }
})();
