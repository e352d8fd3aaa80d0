import { ErrorState, Skeleton, formatMoment, useCall, useLanguage } from '#ui';
import { type Column, Drawer, Table } from '#ui/desktop';
import { type VersionLine, showBudgetVersion } from '../../budgets/contract';
import { VersionTag, useTargetWords } from './pieces';
import { useBudgetTerms, useBudgetTexts } from './texts';

/** A version as it was written, read-only. */
export function VersionDrawer({ id, number, onClose }: { id: string; number: number; onClose: () => void }) {
  const t = useBudgetTexts();
  const terms = useBudgetTerms();
  const say = useTargetWords();
  const language = useLanguage();
  const answer = useCall(showBudgetVersion, { params: { id, number } });
  const version = answer.data;
  const columns: readonly Column<VersionLine>[] = [
    {
      ...{ key: 'name', label: t('line') },
      cell: (row) => (
        <span lang="zh-CN">
          {row.name}
          {row.commitments.map((one) => (
            <div key={one.id} className="dim t12">
              {one.title}
            </div>
          ))}
        </span>
      ),
    },
    { key: 'target', label: t('target'), cell: (row) => say(row.target) },
    { key: 'act', label: t('onBreach'), cell: (row) => terms(`acts.${row.onBreach}`) },
    {
      ...{ key: 'accounts', label: t('accounts') },
      cell: (row) => (
        <span className="t12" lang="zh-CN">
          {row.accounts.map(({ code, name }) => `${code} ${name}`).join('、') || t('anyAccount')}
        </span>
      ),
    },
  ];
  return (
    <Drawer title={t('versionNumber', { number })} size="wide" onClose={onClose}>
      {version ? (
        <div className="col g16">
          <div className="row g12 wrap">
            <VersionTag state={version.state} />
            <span className="dim t13">
              {t('writtenBy', { name: version.writtenBy, at: formatMoment(version.writtenAt, language) })}
              {version.decidedBy === null
                ? null
                : ` · ${t('decidedBy', { name: version.decidedBy, at: formatMoment(version.decidedAt!, language) })}`}
            </span>
          </div>
          {version.reason === '' ? null : <p>{t('reasonIs', { reason: version.reason })}</p>}
          <Table label={t('lines')} columns={columns} rows={version.lines} keyOf={(row) => row.id} />
        </div>
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Drawer>
  );
}
