import { formatFen } from '#kernel/contract';
import { ButtonLink, Card, EmptyState, ErrorState, QrCode, Skeleton, ToneTag, formatDay, useCall } from '#ui';
import { useLanguage, useParams, usePublicAddress } from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import { type AssetWhole, showAsset } from '../../assets/contract';
import { AssetActs, ScrappingActs } from './asset-acts';
import { EntryLink, Facts, StateTag, Sum, asFen, useLabel } from './pieces';
import { useAssetTerms, useAssetTexts, useMonthWords } from './texts';

function Basics({ asset }: { asset: AssetWhole }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const language = useLanguage();
  const months = useMonthWords();
  const chinese = (words: string) => <span lang="zh-CN">{words || '—'}</span>;
  const name = (key: 'class' | 'specification' | 'formerNumber' | 'boughtOn' | 'cost' | 'writtenDown' | 'net') =>
    terms(`columns.${key}`);
  const life = asset.lifeMonths === 0 ? t('card.lifeNever') : t('card.lifeMonths', { count: asset.lifeMonths });
  return (
    <Card title={t('card.facts')}>
      <Facts
        rows={[
          [name('class'), terms(`classes.${asset.class}`)],
          [name('specification'), chinese(asset.specification)],
          [name('formerNumber'), asset.formerNumber || '—'],
          [name('boughtOn'), formatDay(asset.boughtOn, language)],
          [name('cost'), <b key="cost">{formatFen(asFen(asset.cost))}</b>],
          [name('writtenDown'), formatFen(asFen(asset.writtenDown))],
          [name('net'), <b key="net">{formatFen(asFen(asset.net))}</b>],
          [t('card.before'), formatFen(asFen(asset.before))],
          [t('card.life'), life],
          [t('card.lastMonth'), asset.lastMonth === null ? '—' : months(asset.lastMonth)],
          [t('card.residual'), formatFen(asFen(asset.residual))],
          [terms('columns.unit'), chinese(asset.unit.name)],
          [terms('columns.keeper'), chinese(asset.keeper.name ?? '')],
          [t('card.entry'), asset.entry ? <EntryLink key="entry" entry={asset.entry} /> : t('card.entryNone')],
          [t('card.enteredBy'), chinese(asset.createdByName)],
          ...(asset.scrappedOn === null
            ? []
            : [[t('card.scrappedOn'), formatDay(asset.scrappedOn, language)] as const]),
          [t('card.rule'), chinese(asset.ruleSource)],
        ]}
      />
    </Card>
  );
}

