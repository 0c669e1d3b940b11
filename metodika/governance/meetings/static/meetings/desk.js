// The live pages of a session: asks whether anything has changed, puts fresh parts in, saves what is typed.
// Nothing typed is ever lost: it stays on this computer until the server has said that it has it.
(() => {
  "use strict";
  const live = document.querySelector("[data-live]");
  if (!live) return;
  // Everybody sees a change within two seconds, also where ten halls vote at once.
  const BEAT = live.classList.contains("desk-phone") ? 1100 : 1250, SPREAD = 250, HIDDEN_BEAT = 15000, SLOWEST = 10000, PAUSE = 400, RETRY = 3000;
  const kept = live.dataset.kept;
  const words = (name) => document.querySelector(`template[data-words="${name}"]`).content;
  const told = document.querySelector("[data-told]");
  const hasToken = /name="csrfmiddlewaretoken" value="[^"]*"/g;

  // --- what the person is told ---

  const tell = (content, tone) => {
    const box = document.createElement("div");
    box.className = `desk-word desk-word-${tone}`;
    box.append(content);
    told.replaceChildren(box);
    told.setAttribute("role", tone === "bad" ? "alert" : "status");
    if (tone === "good") setTimeout(() => box.remove(), 5000);
  };
  const asNodes = (html) => document.createRange().createContextualFragment(html);
  const say = (name, tone) => tell(words(name).cloneNode(true), tone);

  let broken = false;
  const lineBroke = () => {
    if (!broken) say("offline", "bad");
    broken = true;
  };
  const lineHolds = () => {
    if (!broken) return;
    broken = false;
    say("online", "good");
    sendAll();
  };

  const ask = async (url, options = {}) => {
    // Parts that many screens share carry no token of their own; that of the page goes along instead.
    const own = { "X-Ticket": live.dataset.ticket, "X-CSRFToken": live.dataset.token };
    const headers = { "X-Live": "1", "Accept-Language": document.documentElement.lang, ...own };
    let answer;
    try {
      answer = await fetch(url, { credentials: "same-origin", ...options, headers });
    } catch (fault) {
      lineBroke();
      throw fault;
    }
    // A proxy that cannot reach the server is a broken line as well.
    if (answer.status >= 502) {
      lineBroke();
      throw new Error("no server");
    }
    lineHolds();
    if (answer.redirected && answer.url.includes("/sign-in/")) {
      say("signed-out", "bad");
      throw new Error("signed out");
    }
    if (answer.status === 403 || answer.status === 404) say("refused", "bad");
    return answer;
  };

  // --- parts of the page ---

  const plain = (part) => part.outerHTML.replace(hasToken, "");
  const shown = new Map();
  const remember = (part) => shown.set(part.id, plain(part));
  live.querySelectorAll("[data-part]").forEach(remember);

  // How often this page has saved a text, and which of the times was the last for each.
  let saves = 0;
  const savedIn = new WeakMap();
  const isText = (one) => one.matches("textarea[data-autosave]");
  const isTouched = (one) => {
    if (isText(one) || one.type === "hidden") return false;
    if (one.type === "radio" || one.type === "checkbox") return one.checked !== one.defaultChecked;
    if (one.tagName === "SELECT") return [...one.options].some((o, n) => o.selected !== (o.defaultSelected || (n === 0 && ![...one.options].some((x) => x.defaultSelected))));
    return "defaultValue" in one && one.value !== one.defaultValue;
  };
  const inWork = (part) =>
    [...part.querySelectorAll("input, textarea, select")].some((one) => isTouched(one) && !one.closest("[data-kept-form]"));

  const replace = (old, fresh, asked) => {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const place = focused && (focused.id ? `#${CSS.escape(focused.id)}` : null);
    const [from, to] = focused && isText(focused) ? [focused.selectionStart, focused.selectionEnd] : [];
    remember(fresh);
    old.querySelectorAll("details[open][id]").forEach((one) => {
      const same = fresh.querySelector(`#${CSS.escape(one.id)}`);
      if (same) same.open = true;
    });
    // A text that is being typed moves over as it stands; only an untouched one takes the fresh words.
    old.querySelectorAll("textarea[data-autosave]").forEach((mine) => {
      const theirs = fresh.querySelector(`#${CSS.escape(mine.id)}`);
      if (!theirs) return;
      const form = theirs.closest("form"), was = mine.closest("form");
      // What was asked for before the last save speaks of an older text.
      const ours = isUnsent(mine) || (savedIn.get(mine) ?? 0) > asked;
      // That it was saved stays to be read; the words of another have been saved by another.
      if (ours || mine.value === theirs.value) form.querySelector("[data-saved]").replaceChildren(...was.querySelector("[data-saved]").childNodes);
      if (ours) {
        form.elements.version.value = was.elements.version.value;
        was.querySelectorAll(".desk-choice").forEach((box) => form.append(box));
      } else {
        mine.value = mine.defaultValue = theirs.value;
      }
      theirs.replaceWith(mine);
    });
    old.replaceWith(fresh);
    window.htmx?.process(fresh);
    fresh.querySelectorAll("form[data-kept-form]").forEach(takeKeptForm);
    if (place) {
      const again = document.querySelector(place);
      again?.focus({ preventScroll: true });
      if (again && from !== undefined) again.setSelectionRange(from, to);
    }
  };

  // A text under the hands of its writer is not taken away because somebody else has gone on.
  const holds = (old, fresh) =>
    "item" in old.dataset && old.dataset.item !== fresh.dataset.item && live.querySelector("#desk-texts")?.contains(document.activeElement);

  const apply = (html, mine, asked) => {
    const found = new DOMParser().parseFromString(html, "text/html");
    let waits = false, moved = false;
    [...found.querySelectorAll("[data-part]")].forEach((fresh) => {
      const old = document.getElementById(fresh.id);
      if (!old || shown.get(fresh.id) === plain(fresh)) return;
      if (!mine && inWork(old)) waits = true;
      else if (!mine && holds(old, fresh)) waits = moved = true;
      else replace(old, document.adoptNode(fresh), asked);
    });
    if (moved) say("moved", "info");
    return !waits;
  };

  // --- has anything changed? ---

  let timer, running = null, again = false, faults = 0, acts = 0;
  // A hall that has opened its pages at one word shall not ask at one moment for ever.
  const pause = (beat) => beat + Math.random() * SPREAD;
  const lookOnce = async (mine) => {
    const asked = acts, savedBefore = saves;
    try {
      const address = new URL(live.dataset.live, location);
      address.searchParams.set("seen", mine ? "" : live.dataset.mark);
      const answer = await ask(address);
      if (answer.headers.has("X-Ticket")) live.dataset.ticket = answer.headers.get("X-Ticket");
      // What could not be put in now comes with the next question, and so does what an act has outrun.
      const html = answer.status === 200 ? await answer.text() : "";
      if (html && asked === acts && apply(html, mine, savedBefore)) live.dataset.mark = answer.headers.get("X-Mark");
      faults = answer.ok ? 0 : faults + 1;
    } catch {
      faults += 1;
    }
  };
  const lookUntilFresh = async (mine) => {
    await lookOnce(mine);
    while (again) {
      again = false;
      await lookOnce(true);
    }
    running = null;
    lookLater();
  };
  const lookLater = () => {
    clearTimeout(timer);
    timer = setTimeout(look, document.hidden ? HIDDEN_BEAT : pause(Math.min(BEAT * 2 ** Math.min(faults, 4), SLOWEST)));
  };
  // Ends when the page shows what the server had at the call or later; `mine` after an act of this page.
  const look = (mine = false) => {
    clearTimeout(timer);
    if (running) again = again || mine === true;
    else running = lookUntilFresh(mine === true);
    return running;
  };
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("online", () => {
    look();
    sendAll();
  });
  window.addEventListener("offline", lineBroke);

  // --- acts: every form of the page goes out without leaving it ---

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !live.contains(form)) return;
    event.preventDefault();
    const text = form.querySelector("textarea[data-autosave]");
    if (text) {
      send(text);
      return;
    }
    const button = event.submitter;
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    if (button) button.disabled = true;
    try {
      // What the act speaks of has to be on the server before it.
      await Promise.all([...live.querySelectorAll("textarea[data-autosave]")].filter(isUnsent).map(send));
      const body = new FormData(form);
      if (button?.name) body.append(button.name, button.value);
      const answer = await ask(address, { method: "POST", body: new URLSearchParams(body) });
      const html = await answer.text();
      if (answer.ok) {
        forgetForm(form);
        form.reset();
        form.closest("details")?.removeAttribute("open");
        // The words come when the page shows what they speak of; a vote brings that with its answer.
        const words = asNodes(html);
        words.querySelectorAll("[data-part]").forEach((part) => part.remove());
        if (answer.headers.has("X-Mark")) {
          acts += 1;
          apply(html, true, saves);
          live.dataset.mark = answer.headers.get("X-Mark");
          if (!running) lookLater();
        } else await look(true);
        tell(words, "good");
      } else {
        if (answer.status === 422) tell(asNodes(html), "bad");
        look();
      }
    } catch {
      if (broken) say("unsent", "bad");
    } finally {
      delete form.dataset.sent;
      if (button) button.disabled = false;
    }
  });

  // --- texts ---

  const key = (text) => `${kept}${text.id}`;
  const isUnsent = (text) => text.value !== text.defaultValue || text.dataset.differs !== undefined;
  const mark = (text, name) => text.closest("form").querySelector("[data-saved]").replaceChildren(words(name).cloneNode(true));
  const keep = (text) => {
    const form = text.closest("form");
    const fields = Object.fromEntries([...form.elements].filter((one) => one.type === "hidden" && one.name !== "csrfmiddlewaretoken").map((one) => [one.name, one.value]));
    localStorage.setItem(key(text), JSON.stringify({ url: form.getAttribute("action"), fields, text: text.value }));
  };
  const timers = new WeakMap(), sending = new WeakMap();

  const send = (text) => {
    clearTimeout(timers.get(text));
    if (text.dataset.differs !== undefined) return Promise.resolve();
    if (sending.has(text)) return sending.get(text).then(() => (isUnsent(text) ? send(text) : undefined));
    const going = save(text).finally(() => sending.delete(text));
    sending.set(text, going);
    return going;
  };
  const save = async (text) => {
    const form = text.closest("form"), wanted = text.value;
    mark(text, "saving");
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set("text", wanted);
      const answer = await ask(form.action, { method: "POST", body });
      if (answer.ok) saved(text, wanted, (await answer.json()).seen);
      else if (answer.status === 409) differs(text, await answer.json());
      else {
        mark(text, "kept");
        if (answer.status === 422) tell(asNodes(await answer.text()), "bad");
      }
    } catch {
      mark(text, "kept");
      timers.set(text, setTimeout(() => send(text), RETRY));
    }
  };
  const saved = (text, wanted, seen) => {
    savedIn.set(text, (saves += 1));
    text.closest("form").elements.version.value = seen;
    text.defaultValue = wanted;
    if (text.value === wanted) {
      localStorage.removeItem(key(text));
      mark(text, "saved");
    } else {
      keep(text);
      timers.set(text, setTimeout(() => send(text), PAUSE));
    }
  };
  const sendAll = () => live.querySelectorAll("textarea[data-autosave]").forEach((text) => isUnsent(text) && send(text));

  const differs = (text, { stored, seen }) => {
    const form = text.closest("form");
    form.querySelectorAll(".desk-choice").forEach((box) => box.remove());
    text.dataset.differs = "";
    mark(text, "differs");
    const box = words("choice").firstElementChild.cloneNode(true);
    box.querySelector("[data-stored]").textContent = stored;
    box.querySelector("[data-mine]").textContent = text.value;
    box.addEventListener("click", (event) => {
      const choice = event.target.closest("button")?.value;
      if (!choice) return;
      if (choice === "stored") text.value = stored;
      if (choice === "both") text.value = `${stored}\n${text.value}`;
      delete text.dataset.differs;
      // The part around the text may have been put in anew since the choice was offered.
      text.closest("form").elements.version.value = seen;
      text.defaultValue = stored;
      box.remove();
      text.focus();
      if (choice === "stored") localStorage.removeItem(key(text));
      send(text);
    });
    form.append(box);
  };

  live.addEventListener("input", (event) => {
    const one = event.target;
    if (isText(one)) {
      keep(one);
      if (one.dataset.differs !== undefined) {
        one.closest("form").querySelector("[data-mine]").textContent = one.value;
        return;
      }
      clearTimeout(timers.get(one));
      timers.set(one, setTimeout(() => send(one), PAUSE));
    } else if (one.form?.dataset.keptForm) {
      const values = [...one.form.elements].filter((field) => field.name && field.type !== "hidden").map((field) => [field.name, field.value]);
      localStorage.setItem(`${kept}form:${one.form.dataset.keptForm}`, JSON.stringify(values));
    }
  });
  live.addEventListener("focusout", (event) => {
    if (isText(event.target) && isUnsent(event.target)) send(event.target);
  });

  const forgetForm = (form) => localStorage.removeItem(`${kept}form:${form.dataset.keptForm}`);
  const takeKeptForm = (form) => {
    const stored = localStorage.getItem(`${kept}form:${form.dataset.keptForm}`);
    if (!stored) return;
    JSON.parse(stored).forEach(([name, value]) => {
      if (form.elements[name]) form.elements[name].value = value;
    });
    const fold = form.closest("details");
    if (fold) fold.open = true;
  };

  // What an earlier page could not send: back into its field, or straight to the server when it is not here.
  const takeUp = () => {
    Object.keys(localStorage).filter((name) => name.startsWith(kept) && !name.startsWith(`${kept}form:`)).forEach(async (name) => {
      const { url, fields, text } = JSON.parse(localStorage.getItem(name));
      const here = document.getElementById(name.slice(kept.length));
      if (here && isText(here)) {
        if (here.value === text) return localStorage.removeItem(name);
        here.value = text;
        // The edit that the text was typed after: the server tells when somebody has written since.
        here.closest("form").elements.version.value = fields.version;
        return send(here);
      }
      const token = document.querySelector("input[name=csrfmiddlewaretoken]");
      const body = new URLSearchParams({ ...fields, text, csrfmiddlewaretoken: token ? token.value : "" });
      const answer = await ask(url, { method: "POST", body }).catch(() => null);
      if (answer?.ok) localStorage.removeItem(name);
    });
  };

  // --- names of speakers ---

  live.addEventListener("click", (event) => {
    const speaker = event.target.closest("[data-says]");
    if (!speaker) return;
    const text = document.getElementById(speaker.dataset.into);
    const gap = text.value && !text.value.endsWith("\n") ? "\n" : "";
    text.value = `${text.value}${gap}${speaker.dataset.says}`;
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });

  live.querySelectorAll("form[data-kept-form]").forEach(takeKeptForm);
  takeUp();
  lookLater();
})();
