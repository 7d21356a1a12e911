"use strict";
// Draws the page's charts from its JSON. Colours are the style's, so that dark mode is one place.
(() => {
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

  /** With one run each quantity is a colour; with several the run is the colour, the dash what. */
  function lines(quantities) {
    const single = data.runs.length === 1;
    return data.runs.flatMap((run, r) =>
      quantities.map(([key, name, steps], q) =>
        line(
          single ? name : quantities.length === 1 ? run.name : `${run.name}: ${name}`,
          run[steps || "steps"], run[key], single ? q : r,
          single || quantities.length > 1 ? q : r)));
  }

  const loss = () =>
    lines(data.runs.length === 1
      ? [["total", "total"], ["classification", "class"], ["box", "box"],
         ["validation", "validation, total", "evaluated"]]
      : [["total", "total"]]).filter((one) => one.data.length > 0);
  const precision = () =>
    lines(data.runs.length === 1
      ? [["ap", "AP", "evaluated"], ["ap50", "AP50", "evaluated"], ["ap75", "AP75", "evaluated"]]
      : [["ap", "AP", "evaluated"], ["ap50", "AP50", "evaluated"]]);

  function recall(place) {
    return data.curves[place].at.filter((curve) => curve.precision.length > 0).map((curve, i) => {
      const drawn = line(`IoU ${curve.iou}`, data.recalls, curve.precision, i, i);
      drawn.pointRadius = 0;
      return drawn;
    });
  }

  const scale = (title, more) => ({ title: { display: true, text: title }, ...more });

  /** Of the nearest step the values of all lines, under mouse, pen or finger. */
  const overLines = (xTitle, scales) => ({
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: { x: scale(xTitle, { type: "linear", ticks: { maxRotation: 0 } }), ...scales },
    plugins: { tooltip: { callbacks: {
      title: (items) => `${xTitle} ${shown(items[0].parsed.x)}`,
      label: (item) => `${item.dataset.label}: ${shown(item.parsed.y)}`,
    } } },
  });

  const cut = (name) => {
    const letters = Array.from(name);
    const most = innerWidth < 500 ? 12 : 24;
    return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : name;
  };

  function bars(label, values, place) {
    return { label, data: values, place, borderWidth: 0, barPercentage: 0.9, filled: true };
  }

  const kinds = {
    loss: () => ({ type: "line", datasets: loss(),
      options: overLines("Step", { y: scale("Loss", { beginAtZero: true }) }) }),
    precision: () => ({ type: "line", datasets: precision(),
      options: overLines("Step", { y: scale("Average precision", { min: 0, suggestedMax: 10 }) }) }),
    rate: () => ({ type: "line", datasets: lines([["rate", "learning rate"]]),
      options: overLines("Step", { y: scale("Learning rate", { beginAtZero: true }) }) }),
    recall: () => ({ type: "line", datasets: recall(0),
      options: overLines("Recall", { x: scale("Recall", { type: "linear", min: 0, max: 1 }),
        y: scale("Precision", { min: 0, max: 1 }) }) }),
    classes: () => ({ type: "bar", labels: data.classes.map((one) => one.name),
      datasets: [bars("AP", data.classes.map((one) => one.ap), 0),
        bars("AP50", data.classes.map((one) => one.ap50), 1)],
      options: {
        indexAxis: "y", interaction: { mode: "index", axis: "y", intersect: false },
        scales: { x: scale("Average precision", { min: 0, max: 100 }),
          y: { ticks: { autoSkip: false, callback: (i) => cut(data.classes[i].name) } } },
        plugins: { tooltip: { callbacks: {
          label: (item) => `${item.dataset.label}: ${item.raw === null ? "–" : item.raw.toFixed(1)}` } } },
      } }),
    sizes: () => ({ type: "bar", labels: data.sizes,
      datasets: data.datasets.map((one, i) => {
        const all = one.sizes.reduce((a, b) => a + b, 0) || 1;
        const drawn = bars(one.name, one.sizes.map((n) => (100 * n) / all), i);
        drawn.counts = one.sizes;
        return drawn;
      }),
      options: {
        interaction: { mode: "index", intersect: false },
        scales: { x: scale("Size of the box in pixels"),
          y: scale("% of boxes", { beginAtZero: true }) },
        plugins: { tooltip: { callbacks: { label: (item) =>
          `${item.dataset.label}: ${item.dataset.counts[item.dataIndex]} (${item.raw.toFixed(1)} %)` } } },
      } }),
  };

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

  function draw(canvas) {
    const name = canvas.dataset.chart;
    const kind = kinds[name]();
    if (name === "classes") {
      canvas.parentElement.style.height = `${110 + 30 * data.classes.length}px`;
    }
    const chart = { data: { labels: kind.labels, datasets: kind.datasets }, options: kind.options };
    colour(chart);
    charts[name] = new Chart(canvas, { type: kind.type, data: chart.data,
      options: { responsive: true, maintainAspectRatio: false, animation: false, ...chart.options } });
  }

  function redraw(name, change) {
    const chart = charts[name];
    change(chart);
    colour({ data: chart.data, options: chart.config.options });
    chart.update("none");
  }

  document.querySelectorAll("canvas[data-chart]").forEach(draw);

  /** Whether values lie so far apart that most of them would lie on the axis. */
  function spread(chart) {
    const values = chart.data.datasets.flatMap((one) => one.data.map((at) => at.y)).filter((y) => y > 0);
    return Math.max(...values) > 100 * Math.min(...values);
  }

  document.querySelectorAll("input[data-log]").forEach((box) => {
    const scaled = () =>
      redraw(box.dataset.log, (chart) => {
        chart.config.options.scales.y.type = box.checked ? "logarithmic" : "linear";
      });
    box.addEventListener("change", scaled);
    box.checked = spread(charts[box.dataset.log]);
    if (box.checked) scaled();
  });

  document.querySelectorAll("select[data-class]").forEach((select) => {
    data.curves.forEach((curve, i) => {
      const empty = curve.at.every((one) => one.precision.length === 0);
      select.add(new Option(empty ? `${curve.name} (not labelled here)` : curve.name, i));
      select.options[i].disabled = empty && i > 0;
    });
    select.addEventListener("change", () =>
      redraw("recall", (chart) => { chart.data.datasets = recall(Number(select.value)); }));
  });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    Object.keys(charts).forEach((name) => redraw(name, () => {})));
})();
