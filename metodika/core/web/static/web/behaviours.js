// All behaviour of the pages, by data-… attributes. Every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

  // The same cookie that the server sets: the page changes at once and keeps its place.
  const setTheme = (theme) => {
    root.dataset.theme = theme;
    root.dataset.bsTheme = theme === "dark" ? "dark" : "light";
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.hasAttribute("data-theme-switch") && button) {
      event.preventDefault();
      // Larger letters move everything: what the person was reading stays under the eye.
      const reading = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      const before = reading?.getBoundingClientRect().top;
      setTheme(button.value);
      if (reading) scrollBy({ top: reading.getBoundingClientRect().top - before, behavior: "instant" });
      [...form.elements].find((one) => one.offsetParent && one.type === "submit")?.focus({ preventScroll: true });
      return;
    }
    const question = button?.dataset.ask || form.dataset.ask;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.dataset.draft) localStorage.setItem("draft-sent", draftKey(form));
    // An address without empty choices is one that a person can read and send on.
    if (form.hasAttribute("data-tidy")) {
      const empty = [...form.elements].filter((one) => one.name && one.value === "" && !one.disabled);
      empty.forEach((one) => (one.disabled = true));
      setTimeout(() => empty.forEach((one) => (one.disabled = false)));
    }
    if (form.method === "post" && !form.hasAttribute("data-repeatable")) {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      setTimeout(() => delete form.dataset.sent, 5000);
    }
  });

  document.addEventListener("click", (event) => {
    const close = closest(event, "[data-close]");
    if (close) close.closest(".alert").remove();
    if (closest(event, "[data-print]")) window.print();
    const fold = closest(event, "[data-tree-open], [data-tree-close]");
    if (fold) {
      const open = fold.hasAttribute("data-tree-open");
      fold.closest("[data-tree]").querySelectorAll("details").forEach((one) => (one.open = open));
    }
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  document.addEventListener("change", (event) => {
    const all = closest(event, "[data-tick-all]");
    if (all) {
      document.querySelectorAll(`input[name="ids"][form="${all.dataset.tickAll}"]`).forEach((one) => (one.checked = all.checked));
    }
    if (all || (event.target.name === "ids" && event.target.form)) showBulk();
    const auto = closest(event, "form[data-autosubmit]");
    if (auto) auto.requestSubmit();
  });

  const showBulk = () => {
    document.querySelectorAll("form[data-bulk]").forEach((form) => {
      const chosen = document.querySelectorAll(`input[name="ids"][form="${form.id}"]:checked`).length;
      form.dataset.bulk = chosen ? "some" : "none";
    });
  };

  // Drafts: what was typed survives a closed tab or a broken line, on this computer only.
  const draftKey = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
  const kept = (form) =>
    [...form.elements].filter((one) => one.name && !["hidden", "file", "password", "submit", "button"].includes(one.type));
  const readForm = (form) =>
    kept(form).map((one) => [one.name, one.value, ["checkbox", "radio"].includes(one.type) ? one.checked : null]);
  const fillForm = (form, values) => {
    const fields = kept(form);
    values.forEach(([name, value, checked], place) => {
      const field = fields[place];
      if (!field || field.name !== name) return;
      if (checked === null) field.value = value;
      else field.checked = checked;
    });
  };

  const keepDraft = (form) => {
    const key = draftKey(form);
    const fresh = JSON.stringify(readForm(form));
    const stored = localStorage.getItem(key);
    const offer = document.querySelector("template[data-draft-offer]");
    if (stored && stored !== fresh && offer && !form.querySelector(".m-field-wrong")) {
      const words = offer.content.firstElementChild.cloneNode(true);
      words.addEventListener("click", (event) => {
        if (closest(event, "[data-draft-take]")) fillForm(form, JSON.parse(stored));
        else if (closest(event, "[data-draft-drop]")) localStorage.removeItem(key);
        else return;
        words.remove();
      });
      form.prepend(words);
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => localStorage.setItem(key, JSON.stringify(readForm(form))), 500);
    });
  };

  // A link to a folded clause opens everything above it.
  const openAnchor = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    for (let above = place; above; above = above.parentElement) if (above.tagName === "DETAILS") above.open = true;
    place.scrollIntoView();
  };

  // The menu is longer than the window: the page that is open stays in sight.
  const showPlace = () => {
    const side = document.querySelector(".m-side");
    const here = side?.querySelector("[aria-current]");
    if (!here || here.offsetTop + here.offsetHeight <= side.clientHeight) return;
    side.scrollTop = here.offsetTop - side.clientHeight / 2;
  };

  const start = () => {
    showPlace();
    const sent = localStorage.getItem("draft-sent");
    const stillHere = document.querySelector("form[data-draft] .m-field-wrong, .m-faults");
    if (sent && !stillHere) localStorage.removeItem(sent);
    localStorage.removeItem("draft-sent");
    document.querySelectorAll("form[data-draft]").forEach(keepDraft);
    document.querySelector("[data-focus]")?.focus();
    showBulk();
    openAnchor();
  };
  // The library tells a refused or cancelled passkey to the console only; a person looks at the page.
  document.addEventListener("allauth.error", (event) => {
    const words = document.querySelector("template[data-passkey-refused]");
    const main = document.getElementById("main");
    if (!words || !main) return;
    event.preventDefault();
    main.querySelector("[data-passkey-told]")?.remove();
    const told = words.content.firstElementChild.cloneNode(true);
    told.dataset.passkeyTold = "";
    main.prepend(told);
    told.scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("hashchange", openAnchor);
  document.addEventListener("htmx:afterSwap", showBulk);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
