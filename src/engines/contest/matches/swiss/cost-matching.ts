import { Blossoms, type Link } from './blossoms';

const FREE = 0;
const OUTER = 1;
const INNER = 2;

interface Step {
  readonly kind: 'pair' | 'open';
  readonly node: number;
}

/**
 * A perfect matching of least cost in any graph, by Edmonds' blossoms with dual variables. A cost is a list of numbers
 * compared from its first to its last, so that what ranks low never outweighs what ranks above it; all steps only add,
 * subtract and halve such lists. Whole numbers up to 2⁴⁴ stay exact in them.
 *
 * It can be asked again after the costs at one vertex have changed or a pair has left: only what is not tight any more is
 * matched anew, which makes it quick to settle one pair after the other.
 */
export class CostMatching {
  private readonly cost: Float64Array;
  private readonly isOpen: Uint8Array;
  /** Of a vertex its price; of a blossom what it adds to the slack of every pair inside. */
  private readonly dual: Float64Array;
  private readonly tree: Blossoms;
  private readonly label: Uint8Array;
  /** How an outermost node came into the tree. */
  private readonly cameBy: (Link | null)[];
  /** For a vertex the outer vertex of least slack to it. */
  private readonly nearest: Int32Array;
  private alive: number[];
  private queue: number[] = [];
  private readonly here: Float64Array;
  private readonly least: Float64Array;
  constructor(
    readonly size: number,
    private readonly width: number,
  ) {
    this.cost = new Float64Array(size * size * width);
    this.isOpen = new Uint8Array(size * size);
    this.dual = new Float64Array(2 * size * width);
    this.tree = new Blossoms(size);
    this.label = new Uint8Array(2 * size);
    this.cameBy = Array<Link | null>(2 * size).fill(null);
    this.nearest = new Int32Array(size).fill(-1);
    this.alive = Array.from({ length: size }, (_, vertex) => vertex);
    this.here = new Float64Array(width);
    this.least = new Float64Array(width);
  }

  /** Opens a pair before the first solving, at a cost of no negative numbers. */
  open(first: number, second: number, cost: ArrayLike<number>): void {
    for (const at of [first * this.size + second, second * this.size + first]) {
      this.isOpen[at] = 1;
      for (let k = 0; k < this.width; k += 1) this.cost[at * this.width + k] = cost[k] ?? 0;
    }
  }

  has(first: number, second: number): boolean {
    return this.isOpen[first * this.size + second] === 1;
  }

  /** A first price, in the number before the last; it may leave no slack below nought. */
  setPrice(vertex: number, price: number): void {
    this.dual[vertex * this.width + this.width - 2] = price;
  }

  mateOf(vertex: number): number {
    return this.tree.mate[vertex]!;
  }

  /** The sum of the costs of what is matched, number by number. */
  total(): number[] {
    const sums = Array<number>(this.width).fill(0);
    for (const vertex of this.alive) {
      const mate = this.mateOf(vertex);
      if (mate < vertex) continue;
      const at = (vertex * this.size + mate) * this.width;
      for (let k = 0; k < this.width; k += 1) sums[k]! += this.cost[at + k]!;
    }
    return sums;
  }

  /** Adds to the last number of the costs at a vertex: what orders those that are otherwise equal. */
  reorder(vertex: number, lastOf: (other: number) => number | null): void {
    this.dissolve(this.tree.top[vertex]!);
    const mate = this.part(vertex);
    for (const other of this.alive) {
      if (other === vertex || !this.has(vertex, other)) continue;
      const last = lastOf(other);
      for (const at of [vertex * this.size + other, other * this.size + vertex])
        if (last === null) this.isOpen[at] = 0;
        else this.cost[at * this.width + this.width - 1] = last;
    }
    this.reprice(vertex);
    if (mate !== -1 && this.has(vertex, mate) && this.isTight(vertex, mate)) this.tree.match(vertex, mate);
  }

