// The page of the lens: sliders, charts, gallery. Its arithmetic is in lens-numbers.js.
(() => {
  const { data, line, bars, scale, cut } = page;
  const at = (id) => document.getElementById(id);
  const shown = (value) => (Number.isFinite(value) ? page.shown(value) : "–");
  const trained = { gamma: data.loss.gamma, alpha: data.loss.alpha ?? 0.5, prior: data.loss.prior };
  const ranges = { gamma: [0, 100], alpha: [1e-6, 1 - 1e-6], prior: [1e-6, 1 - 1e-6],
    class: [-1, data.classes.length - 1], level: [-1, data.levels.length - 1] };
  const state = { ...trained, class: -1, level: -1 };

  const inside = (one, c, level) => (c < 0 || one.class === c) && (level < 0 || one.level === level);
  const chosen = (kind) =>
    data.histograms.filter((one) => one.kind === kind && inside(one, state.class, state.level));

  /** Sums of every histogram at the slider's γ, computed once for each of its places. */
  let gammaOfSums = NaN, sumsOf = new Map();
  function total(kind, c = state.class, level = state.level) {
    if (gammaOfSums !== state.gamma) {
      gammaOfSums = state.gamma;
      sumsOf = new Map(data.histograms.map((one) => [one, numbers.sums(one, state.gamma)]));
    }
    return data.histograms.filter((one) => one.kind === kind && inside(one, c, level))
      .reduce((sum, one) => numbers.plus(sum, sumsOf.get(one)), numbers.NONE);
  }

  /** For curves over many γ: all chosen histograms as one. */
  let choiceOfMerged = "", mergedOf = {};
  function merged(kind) {
    const choice = `${state.class} ${state.level}`;
    if (choiceOfMerged !== choice) {
      choiceOfMerged = choice;
      for (const each of ["positive", "negative"]) {
        mergedOf[each] = numbers.merged(each, chosen(each), data.binWidth);
      }
    }
    return mergedOf[kind];
  }

  /** With the trained loss, whichever it was: Java has left its gradient in the histograms. */
  function trainedRatio() {
    const gradient = (kind) => chosen(kind).reduce((sum, one) => sum + one.gradient, 0);
    return gradient("positive") / gradient("negative");
  }

  function results() {
    const p = total("positive"), n = total("negative"), { alpha } = state;
    return {
      "loss-positive": (alpha * p.loss) / data.images,
      "loss-negative": ((1 - alpha) * n.loss) / data.images,
      "gradient-positive": (alpha * p.gradient) / data.images,
      "gradient-negative": ((1 - alpha) * n.gradient) / data.images,
      ratio: numbers.pull(p, n, alpha),
      "effective-positive": numbers.effective(p),
      "effective-negative": numbers.effective(n),
      suggested: numbers.alphaFor(p, n, trainedRatio()),
      first: numbers.firstLoss(p, n, state) / data.images,
    };
  }

  const gammas = () => [...new Set([...data.gammas, state.gamma])].sort((a, b) => a - b);
  const name = (gamma) => `γ ${shown(gamma)}${gamma === state.gamma ? " (slider)" : ""}`;
  const smooth = (drawn) => ({ ...drawn, pointRadius: 0, pointStyle: "line" });
  const dot = (label, x, y, place) => ({ ...line(label, [x], [y], place, 0), pointStyle: "circle", pointRadius: 7, showLine: false });
  const lines = (curve) => gammas().map((gamma, i) => {
    const { x, y } = curve(gamma);
    return { ...smooth(line(name(gamma), x, y, i, i)), borderWidth: gamma === state.gamma ? 4 : 2 };
  });
  const steps = (count, of) => Array.from({ length: count }, (_, i) => of(i));

  const chances = steps(100, (i) => (i + 0.5) / 100);
  const planeGammas = steps(51, (i) => i / 10);
  let columns = [];

  function plane() {
    columns = planeGammas.map((gamma) =>
      ["positive", "negative"].map((kind) => numbers.sums(merged(kind), gamma)));
    const ratio = trainedRatio();
    const keeping = columns.map(([p, n]) => numbers.alphaFor(p, n, ratio));
    const drawn = [smooth(line("keeps the trained balance", planeGammas, keeping, 5, 0)),
      dot("sliders", state.gamma, state.alpha, 2)];
    if (data.loss.alpha !== null) drawn.push(dot("as trained", trained.gamma, trained.alpha, 3));
    return drawn;
  }

  /** Cells behind the curve: orange where objects pull more, blue where background does. */
  const cells = { id: "cells", beforeDatasetsDraw: ({ ctx, scales: { x, y } }) => {
    const style = getComputedStyle(document.documentElement);
    const rows = 40;
    ctx.save();
    columns.forEach(([p, n], column) => {
      const left = Math.round(x.getPixelForValue(Math.max(0, planeGammas[column] - 0.05)));
      const right = Math.round(x.getPixelForValue(Math.min(5, planeGammas[column] + 0.05)));
      for (let row = 0; row < rows; row++) {
        const pulls = Math.log10(numbers.pull(p, n, (row + 0.5) / rows)) / 2;
        ctx.fillStyle = style.getPropertyValue(pulls < 0 ? "--series-1" : "--series-2");
        ctx.globalAlpha = Math.min(1, Math.abs(pulls));
        const top = Math.round(y.getPixelForValue((row + 1) / rows));
        ctx.fillRect(left, top, right - left, Math.round(y.getPixelForValue(row / rows)) - top);
      }
    });
    ctx.restore();
  } };

  /** Classes; or the levels, where one class was chosen. */
  function effective() {
    const one = state.class >= 0;
    let parts = (one ? data.levels : data.classes).map((label, i) => {
      const place = one ? [state.class, i] : [i, state.level];
      return { label, p: total("positive", ...place), n: total("negative", ...place) };
    });
    if (parts.length > 30) {
      parts = parts.sort((a, b) => a.p.gradient - b.p.gradient).slice(0, 30);
    }
    const bar = (label, place, of) => bars(label, parts.map((part) => of(part) || null), place);
    return { labels: parts.map((part) => part.label), datasets: [
      bar("objects", 0, (part) => part.p.logits),
      bar("objects that count", 1, (part) => numbers.effective(part.p)),
      bar("background", 2, (part) => part.n.logits),
      bar("background that counts", 3, (part) => numbers.effective(part.n))] };
  }

  const first = () => {
    const p = total("positive"), n = total("negative");
    const loss = (prior) => numbers.firstLoss(p, n, { ...state, prior }) / data.images;
    const x = steps(60, (i) => 10 ** (-4 + (3.69 * i) / 59));
    return [smooth(line("loss of the first step", x, x.map(loss), 0, 0)),
      dot("slider", state.prior, loss(state.prior), 2)];
  };

  const datasets = {
    figure1: () => lines((gamma) =>
      ({ x: chances, y: chances.map((p) => numbers.focal(Math.log((1 - p) / p), gamma)) })),
    figure4positive: () => lines((gamma) => numbers.cumulative(merged("positive"), gamma)),
    figure4negative: () => lines((gamma) => numbers.cumulative(merged("negative"), gamma)),
    plane,
    first,
  };

  /** Ticks of logarithmic axes: powers of ten, or 1, 2 and 5 times them. */
  const digit = (value) => Number(value.toPrecision(6)).toExponential().replace(/e.*/, "");
  const written = (value) => (value < 1 ? page.shown(value) : Number(value.toPrecision(6)).toLocaleString("en", { notation: "compact" }));
  const decade = (value) => (digit(value) === "1" ? written(value) : "");
  const leading = (value) => (["1", "2", "5"].includes(digit(value)) ? written(value) : "");
  const logarithmic = (title, callback) =>
    scale(title, { type: "logarithmic", ticks: { callback, maxRotation: 0, autoSkip: false } });
  const plain = (scales, more) => ({ scales, ...more, plugins: { tooltip: { callbacks: {
    title: (items) => shown(items[0].parsed.x),
    label: (item) => `${item.dataset.label}: ${shown(item.parsed.y)}` } } } });
  const shares = (of) => plain({ x: scale(`share of ${of}, easiest first`, { type: "linear", min: 0, max: 1 }),
    y: scale("share of their loss", { min: 0, max: 1 }) });
  const options = {
    figure1: () => plain({ x: scale("probability of the truth, p_t", { type: "linear", min: 0, max: 1 }),
      y: scale("loss", { beginAtZero: true, max: 5 }) }),
    figure4positive: () => shares("objects"),
    figure4negative: () => shares("background"),
    plane: () => plain({ x: scale("γ", { type: "linear", min: 0, max: 5 }), y: scale("α", { min: 0, max: 1 }) },
      { onClick: ({ x, y, chart: { scales } }) => choose({
        gamma: Math.round(scales.x.getValueForPixel(x) * 20) / 20, alpha: Math.round(scales.y.getValueForPixel(y) * 100) / 100 }) }),
    first: () => plain({ x: { ...logarithmic("prior π", decade), min: 1e-4, max: 0.5 }, y: logarithmic("loss", leading) }),
  };

  function barChart() {
    const { labels, datasets: drawn } = effective();
    return { type: "bar", rows: 64 * labels.length, labels, datasets: drawn, options: {
      indexAxis: "y", interaction: { mode: "index", axis: "y", intersect: false },
      scales: { x: logarithmic("logits", decade), y: { ticks: { autoSkip: false,
        callback(value) { return cut(this.getLabelForValue(value)); } } } },
      plugins: { tooltip: { callbacks: {
        label: (item) => `${item.dataset.label}: ${Math.round(item.raw).toLocaleString("en")}` } } } } };
  }

  function showNumbers() {
    for (const [id, value] of Object.entries(results())) {
      at(id).textContent = id.startsWith("effective") ? Math.round(value).toLocaleString("en") : shown(value);
      at(id).dataset.value = value;
    }
    for (const key of ["gamma", "alpha", "prior"]) {
      at(`${key}-value`).textContent = shown(state[key]);
      at(key).setAttribute("aria-valuetext", shown(state[key]));
    }
  }

  function showCharts() {
    for (const key of Object.keys(datasets)) {
      page.redraw(key, (chart) => { chart.data.datasets = datasets[key](); });
    }
    page.redraw("effective", (chart) => {
      const { labels, datasets: drawn } = effective();
      Object.assign(chart.data, { labels, datasets: drawn });
      chart.canvas.parentElement.style.height = `${110 + 64 * labels.length}px`;
    });
  }

  let waiting = false;
  function show() {
    showNumbers();
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => { waiting = false; showCharts(); });
    }
  }

  /** Puts the state on the sliders. */
  function place() {
    for (const key of ["gamma", "alpha", "class", "level"]) at(key).value = state[key];
    at("prior").value = Math.log10(state.prior);
  }

  /** The state as an address to share, and in words for those who hear the page. */
  function settle() {
    const kept = Object.entries({ ...state, ...(at("gallery") && { group: at("group").value, object: at("object").value }) })
      .filter(([, value]) => value !== "" && value !== -1);
    try {
      history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
    } catch { /* Some browsers forbid it for files; the page works without. */ }
    at("status").textContent = [...document.querySelectorAll("#results div")]
      .map((tile) => tile.innerText.replace("\n", " ")).join("; ");
  }

  function choose(values) {
    Object.assign(state, values);
    place();
    show();
    settle();
  }

  /** The state may stand in the address: lens.html#gamma=1.5&alpha=0.4&class=0. */
  function readAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const [key, [low, high]] of Object.entries(ranges)) {
      const value = Number(given.get(key));
      if (given.has(key) && value >= low && value <= high) state[key] = value;
    }
    for (const key of at("gallery") ? ["group", "object"] : []) {
      if (given.has(key)) at(key).value = given.get(key);
    }
  }

  /** Shows the pictures of the chosen cause and class only. */
  function filter() {
    let seen = 0;
    for (const figure of at("gallery").children) {
      const wanted = (at("group").value || figure.dataset.group) === figure.dataset.group &&
        (at("object").value || figure.dataset.class) === figure.dataset.class;
      figure.hidden = !wanted;
      seen += wanted ? 1 : 0;
    }
    at("nothing").hidden = seen > 0;
  }

  for (const [id, names] of [["class", data.classes], ["level", data.levels]]) {
    names.forEach((text, i) => at(id).append(new Option(text, i)));
  }
  readAddress();
  place();
  showNumbers();
  page.start({ effective: barChart, ...Object.fromEntries(Object.keys(datasets).map((key) =>
    [key, () => ({ type: "line", datasets: datasets[key](), options: options[key](),
      plugins: key === "plane" ? [cells] : [] })])) });
  at("sliders").addEventListener("input", ({ target }) => {
    state[target.id] = target.id === "prior" ? 10 ** Number(target.value) : Number(target.value);
    show();
  });
  at("sliders").addEventListener("change", settle);
  at("sliders").addEventListener("reset", (event) => {
    event.preventDefault();
    choose({ ...trained, class: -1, level: -1 });
  });
  if (at("gallery")) {
    filter();
    at("filters").addEventListener("input", () => { filter(); settle(); });
  }
  addEventListener("hashchange", () => {
    readAddress();
    place();
    show();
    if (at("gallery")) filter();
  });
})();
