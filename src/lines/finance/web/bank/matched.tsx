import { Button, Card, ConfirmDialog, ErrorState, Link, formatDayShort, useAct, useLanguage, useRows } from '#ui';
import { useState } from 'react';
import { type BankMatch, listBankMatches, undoBankMatch } from '../../bank/contract-match';
import { Sum } from './pieces';
import { useBankTexts } from './texts';
import { changedByMatching } from './use-match';

function UndoButton({ match }: { match: BankMatch }) {
  const t = useBankTexts();
  const [isOpen, setOpen] = useState(false);
  const { act, error, isUnderWay } = useAct(undoBankMatch, {
    changes: changedByMatching,
    onDone: () => setOpen(false),
  });
  return (
    <>
      <Button kind="text" onClick={() => setOpen(true)}>
        {t('matched.undo')}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          {...{ title: t('matched.undo'), confirm: t('matched.undo'), asksReason: true, isBusy: isUnderWay, error }}
          onConfirm={(reason) => void act({ params: { id: match.id }, body: { reason } })}
          onClose={() => setOpen(false)}
        >
          <p>{t('matched.undoEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** What has been matched in a month, by whom, and the way back. */
export function Matched({ accountId, month }: { accountId: string; month: string }) {
  const t = useBankTexts();
  const language = useLanguage();
  const list = useRows(listBankMatches, { params: { id: accountId }, query: { month } });
  if (list.error) return <ErrorState error={list.error} onRetry={list.again} />;
  return (
    <Card title={t('matched.title')} flush>
      {list.rows.length === 0 && !list.isLoading ? <p className="dim fb-pad">{t('matched.none')}</p> : null}
      {list.rows.length === 0 ? null : (
        <div className="scroll-x">
          <table className="fb-table">
            <thead>
              <tr>
                <th scope="col">{t('matching.bank')}</th>
                <th scope="col">{t('matching.book')}</th>
                <th scope="col" className="num">
                  {t('amount')}
                </th>
                <th scope="col">{t('matched.by')}</th>
                <th scope="col">{t('matched.act')}</th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map((match) => (
                <tr key={match.id}>
                  <td>
                    <span className="dim nw">{formatDayShort(match.line.on, language)}</span>{' '}
                    <span lang="zh-CN">{[match.line.words, match.line.party].filter(Boolean).join(' · ')}</span>
                  </td>
                  <td>
                    <span className="dim nw">{formatDayShort(match.entry.on, language)}</span>{' '}
                    <Link to={`/finance/entries/${match.entry.id}`} lang="zh-CN">
                      {match.entry.words}
                    </Link>
                  </td>
                  <td className="num">
                    <Sum fen={match.amount} />
                  </td>
                  <td lang="zh-CN">{match.matchedByName}</td>
                  <td>{match.abilities.undo ? <UndoButton match={match} /> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasMore ? (
        <Button kind="text" isBusy={list.isLoadingMore} onClick={list.more}>
          {t('more')}
        </Button>
      ) : null}
    </Card>
  );
}
