import type { UnitNode, UnitRow } from '../../../contract';
import { Icon, formatDay, useLanguage } from '#ui';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useRosterTexts } from '../../texts';

interface Line {
  readonly unit: UnitRow;
  readonly level: number;
  readonly size: number;
  readonly isOpen: boolean;
}

function linesOf(
  nodes: readonly UnitNode<UnitRow>[],
  isOpen: (unit: UnitRow, level: number, isOnly: boolean) => boolean,
  level = 1,
): Line[] {
  return nodes.flatMap(({ unit, children }) => {
    const open = children.length > 0 && isOpen(unit, level, nodes.length === 1);
    const line = { unit, level, size: children.length, isOpen: open };
    return [line, ...(open ? linesOf(children, isOpen, level + 1) : [])];
  });
}

export interface UnitTreeProps {
  tree: readonly UnitNode<UnitRow>[];
  kindNames: ReadonlyMap<string, string>;
  openId: string | null;
  onOpen: (id: string) => void;
  /** While one searches, everything found stands open. */
  isAllOpen: boolean;
}

interface TreeLineProps {
  line: Line;
  kindNames: ReadonlyMap<string, string>;
  isSelected: boolean;
  isFocused: boolean;
  onKey: (event: KeyboardEvent) => void;
  onFocus: () => void;
  onTurn: () => void;
  onOpen: () => void;
}

function TreeLine({ line, kindNames, isSelected, isFocused, onKey, onFocus, onTurn, onOpen }: TreeLineProps) {
  const t = useRosterTexts();
  const language = useLanguage();
  const { unit, level, size, isOpen } = line;
  return (
    <div
      role="treeitem"
      data-unit={unit.id}
      aria-level={level}
      aria-selected={isSelected}
      {...(size > 0 ? { 'aria-expanded': isOpen } : {})}
      tabIndex={isFocused ? 0 : -1}
      className="ut-line"
      style={{ paddingLeft: `calc(16px + ${level - 1} * 1.75em)` }}
      onKeyDown={onKey}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span
        className={isOpen ? 'ut-turn is-open' : 'ut-turn'}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          onTurn();
        }}
      >
        {size > 0 ? <Icon name="right" /> : null}
      </span>
      <span className={level === 1 ? 'b' : 'ink'}>{unit.name}</span>
      <span className="dim t12">{kindNames.get(unit.kind) ?? unit.kind}</span>
      {size > 0 ? <span className="dim t12">{t('units.below', { count: size })}</span> : null}
      {unit.validTo ? (
        <span className="c-late t12">{t('units.closedOn', { day: formatDay(unit.validTo, language) })}</span>
      ) : null}
    </div>
  );
}

/** Where the unit that is shown beside the tree lies: the way to it stands open. */
function pathIn(nodes: readonly UnitNode<UnitRow>[], id: string | null): string | null {
  for (const { unit, children } of id === null ? [] : nodes) {
    const path = unit.id === id ? unit.path : pathIn(children, id);
    if (path !== null) return path;
  }
  return null;
}
const liesAbove = (unit: UnitRow, path: string | null) =>
  path !== null && path !== unit.path && path.startsWith(unit.path);

const OPEN_LEVELS = 2;

/** A tree that the keyboard walks: up and down, right opens, left closes, Enter shows the unit. */
export function UnitTree({ tree, kindNames, openId, onOpen, isAllOpen }: UnitTreeProps) {
  const t = useRosterTexts();
  const box = useRef<HTMLDivElement>(null);
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [at, setAt] = useState<string | null>(null);
  const openPath = useMemo(() => pathIn(tree, openId), [tree, openId]);
  // The way stays open when the unit is closed again: one goes on from there.
  const [way, setWay] = useState(openPath);
  if (openPath !== null && openPath !== way) setWay(openPath);
  const lines = useMemo(
    () =>
      linesOf(
        tree,
        (unit, level, isOnly) =>
          isAllOpen || (turned.get(unit.id) ?? (level < OPEN_LEVELS || isOnly || liesAbove(unit, way))),
      ),
    [tree, turned, isAllOpen, way],
  );
  const focused = lines.some((line) => line.unit.id === at) ? at : lines[0]?.unit.id;
  const turn = (id: string, open: boolean) => setTurned((before) => new Map(before).set(id, open));
  const go = (id: string | undefined): void => {
    if (!id) return;
    setAt(id);
    box.current?.querySelector<HTMLElement>(`[data-unit="${id}"]`)?.focus();
  };
  const press = (event: KeyboardEvent, line: Line): void => {
    const index = lines.indexOf(line);
    const { id, parentId } = line.unit;
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(lines[index + 1]?.unit.id),
      ArrowUp: () => go(lines[index - 1]?.unit.id),
      Home: () => go(lines[0]?.unit.id),
      End: () => go(lines.at(-1)?.unit.id),
      ArrowRight: () => (line.isOpen ? go(lines[index + 1]?.unit.id) : line.size > 0 && turn(id, true)),
      ArrowLeft: () => (line.isOpen ? turn(id, false) : go(parentId ?? undefined)),
      Enter: () => onOpen(id),
      ' ': () => onOpen(id),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="ut" role="tree" aria-label={t('nav.units')} ref={box}>
      {lines.map((line) => (
        <TreeLine
          key={line.unit.id}
          line={line}
          kindNames={kindNames}
          isSelected={line.unit.id === openId}
          isFocused={line.unit.id === focused}
          onKey={(event) => press(event, line)}
          onFocus={() => setAt(line.unit.id)}
          onTurn={() => turn(line.unit.id, !line.isOpen)}
          onOpen={() => onOpen(line.unit.id)}
        />
      ))}
    </div>
  );
}
