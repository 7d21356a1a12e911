// What the imbalance lens computes from the histograms in its page, as core.imbalance does.
(() => {
  const { data, line, scale } = page;
  const at = (id) => document.getElementById(id);
  const trained = { gamma: data.loss.gamma, alpha: data.loss.alpha ?? 0.5, prior: data.loss.prior };

  const log1pExp = (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
  const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

  /** FL of a logit without alpha; u = −y·x, so that p_t = σ(−u). */
  const focal = (u, gamma) => Math.exp(-gamma * log1pExp(-u)) * log1pExp(u);
  /** |dFL/dx| without alpha: (1 − p_t)^γ · (γ·p_t·CE + 1 − p_t). */
  const slope = (u, gamma) =>
    Math.exp(-gamma * log1pExp(-u)) * (gamma * sigmoid(-u) * log1pExp(u) + sigmoid(u));

  const state = { ...trained, class: -1, level: -1 };
  const chosen = (kind) => data.histograms.filter((one) => one.kind === kind &&
    (state.class < 0 || one.class === state.class) && (state.level < 0 || one.level === state.level));

  /** Loss, gradient and effective number of one kind for a weight of 1, summed over images. */
  function totals(kind, gamma) {
    const sign = kind === "positive" ? -1 : 1;
    let loss = 0, gradient = 0, squares = 0, mass = 0;
    for (const one of chosen(kind)) {
      for (let i = 0; i < one.logit.length; i++) {
        const u = sign * one.logit[i], pull = slope(u, gamma);
        loss += one.mass[i] * focal(u, gamma);
        gradient += one.mass[i] * pull;
        squares += one.squares[i] * pull * pull;
        mass += one.mass[i];
      }
    }
    return { loss, gradient, mass, effective: squares > 0 ? (gradient * gradient) / squares : 0 };
  }

  const weights = (alpha) => ({ positive: alpha, negative: 1 - alpha });

  function balance(gamma) {
    const before = { p: totals("positive", trained.gamma), n: totals("negative", trained.gamma) };
    const now = { p: totals("positive", gamma), n: totals("negative", gamma) };
    const ratio = (trained.alpha * before.p.gradient) / ((1 - trained.alpha) * before.n.gradient);
    const weight = (ratio * now.n.gradient) / now.p.gradient;
    return weight / (1 + weight);
  }

  /** Easiest first: [share of logits, share of loss], at most 200 points. */
  function cumulative(kind, gamma) {
    const sign = kind === "positive" ? -1 : 1;
    const items = chosen(kind).flatMap((one) => one.logit.map((x, i) =>
      ({ count: one.count[i], loss: one.mass[i] * focal(sign * x, gamma) })));
    items.sort((a, b) => a.loss / a.count - b.loss / b.count);
    const logits = items.reduce((sum, one) => sum + one.count, 0);
    const total = items.reduce((sum, one) => sum + one.loss, 0) || 1;
    const x = [0], y = [0];
    let seen = 0, sum = 0;
    items.forEach((one, i) => {
      seen += one.count;
      sum += one.loss;
      if (seen / logits - x.at(-1) > 0.005 || sum / total - y.at(-1) > 0.005 || i === items.length - 1) {
        x.push(seen / logits);
        y.push(sum / total);
      }
    });
    return { x, y };
  }

  const shares = (axis) => ({ x: scale(`share of ${axis}, easiest first`, { type: "linear", min: 0, max: 1 }),
    y: scale("share of the loss", { min: 0, max: 1 }) });
  const gammas = () => [...new Set([...data.gammas, state.gamma])].sort((a, b) => a - b);
  const name = (gamma) => (gamma === state.gamma ? `γ ${page.shown(gamma)} (slider)` : `γ ${page.shown(gamma)}`);
  const lines = (curve) => gammas().map((gamma, i) => {
    const { x, y } = curve(gamma);
    return { ...line(name(gamma), x, y, i, i), pointRadius: 0, borderWidth: gamma === state.gamma ? 4 : 2 };
  });

  const chances = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
  const datasets = {
    figure1: () => lines((gamma) => ({ x: chances, y: chances.map((p) => focal(Math.log((1 - p) / p), gamma)) })),
    figure4positive: () => lines((gamma) => cumulative("positive", gamma)),
    figure4negative: () => lines((gamma) => cumulative("negative", gamma)),
    balance: () => {
      const x = Array.from({ length: 26 }, (_, i) => i / 5);
      return [{ ...line("alpha that keeps the balance", x, x.map(balance), 0, 0) },
        { ...line("sliders", [state.gamma], [state.alpha], 1, 1), pointRadius: 7 }];
    },
    first: () => {
      const x = Array.from({ length: 40 }, (_, i) => 10 ** (-4 + (3.69 * i) / 39));
      return [{ ...line("loss of the first step", x, x.map(firstLoss), 0, 0), pointRadius: 0 },
        { ...line("slider", [state.prior], [firstLoss(state.prior)], 1, 1), pointRadius: 7 }];
    },
  };

  function firstLoss(prior) {
    const logit = Math.log(prior / (1 - prior)), w = weights(state.alpha);
    return (w.positive * totals("positive", 0).mass * focal(-logit, state.gamma) +
      w.negative * totals("negative", 0).mass * focal(logit, state.gamma)) / data.images;
  }

  const plain = (scales) => ({ scales, plugins: { tooltip: { callbacks: {
    label: (item) => `${item.dataset.label}: ${page.shown(item.parsed.y)}` } } } });
  const options = {
    figure1: () => plain({ x: scale("probability of the truth, p_t", { type: "linear", min: 0, max: 1 }), y: scale("loss", { beginAtZero: true, max: 5 }) }),
    figure4positive: () => plain(shares("objects")),
    figure4negative: () => plain(shares("background")),
    balance: () => plain({ x: scale("gamma", { type: "linear" }), y: scale("alpha", { min: 0, max: 1 }) }),
    first: () => plain({ x: scale("prior", { type: "logarithmic" }), y: scale("loss", { type: "logarithmic" }) }),
  };

  function show() {
    const p = totals("positive", state.gamma), n = totals("negative", state.gamma), w = weights(state.alpha);
    const results = {
      "loss-positive": (w.positive * p.loss) / data.images,
      "loss-negative": (w.negative * n.loss) / data.images,
      ratio: (w.positive * p.gradient) / (w.negative * n.gradient),
      "effective-positive": p.effective,
      "effective-negative": n.effective,
      suggested: balance(state.gamma),
      first: firstLoss(state.prior),
    };
    for (const [id, value] of Object.entries(results)) {
      at(id).textContent = id.startsWith("effective") ? Math.round(value).toLocaleString("en") : page.shown(value);
      at(id).dataset.value = value;
    }
    for (const key of ["gamma", "alpha", "prior"]) {
      at(`${key}-value`).textContent = page.shown(state[key]);
    }
  }

  function read() {
    state.gamma = Number(at("gamma").value);
    state.alpha = Number(at("alpha").value);
    state.prior = 10 ** Number(at("prior").value);
    state.class = Number(at("class").value);
    state.level = Number(at("level").value);
  }

  /** The state may stand in the address: lens.html#gamma=1.5&alpha=0.4&class=0. */
  function begin() {
    for (const [id, names] of [["class", data.classes], ["level", data.levels]]) {
      names.forEach((text, i) => at(id).append(new Option(text, i)));
    }
    const given = new URLSearchParams(location.hash.slice(1));
    for (const key of ["gamma", "alpha", "prior", "class", "level"]) {
      if (given.has(key)) state[key] = Number(given.get(key));
    }
    for (const key of ["gamma", "alpha", "class", "level"]) at(key).value = state[key];
    at("prior").value = Math.log10(state.prior);
  }

  begin();
  show();
  page.start(Object.fromEntries(Object.keys(datasets).map((key) =>
    [key, () => ({ type: "line", datasets: datasets[key](), options: options[key]() })])));
  let waiting = false;
  at("sliders").addEventListener("input", () => {
    read();
    show();
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        Object.keys(datasets).forEach((key) =>
          page.redraw(key, (chart) => { chart.data.datasets = datasets[key](); }));
      });
    }
  });
})();