  /** A pair is settled: both leave. */
  remove(first: number, second: number): void {
    for (const vertex of [first, second]) {
      this.dissolve(this.tree.top[vertex]!);
      this.part(vertex);
    }
    this.alive = this.alive.filter((vertex) => vertex !== first && vertex !== second);
    for (const gone of [first, second])
      for (const other of this.alive) {
        this.isOpen[gone * this.size + other] = 0;
        this.isOpen[other * this.size + gone] = 0;
      }
  }

  /** Matches every vertex that is left; false when that can't be. */
  solve(): boolean {
    this.matchTight();
    for (const vertex of this.alive) if (this.mateOf(vertex) === -1 && !this.grow(vertex)) return false;
    return true;
  }

  private matchTight(): void {
    const { mate, top } = this.tree;
    for (const vertex of this.alive) {
      if (mate[vertex] !== -1 || top[vertex] !== vertex) continue;
      const other = this.alive.find(
        (one) =>
          one !== vertex && mate[one] === -1 && top[one] === one && this.has(vertex, one) && this.isTight(vertex, one),
      );
      if (other !== undefined) this.tree.match(vertex, other);
    }
  }

  private part(vertex: number): number {
    const { mate } = this.tree;
    const other = mate[vertex]!;
    if (other === -1) return -1;
    mate[vertex] = -1;
    mate[other] = -1;
    return other;
  }

  /** The highest price at which no pair of a vertex has a slack below nought. */
  private reprice(vertex: number): void {
    const { width, size, dual, cost, least } = this;
    let isFirst = true;
    for (const other of this.alive) {
      if (other === vertex || !this.has(vertex, other)) continue;
      const at = (vertex * size + other) * width;
      let sign = isFirst ? -1 : 0;
      for (let k = 0; k < width && sign === 0; k += 1) sign = cost[at + k]! - dual[other * width + k]! - least[k]!;
      if (sign >= 0) continue;
      isFirst = false;
      for (let k = 0; k < width; k += 1) least[k] = cost[at + k]! - dual[other * width + k]!;
    }
    if (!isFirst) for (let k = 0; k < width; k += 1) dual[vertex * width + k] = least[k]!;
  }

  /** Takes a blossom apart altogether; what it added goes to its vertices, and pairs that lose their tightness part. */
  private dissolve(node: number): void {
    if (node < this.size) return;
    const leaves = this.tree.leaves(node);
    const apart = (blossom: number): void => {
      if (blossom < this.size) return;
      for (const leaf of this.tree.leaves(blossom))
        for (let k = 0; k < this.width; k += 1)
          this.dual[leaf * this.width + k]! -= this.dual[blossom * this.width + k]! / 2;
      for (const child of this.tree.split(blossom)) apart(child);
    };
    apart(node);
    for (const leaf of leaves) {
      const mate = this.mateOf(leaf);
      if (mate !== -1 && !this.isTight(leaf, mate)) this.part(leaf);
    }
  }

  private isTight(first: number, second: number): boolean {
    const { width, dual, cost, size } = this;
    const at = (first * size + second) * width;
    for (let k = 0; k < width; k += 1)
      if (cost[at + k]! !== dual[first * width + k]! + dual[second * width + k]!) return false;
    return true;
  }

  /** Whether an outer vertex is nearer to a vertex than what was nearest. */
  private isNearer(vertex: number, candidate: number): boolean {
    const known = this.nearest[vertex]!;
    if (known === -1) return true;
    const { width, dual, cost, size } = this;
    const one = (candidate * size + vertex) * width;
    const other = (known * size + vertex) * width;
    for (let k = 0; k < width; k += 1) {
      const sign = cost[one + k]! - dual[candidate * width + k]! - (cost[other + k]! - dual[known * width + k]!);
      if (sign !== 0) return sign < 0;
    }
    return false;
  }

