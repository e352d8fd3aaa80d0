import {
  Button,
  Card,
  Overlay,
  Segmented,
  Skeleton,
  formatDay,
  formatMoney,
  useAct,
  useLanguage,
  useRows,
  useSession,
  useUiTexts,
} from '#ui';
import { ExportButton } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import {
  type GoodsMove,
  type GoodsWhat,
  exportGoodsMoves,
  listGoodsMoves,
  signHandout,
  undoGoodsMove,
} from '../../../goods/contract';
import type { Campaign } from '../campaign-dialogs';
import { UndoButton } from '../pieces';
import { useFundTexts } from '../texts';
import { goodsChanges } from './goods-dialogs';

/** What is printed and signed. */
function Printed(props: { title: string; onClose: () => void; children: ReactNode; size?: 'wide' }) {
  const { title, onClose, children, size } = props;
  const t = useFundTexts();
  const ui = useUiTexts();
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" icon="print" onClick={() => window.print()}>
        {t('pages.receipt.print')}
      </Button>
    </>
  );
  return (
    <Overlay title={title} onClose={onClose} acts={acts} closesBy="keys" {...(size ? { size } : {})}>
      <div className="rf-receipt">
        <h3>{title}</h3>
        {children}
      </div>
    </Overlay>
  );
}

function useWhoWords(): (move: GoodsMove) => string {
  const t = useFundTexts();
  return ({ who, giver, other }) => who ?? other ?? (giver === 'anonymous' ? t('givers.anonymous') : '');
}

function GoodsReceipt({ move, title, onClose }: { move: GoodsMove; title: string; onClose: () => void }) {
  const t = useFundTexts();
  const language = useLanguage();
  const who = useWhoWords();
  const { organisation } = useSession().hello;
  const { name, size, condition, quantity, measure, estimate, on, id, byName } = move;
  return (
    <Printed title={t('goods.receipt')} onClose={onClose}>
      <p>
        {t('pages.receipt.from')}: {who(move)}
      </p>
      <p>
        {t('columns.campaign')}: <span lang="zh-CN">{title}</span>
      </p>
      <p>
        {t('goods.columns.name')}: <span lang="zh-CN">{[name, size].filter(Boolean).join(' ')}</span> ·{' '}
        {t(`goods.conditions.${condition}`)} · {quantity} {measure}
      </p>
      {estimate === null ? null : (
        <p>
          {t('goods.columns.estimate')}: {formatMoney(estimate)}
        </p>
      )}
      <p>
        {t('goods.columns.on')}: {formatDay(on, language)} · {t('pages.receipt.number')}: {id.slice(-12).toUpperCase()}
      </p>
      <p>
        {organisation} · {t('pages.receipt.by')}: {byName}
      </p>
    </Printed>
  );
}

const MOST_LISTED = 200;

