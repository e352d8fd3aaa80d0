import { formatFen } from '#kernel/contract';
import { Button, Card, Note, formatDayShort, messageOf, useLanguage, useUiTexts } from '#ui';
import { useState } from 'react';
import type { OpenEntry, OpenLine } from '../../bank/contract-match';
import { Sum } from './pieces';
import { useBankTexts } from './texts';
import { type Match, useMatch } from './use-match';

export interface Proposal {
  readonly lineIds: readonly string[];
  readonly entryIds: readonly string[];
  readonly score: number;
  readonly amount: bigint;
}

const keyOf = ({ lineIds, entryIds }: Proposal): string => `${lineIds.join()} ${entryIds.join()}`;

function Side({ rows }: { rows: readonly (OpenLine | OpenEntry | undefined)[] }) {
  const language = useLanguage();
  return (
    <span className="col">
      {rows.map((row) =>
        row === undefined ? null : (
          <span key={row.id}>
            <span className="dim nw">{formatDayShort(row.on, language)}</span>{' '}
            <span lang="zh-CN">{[row.words, row.party].filter(Boolean).join(' · ')}</span>
            {rows.length > 1 ? (
              <>
                {' '}
                <Sum fen={row.rest} />
              </>
            ) : null}
          </span>
        ),
      )}
    </span>
  );
}

function Rows(props: {
  proposals: readonly Proposal[];
  lines: ReadonlyMap<string, OpenLine>;
  entries: ReadonlyMap<string, OpenEntry>;
  mayMatch: boolean;
  refused: ReadonlySet<string>;
  toggle: (key: string) => void;
}) {
  const { proposals, lines, entries, mayMatch, refused, toggle } = props;
  const t = useBankTexts();
  return (
    <div className="scroll-x">
      <table className="fb-table fb-proposals">
        <thead>
          <tr>
            <th scope="col">{t('matching.pick')}</th>
            <th scope="col">{t('matching.bank')}</th>
            <th scope="col">{t('matching.book')}</th>
            <th scope="col" className="num">
              {t('amount')}
            </th>
            <th scope="col" className="num">
              {t('matching.sure')}
            </th>
          </tr>
        </thead>
        <tbody>
          {proposals.map((proposal) => {
            const key = keyOf(proposal);
            return (
              <tr key={key}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t('matching.pickOne', { sum: formatFen(BigInt(proposal.amount)) })}
                    checked={!refused.has(key)}
                    disabled={!mayMatch}
                    onChange={() => toggle(key)}
                  />
                </td>
                <td>
                  <Side rows={proposal.lineIds.map((id) => lines.get(id))} />
                </td>
                <td>
                  <Side rows={proposal.entryIds.map((id) => entries.get(id))} />
                </td>
                <td className="num">
                  <Sum fen={proposal.amount} />
                </td>
                <td className="num">{proposal.score}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What probably belongs together, the surest first; each is confirmed by somebody, one by one or all that are ticked. */
export function Proposals(props: {
  accountId: string;
  proposals: readonly Proposal[];
  lines: ReadonlyMap<string, OpenLine>;
  entries: ReadonlyMap<string, OpenEntry>;
  mayMatch: boolean;
}) {
  const { accountId, proposals, lines, entries, mayMatch } = props;
  const t = useBankTexts();
  const ui = useUiTexts();
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const { confirm, error, isUnderWay } = useMatch(accountId, () => setRefused(new Set()));
  const chosen = proposals.filter((one) => !refused.has(keyOf(one)));
  const toggle = (key: string): void =>
    setRefused((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  const groups = (all: readonly Proposal[]): Match[] =>
    all.slice(0, 200).map(({ lineIds, entryIds }) => ({ lineIds: [...lineIds], entryIds: [...entryIds] }));
  return (
    <Card
      marked="sea"
      title={t('matching.proposals', { count: proposals.length })}
      acts={
        mayMatch ? (
          <Button
            kind="main"
            icon="tick"
            isBusy={isUnderWay}
            whyNot={chosen.length === 0 ? t('matching.noneTicked') : undefined}
            onClick={() => confirm(groups(chosen))}
          >
            {t('matching.confirm', { count: chosen.length })}
          </Button>
        ) : null
      }
      flush
    >
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      <Rows {...{ proposals, lines, entries, mayMatch, refused, toggle }} />
    </Card>
  );
}
