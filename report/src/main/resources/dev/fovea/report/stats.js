// What the charts of a data set's statistics show.
(() => {
  const { data, bars, scale, cut } = page;

  const kinds = {
    classes: () => ({ type: "bar", rows: data.classes.length * (14 + 12 * data.splits.length),
      labels: data.classes,
      datasets: data.splits.map((split, i) => bars(split.name, split.classes, i)),
      options: {
        indexAxis: "y", interaction: { mode: "index", axis: "y", intersect: false },
        scales: { x: scale("Boxes", { beginAtZero: true, ticks: { maxRotation: 0, autoSkipPadding: 16 } }),
          y: { ticks: { autoSkip: false, callback: (i) => cut(data.classes[i]) } } },
        plugins: { tooltip: { callbacks: {
          label: (item) => `${item.dataset.label}: ${item.raw}` } } },
      } }),
  };
  for (const [name, { title, labels, of }] of Object.entries(data.ranges)) {
    kinds[name] = () => page.shares(title, labels,
      data.splits.map((split) => ({ name: split.name, counts: split.ranges[name] })), of);
  }
  page.start(kinds);
})();
