import { Button, Card, Link, formatMoment, useLanguage } from '#ui';
import { type FC, useState } from 'react';
import type { YearEndRow } from '../../year-end/contract';
import { at } from '../addresses';
import { usePaperTexts } from '../paper-texts';
import { ApproveDialog, AskDialog, DeclineDialog, type OfRow, ReopenDialog } from './dialogs';

type Act = 'approve' | 'decline' | 'ask' | 'reopen';
const dialogs: Readonly<Record<Act, FC<OfRow>>> = {
  approve: ApproveDialog,
  decline: DeclineDialog,
  ask: AskDialog,
  reopen: ReopenDialog,
};
const looks: Readonly<Record<YearEndRow['state'], string | undefined>> = {
  proposed: 'c-late',
  closed: 'c-kept',
  declined: 'dim',
  reopening: 'c-late',
  reopened: 'dim',
};

function Entries({ row }: { row: YearEndRow }) {
  const t = usePaperTexts();
  if (row.entries.length === 0) return null;
  return (
    <span className="row g8 wrap t13">
      <span className="dim">{t('yearEnd.pages.entries')}</span>
      {row.entries.map((entry) => (
        <Link key={entry.id} to={at.entry(entry.id)}>
          {entry.voucherNumber === null
            ? t('yearEnd.pages.entryWaits')
            : t('yearEnd.pages.entry', { month: entry.month, number: entry.voucherNumber })}
          {entry.isReversed ? ` · ${t('yearEnd.pages.isReversed')}` : ''}
        </Link>
      ))}
    </span>
  );
}

/** What was done about the year so far, the latest first, and what may be done next. */
export function History({ rows, sums }: { rows: readonly YearEndRow[]; sums: OfRow['sums'] }) {
  const t = usePaperTexts();
  const language = useLanguage();
  const [open, setOpen] = useState<{ act: Act; row: YearEndRow } | null>(null);
  if (rows.length === 0) return null;
  const by = (name: string, moment: string | null) =>
    t('yearEnd.pages.by', { name, at: moment === null ? '' : formatMoment(moment, language) });
  const Dialog = open === null ? null : dialogs[open.act];
  const acts = (row: YearEndRow): readonly (readonly [Act, string])[] => [
    ...(row.abilities.decide
      ? ([
          ['approve', t('yearEnd.pages.approve')],
          ['decline', t('yearEnd.pages.decline')],
        ] as const)
      : []),
    ...(row.abilities.askToReopen ? ([['ask', t('yearEnd.pages.askReopen')]] as const) : []),
    ...(row.abilities.decideReopening ? ([['reopen', t('yearEnd.pages.grantReopen')]] as const) : []),
  ];
  return (
    <Card title={t('yearEnd.pages.history')}>
      <ul className="col g16">
        {rows.map((row) => (
          <li key={row.id} className="col g4">
            <div className="row g12 wrap">
              <b className={looks[row.state]}>{t(`yearEnd.pages.states.${row.state}`)}</b>
              <span className="t13">
                <span className="dim">{t('yearEnd.pages.proposedBy')}</span> {by(row.proposedBy, row.proposedAt)}
              </span>
              {row.decidedBy === null ? null : (
                <span className="t13">
                  <span className="dim">{t('yearEnd.pages.decidedBy')}</span> {by(row.decidedBy, row.decidedAt)}
                </span>
              )}
              {row.askedBy === null ? null : (
                <span className="t13">
                  <span className="dim">{t('yearEnd.pages.askedBy')}</span> {row.askedBy}
                </span>
              )}
            </div>
            {row.reason === '' ? null : (
              <span className="t13">
                <span className="dim">{t('yearEnd.pages.reason')}</span> <span lang="zh-CN">{row.reason}</span>
              </span>
            )}
            <Entries row={row} />
            <div className="row g8">
              {acts(row).map(([act, words]) => (
                <Button
                  key={act}
                  size="sm"
                  kind={act === 'approve' ? 'main' : 'plain'}
                  onClick={() => setOpen({ act, row })}
                >
                  {words}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {open !== null && Dialog !== null ? <Dialog row={open.row} sums={sums} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}
