// What core.loss and core.imbalance compute, by the same formulas; needs no page.
const numbers = (() => {
  const softplus = (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
  const sigmoid = (u) => {
    const small = Math.exp(-Math.abs(u));
    return (u >= 0 ? 1 : small) / (1 + small);
  };
  /** (1 − p_t)^γ with u = −y·x, so that p_t = σ(−u). */
  const modulating = (u, gamma) => (gamma === 0 ? 1 : Math.exp(-gamma * softplus(-u)));

  /** FL of a logit for a weight of 1. */
  function focal(u, gamma) {
    const m = modulating(u, gamma);
    return m === 0 ? 0 : m * softplus(u);
  }

  /** |dFL/dx| for a weight of 1: (1 − p_t)^γ (γ p_t CE + 1 − p_t). */
  function slope(u, gamma) {
    const m = modulating(u, gamma), falling = gamma * m * sigmoid(-u);
    return (falling === 0 ? 0 : falling * softplus(u)) + m * sigmoid(u);
  }

  const NONE = { loss: 0, gradient: 0, squares: 0, mass: 0, logits: 0 };
  const plus = (a, b) => Object.fromEntries(Object.keys(NONE).map((key) => [key, a[key] + b[key]]));

  /** What the loss makes of one histogram: sums over all images, for a weight of 1. */
  function sums({ kind, logit, count, mass, squares }, gamma) {
    const sign = kind === "positive" ? -1 : 1, sum = { ...NONE };
    for (let i = 0; i < logit.length; i++) {
      const u = sign * logit[i], pull = slope(u, gamma);
      sum.loss += mass[i] * focal(u, gamma);
      sum.gradient += mass[i] * pull;
      sum.squares += squares[i] * pull * pull;
      sum.mass += mass[i];
      sum.logits += count[i];
    }
    return sum;
  }

  /** How many equal logits would make the gradient: (Σg)² / Σg². */
  const effective = ({ gradient, squares }) => (squares > 0 ? (gradient * gradient) / squares : 0);

  /** Histograms of one kind as one; bins of the same logits become one bin, so it is short. */
  function merged(kind, histograms, width) {
    const bins = new Map();
    for (const one of histograms) {
      one.logit.forEach((x, i) => {
        const key = Math.floor(x / width), bin = bins.get(key) ?? { x: 0, count: 0, mass: 0, squares: 0 };
        bin.x += one.mass[i] * x;
        bin.count += one.count[i];
        bin.mass += one.mass[i];
        bin.squares += one.squares[i];
        bins.set(key, bin);
      });
    }
    const all = [...bins.values()];
    return { kind, logit: all.map((bin) => bin.x / bin.mass), count: all.map((bin) => bin.count),
      mass: all.map((bin) => bin.mass), squares: all.map((bin) => bin.squares) };
  }

  /** Figure 4: {x, y} = shares of logits and of loss, easiest first, in steps of 0.002 at least. */
  function cumulative({ kind, logit, count, mass }, gamma) {
    const sign = kind === "positive" ? -1 : 1;
    const items = logit.map((at, i) => ({ count: count[i], loss: mass[i] * focal(sign * at, gamma) }));
    items.sort((a, b) => a.loss / a.count - b.loss / b.count);
    const logits = items.reduce((sum, one) => sum + one.count, 0);
    const total = items.reduce((sum, one) => sum + one.loss, 0) || 1;
    const x = [0], y = [0];
    let seen = 0, sum = 0;
    items.forEach((one, i) => {
      seen += one.count;
      sum += one.loss;
      if (seen / logits - x.at(-1) > 0.002 || sum / total - y.at(-1) > 0.002 || i === items.length - 1) {
        x.push(seen / logits);
        y.push(sum / total);
      }
    });
    return { x, y };
  }

  /** Objects' gradient divided by background's; and the α with which it is `ratio`. */
  const pull = (p, n, alpha) => (alpha * p.gradient) / ((1 - alpha) * n.gradient);
  function alphaFor(p, n, ratio) {
    const weight = (ratio * n.gradient) / p.gradient;
    return weight / (1 + weight);
  }

  /** The first step's loss, summed over images: every logit is −log((1 − π) / π). */
  function firstLoss(p, n, { gamma, alpha, prior }) {
    const logit = -Math.log((1 - prior) / prior);
    return alpha * p.mass * focal(-logit, gamma) + (1 - alpha) * n.mass * focal(logit, gamma);
  }

  return { NONE, plus, focal, sums, effective, merged, cumulative, pull, alphaFor, firstLoss };
})();
