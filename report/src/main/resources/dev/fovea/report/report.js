// What the report's charts show.
(() => {
  const { data, line, bars, scale, shown, cut } = page;

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

  /** Of the nearest step the values of all lines, under mouse, pen or finger. */
  const overLines = (xTitle, scales) => ({
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: { x: scale(xTitle, { type: "linear", ticks: { maxRotation: 0 } }), ...scales },
    plugins: { tooltip: { callbacks: {
      title: (items) => `${xTitle} ${shown(items[0].parsed.x)}`,
      label: (item) => `${item.dataset.label}: ${shown(item.parsed.y)}`,
    } } },
  });

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
    classes: () => ({ type: "bar", rows: 30 * data.classes.length, labels: data.classes.map((one) => one.name),
      datasets: [bars("AP", data.classes.map((one) => one.ap), 0),
        bars("AP50", data.classes.map((one) => one.ap50), 1)],
      options: {
        indexAxis: "y", interaction: { mode: "index", axis: "y", intersect: false },
        scales: { x: scale("Average precision", { min: 0, max: 100 }),
          y: { ticks: { autoSkip: false, callback: (i) => cut(data.classes[i].name) } } },
        plugins: { tooltip: { callbacks: {
          label: (item) => `${item.dataset.label}: ${item.raw === null ? "–" : item.raw.toFixed(1)}` } } },
      } }),
    sizes: () => page.shares("Size of the box in pixels", data.sizes,
      data.datasets.map((one) => ({ name: one.name, counts: one.sizes })), "boxes"),
  };

  page.start(kinds);

  document.querySelectorAll("select[data-class]").forEach((select) => {
    data.curves.forEach((curve, i) => {
      const empty = curve.at.every((one) => one.precision.length === 0);
      select.add(new Option(empty ? `${curve.name} (not labelled here)` : curve.name, i));
      select.options[i].disabled = empty && i > 0;
    });
    select.addEventListener("change", () =>
      page.redraw("recall", (chart) => { chart.data.datasets = recall(Number(select.value)); }));
  });
})();