  /** Grows one tree from an unmatched vertex until it reaches another one; false when it can't. */
  private grow(root: number): boolean {
    this.label.fill(FREE);
    this.nearest.fill(-1);
    this.queue = [];
    this.becomeOuter(this.tree.top[root]!, null);
    for (;;) {
      while (this.queue.length > 0) if (this.scan(this.queue.pop()!)) return this.tidy();
      const step = this.nextStep();
      if (step === null) return false;
      this.moveDuals();
      if (step.kind === 'open') this.openInner(step.node);
      else if (this.reach(this.nearest[step.node]!, step.node)) return this.tidy();
    }
  }

  private becomeOuter(node: number, by: Link | null): void {
    this.label[node] = OUTER;
    this.cameBy[node] = by;
    this.tree.leaves(node, this.queue);
  }

  private scan(vertex: number): boolean {
    const { size, isOpen, label } = this;
    const { top } = this.tree;
    for (const other of this.alive) {
      if (isOpen[vertex * size + other] === 0 || top[other] === top[vertex]) continue;
      if (label[top[other]!] !== INNER && this.isTight(vertex, other)) {
        if (this.reach(vertex, other)) return true;
      } else if (this.isNearer(other, vertex)) this.nearest[other] = vertex;
    }
    return false;
  }

  /** Follows a tight pair from an outer vertex; true when the tree has reached an unmatched vertex. */
  private reach(from: number, to: number): boolean {
    const { top, base, mate } = this.tree;
    const node = top[to]!;
    if (top[from] === node) return false;
    if (this.label[node] === OUTER) {
      this.shrink(from, to);
      return false;
    }
    const inner = base[node]!;
    const beyond = mate[inner]!;
    if (beyond === -1) {
      this.augment(from, to);
      return true;
    }
    this.label[node] = INNER;
    this.cameBy[node] = [from, to];
    this.becomeOuter(top[beyond]!, [inner, beyond]);
    return false;
  }

  /** The least change of the duals, in `least`, that makes a pair tight or empties an inner blossom. */
  private nextStep(): Step | null {
    const { width, here, least, dual, cost, size } = this;
    let step: Step | null = null;
    const take = (kind: Step['kind'], node: number): void => {
      let sign = step === null ? -1 : 0;
      for (let k = 0; k < width && sign === 0; k += 1) sign = here[k]! - least[k]!;
      if (sign >= 0) return;
      least.set(here);
      step = { kind, node };
    };
    for (const vertex of this.alive) {
      const top = this.tree.top[vertex]!;
      const label = this.label[top]!;
      if (label === INNER) {
        // A blossom is asked for at its base only.
        if (top < size || this.tree.base[top] !== vertex) continue;
        for (let k = 0; k < width; k += 1) here[k] = dual[top * width + k]! / 2;
        take('open', top);
        continue;
      }
      if (label === OUTER) this.renewNearest(vertex);
      const nearest = this.nearest[vertex]!;
      if (nearest === -1) continue;
      const at = (nearest * size + vertex) * width;
      const share = label === OUTER ? 2 : 1;
      for (let k = 0; k < width; k += 1)
        here[k] = (cost[at + k]! - dual[nearest * width + k]! - dual[vertex * width + k]!) / share;
      take('pair', vertex);
    }
    return step;
  }

  /** What was nearest to an outer vertex may lie in its own blossom by now. */
  private renewNearest(vertex: number): void {
    const { top } = this.tree;
    const known = this.nearest[vertex]!;
    if (known === -1 || top[known] !== top[vertex]) return;
    this.nearest[vertex] = -1;
    for (const outer of this.alive) {
      if (this.label[top[outer]!] !== OUTER || top[outer] === top[vertex] || !this.has(outer, vertex)) continue;
      if (this.isNearer(vertex, outer)) this.nearest[vertex] = outer;
    }
  }