/** The list on which the receivers sign. */
function HandingOutList({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { organisation } = useSession().hello;
  const query = { what: 'handed_out', limit: MOST_LISTED } as const;
  const { rows, isLoading, hasMore } = useRows(listGoodsMoves, { params: { id: campaign.id }, query });
  const standing = rows.filter((move) => move.undoReason === null);
  return (
    <Printed title={t('goods.list')} onClose={onClose} size="wide">
      <p>
        {organisation} · <span lang="zh-CN">{campaign.title}</span>
      </p>
      {isLoading ? <Skeleton lines={4} /> : null}
      <table className="rf-rows">
        <thead>
          <tr>
            {(['number', 'on', 'receiver', 'name', 'quantity', 'signature'] as const).map((key) => (
              <th key={key} scope="col">
                {key === 'number' || key === 'receiver' || key === 'signature'
                  ? t(`goods.${key}`)
                  : t(`goods.columns.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {standing.map((move, at) => (
            <tr key={move.id}>
              <td className="num">{at + 1}</td>
              <td>{formatDay(move.on, language)}</td>
              <td lang="zh-CN">
                {move.who} {move.unit?.name}
              </td>
              <td lang="zh-CN">{[move.name, move.size].filter(Boolean).join(' ')}</td>
              <td className="nw">
                {move.quantity} {move.measure}
              </td>
              <td className="rf-sign">{move.isSigned ? t('goods.signed') : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore ? <p>{t('goods.truncated')}</p> : null}
    </Printed>
  );
}

function MoveRow({ move, onReceipt }: { move: GoodsMove; onReceipt: () => void }) {
  const t = useFundTexts();
  const language = useLanguage();
  const who = useWhoWords();
  const sign = useAct(signHandout, { changes: goodsChanges });
  const { id, what, on, name, size, condition, quantity, measure, unit, isSigned, undoReason, estimate, abilities } =
    move;
  const notes = [
    t(`goods.conditions.${condition}`),
    estimate === null ? null : `${t('goods.columns.estimate')} ${formatMoney(estimate)}`,
    what === 'handed_out' ? t(isSigned ? 'goods.signed' : 'goods.unsigned') : null,
    undoReason === null ? null : t('pages.undoneWhy', { reason: undoReason }),
  ];
  return (
    <tr>
      <td>
        {formatDay(on, language)} · {t(`goods.whats.${what}`)}
      </td>
      <td>
        <span lang="zh-CN">{[name, size].filter(Boolean).join(' ')}</span>
        <div className="dim t12">{notes.filter(Boolean).join(' · ')}</div>
      </td>
      <td className="num nw">
        {quantity} <span lang="zh-CN">{measure}</span>
      </td>
      <td>
        <span lang="zh-CN">{who(move)}</span>
        <div className="dim t12" lang="zh-CN">
          {unit?.name}
        </div>
      </td>
      <td className="num">
        {abilities.sign ? (
          <Button
            size="sm"
            kind="text"
            isBusy={sign.isUnderWay}
            onClick={() => void sign.act({ params: { id }, body: {} })}
          >
            {t('goods.sign')}
          </Button>
        ) : null}
        {what === 'given' && undoReason === null ? (
          <Button size="sm" kind="text" onClick={onReceipt}>
            {t('goods.receipt')}
          </Button>
        ) : null}
        {abilities.undo ? (
          <UndoButton endpoint={undoGoodsMove} id={id} changes={goodsChanges} effect={t('goods.undoEffect')} />
        ) : null}
      </td>
    </tr>
  );
}

const shown = ['all', 'given', 'handed_out'] as const;

/** Each record of goods, the latest first: what was given, and to whom it was handed out. */
export function GoodsMoves({ campaign }: { campaign: Campaign }) {
  const t = useFundTexts();
  const [what, setWhat] = useState<(typeof shown)[number]>('all');
  const [opened, setOpened] = useState<'list' | GoodsMove | null>(null);
  const params = { id: campaign.id };
  const query: { what?: GoodsWhat } = what === 'all' ? {} : { what };
  const { rows, hasMore, more, isLoading } = useRows(listGoodsMoves, { params, query: { ...query, limit: 50 } });
  const acts = (
    <>
      <Segmented
        label={t('goods.columns.what')}
        value={what}
        options={shown.map((value) => ({ value, label: value === 'all' ? t('goods.all') : t(`goods.whats.${value}`) }))}
        onChange={setWhat}
      />
      <Button icon="print" onClick={() => setOpened('list')}>
        {t('goods.list')}
      </Button>
      <ExportButton endpoint={exportGoodsMoves} request={{ params, query }} />
    </>
  );
  return (
    <Card title={t('goods.moves')} acts={acts}>
      {isLoading ? <Skeleton lines={4} /> : null}
      <table className="rf-rows" aria-label={t('goods.moves')}>
        <tbody>
          {rows.map((move) => (
            <MoveRow key={move.id} move={move} onReceipt={() => setOpened(move)} />
          ))}
        </tbody>
      </table>
      {hasMore ? <Button onClick={more}>{t('pages.more')}</Button> : null}
      {opened === 'list' ? <HandingOutList campaign={campaign} onClose={() => setOpened(null)} /> : null}
      {opened !== null && opened !== 'list' ? (
        <GoodsReceipt move={opened} title={campaign.title} onClose={() => setOpened(null)} />
      ) : null}
    </Card>
  );
}
