/** From a vertex here to a vertex there. */
export type Link = readonly [number, number];

/**
 * Odd circles of vertices, and of such circles, that a search treats as one node, with the matching that runs through them.
 * Nodes below `size` are vertices. The first child of a blossom holds its base, the one vertex not matched inside.
 */
export class Blossoms {
  readonly mate: Int32Array;
  /** The outermost node that a vertex lies in. */
  readonly top: Int32Array;
  readonly base: Int32Array;
  private readonly parent: Int32Array;
  private readonly children: number[][];
  /** Between each child and the next one around the circle. */
  private readonly links: Link[][];
  private readonly spare: number[] = [];

  constructor(readonly size: number) {
    const all = 2 * size;
    this.mate = new Int32Array(size).fill(-1);
    this.top = Int32Array.from({ length: size }, (_, vertex) => vertex);
    this.base = Int32Array.from({ length: all }, (_, node) => (node < size ? node : -1));
    this.parent = new Int32Array(all).fill(-1);
    this.children = Array.from({ length: all }, () => []);
    this.links = Array.from({ length: all }, () => []);
    for (let node = all - 1; node >= size; node -= 1) this.spare.push(node);
  }

  childrenOf(node: number): readonly number[] {
    return this.children[node]!;
  }

  linksOf(node: number): readonly Link[] {
    return this.links[node]!;
  }

  leaves(node: number, into: number[] = []): number[] {
    if (node < this.size) into.push(node);
    else for (const child of this.children[node]!) this.leaves(child, into);
    return into;
  }

  /** Makes one node of a circle, whose first child holds the base. */
  join(circle: number[], links: Link[]): number {
    const node = this.spare.pop()!;
    this.children[node] = circle;
    this.links[node] = links;
    this.base[node] = this.base[circle[0]!]!;
    for (const child of circle) this.parent[child] = node;
    for (const leaf of this.leaves(node)) this.top[leaf] = node;
    return node;
  }

  /** Makes an outermost blossom into its children again. */
  split(node: number): readonly number[] {
    const children = this.children[node]!;
    for (const child of children) {
      this.parent[child] = -1;
      for (const leaf of this.leaves(child)) this.top[leaf] = child;
    }
    this.children[node] = [];
    this.links[node] = [];
    this.spare.push(node);
    return children;
  }

  /** The child of a blossom that holds a vertex. */
  childWith(node: number, vertex: number): number {
    let child = vertex;
    while (this.parent[child] !== node) child = this.parent[child]!;
    return child;
  }

  match(first: number, second: number): void {
    this.mate[first] = second;
    this.mate[second] = first;
  }

  /** Turns the matching inside a node so that the vertex is its base. */
  turn(node: number, vertex: number): void {
    if (node < this.size) return;
    const children = this.children[node]!;
    const links = this.links[node]!;
    const child = this.childWith(node, vertex);
    this.turn(child, vertex);
    const at = children.indexOf(child);
    const rematch = (place: number): void => {
      const [here, there] = links[place]!;
      this.turn(children[place]!, here);
      this.turn(children[(place + 1) % children.length]!, there);
      this.match(here, there);
    };
    if (at % 2 === 1) for (let place = at + 1; place < children.length; place += 2) rematch(place);
    else for (let place = at - 2; place >= 0; place -= 2) rematch(place);
    this.children[node] = [...children.slice(at), ...children.slice(0, at)];
    this.links[node] = [...links.slice(at), ...links.slice(0, at)];
    this.base[node] = vertex;
  }
}