  private moveDuals(): void {
    const { width, dual, least } = this;
    for (const vertex of this.alive) {
      const top = this.tree.top[vertex]!;
      const label = this.label[top]!;
      if (label === FREE) continue;
      const sign = label === OUTER ? 1 : -1;
      for (let k = 0; k < width; k += 1) dual[vertex * width + k]! += sign * least[k]!;
      if (top < this.size || this.tree.base[top] !== vertex) continue;
      for (let k = 0; k < width; k += 1) dual[top * width + k]! += 2 * sign * least[k]!;
    }
  }

  /** The nodes from a vertex up to the root: outer, inner, outer … */
  private pathUp(vertex: number): number[] {
    const { top } = this.tree;
    const path = [top[vertex]!];
    for (let by = this.cameBy[path[0]!]!; by !== null; by = this.cameBy[path.at(-1)!]!) {
      const inner = top[by[0]]!;
      path.push(inner, top[this.cameBy[inner]![0]]!);
    }
    return path;
  }

  /** A tight pair of two outer nodes closes an odd circle. */
  private shrink(first: number, second: number): void {
    const up = this.pathUp(first);
    const down = this.pathUp(second);
    const onUp = new Map(up.map((node, place) => [node, place]));
    const meet = down.findIndex((node) => onUp.has(node));
    const left = up.slice(0, onUp.get(down[meet]!)! + 1).reverse();
    const right = down.slice(0, meet);
    const links: Link[] = [
      ...left.slice(1).map((node) => this.cameBy[node]!),
      [first, second],
      ...right.map((node): Link => [this.cameBy[node]![1], this.cameBy[node]![0]]),
    ];
    const by = this.cameBy[left[0]!]!;
    for (const child of [...left, ...right]) if (this.label[child] === INNER) this.tree.leaves(child, this.queue);
    const node = this.tree.join([...left, ...right], links);
    this.dual.fill(0, node * this.width, (node + 1) * this.width);
    this.label[node] = OUTER;
    this.cameBy[node] = by;
  }

  /** An inner blossom that adds nothing any more opens; its children on the even way to its base stay in the tree. */
  private openInner(node: number): void {
    const [from, to] = this.cameBy[node]!;
    const links = this.tree.linksOf(node);
    const entry = this.tree.childWith(node, to);
    const circle = this.tree.split(node);
    for (const child of circle) this.label[child] = FREE;
    const count = circle.length;
    let place = circle.indexOf(entry);
    const forward = place % 2 === 1;
    const link = (): Link => {
      if (forward) return links[place]!;
      const [here, there] = links[(place - 1 + count) % count]!;
      return [there, here];
    };
    const onward = (): number => (place = (place + (forward ? 1 : -1) + count) % count);
    this.label[entry] = INNER;
    this.cameBy[entry] = [from, to];
    while (place !== 0) {
      const matched = link();
      this.becomeOuter(circle[onward()]!, matched);
      const next = link();
      const inner = circle[onward()]!;
      this.label[inner] = INNER;
      this.cameBy[inner] = next;
    }
  }

  /** The tree's way from the root to an outer vertex, and on to an unmatched one, changes what is matched and what is not. */
  private augment(from: number, to: number): void {
    const { top, mate } = this.tree;
    this.tree.turn(top[to]!, to);
    mate[to] = from;
    let outer = from;
    let partner = to;
    for (;;) {
      const node = top[outer]!;
      this.tree.turn(node, outer);
      mate[outer] = partner;
      const by = this.cameBy[node]!;
      if (by === null) return;
      const inner = top[by[0]]!;
      const [next, entry] = this.cameBy[inner]!;
      this.tree.turn(inner, entry);
      mate[entry] = next;
      outer = next;
      partner = entry;
    }
  }

  /** Outer blossoms that add nothing are taken apart, so that few are carried on. */
  private tidy(): true {
    const { top } = this.tree;
    const isEmpty = (node: number): boolean =>
      node >= this.size && this.dual.subarray(node * this.width, (node + 1) * this.width).every((part) => part === 0);
    for (const vertex of this.alive) while (isEmpty(top[vertex]!)) this.tree.split(top[vertex]!);
    return true;
  }
}
