"use strict";
// What the scripts of all pages share. Colours are the style's, so that dark mode is one place.
const page = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const charts = {};
  const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
  const marks = ["circle", "rect", "triangle", "rectRot", "star", "cross"];

  const style = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const series = (place) => style(`--series-${(place % 6) + 1}`);
  const points = (x, y) => x.map((at, i) => ({ x: at, y: y[i] }));
  const shown = (value) => (value === null ? "–" : Number(value.toPrecision(4)).toString());

  /** One line; colour and dash tell lines apart, the shape of its points too. */
  function line(label, x, y, colour, dash) {
    const few = x.length < 40;
    return {
      label, data: points(x, y), place: colour, borderDash: dashes[dash % dashes.length],
      borderWidth: 2, tension: 0, spanGaps: false, pointStyle: marks[dash % marks.length],
      pointRadius: few ? 3 : 0, pointHitRadius: 12, pointHoverRadius: 5,
    };
  }

  const scale = (title, more) => ({ title: { display: true, text: title }, ...more });

  const cut = (name) => {
    const letters = Array.from(name);
    const most = innerWidth < 500 ? 12 : 24;
    return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : name;
  };

  function bars(label, values, place) {
    return { label, data: values, place, borderWidth: 0, barPercentage: 0.9, filled: true };
  }

  /** Numbers in ranges as shares of all, for data sets of different sizes beside each other. */
  const shares = (title, labels, sets, of) => ({ type: "bar", labels,
    datasets: sets.map(({ name, counts }, i) => {
      const all = counts.reduce((a, b) => a + b, 0) || 1;
      return { ...bars(name, counts.map((n) => (100 * n) / all), i), counts };
    }),
    options: {
      interaction: { mode: "index", intersect: false },
      scales: { x: scale(title), y: scale(`% of ${of}`, { beginAtZero: true }) },
      plugins: { tooltip: { callbacks: { label: (item) =>
        `${item.dataset.label}: ${item.dataset.counts[item.dataIndex]} (${item.raw.toFixed(1)} %)` } } },
    } });

  /** Puts the style's present colours on a chart. */
  function colour(chart) {
    for (const one of chart.data.datasets) {
      one.borderColor = series(one.place);
      one.backgroundColor = series(one.place);
    }
    for (const axis of Object.values(chart.options.scales)) {
      axis.grid = { color: style("--line") };
      axis.ticks = { ...axis.ticks, color: style("--quiet") };
      if (axis.title) axis.title.color = style("--quiet");
    }
    const plugins = chart.options.plugins;
    plugins.legend = { position: "bottom", labels: { color: style("--text"), usePointStyle: !chart.data.datasets.some((one) => one.filled) } };
    Object.assign(plugins.tooltip, { backgroundColor: style("--text"), titleColor: style("--ground"),
      bodyColor: style("--ground"), usePointStyle: true });
  }

  function draw(canvas, kinds) {
    const name = canvas.dataset.chart;
    const kind = kinds[name]();
    if (kind.rows) {
      canvas.parentElement.style.height = `${110 + kind.rows}px`;
    }
    const chart = { data: { labels: kind.labels, datasets: kind.datasets }, options: kind.options };
    colour(chart);
    charts[name] = new Chart(canvas, { type: kind.type, data: chart.data, plugins: kind.plugins ?? [],
      options: { responsive: true, maintainAspectRatio: false, animation: false, ...chart.options } });
  }

  function redraw(name, change) {
    const chart = charts[name];
    change(chart);
    colour({ data: chart.data, options: chart.config.options });
    chart.update("none");
  }

  /** Whether values lie so far apart that most of them would lie on the axis. */
  function spread(chart) {
    const values = chart.data.datasets.flatMap((one) =>
      one.data.map((at) => (typeof at === "object" ? at.y : at))).filter((value) => value > 0);
    return Math.max(...values) > 100 * Math.min(...values);
  }

  function offerLogarithm(box) {
    const axis = charts[box.dataset.log].config.options.indexAxis === "y" ? "x" : "y";
    const scaled = () =>
      redraw(box.dataset.log, (chart) => {
        chart.config.options.scales[axis].type = box.checked ? "logarithmic" : "linear";
      });
    box.addEventListener("change", scaled);
    box.checked = spread(charts[box.dataset.log]);
    if (box.checked) scaled();
  }

  /** Draws every chart of the page; kinds: name → what it is. */
  function start(kinds) {
    document.querySelectorAll("canvas[data-chart]").forEach((canvas) => draw(canvas, kinds));
    document.querySelectorAll("input[data-log]").forEach(offerLogarithm);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
      Object.keys(charts).forEach((name) => redraw(name, () => {})));
  }

  return { data, line, bars, scale, shown, cut, shares, redraw, start };
})();