function Moves({ asset }: { asset: AssetWhole }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const language = useLanguage();
  type Row = AssetWhole['moves'][number];
  const side = (one: { unit: string; keeper: string | null } | null) =>
    one === null ? '—' : <span lang="zh-CN">{[one.unit, one.keeper ?? ''].filter(Boolean).join(' · ')}</span>;
  const columns: readonly Column<Row>[] = [
    { key: 'on', label: t('card.movesOn'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'from', label: t('card.movesFrom'), cell: (row) => side(row.from) },
    { key: 'to', label: t('card.movesTo'), cell: (row) => side(row.to) },
    { key: 'state', label: terms('columns.state'), cell: (row) => terms(`states.${row.state}`) },
    { key: 'note', label: t('card.movesNote'), cell: (row) => <span lang="zh-CN">{row.note}</span> },
    { key: 'by', label: t('card.movesBy'), cell: (row) => <span lang="zh-CN">{row.recordedByName}</span> },
  ];
  return (
    <Card title={t('card.moves')} flush>
      <Table label={t('card.moves')} columns={columns} rows={asset.moves} keyOf={(row) => row.id} />
    </Card>
  );
}

function Months({ asset }: { asset: AssetWhole }) {
  const t = useAssetTexts();
  const months = useMonthWords();
  type Row = AssetWhole['months'][number];
  const columns: readonly Column<Row>[] = [
    { key: 'month', label: t('card.month'), cell: (row) => <span className="nw">{months(row.month)}</span> },
    { key: 'amount', label: t('card.amount'), isNumber: true, cell: (row) => <Sum fen={row.amount} /> },
    { key: 'entry', label: t('entry'), cell: (row) => <EntryLink entry={row.entry} /> },
  ];
  return (
    <Card title={t('card.months')} flush>
      {asset.months.length === 0 ? (
        <EmptyState title={t('card.noMonths')} />
      ) : (
        <Table label={t('card.months')} columns={columns} rows={asset.months} keyOf={(row) => row.runId} />
      )}
    </Card>
  );
}

const tones = { proposed: 'late', approved: 'none', refused: 'refuse', taken_back: 'none' } as const;

function Scrappings({ asset }: { asset: AssetWhole }) {
  const t = useAssetTexts();
  type Row = AssetWhole['scrappings'][number];
  const columns: readonly Column<Row>[] = [
    {
      ...{ key: 'reason', label: t('card.movesNote') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.reason}</span>
          <span className="dim t12">{row.decisionWords}</span>
        </span>
      ),
    },
    {
      ...{ key: 'by', label: t('card.movesBy') },
      cell: (row) => (
        <span className="col">
          <span>{t('scrap.by', { proposed: row.proposedByName })}</span>
          {row.decidedByName === null ? null : <span>{t('scrap.decidedBy', { decided: row.decidedByName })}</span>}
        </span>
      ),
    },
    { key: 'entry', label: t('entry'), cell: (row) => (row.entry ? <EntryLink entry={row.entry} /> : '—') },
    {
      ...{ key: 'state', label: t('run.state') },
      cell: (row) => <ToneTag tone={tones[row.state]}>{t(`scrap.states.${row.state}`)}</ToneTag>,
    },
    { key: 'acts', label: '', cell: (row) => <ScrappingActs scrapping={row} /> },
  ];
  return (
    <Card title={t('card.scrappings')} flush>
      <Table label={t('card.scrappings')} columns={columns} rows={asset.scrappings} keyOf={(row) => row.id} />
    </Card>
  );
}

/** The label of one thing, as it is stuck on it. */
function Label({ asset }: { asset: AssetWhole }) {
  const t = useAssetTexts();
  const label = useLabel();
  const { address } = usePublicAddress();
  return (
    <Card
      title={t('card.label')}
      acts={<ButtonLink to={`/finance/assets/labels?book=${asset.book.id}&only=${asset.id}`}>{t('labels')}</ButtonLink>}
    >
      <div className="fa-label">
        <div lang="zh-CN">
          <p className="fa-label-name">{asset.name}</p>
          <p className="fa-label-number">{label(asset.number)}</p>
          <p>{asset.unit.name}</p>
        </div>
        <QrCode words={`${address}/finance/assets/${asset.id}`} label={t('card.openCard')} />
      </div>
    </Card>
  );
}

/** A card: what the thing is worth, who has kept it, what it lost by month, and how it went out of the books. */
export default function AssetPage() {
  const terms = useAssetTerms();
  const label = useLabel();
  const { assetId = '' } = useParams();
  const answer = useCall(showAsset, { params: { id: assetId } });
  const asset = answer.data?.id === assetId ? answer.data : undefined;
  if (!asset)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <>
      <PageHead
        title={`${label(asset.number)} ${asset.name}`}
        tag={<StateTag asset={asset} />}
        crumbs={[{ label: terms('title'), to: `/finance/assets?book=${asset.book.id}` }]}
        acts={<AssetActs asset={asset} />}
      />
      <div className="fa-cards">
        <Basics asset={asset} />
        {asset.scrappings.length > 0 ? <Scrappings asset={asset} /> : null}
        <Moves asset={asset} />
        <Months asset={asset} />
        <Label asset={asset} />
      </div>
    </>
  );
}
